"""The decision log: who decided what, when and why."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from domain.people import PersonId


class Decision(BaseModel):
    """A line of an initiative's decision log."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: str
    initiative_id: str
    decided_at: datetime
    person_id: PersonId
    what: str
    """A sentence without its subject: "approved version 4 of the press release"."""
    why: str = ""
