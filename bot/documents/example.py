"""The finished press release that a newcomer can look at."""

from domain.templates import Content

EXAMPLE: Content = {
    "headline": "Introducing TeamSync — The Meeting Notes That Write Themselves",
    "subheading": (
        "Teams of 5 to 50 leave every meeting with searchable notes and action items that "
        "already have an owner."
    ),
    "city_and_date": "Berlin, 1 March 2027",
    "target_customer": (
        "Busy product and engineering teams of 5 to 50 people who are drowning in meetings: more "
        "than ten hours a week, across at least two time zones, and nobody whose job it is to "
        "take notes."
    ),
    "problem": (
        "After every meeting somebody spends 30 minutes writing up notes, or nobody does. "
        "Decisions are remembered differently, and one action item in three is never done (our "
        "survey of 41 teams, May 2026)."
    ),
    "solution": (
        "TeamSync automatically records, transcribes and summarises every meeting, and turns it "
        "into searchable action items assigned to the right people.\n"
        "- Nobody takes notes. The half hour after the meeting is yours again.\n"
        "- Nothing agreed is lost. Every action item has an owner and a date.\n"
        "- Everything can be found. Ask “who agreed to the new price?” and hear the sentence."
    ),
    "quote_text": (
        "I used to spend 30 minutes after every meeting writing up notes. Now I just check "
        "TeamSync and everything is there — including the action items I almost forgot."
    ),
    "quote_person": "Sarah",
    "quote_role": "product manager at Acme Corp",
    "get_started": (
        "1. Connect your calendar (one minute).\n2. Hold your next meeting as always.\n"
        "3. Open the notes five minutes after it ends. The first ten meetings are free."
    ),
}
