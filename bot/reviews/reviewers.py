"""Who can be asked for a verdict: people who are there, may read the text and did not write it."""

from collections.abc import Iterable, Sequence

from bot.initiatives import loading
from bot.kit.visit import Visit
from bot.reviews import forms
from bot.reviews import loading as reviewed
from domain.access import listed
from domain.errors import Refusal
from domain.people import Channel, Person, PersonId, Standing
from storage import documents, settings


async def check_asked(visit: Visit, found: loading.Found, asked: forms.Asked) -> None:
    """Refuse a request that its reviewers could never fulfil."""
    await check_people(visit, found, asked.reviewers, forms.REVIEWERS)
    wrote = await writers(visit, found)
    names = await visit.names(asked.reviewers)
    barred = [person for person in asked.required if person in wrote]
    if barred:
        msg = (
            f"{listed([names(p) for p in barred])} wrote this text, so somebody else has to "
            "approve it. Name others here."
        )
        raise Refusal(msg, field=forms.REQUIRED)
    if asked.needed > sum(person not in wrote for person in asked.reviewers):
        authors = listed([names(p) for p in asked.reviewers if p in wrote])
        msg = (
            f"{authors} wrote this text, so somebody else has to approve it. Add a reviewer, "
            "or ask for fewer approvals."
        )
        raise Refusal(msg, field=forms.REVIEWERS)


async def of_groups(visit: Visit, found: loading.Found, chosen: Sequence[str]) -> list[PersonId]:
    """Return the people of user groups who can judge.

    Apps, authors, people who have left and people who cannot read the text are passed over.
    Refuses a group in which there is nobody left, and one that Slack does not tell any more.
    """
    if not chosen:
        return []
    groups = [group for group in await visit.directory.groups() if group.id in chosen]
    if len(groups) < len(set(chosen)):
        msg = "Slack does not say who is in that group now. Take it out and choose people instead."
        raise Refusal(msg, field=forms.GROUPS)
    everybody = dict.fromkeys(person for group in groups for person in group.members)
    known = (await visit.directory.people(everybody)).values()
    channel = await visit.directory.channel(found.initiative.channel_id)
    passed = {*await writers(visit, found), *await _outside(visit, channel, known)}
    able = [
        person.id
        for person in known
        if person.active and person.standing is not Standing.BOT and person.id not in passed
    ]
    if not able:
        names = listed([f"@{group.handle}" for group in groups])
        msg = (
            f"Nobody in {names} can review this: they wrote it, have left, or cannot read it. "
            "Choose people."
        )
        raise Refusal(msg, field=forms.GROUPS)
    return able


async def check_people(
    visit: Visit, found: loading.Found, people: Sequence[PersonId], field: str
) -> None:
    """Refuse apps, people who have left, and people who may not read the text."""
    known = await visit.directory.people(people)
    channel = await visit.directory.channel(found.initiative.channel_id)
    gone = [p for p in people if p not in known or not known[p].active]
    if gone:
        names = await visit.names(gone)
        verb = "has" if len(gone) == 1 else "have"
        msg = f"{listed([names(p) for p in gone])} {verb} left Slack. Choose somebody else."
        raise Refusal(msg, field=field)
    apps = [person.name for person in known.values() if person.standing is Standing.BOT]
    if apps:
        verb = "is an app" if len(apps) == 1 else "are apps"
        raise Refusal(f"{listed(apps)} {verb}, and cannot judge. Choose people.", field=field)
    away = await _outside(visit, channel, known.values())
    outside = [known[person].name for person in away]
    if outside:
        verb = "is" if len(outside) == 1 else "are"
        msg = (
            f"{listed(outside)} {verb} not in #{channel.name}, so they cannot read this. "
            "Invite them there, or ask somebody else."
        )
        raise Refusal(msg, field=field)


async def _outside(visit: Visit, channel: Channel, people: Iterable[Person]) -> list[PersonId]:
    """Return those who may not see what lives in a channel."""
    bound = [p for p in people if channel.private or p.standing is not Standing.MEMBER]
    if not bound or not channel.bot_is_member:
        return []
    inside = await visit.directory.members(channel.id)
    return [person.id for person in bound if person.id not in inside]


async def writers(visit: Visit, found: loading.Found | reviewed.Found) -> list[PersonId]:
    """Return who cannot approve the document, because they wrote words of it.

    Nobody, where the workspace lets authors approve.
    """
    async with visit.reading() as tx:
        if (await settings.get(tx)).self_approval:
            return []
        return await documents.writers(tx, found.document.id, found.document.head)
