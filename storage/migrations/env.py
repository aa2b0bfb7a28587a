"""Alembic's entry: runs on the connection that `storage.migrate` hands over."""

from typing import Any, Literal

from alembic import context
from sqlmodel import SQLModel

from storage.migrate import is_modelled
from storage.tables import Moment


def _render(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our own column type by its name; the template imports it."""
    return "Moment()" if kind == "type" and isinstance(item, Moment) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    compare_type=True,
    render_item=_render,
    include_object=is_modelled,
)
with context.begin_transaction():
    context.run_migrations()
