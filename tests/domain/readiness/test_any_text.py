"""Whatever is typed: nothing raises, phrases are where they are said to be, time is linear."""

from time import process_time

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.initiatives import Stage
from domain.readiness import Finding, Lexicon, Plan, findings, plan_findings, promised_numbers
from domain.templates import EXPERIENCE, FAQ, PRESS_RELEASE, Content, Template
from tests.domain.readiness.examples import ANSWERED, FINE, NOW

SIGNS = st.text(alphabet=st.characters(exclude_categories=()))
PHRASES = st.lists(
    st.sampled_from(
        [
            *[
                "many",
                "almost",
                "TBD",
                "TO" + "DO",
                "seamless",
                "may",
                "might",
                "everyone",
                "users",
            ],
            *["is", "was done", "in order to", "risk", "minimal", "30", "5 to 50", "%", "$1,500"],
            *["the creation of", "KPI", "(CRM)", "2027", "1.", "2)", "\n- ", "\n", ". ", "?", "…"],
            *["الملاحظات", "会議のメモ。", "और", "ﬁ", "İstanbul", "ǅ", "🙂", "\u200f", "half", "ß"],
        ]
    ),
    max_size=40,
).map(" ".join)
TEXTS = SIGNS | PHRASES
RELEASES = st.dictionaries(st.sampled_from([f.key for f in PRESS_RELEASE.fields()]), TEXTS)
FAQS = st.dictionaries(st.sampled_from([*ANSWERED, "order"]), TEXTS)
STORIES = st.dictionaries(st.sampled_from(["US-1.i_want", "US-1.serves", "US-2.so_that"]), TEXTS)
STAGES = st.sampled_from(Stage)


def check_places(results: list[Finding], content: Content) -> None:
    for finding in results:
        if finding.field:
            text = content.get(finding.field, "")
            assert 0 <= finding.start <= finding.end <= len(text)
            assert text[finding.start : finding.end] == finding.phrase
        else:
            assert finding.phrase == ""
    assert len({finding.key for finding in results}) == len(results)


@given(RELEASES, STAGES)
@settings(max_examples=300, deadline=None)
def test_a_phrase_of_a_press_release_is_where_it_is_said_to_be(
    content: dict[str, str], stage: Stage
) -> None:
    check_places(findings(PRESS_RELEASE, content, now=NOW, stage=stage), content)
    check_places(plan_findings(Plan(content)), content)
    for number in promised_numbers(content):
        assert content[number.field][number.start : number.end] == number.phrase


@given(FAQS, STAGES)
@settings(max_examples=200, deadline=None)
def test_a_phrase_of_an_faq_is_where_it_is_said_to_be(
    content: dict[str, str], stage: Stage
) -> None:
    check_places(findings(FAQ, content, now=NOW, stage=stage), content)


@given(STORIES)
@settings(max_examples=100, deadline=None)
def test_a_phrase_of_a_story_is_where_it_is_said_to_be(content: dict[str, str]) -> None:
    check_places(findings(EXPERIENCE, content, now=NOW), content)


@given(RELEASES)
@settings(max_examples=100, deadline=None)
def test_a_dismissed_finding_stays_away_and_the_others_stay(content: dict[str, str]) -> None:
    all_of_them = findings(PRESS_RELEASE, content, now=NOW)
    keys = [finding.key for finding in all_of_them]
    left = findings(PRESS_RELEASE, content, now=NOW, dismissed=keys[::2])
    assert [finding.key for finding in left] == keys[1::2]


HOSTILE = (
    *("a", "many ", "the creation of ", ". ", "...", ").", '."', "1. ", "\n", "\n- a", "A"),
    *("😀", "is not ", "30 to ", "a-", "a'", "1,", "(", "risk minimal ", "में ", "漢", "AB "),
    *("you can see. ", "[](", "\u0301", "\u200d", "users and ", "may be or ", "KPI ("),
    "many people think that we are ",
)


def seconds(template: Template, content: Content) -> float:
    start = process_time()
    findings(template, content, now=NOW)
    return process_time() - start


def test_100_000_characters_of_anything_take_a_moment_and_time_grows_with_length() -> None:
    places = [(PRESS_RELEASE, FINE, "problem", unit) for unit in HOSTILE]
    places += [(FAQ, ANSWERED, "S-1.answer", unit) for unit in ("risk minimal ", "a", ". ")]
    for template, base, field, unit in places:
        short, long = (unit * (size // len(unit)) for size in (25_000, 100_000))
        taken = seconds(template, {**base, field: long})
        assert taken < 4, unit
        if taken > 0.5:
            brief = seconds(template, {**base, field: short})
            taken = min(taken, seconds(template, {**base, field: long}))
            assert taken < 12 * brief, unit


def test_a_list_of_10_000_words_costs_no_more_than_a_short_one() -> None:
    many = Lexicon(weasels=tuple(f"word{number} and others like it" for number in range(10_000)))
    content = {**FINE, "solution": "You see word9999 and others like it. word1 and word2. " * 800}
    findings(PRESS_RELEASE, content, now=NOW, lexicon=many)
    start = process_time()
    found = findings(PRESS_RELEASE, content, now=NOW, lexicon=many)
    assert process_time() - start < 2
    phrases = {finding.phrase for finding in found if finding.rule == "weasel"}
    assert phrases == {"word9999 and others like it"}
