"""What happens when somebody acts on the page: one function for each act."""

from collections.abc import Awaitable, Callable
from typing import Any

from playground.page.blocks import BLOCKS
from playground.page.clock import CLOCK
from playground.page.looking import LOOKING
from playground.page.passed import PASSED
from playground.page.session import Session
from playground.page.talking import TALKING
from playground.page.tools import TOOLS
from playground.refusals import Impossible
from playground.things import Json

Act = Callable[[Session, Json], Awaitable[Any]]

ACTS: dict[str, Act] = {**LOOKING, **TALKING, **BLOCKS, **CLOCK, **PASSED, **TOOLS}
"""By the word that an element carries in `data-act`."""


async def do(session: Session, told: Json) -> bool:
    """Do what the page tells; what is not possible is said on the page.

    Returns False if a form was refused, so that the page can show where.
    """
    session.toast = ""
    try:
        answer = await ACTS[told["act"]](session, told)
    except Impossible as refusal:
        session.toast = str(refusal)
        return False
    return answer is not False
