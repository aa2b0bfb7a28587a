"""All settings, in the groups in which people see them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from bot.settings.calendar import Days
from bot.settings.fields import Choice, Field, Number, Principles, Words
from bot.settings.press_release import OwnSections, Prompts
from domain.errors import Refusal
from domain.settings import Settings


@dataclass(frozen=True)
class Group:
    """Settings that one form changes."""

    key: str
    title: str
    about: str
    """One sentence on what they decide."""
    fields: tuple[Field, ...]

    def fingerprint(self, settings: Settings) -> str:
        """Return what changes when one of them changes."""
        shown = settings.model_dump_json(include={field.key for field in self.fields})
        return hashlib.sha256(shown.encode()).hexdigest()[:16]


_WORDS = {
    "hype": "Hype",
    "weasels": "Weasel words",
    "hedges": "Hedges",
    "feelings": "Feelings in quotes",
    "vague_customers": "Vague customers",
    "technologies": "Technologies",
    "placeholders": "Placeholders",
    "known_acronyms": "Known acronyms",
    "softballs": "Softballs",
}

GROUPS = (
    Group(
        "press_release",
        "Press release",
        "What the writing modal asks for.",
        (
            OwnSections("own_sections", "Sections of your own"),
            Prompts("prompts", "Prompts"),
        ),
    ),
    Group(
        "reviews",
        "Reviews",
        "What a review takes until it is done.",
        (
            Number(
                "approvals",
                "Approvals needed",
                "Where whoever asks writes no number of their own.",
                1,
                50,
                nothing="everybody who is asked",
            ),
            Choice(
                "self_approval",
                "May authors approve their own version?",
                "A second pair of eyes finds what the first one cannot.",
                {False: "No, somebody else has to", True: "Yes"},
            ),
        ),
    ),
    Group(
        "goals",
        "Goals",
        "What goals are tagged with, and how many are too many.",
        (
            Number(
                "active_goals",
                "Active goals of an initiative",
                "More than that gets a warning, never a refusal.",
                1,
                99,
            ),
            Principles(
                "principles",
                "Leadership principles",
                "One a line, up to 30. Goals keep the tags they have.",
            ),
        ),
    ),
    Group(
        "status",
        "Status of goals",
        "When a goal is at risk, off track or stale. *Show the formula* on a goal says the same.",
        (
            Number(
                "behind_at_risk", "At risk: behind the plan by more than, in percent", "", 1, 25
            ),
            Number(
                "forecast_at_risk",
                "At risk: a forecast under, in percent",
                "Of the way from baseline to target, on the due day.",
                80,
                100,
            ),
            Number("confidence_at_risk", "At risk: confidence under, in percent", "", 1, 60),
            Number(
                "behind_off_track",
                "Off track: behind by more than, in percent",
                "Together with a poor forecast.",
                25,
                90,
            ),
            Number("forecast_off_track", "Off track: and a forecast under, in percent", "", 10, 80),
            Number("pending_until", "Pending: the first percent of the plan", "", 1, 50),
            Number(
                "grace_working_days",
                "Stale: no answer within, in working days",
                "Silence is never shown as green.",
                1,
                20,
            ),
        ),
    ),
    Group(
        "calendar",
        "Calendar",
        "On which days nobody is asked for anything.",
        (Days("calendar", "Days off"),),
    ),
    Group(
        "retention",
        "Retention",
        "What is deleted for good, without a way back.",
        (
            Number(
                "keep_archived_days",
                "Days that archived initiatives are kept",
                "After that they go with their documents, goals and numbers; what stands in Slack "
                "stays.",
                30,
                3_650,
                nothing="for ever",
            ),
        ),
    ),
    Group(
        "digest",
        "Weekly digest",
        "When each home channel hears what was decided and what changed. Quiet weeks have none.",
        (
            Choice(
                "digest_day",
                "Day",
                "On a holiday it comes on the next day.",
                {
                    0: "Monday",
                    1: "Tuesday",
                    2: "Wednesday",
                    3: "Thursday",
                    4: "Friday",
                    5: "Saturday",
                    6: "Sunday",
                    None: "Never",
                },
            ),
            Number("digest_hour", "Hour", "From 0 to 23, in the zone of the owner.", 0, 23),
        ),
    ),
    Group(
        "thresholds",
        "Readiness: numbers",
        "From where on readiness speaks. It gives advice and stops nobody.",
        (
            Number("headline_words", "Words of a headline, at most", "", 5, 40),
            Number("release_words", "Words of a press release, at most", "", 100, 5_000),
            Number("sentence_words", "Words of a sentence, at most", "", 10, 100),
            Number("steps", "Steps to get started, at most", "", 1, 20),
            Number("questions", "Questions of each side in an FAQ, at least", "", 1, 50),
        ),
    ),
    *(
        Group(
            key,
            label,
            f"{label}: what readiness looks for.",
            (Words(key, label),),
        )
        for key, label in _WORDS.items()
    ),
)

FIELDS: Mapping[str, Field] = {field.key: field for group in GROUPS for field in group.fields}
"""All settings that have a form, by their names."""


def group(key: str) -> Group:
    """Return a group. Refuses one that is no more."""
    found = next((group for group in GROUPS if group.key == key), None)
    if found is None:
        raise Refusal("These settings are no longer here. Type /workback settings to see all.")
    return found
