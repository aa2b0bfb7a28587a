"""Customer feedback: what a customer said, in their words, and the promise it is about."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from domain.people import ChannelId, PersonId

QUOTE_LIMIT = 3_000
CUSTOMER_LIMIT = 120
PLACE_LIMIT = 120


class Feedback(BaseModel):
    """Words of a customer that somebody saved."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: str
    quote: str
    customer: str = ""
    """Who said it, in words: a name, a company, a role."""
    place: str = ""
    """Where it was said: a call, a ticket, a channel."""
    initiative_id: str | None = None
    """None while it waits to be filed: then only who saved it sees it."""
    promise: str = ""
    """The promise it is about: a citation, or the record of a goal; "" for none yet."""
    written_by: PersonId | None = None
    """Who wrote the message it was taken from."""
    channel_id: ChannelId | None = None
    message_ts: str | None = None
    permalink: str | None = None
    saved_by: PersonId
    saved_at: datetime
