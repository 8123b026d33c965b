"""Tags and placeholders survive translation."""

from __future__ import annotations

import pytest

from translating.markup import Fault, faults


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Ask for <b>help</b>.", "Humingi ng <b>tulong</b>.", ()),
        ("Ask.<br/>Then wait.", "Magtanong. Saka maghintay.", ()),
        ("Ask for <b>help</b>.", "Humingi ng tulong.", (Fault.TAGS_DIFFER,)),
        ("Ask for <b>help</b>.", "Humingi ng <b>tulong.", (Fault.TAGS_BROKEN,)),
        ("Ask for <b>help</b>.", "Humingi ng </b>tulong<b>.", (Fault.TAGS_BROKEN,)),
        ('See <a id="a1">here</a>', 'Tingnan <a id="a2">dito</a>', (Fault.TAGS_DIFFER,)),
        ('See <a id="a1">here</a>', "Tingnan <a id='a1'>dito</a>", ()),
        ("One", "Isa < dalawa", (Fault.TAGS_BROKEN,)),
        ("One", "<script>alert(1)</script>", (Fault.TAGS_DIFFER,)),
        ("%(count)s of {total}", "%(count)s sa {total}", ()),
        ("%(count)s of {total}", "%(bilang)s sa {total}", (Fault.PLACEHOLDERS_DIFFER,)),
    ],
)
def test_tagged_words(source, target, expected):
    assert faults(source, target, tagged=True) == expected


def test_plain_words_may_hold_any_sign_but_keep_their_placeholders():
    assert faults("5 > 3", "3 < 5", tagged=False) == ()
    assert faults("{name}", "pangalan", tagged=False) == (Fault.PLACEHOLDERS_DIFFER,)
