"""Settings of a workspace: what its admins decide for everybody in it."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from pydantic import BaseModel, ConfigDict

from domain.calendars import WESTERN, Calendar
from domain.errors import Refusal
from domain.goals import ACTIVE_LIMIT, PRINCIPLES
from domain.own_sections import OwnSection
from domain.people import PersonId
from domain.readiness import DEFAULT, Lexicon, Thresholds
from domain.readiness.text import normal_words
from domain.status import Thresholds as StatusThresholds

MOST_PRINCIPLES = 30
PRINCIPLE_LIMIT = 75
"""Characters of a principle: what Slack shows of a choice."""

MOST_OWN_WORDS = 200
"""Entries that a workspace adds to a list, or leaves out of it."""

_USUAL = Thresholds()


class OwnWords(BaseModel):
    """How a list of words differs from the usual one. Entries are words, never patterns."""

    model_config = ConfigDict(frozen=True)

    added: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    def of(self, usual: Sequence[str]) -> tuple[str, ...]:
        """Return the usual list with what was added and without what was left out."""
        out = {normal_words(entry) for entry in self.left_out}
        kept = (entry for entry in usual if normal_words(entry) not in out)
        return tuple(dict.fromkeys((*kept, *self.added)))


class Settings(BaseModel):
    """All settings of a workspace, as they stand. What nobody changed has its default."""

    model_config = ConfigDict(frozen=True)

    approvals: int | None = None
    """Approvals a review takes where whoever asks writes no number; None: of everybody asked."""
    self_approval: bool = False
    """Whether the people who wrote a version may approve it."""
    own_sections: tuple[OwnSection, ...] = ()
    """Sections a press release can have beside the usual ones."""
    prompts: tuple[tuple[str, str], ...] = ()
    """Fields of the press release, with the prompt shown instead of the usual one."""
    principles: tuple[str, ...] = PRINCIPLES
    active_goals: int = ACTIVE_LIMIT
    """Active goals of an initiative before the limit warns."""
    behind_at_risk: int = 10
    """Percent behind its plan from which on a KPI is at risk; the following are percent too."""
    behind_off_track: int = 25
    forecast_at_risk: int = 95
    forecast_off_track: int = 70
    confidence_at_risk: int = 40
    pending_until: int = 10
    grace_working_days: int = 3
    """Working days after which a check-in without an answer makes a goal stale."""
    calendar: Calendar = WESTERN
    """The days on which nobody in the workspace is asked for anything; without absences."""
    keep_archived_days: int | None = None
    """Days after which an archived initiative is deleted; None: it is kept."""
    digest_day: int | None = 0
    """The day of the week of the digest, Monday is 0; None: there is none."""
    digest_hour: int = 9
    """In the zone of each initiative's owner."""
    headline_words: int = _USUAL.headline_most_words
    release_words: int = _USUAL.release_words
    sentence_words: int = _USUAL.long_sentence
    steps: int = _USUAL.steps
    questions: int = _USUAL.questions
    hype: OwnWords = OwnWords()
    weasels: OwnWords = OwnWords()
    hedges: OwnWords = OwnWords()
    feelings: OwnWords = OwnWords()
    vague_customers: OwnWords = OwnWords()
    technologies: OwnWords = OwnWords()
    placeholders: OwnWords = OwnWords()
    known_acronyms: OwnWords = OwnWords()
    softballs: OwnWords = OwnWords()

    def default(self, name: str) -> Any:
        """Return what a setting is where nobody changed it."""
        return type(self).model_fields[name].default

    @property
    def status(self) -> StatusThresholds:
        """Where one status of a goal ends and the next begins."""
        shares = {name: getattr(self, name) / 100 for name in STATUS_SHARES}
        return StatusThresholds(**shares, grace_working_days=self.grace_working_days)

    @property
    def lexicon(self) -> Lexicon:
        """The words and thresholds that readiness goes by."""
        return _lexicon(self)


STATUS_SHARES = (
    "behind_at_risk",
    "behind_off_track",
    "forecast_at_risk",
    "forecast_off_track",
    "confidence_at_risk",
    "pending_until",
)
"""Thresholds of a status that are written in percent."""

WORD_LISTS = tuple(
    name for name, field in Settings.model_fields.items() if field.annotation is OwnWords
)
"""The lists of `Lexicon` that a workspace may change."""


@lru_cache(maxsize=256)
def _lexicon(settings: Settings) -> Lexicon:
    """Put a workspace's lists together: once, because each has hundreds of entries."""
    thresholds = _USUAL.model_copy(
        update={
            "headline_most_words": settings.headline_words,
            "headline_least_words": min(_USUAL.headline_least_words, settings.headline_words),
            "release_words": settings.release_words,
            "page_words": min(_USUAL.page_words, settings.release_words),
            "long_sentence": settings.sentence_words,
            "longish_sentence": min(_USUAL.longish_sentence, settings.sentence_words),
            "steps": settings.steps,
            "questions": settings.questions,
        }
    )
    lists = {name: getattr(settings, name).of(getattr(DEFAULT, name)) for name in WORD_LISTS}
    return DEFAULT.model_copy(update={"thresholds": thresholds, **lists})


class SettingChange(BaseModel):
    """A line of the audit log: who changed which setting, when, from what to what."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: str
    changed_by: PersonId
    changed_at: datetime
    setting: str
    """The name of the field in `Settings`."""
    before: Any
    after: Any


def changed(before: Settings, after: Settings) -> list[str]:
    """Return the names of the settings that differ."""
    names = Settings.model_fields
    return [name for name in names if getattr(before, name) != getattr(after, name)]


def read_principles(typed: str, *, field: str | None = None) -> tuple[str, ...]:
    """Read a list of leadership principles, one a line. Refuses too many and too long ones."""
    found: dict[str, str] = {}
    for line in typed.splitlines():
        principle = " ".join(line.split())
        if len(principle) > PRINCIPLE_LIMIT:
            sentence = f"“{principle[:30]}…” is too long: {PRINCIPLE_LIMIT} characters at most."
            raise Refusal(sentence, field=field)
        if principle:
            found.setdefault(principle.casefold(), principle)
    if len(found) > MOST_PRINCIPLES:
        sentence = f"These are {len(found)} principles. Keep the {MOST_PRINCIPLES} that decide."
        raise Refusal(sentence, field=field)
    return tuple(found.values())


def check_own_words(words: OwnWords, usual: Sequence[str], added: str, left_out: str) -> None:
    """Refuse lists that contradict each other; `added` and `left_out` name their fields."""
    for entries, field in ((words.added, added), (words.left_out, left_out)):
        if len(entries) > MOST_OWN_WORDS:
            raise Refusal(f"A list can have {MOST_OWN_WORDS} entries of your own.", field=field)
    known = {normal_words(entry) for entry in usual}
    out = {normal_words(entry) for entry in words.left_out}
    for entry in words.left_out:
        if normal_words(entry) not in known:
            raise Refusal(f"“{entry}” is not in the usual list. Take it out here.", field=left_out)
    for entry in words.added:
        if normal_words(entry) in out:
            raise Refusal(f"“{entry}” is added and left out. Decide for one.", field=added)
