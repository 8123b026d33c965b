"""JSON that is too deep, too long, doubled or not whole is refused before it is built."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handover.faults import Fault
from handover.strict import Unfit, dump, has_bad_signs, parse


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"[" * 100_000 + b"]" * 100_000, Fault.TOO_DEEP),
        (b'{"a":' * 60 + b"1" + b"}" * 60, Fault.TOO_DEEP),
        (b"1" * 100_000, Fault.BAD_NUMBER),
        (b"[1e999]", Fault.BAD_NUMBER),
        (b"[NaN]", Fault.BAD_NUMBER),
        (b"[1.5]", Fault.BAD_NUMBER),
        (b'{"a": 1, "a": 2}', Fault.NAMED_TWICE),
        (b"\xff\xfe[]", Fault.NOT_JSON),
        (b"[", Fault.NOT_JSON),
        (b"", Fault.NOT_JSON),
        (b'["a', Fault.NOT_JSON),
    ],
)
def test_what_is_not_plain_is_refused_quickly(data, fault):
    began = time.monotonic()
    with pytest.raises(Unfit) as unfit:
        parse(data)
    assert unfit.value.fault is fault
    assert time.monotonic() - began < 1


def test_brackets_in_words_are_no_depth():
    assert parse(b'["' + b"[" * 200 + b'", "\\"["]') == ["[" * 200, '"[']


words = st.text(st.characters(codec="utf-8"))
plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**14), 10**14) | words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=20,
)


@given(plain)
def test_what_is_written_is_read_again(value):
    assert parse(dump(value)) == value


@pytest.mark.parametrize("text", ["a\0b", "\x1b[31m", "\ud800", "\u202egpj.exe"])
def test_signs_that_cannot_be_shown_are_found(text):
    assert has_bad_signs(text)


def test_words_of_every_script_are_fine():
    assert not has_bad_signs("عقدي\u200f मेरो करार\n\tkontrata ‘mine’ 🌊")
