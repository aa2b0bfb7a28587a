"""Who may do what. One place; every handler passes through it by way of the visit.

Source: product.md, "Who may do what".
"""

from collections.abc import Callable

from domain.errors import Refusal
from domain.goals import Goal
from domain.initiatives import Initiative
from domain.people import Channel, Person, PersonId, Standing


def may_see(person: Person, channel: Channel, *, in_channel: bool) -> bool:
    """Say whether a person sees what lives in a channel.

    Members see public channels; guests and people of other organisations see only the
    channels they are in, and so does everybody with private ones.
    """
    if in_channel:
        return True
    return not channel.private and person.standing is Standing.MEMBER


def keeps(person_id: PersonId, initiative: Initiative, channel: Channel) -> bool:
    """Say whether a person keeps what they wrote in a channel that was deleted."""
    return channel.deleted and person_id in (initiative.owner_id, *initiative.authors)


def may_edit(person: Person, initiative: Initiative) -> bool:
    """Say whether a person may save versions: the owner and the authors may, guests may not."""
    if person.standing is not Standing.MEMBER:
        return False
    return person.id == initiative.owner_id or person.id in initiative.authors


def may_change_goal(person: Person, initiative: Initiative, goal: Goal) -> bool:
    """Say whether a person may change a goal: its owner and backup, and who edits the initiative.

    Guests may not, even if a goal was theirs before they became guests.
    """
    mine = person.id in (goal.owner_id, goal.backup_id)
    return may_edit(person, initiative) or (mine and person.standing is Standing.MEMBER)


def check_create(person: Person) -> None:
    """Refuse to start an initiative for guests and people of other organisations."""
    if person.standing is not Standing.MEMBER:
        msg = "Guests can read and comment. Ask a member of this workspace to start it."
        raise Refusal(msg)


def may_answer(person: Person, initiative: Initiative, owner_id: PersonId | None) -> bool:
    """Say whether a person may answer a question: who edits may, and who was asked to."""
    return may_edit(person, initiative) or person.id == owner_id


def check_living(initiative: Initiative) -> None:
    """Refuse to add anything to an archived initiative."""
    if initiative.archived_at:
        msg = f"{initiative.name} is archived. Its owner can bring it back with /workback list."
        raise Refusal(msg)


def check_edit(person: Person, initiative: Initiative, names: Callable[[PersonId], str]) -> None:
    """Refuse unless the person may edit and the initiative is not archived."""
    check_living(initiative)
    if not may_edit(person, initiative):
        who = listed([names(p) for p in (initiative.owner_id, *initiative.authors)])
        msg = (
            f"Only {who} can edit this press release. You can comment on any section in its thread."
        )
        raise Refusal(msg)


def check_own(person: Person, initiative: Initiative, names: Callable[[PersonId], str]) -> None:
    """Refuse unless the person owns the initiative."""
    if person.id != initiative.owner_id:
        owner = names(initiative.owner_id)
        raise Refusal(f"Only {owner}, who owns {initiative.name}, can do that. Ask them.")


def check_may_own(person: Person, channel: Channel, *, in_channel: bool) -> None:
    """Refuse a person who cannot answer for a goal that lives in a channel, or back it up."""
    if not person.active:
        raise Refusal(f"{person.name} has left this Slack. Choose somebody who is here.")
    if person.standing is Standing.BOT:
        raise Refusal(f"{person.name} is an app. Choose a person.")
    if person.standing is not Standing.MEMBER:
        msg = f"{person.name} is a guest, who can read and comment. Choose a member instead."
        raise Refusal(msg)
    if not may_see(person, channel, in_channel=in_channel):
        where = f"#{channel.name}" if channel.name else "the goal's channel"
        msg = f"{person.name} is not in {where}, which is private. Invite them first."
        raise Refusal(msg)


def not_there(key: str) -> Refusal:
    """Return the one answer for what does not exist and for what must not be seen."""
    return Refusal(
        f"There is no {key}, or it is in a channel you are not in. /workback list shows yours."
    )


def listed(words: list[str]) -> str:
    """Join words as English does: "Alice", "Alice and Bob", "Alice, Bob and Dana"."""
    unique = list(dict.fromkeys(words))
    if len(unique) < 2:  # noqa: PLR2004  (two words need an "and")
        return "".join(unique)
    return f"{', '.join(unique[:-1])} and {unique[-1]}"
