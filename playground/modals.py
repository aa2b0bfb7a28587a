"""Views: opening, stacking, changing, closing; what an acknowledgement may do to them."""

import json
import secrets
from collections.abc import Mapping
from typing import Any

from playground import rules
from playground.elements import first_state, with_ids
from playground.refusals import SlackError
from playground.things import Json, View
from playground.triggers import Trigger
from playground.world import World

DEEPEST = 3
"""How many modals can lie on each other."""

_LARGEST_BYTES = 250_000
_HASH_BYTES = 4


class Modals:
    """Slack's views of one world."""

    def __init__(self, world: World) -> None:
        self._world = world

    def open(self, trigger: Trigger, payload: Json) -> View:
        """Open a modal; others of the person that are open make room for it."""
        view = self._build(trigger.person, payload, "modal", trigger.channel)
        self._world.stacks[trigger.person] = [view]
        self._world.changed()
        return view

    def push(self, trigger: Trigger, payload: Json) -> View:
        """Lay a modal on those that are open."""
        stack = self._world.stack(trigger.person)
        if trigger.view_id is None or not any(view.id == trigger.view_id for view in stack):
            raise SlackError("not_found")
        if len(stack) >= DEEPEST:
            raise SlackError("push_limit_reached")
        return self._lay(trigger.person, payload)

    def update(self, view: View, payload: Json, expected_hash: str | None = None) -> View:
        """Put another content into an open view; what was typed under the same ids stays."""
        if expected_hash is not None and expected_hash != view.hash:
            raise SlackError("hash_conflict")
        self._check(payload, "modal", view.id)
        view.payload = self._kept(payload)
        view.state = first_state(view.blocks, view.state)
        view.errors, view.trouble = {}, None
        view.hash = self._new_hash()
        self._world.changed()
        return view

    def publish(self, person_id: str, payload: Json, expected_hash: str | None = None) -> View:
        """Show a person's App Home."""
        old = self._world.homes.get(person_id)
        if old is not None and expected_hash is not None and expected_hash != old.hash:
            raise SlackError("hash_conflict")
        view = self._build(person_id, payload, "home")
        if old is not None:
            view.id = view.root_view_id = old.id
            view.state = first_state(view.blocks, old.state)
        self._world.homes[person_id] = view
        self._world.changed()
        return view

    def find(self, view_id: str | None, external_id: str | None) -> View:
        """Find an open view. Raises SlackError if it is closed or was never there."""
        for stack in self._world.stacks.values():
            for view in stack:
                if view_id == view.id or (
                    external_id and external_id == view.payload.get("external_id")
                ):
                    return view
        raise SlackError("not_found")

    def close(self, view: View) -> None:
        """Take a view off its person's stack, with all that lie on it."""
        stack = self._world.stack(view.owner)
        if view in stack:
            del stack[stack.index(view) :]
        self._world.changed()

    def acknowledge(self, view: View, answer: Any) -> None:
        """Do what the app answered to a submission.

        Raises SlackError where Slack tells the person that something went wrong.
        """
        if view not in self._world.stack(view.owner):
            # A double click: the first answer has closed it already.
            return
        if answer in (None, "", {}):
            self.close(view)
            return
        if not isinstance(answer, Mapping):
            raise SlackError("invalid_response", "the answer must be empty or an object")
        match answer.get("response_action"):
            case "errors":
                self._show_errors(view, answer.get("errors"))
            case "update":
                self.update(view, _view_in(answer))
            case "push":
                self._push_on(view, _view_in(answer))
            case "clear":
                self._world.stacks[view.owner] = []
                self._world.changed()
            case None if set(answer) == {"ok"}:
                self.close(view)
            case other:
                raise SlackError("invalid_response", f"unknown response_action: {other}")

    def _show_errors(self, view: View, errors: Any) -> None:
        if not isinstance(errors, Mapping) or not errors:
            raise SlackError("invalid_response", "errors must name at least one field")
        inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
        for block_id, sentence in errors.items():
            if block_id not in inputs:
                raise SlackError("invalid_response", f"no input block has the id {block_id}")
            if not isinstance(sentence, str) or not sentence:
                raise SlackError("invalid_response", f"the error of {block_id} must be text")
        view.errors, view.trouble = dict(errors), None
        self._world.changed()

    def _push_on(self, view: View, payload: Json) -> None:
        if len(self._world.stack(view.owner)) >= DEEPEST:
            raise SlackError("push_limit_reached")
        self._lay(view.owner, payload)

    def _lay(self, person_id: str, payload: Json) -> View:
        view = self._build(person_id, payload, "modal")
        below = self._world.stack(person_id)[-1]
        view.previous_view_id, view.root_view_id = below.id, below.root_view_id
        self._world.stack(person_id).append(view)
        # A parent's hash differs once a child lay on it (slack.md, trap 9).
        below.hash = self._new_hash()
        self._world.changed()
        return view

    def _build(self, person_id: str, payload: Json, kind: str, channel: str | None = None) -> View:
        self._check(payload, kind)
        view_id = self._world.new_id("V")
        kept = self._kept(payload)
        return View(
            id=view_id,
            owner=person_id,
            payload=kept,
            hash=self._new_hash(),
            root_view_id=view_id,
            state=first_state(kept["blocks"], channel=channel),
        )

    def _check(self, payload: Json, kind: str, own_id: str | None = None) -> None:
        faults = rules.check_view(payload, kind)
        if faults:
            raise SlackError("invalid_arguments", *faults)
        if len(json.dumps(payload, ensure_ascii=False).encode()) > _LARGEST_BYTES:
            raise SlackError("view_too_large")
        external_id = payload.get("external_id")
        for stack in self._world.stacks.values():
            for view in stack:
                same = external_id and view.payload.get("external_id") == external_id
                if same and view.id != own_id:
                    raise SlackError("duplicate_external_id")

    def _kept(self, payload: Json) -> Json:
        return payload | {"blocks": with_ids(payload["blocks"], self._world.new_id)}

    def _new_hash(self) -> str:
        return f"{int(self._world.now().timestamp())}.{secrets.token_hex(_HASH_BYTES)}"


def _view_in(answer: Mapping[str, Any]) -> Json:
    view = answer.get("view")
    if not isinstance(view, dict):
        raise SlackError("invalid_response", "the answer must hold a view")
    return view
