"""What is sealed, as compact claims."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.payload import Statement, Unreadable, from_cbor, to_cbor
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
