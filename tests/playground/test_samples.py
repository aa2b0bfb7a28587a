"""Every view with short, long and hostile texts: nothing over a limit, nothing becomes markup."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from playground.gallery import Sample, write_gallery
from playground.rules import MESSAGE_CHARACTERS, check_blocks, check_view, words_in
from playground.samples import all_samples, samples_with
from playground.samples.texts import SHORT

ROOT = Path(__file__).parents[2]
SAMPLES = list(all_samples())
MARKUP = re.compile(r"<!(?:channel|here|everyone)>|<https://evil|\*b\*|_i_|~s~|`c`|:smile:")


def named(sample: Sample) -> str:
    return f"{sample.feature}: {sample.name}"


@pytest.mark.parametrize("sample", SAMPLES, ids=named)
def test_slack_takes_every_view(sample: Sample) -> None:
    if sample.surface in ("modal", "home"):
        assert check_view(sample.payload, sample.surface) == []
        return
    assert check_blocks(sample.payload["blocks"], "message") == []
    assert words_in(sample.payload["blocks"]) <= MESSAGE_CHARACTERS


def mrkdwn(content: Any) -> Iterator[str]:
    if isinstance(content, list):
        for part in content:
            yield from mrkdwn(part)
    elif isinstance(content, dict):
        if content.get("type") == "mrkdwn":
            yield content["text"]
        for part in content.values():
            yield from mrkdwn(part)


@pytest.mark.parametrize("sample", [s for s in SAMPLES if "hostile" in s.name], ids=named)
def test_nothing_typed_becomes_a_mention_a_link_or_a_format(sample: Sample) -> None:
    formatted = "\n".join(mrkdwn(sample.payload.get("blocks")))
    assert MARKUP.search(formatted) is None
    assert "<!channel>" not in sample.payload.get("text", "")


@pytest.mark.parametrize("sample", list(samples_with(SHORT)), ids=named)
def test_what_people_see_changes_only_on_purpose(
    sample: Sample, snapshot: SnapshotAssertion
) -> None:
    assert sample.payload == snapshot(extension_class=JSONSnapshotExtension)


def builders() -> Iterator[str]:
    """Yield every public function of a view module that returns a whole view or message."""
    for path in sorted(ROOT.glob("bot/*/view*/**/*.py")) + sorted(ROOT.glob("bot/*/views.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            returns = (
                ast.unparse(node.returns)
                if isinstance(node, ast.FunctionDef) and node.returns
                else ""
            )
            if returns in ("Json", "Message", "Say") and not node.name.startswith("_"):  # type: ignore[attr-defined]
                yield f"{path.parent.name if path.name == '__init__.py' else path.stem}.{node.name}"  # type: ignore[attr-defined]


@pytest.mark.parametrize("builder", sorted(set(builders())))
def test_every_view_has_a_sample(builder: str) -> None:
    written = "".join(p.read_text(encoding="utf-8") for p in ROOT.glob("playground/samples/*.py"))
    assert f".{builder.partition('.')[2]}(" in written


def test_the_gallery_is_one_page_that_asks_nobody(tmp_path: Path) -> None:
    target = tmp_path / "gallery.html"
    write_gallery(SAMPLES, target)
    page = target.read_text(encoding="utf-8")
    assert page.count('class="sample"') == len(SAMPLES)
    assert 'src="http' not in page
