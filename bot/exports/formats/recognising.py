"""From lines to a press release, questions and user stories, by what people call them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from textwrap import dedent

from bot.exports.formats import loose, names
from bot.exports.formats.gathering import Gathered
from bot.exports.formats.lines import Line, joined
from bot.exports.formats.model import Read
from bot.exports.formats.stories import ACCEPTANCE, Story, story_at
from domain.templates.faq import CUSTOMER, STAKEHOLDER

_BOLD = re.compile(r"[ \t]*(\*\*|__)(?!\s)((?:(?!\1).)+)\1[ \t]*:?[ \t]*")
_BOLD_LABEL = re.compile(r"[ \t]*(\*\*|__)([^*_]{1,60}?):?\1[ \t]*[:–—-]?[ \t]+(\S.*)")
_LABEL = re.compile(r"[ \t]*([^\W\d_][^:.!?]{1,40}?):(?:[ \t]+(\S.*))?")
_SHOUTED = re.compile(r"[ \t]*([A-ZÄÖÜ][A-ZÄÖÜ &/]{2,40})[ \t]*")
_ASKS = re.compile(r"[ \t]*(?:\*\*|__)?(?:Q|F|Question|Frage)[ \t]*[0-9]*[ \t]*[:.)][ \t]*(.+)")
_ANSWERS = re.compile(
    r"[ \t]*(?:\*\*|__)?(?:A|Answer|Antwort)[ \t]*[0-9]*[ \t]*[:.)](?:\*\*|__)?[ \t]*(.*)"
)
_NUMBERED = re.compile(r"[ \t]*[0-9]{1,3}[.)][ \t]+(\S.*[?？؟][*_ \t]*)")
_BARE = re.compile(r"[^\s>|#*\-•`].*[?？؟][ \t]*")
_ENDS = ("?", "？", "؟")
_QUOTES = ("quote_text", "leader_quote")
_LONGEST = 300
"""Characters of a line that may be a headline or a question."""

BOLD, ASKED, NUMBERED, BARE = 7, 8, 9, 10
"""Levels of what is no heading but stands for one, the clearest first."""


@dataclass
class _Target:
    """What the lines below a heading belong to; by itself: to no section."""

    level: int = 0
    heading: str = ""
    key: str = ""
    """A field of the press release."""
    question: str = ""
    group: str = CUSTOMER
    """Who asks it."""
    story: Story | None = None
    loose: bool = False
    """Below the headline: told by its looks."""
    quiet: bool = False
    """A heading that only opens others: nothing is lost if nothing stands below it."""
    lines: list[Line] = field(default_factory=list)


class _Recogniser:
    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.gathered = Gathered()
        self.target = _Target(loose=True, quiet=True)
        self.group = CUSTOMER
        self.faq = 0
        self.in_stories = False
        self.style = 0
        self.headed = any(line.level > 1 for line in lines)
        self.titled = any(
            line.level == 1 and not _is_ours(names.plain(line.text)) for line in lines
        )

    def read(self) -> Read:
        at = 0
        while at < len(self.lines):
            at += self._step(at)
        self._close()
        return self.gathered.read()

    def _step(self, at: int) -> int:
        """Take what begins in a line; return how many lines that was."""
        line = self.lines[at]
        if line.code:
            self.target.lines.append(line)
        elif line.field:
            self._open(_Target(BOLD, "", key=line.field))
            self.target.lines.append(line)
        elif line.level:
            self._heading(line.level, line.text)
        elif (story := story_at(self.lines, at)) and self._takes_stories():
            self._open(_Target(BOLD, self.target.heading, story=story))
            return story.lines
        elif line.text.strip() and not self._stands_for_heading(line, at):
            self._words(line)
        elif not line.text.strip():
            self.target.lines.append(line)
        return 1

    def _takes_stories(self) -> bool:
        return not (self.faq and self.target.question)

    # Headings

    def _heading(self, level: int, words: str) -> None:
        name = names.plain(words)
        target = self.target
        deeper = bool(target.key or target.question) and level > target.level
        if deeper and target.question:
            target.lines.append(Line(f"{'#' * level} {words}", opens=True))
        elif self.faq and level > self.faq and self._in_questions(level, words, name):
            return
        elif not self._named(level, words, name):
            self._other(level, words, name, deeper=deeper)

    def _in_questions(self, level: int, words: str, name: str) -> bool:
        if names.opens_questions(name, inside=True) and not name.endswith(_ENDS):
            self._group(name)
            self._open(_Target(level, words, quiet=True))
            return True
        if level < BOLD and not (self.style and level > self.style):
            self._question(level, words)
            return True
        return False

    def _named(self, level: int, words: str, name: str) -> bool:
        """Open what a heading names: a section, questions, stories, a question itself."""
        key = names.section(name if self.faq else name.rstrip("?？؟"))
        if key:
            self._leave()
            self._open(_Target(level, words, key=key))
        elif name.endswith(_ENDS) and level < BOLD:
            self._question(level, words)
        elif names.opens_questions(name) and self._may_open(level, name):
            self.faq, self.in_stories, self.style = level, False, 0
            self._group(name)
            self._open(_Target(level, words, quiet=True))
        elif name in names.STORIES:
            self._leave()
            self.in_stories = True
            self._open(_Target(level, words, quiet=True))
        elif name in names.TITLES:
            self._leave()
            self._open(_Target(0, words, loose=True, quiet=True))
        else:
            return False
        return True

    def _may_open(self, level: int, name: str) -> bool:
        """Say whether a heading may announce questions: the first title says so in full."""
        return level > 1 or "headline" in self.gathered.release or names.says_faq(name)

    def _other(self, level: int, words: str, name: str, *, deeper: bool) -> None:
        if level == 1 and "headline" not in self.gathered.release and name:
            self._headline(words)
        elif deeper:
            self.target.lines.append(Line(f"{'#' * level} {words}", opens=True))
        else:
            if level <= self.faq:
                self._leave()
            self._open(_Target(level, words))

    def _leave(self) -> None:
        self.faq, self.in_stories, self.style = 0, False, 0

    def _group(self, name: str) -> None:
        self.group = STAKEHOLDER if names.asked_inside(name) else CUSTOMER
        self.style = 0

    def _question(self, level: int, words: str) -> None:
        self.style = level
        asked = names.without_number(words)
        self._open(_Target(level, words, question=asked, group=self.group))

    def _headline(self, words: str) -> None:
        self._open(_Target(1, words, loose=True, quiet=True))
        self.gathered.take("headline", names.without_title(words.strip("*_ ")), words)

    # Lines that stand for headings

    def _stands_for_heading(self, line: Line, at: int) -> bool:
        if bold := _BOLD.fullmatch(line.text):
            if self._bold(bold[2].strip()):
                return True
        elif asked := _ASKS.fullmatch(line.text):
            self._question(ASKED, asked[1].strip("*_ "))
            return True
        if self.faq and line.opens and (not self.style or self.style >= NUMBERED):
            if match := _NUMBERED.fullmatch(line.text):
                self._question(NUMBERED, match[1].strip("*_ "))
                return True
            if self.style != NUMBERED and _BARE.fullmatch(line.text) and len(line.text) <= _LONGEST:
                self._question(BARE, line.text.strip())
                return True
        return self._plain_title(line, at) or self._label(line)

    def _plain_title(self, line: Line, at: int) -> bool:
        """Take a line of its own that names the document, or announces questions."""
        following = self.lines[at + 1].text if at + 1 < len(self.lines) else ""
        name = names.plain(line.text)
        if not line.opens or following.strip() or (self.target.question and self.style < BOLD):
            return False
        if self.faq and names.says_faq(name):
            return self._in_questions(BOLD, line.text.strip(), name)
        known = name in names.TITLES or names.says_faq(name)
        return known and self._named(BOLD, line.text.strip(), name)

    def _bold(self, words: str) -> bool:
        name = names.plain(words)
        if asked := _ASKS.fullmatch(words):
            self._question(ASKED, asked[1].strip("*_ "))
            return True
        if words.rstrip().endswith(_ENDS):
            free = self.faq or (self.target.loose and "headline" not in self.gathered.release)
            if free and not (self.style and self.style < BOLD):
                self._question(BOLD, words)
                return True
            return False
        inside = bool(self.faq) and not self.target.question
        if inside and names.opens_questions(name, inside=True):
            return self._in_questions(BOLD, words, name)
        if self.target.question and self.style < BOLD:
            return False
        return self._named(BOLD, words, name)

    def _label(self, line: Line) -> bool:
        """Open a section by its name before a colon: "**Problem:** After every meeting …"."""
        if self.faq and self.target.question:
            return False
        plain = not self.headed and (line.opens or self._follows_label())
        match = _BOLD_LABEL.fullmatch(line.text)
        words, rest = (match[2], match[3]) if match else ("", "")
        if not match and plain and (match := _LABEL.fullmatch(line.text)):
            words, rest = match[1], match[2] or ""
        if not match and plain and (match := _SHOUTED.fullmatch(line.text)):
            words = match[1]
        if not words:
            return False
        key = names.section(names.plain(words))
        if key:
            self._leave()
            self._open(_Target(BOLD, words, key=key))
            if rest:
                self.target.lines.append(Line(rest, opens=True))
            return True
        return not rest and self._named(BOLD, words, names.plain(words))

    def _follows_label(self) -> bool:
        """Say whether the line before had a label, as in a list of "Date: …", "City: …"."""
        return self.target.level == BOLD and bool(self.target.key) and len(self.target.lines) == 1

    # Words

    def _words(self, line: Line) -> None:
        target = self.target
        if target.question and self.style == ASKED and (answer := _ANSWERS.fullmatch(line.text)):
            if not any(kept.text.strip() for kept in target.lines):
                target.lines = [Line(answer[1], opens=True)]
                return
        elif self._goes_on(line):
            target.question += f" {line.text.strip('*_ ')}"
            return
        if target.story and (label := ACCEPTANCE.fullmatch(line.text)):
            line = Line(label[1], opens=True)
        elif target.story and line.opens and not self.in_stories:
            self._open(_Target(BOLD, ""))
        elif target.loose and self._is_first(line):
            self._headline(line.text.strip())
            return
        self.target.lines.append(line)

    def _goes_on(self, line: Line) -> bool:
        """Say whether a question goes on in a line."""
        target = self.target
        asks = bool(target.question) and self.style == ASKED and not target.lines
        return asks and not line.opens and not target.question.rstrip("*_ ").endswith(_ENDS)

    def _is_first(self, line: Line) -> bool:
        """Say whether a line is the headline: the first one, where no heading is."""
        known = self.titled or "headline" in self.gathered.release
        first = not any(kept.text.strip() for kept in self.target.lines)
        return line.opens and first and not known and len(line.text) <= _LONGEST

    def _open(self, target: _Target) -> None:
        self._close()
        self.target = target

    def _close(self) -> None:
        target, lines = self.target, self.target.lines
        if target.key in _QUOTES:
            lines = [_unquoted(line) for line in lines]
        words = joined(lines)
        if target.key:
            if words:
                self.gathered.take(target.key, words, target.heading)
            elif not self.gathered.release.get(target.key):
                self.gathered.unknown(target.heading, "")
        elif target.question:
            self.gathered.ask(target.group, target.question, words, target.heading)
        elif target.story:
            self.gathered.tell(target.story, dedent(words), target.heading)
        elif target.loose:
            paragraphs = [p for p in words.split("\n\n") if p.strip()]
            loose.tell(self.gathered, paragraphs, target.heading)
        elif words or not target.quiet:
            self.gathered.unknown(target.heading, words)


def recognise(lines: Sequence[Line]) -> Read:
    """Read the lines of a file that somebody else wrote."""
    return _Recogniser(lines).read()


def _is_ours(name: str) -> bool:
    """Say whether a title names a part or a kind of document, so that it is no headline."""
    known = name in names.TITLES or name in names.STORIES or names.section(name)
    return bool(known) or names.says_faq(name) or name.endswith(_ENDS)


def _unquoted(line: Line) -> Line:
    words = line.text.lstrip(" \t")
    if line.code or not words.startswith(">"):
        return line
    return Line(words[1:].lstrip(" "), opens=line.opens)
