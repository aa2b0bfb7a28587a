"""A person's walk through a small app over signed HTTP."""

import asyncio

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from playground.person import Actor
from playground.refusals import Impossible
from playground.server import Playground
from tests.playground.small_app import SmallApp, button, modal, plain, text_field

CHANNEL = "C01TEAMSYNC"


async def test_a_command_opens_a_modal_and_its_submission_closes_it(
    app: SmallApp, alice: Actor
) -> None:
    assert (await alice.command("/new", channel="teamsync")).trouble is None
    assert alice.modal.title == "Form"
    await alice.fill(headline="Hello")
    assert alice.modal.inputs == {"headline": "Hello"}
    assert (await alice.submit()).trouble is None
    assert not alice.has_modal
    sent = app.heard[-1]
    assert sent["type"] == "view_submission"
    assert sent["view"]["state"]["values"]["headline"]["value"]["value"] == "Hello"


async def test_a_command_says_what_slack_says(app: SmallApp, alice: Actor) -> None:
    await alice.command("/echo  Hello there ", channel="secret-project")
    sent = app.heard[0]
    assert sent["text"] == "Hello there"
    assert sent["channel_name"] == "privategroup"
    assert sent["user_name"] == "alice"
    assert alice.newest("secret-project").text == "Hello there"


@pytest.mark.parametrize(
    ("command", "trouble"),
    [
        ("/slow", "operation_timeout"),
        ("/unheard", "dispatch_failed"),
        ("/broken", "invalid_arguments"),
        ("/unknown", "invalid_command"),
    ],
)
async def test_a_bad_answer_to_a_command_is_told_to_the_person(
    app: SmallApp, alice: Actor, command: str, trouble: str
) -> None:
    app.slack.delivery.ack_seconds = 0.2
    assert (await alice.command(command, channel="general")).trouble == trouble
    assert command in alice.notices[-1]


async def test_what_slack_checks_itself_never_reaches_the_app(app: SmallApp, alice: Actor) -> None:
    await alice.command("/new", channel="general")
    await alice.submit()
    assert alice.modal.errors == {"headline": "This is a required field"}
    await alice.fill(headline="x" * 21)
    await alice.submit()
    assert alice.modal.errors == {"headline": "Must be at most 20 characters long"}
    assert [body.get("type") for body in app.heard] == [None]


async def test_errors_stand_under_their_field(app: SmallApp, alice: Actor) -> None:
    await alice.command("/new", channel="general")
    await alice.fill(headline="wrong")
    await alice.submit()
    assert alice.modal.errors == {"headline": "Not that."}
    assert alice.modal.inputs == {"headline": "wrong"}
    assert app.heard[-1]["type"] == "view_submission"


async def test_errors_for_no_field_are_the_apps_fault(app: SmallApp, alice: Actor) -> None:
    await alice.command("/new", channel="general")
    await alice.fill(headline="lost")
    assert (await alice.submit()).trouble == "invalid_response"
    assert "nowhere" in str(alice.modal.trouble)
    assert app.heard


async def test_a_submission_pushes_updates_and_clears(app: SmallApp, alice: Actor) -> None:
    await alice.command("/new", channel="general")
    stack = app.slack.world.stack(alice.id)
    for depth in (2, 3):
        await alice.fill(headline="more")
        await alice.submit()
        assert len(stack) == depth
    await alice.fill(headline="more")
    assert (await alice.submit()).trouble == "push_limit_reached"
    assert len(stack) == 3
    await alice.fill(headline="fine")
    await alice.submit()
    assert len(stack) == 2
    await alice.fill(headline="enough")
    await alice.submit()
    assert not alice.has_modal


async def test_a_submission_can_change_the_modal(app: SmallApp, alice: Actor) -> None:
    await alice.command("/new", channel="general")
    before = alice.modal.view.id, alice.modal.view.hash
    await alice.fill(headline="other")
    await alice.submit()
    assert alice.modal.inputs == {"other": None}
    assert alice.modal.view.id == before[0]
    assert alice.modal.view.hash != before[1]
    assert len(app.heard) == 2


async def test_closing_tells_the_app_that_asked_for_it(app: SmallApp, alice: Actor) -> None:
    await alice.command("/new", channel="general")
    await alice.close()
    assert app.heard[-1]["type"] == "view_closed"
    assert app.heard[-1]["is_cleared"] is False
    assert not alice.has_modal


async def test_typed_words_survive_an_update(
    app: SmallApp, alice: Actor, client: AsyncWebClient
) -> None:
    await alice.command("/new", channel="general")
    await alice.fill(headline="Kept")
    grown = modal(text_field("headline", initial_value="new"), text_field("more"))
    await client.views_update(view_id=alice.modal.view.id, view=grown)
    assert alice.modal.inputs == {"headline": "Kept", "more": None}
    assert len(app.heard) == 1


async def test_buttons_and_menus_in_messages(
    app: SmallApp, alice: Actor, client: AsyncWebClient
) -> None:
    options = [{"text": plain("History"), "value": "history"}]
    row = {
        "type": "actions",
        "block_id": "row",
        "elements": [
            button("press", "Edit", value="7"),
            {"type": "overflow", "action_id": "menu", "options": options},
        ],
    }
    posted = await client.chat_postMessage(channel=CHANNEL, text="Card", blocks=[row])
    assert (await alice.click("Edit")).trouble is None
    sent = app.heard[-1]
    assert sent["actions"][0]["value"] == "7"
    assert sent["container"]["message_ts"] == posted["ts"]
    assert sent["message"]["blocks"][0]["block_id"] == "row"
    assert sent["response_url"].startswith(app.slack.address)
    await alice.click("History", menu="row")
    assert app.heard[-1]["actions"][0]["selected_option"]["value"] == "history"


async def test_a_name_that_fits_two_buttons_is_refused(
    app: SmallApp, alice: Actor, client: AsyncWebClient
) -> None:
    rows = [
        {"type": "actions", "block_id": name, "elements": [button("press", "Edit")]}
        for name in ("one", "two")
    ]
    await client.chat_postMessage(channel=CHANNEL, text="Cards", blocks=rows)
    with pytest.raises(Impossible, match="one, two"):
        await alice.click("Edit")
    await alice.click("Edit", menu="two")
    assert app.heard[-1]["actions"][0]["block_id"] == "two"


async def test_a_select_in_a_modal_tells_with_the_view(
    app: SmallApp, alice: Actor, client: AsyncWebClient
) -> None:
    await alice.command("/new", channel="general")
    options = [{"text": plain(word), "value": word.lower()} for word in ("Red", "Blue")]
    picker = {"type": "static_select", "action_id": "pick", "options": options}
    row = {"type": "actions", "block_id": "colour", "elements": [picker]}
    await client.views_update(view_id=alice.modal.view.id, view=modal(row))
    await alice.choose("colour", "Blue")
    sent = app.heard[-1]
    assert sent["container"] == {"type": "view", "view_id": alice.modal.view.id}
    held = sent["view"]["state"]["values"]["colour"]["pick"]["selected_option"]
    assert held["value"] == "blue"
    assert "response_url" not in sent


async def test_an_external_select_asks_the_app(
    app: SmallApp, alice: Actor, client: AsyncWebClient
) -> None:
    await alice.command("/new", channel="general")
    element = {"type": "external_select", "action_id": "find"}
    block = {"type": "input", "block_id": "who", "label": plain("Who"), "element": element}
    await client.views_update(view_id=alice.modal.view.id, view=modal(block))
    acts, view = app.slack.acts, alice.modal.view
    offered = await acts.suggest(alice.person, view, ("who", "find"), "ab")
    assert offered == [{"text": plain("AB"), "value": "ab"}]


async def test_shortcuts(app: SmallApp, alice: Actor) -> None:
    await alice.shortcut("Start")
    assert app.heard[-1]["type"] == "shortcut"
    assert app.heard[-1]["callback_id"] == "start"
    message = await alice.say("Remember", channel="teamsync")
    await alice.message_shortcut("Keep", message)
    assert app.heard[-1]["message"]["text"] == "Remember"
    assert app.heard[-1]["message_ts"] == message.ts
    with pytest.raises(Impossible):
        await alice.shortcut("Keep")


async def test_home(app: SmallApp, alice: Actor, client: AsyncWebClient) -> None:
    await alice.open_home()
    assert app.events("app_home_opened")[0]["tab"] == "home"
    row = {"type": "actions", "elements": [button("press", "Begin")]}
    await client.views_publish(user_id=alice.id, view={"type": "home", "blocks": [row]})
    await alice.click("Begin")
    assert app.heard[-1]["view"]["type"] == "home"
    assert app.heard[-1]["view"]["id"] == alice.home.id


async def test_private_matters_stay_private(slack: Playground, alice: Actor) -> None:
    await alice.say("Hush", channel="secret-project")
    charlie = slack.person("charlie")
    assert charlie.sees("secret-project") == []
    assert charlie.sees("general") == []
    with pytest.raises(Impossible):
        await charlie.say("Hello", channel="general")
    with pytest.raises(Impossible):
        await alice.say("Anyone?", channel="old-ideas")


async def test_a_wait_that_is_in_vain_says_so(alice: Actor) -> None:
    with pytest.raises(TimeoutError, match="not so within"):
        await alice.waits_for(lambda: False, timeout=0.05)


async def test_fields_take_words_for_what_they_mean(
    app: SmallApp, alice: Actor, client: AsyncWebClient
) -> None:
    def field(name: str, **element: object) -> dict[str, object]:
        element |= {"action_id": "value"}
        return {"type": "input", "block_id": name, "label": plain(name), "element": element}

    options = [{"text": plain(word), "value": word.lower()} for word in ("Red", "Blue")]
    here = {"default_to_current_conversation": True}
    form = modal(
        field("who", type="multi_users_select"),
        field("where", type="conversations_select", **here),
        field("colours", type="checkboxes", options=options),
        field("files", type="file_input"),
        field("size", type="number_input", is_decimal_allowed=False, min_value="1"),
        field("mail", type="email_text_input"),
        field("page", type="url_text_input"),
    )
    trigger = app.slack.triggers.issue(alice.id, channel="C01GENERAL")
    await client.views_open(trigger_id=trigger, view=form)
    picture = app.slack.talk.keep(alice.person, "a.png", b"picture")
    assert alice.modal.inputs["where"] == "C01GENERAL"
    await alice.fill(who=["bob"], where="product", colours=["Red"], files=[picture.id])
    await alice.fill(size="0", mail="nobody", page="nowhere")
    await alice.submit()
    assert sorted(alice.modal.errors) == ["mail", "page", "size"]
    seen = alice.modal.inputs
    assert (seen["who"], seen["where"], seen["colours"]) == (["U01BOB"], "C01PRODUCT", ["red"])
    assert seen["files"][0]["name"] == "a.png"
    with pytest.raises(Impossible, match="not offered"):
        await alice.choose("colours", ["Green"])


async def test_a_double_click_submits_twice_and_closes_once(app: SmallApp, alice: Actor) -> None:
    await alice.command("/new", channel="general")
    await alice.fill(headline="Hello")
    first, second = await asyncio.gather(alice.submit(), alice.submit())
    assert (first.trouble, second.trouble) == (None, None)
    ids = [body["view"]["id"] for body in app.heard if body.get("type") == "view_submission"]
    assert len(ids) == 2
    assert len(set(ids)) == 1
    assert not alice.has_modal


async def test_a_modal_whose_app_fails_stays_with_all_that_was_typed(
    app: SmallApp, alice: Actor
) -> None:
    await alice.command("/new", channel="general")
    await alice.fill(headline="Hello")
    app.failing = 1
    assert (await alice.submit()).trouble == "dispatch_failed"
    assert "trouble connecting" in str(alice.modal.trouble)
    assert alice.modal.inputs == {"headline": "Hello"}
    await alice.submit()
    assert not alice.has_modal
    assert app.heard


async def test_two_people_have_modals_of_their_own(app: SmallApp, alice: Actor, bob: Actor) -> None:
    await asyncio.gather(*(who.command("/new", channel="general") for who in (alice, bob)))
    await alice.fill(headline="Hers")
    assert bob.modal.inputs == {"headline": None}
    await bob.close()
    assert alice.modal.inputs == {"headline": "Hers"}
    assert len(app.heard) == 3
