"""A rule, a holder and a certificate, made the way the product makes them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from accounts.models import User
from certificates import actions, checking
from certificates.models import Certificate, CertificateRule
from certificates.rules import Achievement
from tests.factories import DestinationFactory, UserFactory

COURSE = UUID("0b5d66fb-f8f3-4a33-9f2a-1d2433a23a26")
EARNED = Achievement(modules_total=4, final_score=Decimal(80), final_passed=True)


@pytest.fixture(autouse=True)
def own_keys(settings, tmp_path: Path) -> None:
    settings.SIGNING_KEYS_DIR = tmp_path / "keys"
    settings.SIGNING_KEY = ""
    checking._decoy.cache_clear()


@pytest.fixture
def rule(db) -> CertificateRule:
    DestinationFactory(code="JO", name="Jordan")
    return CertificateRule.objects.create(
        course=COURSE, title="Pre-departure orientation", hours=Decimal("40.0"), final_pass_mark=70, attendance=90
    )


@pytest.fixture
def maria(db) -> User:
    return UserFactory(name="Maria Clara Dimaculangan-Reyes", name_own="")


@pytest.fixture
def give(rule: CertificateRule, maria: User, now: datetime) -> Callable[..., Certificate]:
    """Issue a certificate to somebody, Maria unless said otherwise."""

    def issue(person: User = maria, *, language: str = "en", at: datetime = now) -> Certificate:
        issued = actions.issue(
            person=person, rule=rule, destination="JO", language=language, achievement=EARNED, now=at
        )
        assert isinstance(issued, actions.Issued)
        return issued.certificate

    return issue


@pytest.fixture
def certificate(give) -> Certificate:
    return give()
