"""For whose certificates an administrator of a service answers: those of its staff, also of who has left."""

from __future__ import annotations

import pytest

from accounts.models import Role
from certificates.reach import within_reach
from tests.duties.conftest import certify, person, posted
from tests.factories import NOW


@pytest.mark.parametrize(("at", "answers"), [("amman", True), ("doha", False)])
def test_a_post_answers_for_who_is_posted_there(service, at, answers):
    certificate = certify(posted(service, "100"), service)
    administrator = person(Role.ADMINISTRATOR, getattr(service, at), "keeper")
    assert (certificate in within_reach(administrator)) is answers


def test_a_certificate_of_who_has_left_is_still_kept(service):
    member = posted(service, "100")
    certificate = certify(member, service)
    member.left_on = NOW.date()
    member.save()
    assert list(within_reach(person(Role.ADMINISTRATOR, service.ministry, "keeper"))) == [certificate]
