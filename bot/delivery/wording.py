"""Wording: what leaves as a brief is put into words right before, from what holds then."""

from collections import defaultdict
from collections.abc import Sequence

import structlog

from bot.clock import Clock
from bot.delivery.outcomes import Outcome, Refused, Trouble
from domain.people import WorkspaceId
from storage import wording
from storage.asking import Ask, Brief, Render
from storage.database import OUT_OF_ORDER, Database
from storage.tables import OutboxRow

NOTHING_TO_SAY = "nothing_to_ask"
"""All was answered, snoozed or called off between the claim and the words."""

log = structlog.get_logger()


class Wording:
    """Puts claimed rows into words, all of a workspace together."""

    def __init__(self, database: Database, clock: Clock, render: Render) -> None:
        self._database = database
        self._clock = clock
        self._render = render

    async def put(self, rows: Sequence[OutboxRow]) -> dict[int | None, Outcome]:
        """Give the rows that are briefs their words; return, by id, what became of the others."""
        spaces: dict[WorkspaceId, list[OutboxRow]] = defaultdict(list)
        for row in rows:
            if "brief" in row.payload:
                spaces[WorkspaceId(row.workspace_id)].append(row)
        failed: dict[int | None, Outcome] = {}
        for workspace_id, own in spaces.items():
            try:
                failed |= await self._workspace(workspace_id, own)
            except OUT_OF_ORDER as fault:
                log.warning("words have to wait", rows=len(own), fault=type(fault).__name__)
                failed |= {row.id: Trouble("no_words", certain=True) for row in own}
        return failed

    async def _workspace(
        self, workspace_id: WorkspaceId, rows: Sequence[OutboxRow]
    ) -> dict[int | None, Outcome]:
        briefs = [Brief.model_validate(row.payload["brief"]) for row in rows]
        async with self._database.reading(workspace_id, self._clock.now()) as tx:
            asks = await wording.asks_of(tx, briefs)
        failed: dict[int | None, Outcome] = {}
        for row, ask in zip(rows, asks, strict=True):
            outcome = Refused(NOTHING_TO_SAY, "unwanted") if ask is None else self._say(row, ask)
            if outcome is not None:
                failed[row.id] = outcome
        return failed

    def _say(self, row: OutboxRow, ask: Ask) -> Refused | None:
        """Put one ask into words; a fault of ours stops no other."""
        try:
            said = self._render(ask)
        except Exception:
            log.exception("no words for a message", row=row.id)
            return Refused("no_words", "payload")
        blocks = {"blocks": list(said.blocks)} if said.blocks else {}
        row.payload = {"text": said.text, **blocks, "brief": row.payload["brief"]}
        return None
