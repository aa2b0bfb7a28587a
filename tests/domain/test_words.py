"""Differences, merges and cuts keep every word, whatever people type."""

from hypothesis import given
from hypothesis import strategies as st

from bot.kit.forms import cleaned
from bot.kit.text import escaped, excerpt, harmless, joined, parts
from domain.diff import changed_share, section_changes, word_diff
from domain.merge import join_words, merge
from domain.templates import INPUT_LIMIT, PRESS_RELEASE

WORDS = st.text()
CONTENT = st.dictionaries(
    st.sampled_from([field.key for field in PRESS_RELEASE.fields()]), st.text(min_size=1)
)


@given(WORDS, WORDS)
def test_the_pieces_of_a_difference_are_both_texts(before: str, after: str) -> None:
    pieces = word_diff(before, after)
    assert "".join(p.text for p in pieces if p.kind != "added") == before
    assert "".join(p.text for p in pieces if p.kind != "removed") == after
    assert 0 <= changed_share(pieces) <= 1


@given(WORDS)
def test_a_text_does_not_differ_from_itself(words: str) -> None:
    assert all(piece.kind == "same" for piece in word_diff(words, words))


def test_a_phrase_is_replaced_as_one() -> None:
    pieces = word_diff(
        "Somebody spends a long time writing.", "Somebody spends 30 minutes writing."
    )
    assert [(p.kind, p.text) for p in pieces] == [
        ("same", "Somebody spends "),
        ("removed", "a long time"),
        ("added", "30 minutes"),
        ("same", " writing."),
    ]


@given(CONTENT, CONTENT)
def test_only_sections_that_differ_are_named(before: dict[str, str], after: dict[str, str]) -> None:
    named = {change.section.key for change in section_changes(PRESS_RELEASE, before, after)}
    differ = {
        section.key
        for section in PRESS_RELEASE.sections
        if any(before.get(f.key, "") != after.get(f.key, "") for f in section.fields)
    }
    assert named == differ


@given(CONTENT, CONTENT)
def test_one_edit_alone_needs_no_choice(base: dict[str, str], edited: dict[str, str]) -> None:
    for theirs, mine in ((base, edited), (edited, base), (edited, edited)):
        merged = merge(PRESS_RELEASE, base, theirs, mine)
        assert merged.content == edited
        assert not merged.conflicts


@given(CONTENT, CONTENT, CONTENT)
def test_a_field_that_both_changed_is_a_choice(
    base: dict[str, str], theirs: dict[str, str], mine: dict[str, str]
) -> None:
    merged = merge(PRESS_RELEASE, base, theirs, mine)
    clashing = {conflict.field.key for conflict in merged.conflicts}
    for field in PRESS_RELEASE.fields():
        sides = {side.get(field.key, "") for side in (base, theirs, mine)}
        assert (field.key in clashing) == (len(sides) == 3)


@given(WORDS, WORDS)
def test_joining_with_an_untouched_side_is_the_other_side(base: str, edited: str) -> None:
    assert join_words(base, edited, base) == edited
    assert join_words(base, base, edited) == edited


def test_edits_of_different_words_both_count() -> None:
    base = "Open the notes five minutes after it ends. The first ten meetings are free."
    theirs = base.replace("ten", "twenty")
    mine = base.replace("five minutes after it ends", "in your channel")
    assert join_words(base, theirs, mine) == (
        "Open the notes in your channel. The first twenty meetings are free."
    )


def test_phrases_that_clash_are_not_torn_apart() -> None:
    base = "Somebody spends 30 minutes on notes, or nobody does. One item in three is never done."
    theirs = "Somebody spends 30 minutes on notes. Everyone is late."
    mine = "Somebody spends 30 minutes on notes. Nobody reads them."
    assert join_words(base, theirs, mine) == (
        "Somebody spends 30 minutes on notes. Everyone is late. Nobody reads them."
    )


@given(st.lists(st.sampled_from("abcdef"), max_size=9), st.data())
def test_joining_keeps_every_new_word_of_both(base: list[str], data: st.DataObject) -> None:
    sides = []
    for new in ("x y z", "u v w"):
        place = data.draw(st.integers(0, len(base)))
        gone = data.draw(st.integers(0, 3))
        sides.append(" ".join([*base[:place], *new.split(), *base[place + gone :]]))
    joined_words = join_words(" ".join(base), *sides).split()
    assert [word for word in joined_words if word in "xyz"] == ["x", "y", "z"]
    assert [word for word in joined_words if word in "uvw"] == ["u", "v", "w"]


@given(st.text(alphabet=st.sampled_from("ab \n"), max_size=400), st.integers(5, 50))
def test_a_cut_text_is_whole_again(words: str, limit: int) -> None:
    pieces, joins = parts(words, limit)
    assert all(len(piece) <= limit for piece in pieces)
    if all(pieces):
        assert joined(pieces, joins) == words


def test_a_long_text_is_cut_at_paragraphs() -> None:
    words = "\n\n".join(["sentence " * 150] * 5)
    pieces, joins = parts(words)
    assert set(joins) == {"p"}
    assert max(map(len, pieces)) <= INPUT_LIMIT
    assert joined(pieces, joins) == words


@given(WORDS)
def test_nothing_typed_becomes_a_mention_or_a_format(words: str) -> None:
    assert not set("<>") & set(escaped(words))
    assert not set("<>*_~`") & set(harmless(words))


@given(WORDS)
def test_an_excerpt_is_short(words: str) -> None:
    assert len(excerpt(words)) <= 182


def test_an_excerpt_ends_with_the_sentence_and_not_within_it() -> None:
    words = "Support answers 40 “is it down?” messages in an hour. Nobody believes us."
    assert excerpt(words) == "Support answers 40 “is it down?” messages in an hour."


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_cleaned_words_can_be_kept_and_sent(words: str) -> None:
    assert "\x00" not in cleaned(words)
    assert cleaned(words).encode().decode() == cleaned(words)
