"""Where the rules come from."""

WORKING_BACKWARDS = "Bryar and Carr, Working Backwards (2021): how a PR/FAQ is written and read"
OUTLINE = "McAllister's outline of an internal press release (2012)"
PLAIN = "Federal Plain Language Guidelines (US)"
NARRATIVE = "Writing habits of six-page narratives: numbers instead of weasel words"
SLACK = "Slack's limit of a header block"
ALIGNMENT = "Workback: build only what the documents describe"
