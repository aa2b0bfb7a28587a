"""Entries are added, removed and moved: nobody's words change, no number comes again."""

from hypothesis import given, settings
from hypothesis import strategies as st

from domain import entries
from domain.templates import EXPERIENCE, FAQ, ORDER, Template

ACTS = st.lists(
    st.tuples(st.sampled_from("armud"), st.integers(0, 20), st.text(min_size=1, max_size=4)),
    max_size=30,
)


@given(template=st.sampled_from([FAQ, EXPERIENCE]), acts=ACTS)
@settings(max_examples=60, derandomize=True, deadline=None)
def test_the_order_is_always_a_permutation_of_what_is_there(
    template: Template, acts: list[tuple[str, int, str]]
) -> None:
    content: dict[str, str] = {}
    there: dict[str, str] = {}
    ever: list[str] = []
    for act, at, words in acts:
        if act in "ar" and (act == "a" or not there):
            group = template.groups[at % len(template.groups)]
            number = 1 + sum(key.startswith(f"{group.key}-") for key in ever)
            field = group.fields[0].key
            key, content = entries.add(template, content, group.key, number, {field: words})
            assert key not in ever
            ever.append(key)
            there[key] = words
        elif there:
            key = sorted(there)[at % len(there)]
            if act == "r":
                content = entries.remove(template, content, key)
                del there[key]
            else:
                by = -1 if act == "u" else 1
                peers = entries.peers(template, content, key)
                content = entries.move(template, content, key, by, peers)
        keys = template.entry_keys(content)
        assert sorted(keys) == sorted(there)
        assert content.get(ORDER, "").split() == keys
        assert {k: next(iter(entries.words_of(content, k).values())) for k in keys} == there


@given(count=st.integers(1, 6), at=st.integers(0, 5), by=st.sampled_from([-1, 1]))
def test_moving_there_and_back_changes_nothing(count: int, at: int, by: int) -> None:
    content: dict[str, str] = {}
    for number in range(1, count + 1):
        group = "CS"[number % 2]
        _, content = entries.add(FAQ, content, group, number, {"question": "Why?"})
    key = FAQ.entry_keys(content)[at % count]
    moved = entries.move(FAQ, content, key, by, entries.peers(FAQ, content, key))
    if moved != content:
        peers = entries.peers(FAQ, moved, key)
        assert entries.move(FAQ, moved, key, -by, peers) == content


@given(count=st.integers(2, 6), at=st.integers(0, 5), past=st.integers(0, 5))
def test_an_entry_stands_where_it_was_put_and_the_others_keep_their_order(
    count: int, at: int, past: int
) -> None:
    content: dict[str, str] = {}
    for number in range(1, count + 1):
        _, content = entries.add(FAQ, content, "C", number, {"question": "Why?"})
    keys = FAQ.entry_keys(content)
    key, other = keys[at % count], keys[past % count]
    if key == other:
        return
    up = entries.move_past(FAQ, content, key, -1, other)
    order = FAQ.entry_keys(up)
    assert order.index(key) < order.index(other)
    assert [k for k in order if k != key] == [k for k in keys if k != key]
    assert entries.move_past(FAQ, up, key, -1, other) == up
