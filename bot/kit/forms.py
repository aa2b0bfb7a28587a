"""What a modal sends: view state to typed values, one parser for all.

An input's block id is its field's name and its action id is `value`; an input that dispatches
has an action id of its own. So the state is read by block, whatever the action is called.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Self, TypeVar
from unicodedata import category

from pydantic import BaseModel, ConfigDict

from bot.kit.blocks import Metadata
from domain.errors import Refusal

Values = Mapping[str, Any]
Kept = TypeVar("Kept", bound=Metadata)
Read = TypeVar("Read")


class ViewSeen(BaseModel):
    """The view a person acted in."""

    model_config = ConfigDict(frozen=True)

    id: str
    hash: str = ""
    surface: str = "modal"
    """`modal` or `home`."""
    callback_id: str = ""
    private_metadata: str = ""
    blocks: tuple[Mapping[str, Any], ...] = ()
    values: Values = {}
    frame: Mapping[str, Any] = {}
    """All of it but its blocks, as Slack takes it back: title, buttons, metadata."""

    @classmethod
    def of(cls, view: Mapping[str, Any]) -> Self:
        """Read a view out of a payload."""
        state = (view.get("state") or {}).get("values") or {}
        return cls(
            id=view["id"],
            hash=view.get("hash") or "",
            surface=view.get("type") or "modal",
            callback_id=view.get("callback_id") or "",
            private_metadata=view.get("private_metadata") or "",
            blocks=tuple(view.get("blocks") or ()),
            values={block: _value(elements) for block, elements in state.items()},
            frame={key: view[key] for key in _FRAME if view.get(key)},
        )

    @property
    def submission_key(self) -> str:
        """What a double click of the same submit button repeats: the view and its state."""
        return f"{self.id}/{self.hash}"

    @property
    def first_input(self) -> str | None:
        """The block id of the first input: where a sentence about the whole form stands."""
        inputs = (block["block_id"] for block in self.blocks if block.get("type") == "input")
        return next(inputs, None)

    def words(self, key: str) -> str:
        """Return what was typed into a text input; "" if nothing was."""
        value = self.values.get(key)
        return cleaned(value) if isinstance(value, str) else ""

    def line(self, key: str) -> str:
        """Return what was typed into an input of one line, as it can stand among other words."""
        return one_line(self.words(key))

    def chosen(self, key: str) -> str | None:
        """Return the value chosen in a select or radio group."""
        value = self.values.get(key)
        return value if isinstance(value, str) else None

    def several(self, key: str) -> tuple[str, ...]:
        """Return the values chosen in a multi-select or checkboxes."""
        value = self.values.get(key)
        return tuple(value) if isinstance(value, list) else ()

    def files(self, key: str) -> tuple[Mapping[str, Any], ...]:
        """Return the files chosen in a file input."""
        value = self.values.get(key)
        return tuple(file for file in value or () if isinstance(file, dict))

    def day(self, key: str) -> date | None:
        """Return the day chosen in a date picker."""
        value = self.chosen(key)
        return date.fromisoformat(value) if value else None

    def metadata(self, kind: type[Kept]) -> Kept:
        """Return what the modal was opened with."""
        return kind.model_validate_json(self.private_metadata or "{}")


_FRAME = (
    "type",
    "title",
    "submit",
    "close",
    "callback_id",
    "private_metadata",
    "clear_on_close",
    "notify_on_close",
)
_SINGLE = (
    "value",
    "selected_user",
    "selected_channel",
    "selected_conversation",
    "selected_date",
    "selected_time",
)
_SEVERAL = ("selected_users", "selected_channels", "selected_conversations", "files")


def _value(elements: Mapping[str, Any]) -> Any:
    """Return the one value of an input block, whatever kind of element it holds."""
    for element in elements.values():
        for key in _SINGLE:
            if element.get(key) is not None:
                return element[key]
        for key in _SEVERAL:
            if element.get(key) is not None:
                return element[key]
        if element.get("selected_option"):
            return element["selected_option"]["value"]
        if element.get("selected_options") is not None:
            return [chosen["value"] for chosen in element["selected_options"]]
    return None


def one_line(words: str) -> str:
    """Return words without control characters, and without marks that turn what stands behind.

    What shows nothing at all is empty.
    """
    kept = "".join(" " if category(sign) == "Cc" else sign for sign in words)
    kept = " ".join(kept.translate(_TURNING).split())
    return kept if any(sign.isprintable() for sign in kept) else ""


_TURNING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""Embeddings, overrides and isolates of direction; scripts read right to left need none."""


class Complaints:
    """What is wrong with a form: read all of it, then `settle` tells everything at once."""

    def __init__(self) -> None:
        """Begin with nothing wrong."""
        self._sentences: dict[str, str] = {}

    def hear(self, field: str, read: Callable[[], Read]) -> Read | None:
        """Return what is read; None where it is refused, with a sentence under its field."""
        try:
            return read()
        except Refusal as refusal:
            self.add(refusal.field or field, refusal.sentence)
            return None

    def add(self, field: str, sentence: str) -> None:
        """Say what is wrong with a field; the first sentence stands."""
        self._sentences.setdefault(field, sentence)

    @property
    def count(self) -> int:
        """How many fields are wrong."""
        return len(self._sentences)

    def settle(self) -> None:
        """Refuse the form if anything was wrong with it."""
        if self._sentences:
            (field, sentence), *others = self._sentences.items()
            raise Refusal(sentence, field=field, also=dict(others))


def cleaned(words: str) -> str:
    """Return typed words without what nobody can type and no database keeps.

    That is: the zero character, and halves of surrogate pairs that stand alone.
    """
    if "\x00" in words:
        words = words.replace("\x00", "")
    if any("\ud800" <= sign <= "\udfff" for sign in words):
        words = words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return words
