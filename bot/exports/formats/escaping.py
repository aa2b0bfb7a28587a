r"""Words inside a file: what a format cannot hold or would take for structure, and back.

Signs that nobody sees and XML forbids become `\u{7}`. A `<` that a reader of Markdown would take
for HTML becomes `\<`, outside of code. Backslashes before either are doubled: each way is exact.
"""

import re
from collections.abc import Callable

_CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
_HIDDEN = re.compile(rf"(?<!\\)(\\*+)(?:(u\{{[0-9a-f]{{1,4}}\}})|([{_CONTROL}]))")
_SHOWN = re.compile(r"(?<!\\)(\\++)u\{([0-9a-f]{1,4})\}")
_IS_CONTROL = re.compile(f"[{_CONTROL}]")

MARK = "<!-- wb:"
"""How a line of ours ends: such a line is structure, never words."""

_ANY_TAG = re.compile(r"(?<!\\)(\\*+)<(?=[A-Za-z/!?])")
_OUR_MARK = re.compile(rf"(?<!\\)(\\*+)<(?={MARK[1:]})")
_FENCE = re.compile(r"(`{3,}(?=[^`]*$)|~{3,})(.*)")
_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")


def shown(words: str) -> str:
    r"""Write signs that files cannot hold as `\u{7}`."""

    def one(match: re.Match[str]) -> str:
        slashes, literal, control = match.groups()
        return 2 * slashes + (literal or rf"\u{{{ord(control):x}}}")

    return _HIDDEN.sub(one, words)


def hidden(words: str) -> str:
    """Undo `shown`."""

    def one(match: re.Match[str]) -> str:
        slashes, number = match.groups()
        if len(slashes) % 2 == 0:
            return f"{slashes[::2]}u{{{number}}}"
        sign = chr(int(number, 16))
        return slashes[1::2] + sign if _IS_CONTROL.match(sign) else match[0]

    return _SHOWN.sub(one, words)


def _with_slash(match: re.Match[str]) -> str:
    return rf"{2 * match[1]}\<"


def _without_slash(match: re.Match[str]) -> str:
    return f"{match[1][1::2]}<" if len(match[1]) % 2 else match[0]


def tags_shown(words: str) -> str:
    """Let a reader of Markdown show `<b>` as it was typed; code stays as it is."""
    return _outside_code(words, _with_slash)


def tags_restored(words: str) -> str:
    """Undo `tags_shown`."""
    return _outside_code(words, _without_slash)


def _outside_code(words: str, change: Callable[[re.Match[str]], str]) -> str:
    """Change tags outside of code, and marks like ours everywhere."""
    lines = words.split("\n")
    code = code_lines(lines)
    prose = "\n".join(line for line, is_code in zip(lines, code, strict=True) if not is_code)
    spans = "\\`" not in prose and all("`" not in _SPAN.sub("", p) for p in prose.split("\n"))
    changed = []
    for line, is_code in zip(lines, code, strict=True):
        if is_code:
            changed.append(_OUR_MARK.sub(change, line))
        else:
            changed.append(_in_line(line, change) if spans else _ANY_TAG.sub(change, line))
    return "\n".join(changed)


def _in_line(line: str, change: Callable[[re.Match[str]], str]) -> str:
    done, at = "", 0
    for span in _SPAN.finditer(line):
        done += _ANY_TAG.sub(change, line[at : span.start()])
        done += _OUR_MARK.sub(change, span[0])
        at = span.end()
    return done + _ANY_TAG.sub(change, line[at:])


def code_lines(lines: list[str]) -> list[bool]:
    """Say of each line whether it stands in, opens or closes a fenced block at the margin."""
    found, fence = [], ""
    for line in lines:
        match = _FENCE.match(line)
        found.append(bool(fence or match))
        fence = _after(fence, match)
    return found


def open_fence(words: str) -> str:
    """Return the fence that would close a block of code that the words leave open; "" if none."""
    fence = ""
    for line in words.split("\n"):
        fence = _after(fence, _FENCE.match(line))
    return fence


def _after(fence: str, match: re.Match[str] | None) -> str:
    if match is None:
        return fence
    if not fence:
        return match[1]
    closes = match[1].startswith(fence) and not match[2].strip(" \t")
    return "" if closes else fence
