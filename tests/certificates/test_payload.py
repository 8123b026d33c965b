"""What is sealed, as compact claims."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.payload import Modules, Statement, Unreadable, from_cbor, mark_of, to_cbor
from certificates.serials import new_serial, to_bytes

STATEMENT = Statement(
    serial=new_serial(bytes(range(12))),
    name="Sita Tamang",
    name_own="सीता तामाङ",
    title="Pre-departure orientation",
    course=UUID(int=7),
    destination="JO",
    edition="2026.1",
    hours=Decimal("40.5"),
    issuer="Baon",
    issued_at=datetime(2026, 11, 21, 9, 30, tzinfo=UTC),
    expires_at=datetime(2031, 11, 21, 9, 30, tzinfo=UTC),
)
moments = st.datetimes(datetime(2000, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)).map(
    lambda moment: moment.replace(microsecond=0)
)
marks = st.lists(st.uuids().map(mark_of), max_size=9).map(tuple)
statements = st.builds(
    Statement,
    serial=st.binary(min_size=12, max_size=12).map(new_serial),
    name=st.text(min_size=1),
    name_own=st.text(),
    title=st.text(min_size=1),
    course=st.uuids(),
    destination=st.sampled_from(["", "JO", "HK"]),
    edition=st.text(min_size=1, max_size=20),
    hours=st.decimals(0, 9999, places=1),
    issuer=st.text(min_size=1),
    issued_at=moments,
    expires_at=moments,
    modules=st.none() | st.builds(Modules, st.integers(0, 99), marks, marks),
)


@given(statements)
def test_a_statement_is_read_as_it_was_written(statement):
    assert from_cbor(to_cbor(statement)) == statement


@given(statements)
def test_it_has_one_form_only(statement):
    assert to_cbor(from_cbor(to_cbor(statement))) == to_cbor(statement)


def test_the_claims_are_those_of_a_web_token():
    assert cbor2.loads(to_cbor(STATEMENT)) == {
        1: "Baon",
        4: int(STATEMENT.expires_at.timestamp()),
        6: int(STATEMENT.issued_at.timestamp()),
        7: to_bytes(STATEMENT.serial),
        -65537: {
            1: "Sita Tamang",
            2: "सीता तामाङ",
            3: "Pre-departure orientation",
            4: UUID(int=7).bytes,
            5: "JO",
            6: "2026.1",
            7: 405,
        },
    }


def test_of_modules_it_says_how_many_and_by_four_bytes_each_what_stood_in_for_which():
    rights, contract, health = (UUID(int=number << 96) for number in (1, 2, 3))

    def sealed(*recognised: UUID, exempt: tuple[UUID, ...] = ()) -> object:
        said = Modules(12, tuple(map(mark_of, recognised)), tuple(map(mark_of, exempt)))
        return cbor2.loads(to_cbor(replace(STATEMENT, modules=said)))[-65537][8]

    assert sealed() == [12]
    assert sealed(rights, contract) == [12, bytes([0, 0, 0, 1, 0, 0, 0, 2])]
    assert sealed(exempt=(health,)) == [12, b"", bytes([0, 0, 0, 3])]


def test_a_seal_of_before_says_nothing_of_modules():
    assert from_cbor(to_cbor(STATEMENT)).modules is None


@pytest.mark.parametrize("said", [[], 12, "12", [12, "x"], [12, b"abc"], [12, b"", b"", b""], ["12"]])
def test_what_is_said_of_modules_in_another_way_is_unreadable(said):
    claims = cbor2.loads(to_cbor(STATEMENT))
    claims[-65537][8] = said
    with pytest.raises(Unreadable):
        from_cbor(cbor2.dumps(claims))


@given(st.binary(max_size=200))
def test_other_bytes_are_unreadable(raw):
    with pytest.raises(Unreadable):
        from_cbor(raw)


@pytest.mark.parametrize("claims", [[], {}, {1: "x"}, {-65537: {}}, 5, "text", {-65537: 3, 7: b""}])
def test_other_claims_are_unreadable(claims):
    with pytest.raises(Unreadable):
        from_cbor(cbor2.dumps(claims))


@pytest.mark.parametrize(("claim", "value"), [(1, 5), (4, "soon"), (4, 10**30), (7, b"short")])
def test_a_claim_of_another_kind_is_unreadable(claim, value):
    claims = cbor2.loads(to_cbor(STATEMENT))
    with pytest.raises(Unreadable):
        from_cbor(cbor2.dumps({**claims, claim: value}))
