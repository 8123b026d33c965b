"""A fault of ours: the page says so, and phones learn whether it will pass."""

from __future__ import annotations

import errno

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test import Client, RequestFactory

from core.views import fault
from tests import factories


def answered(error: Exception):
    try:
        raise error
    except type(error):
        response = fault(RequestFactory().get("/"))
    return response.status_code, response.headers.get("Retry-After")


@pytest.mark.parametrize(
    "error",
    [OperationalError("no connection"), InterfaceError("closed"), OSError(errno.ENOSPC, "No space left on device")],
    ids=["database away", "connection closed", "disk full"],
)
def test_what_will_pass_is_worth_asking_again_soon(error):
    assert answered(error) == (503, "5")


@pytest.mark.parametrize("error", [ValueError("a mistake of ours"), PermissionError(errno.EACCES, "not for us")])
def test_what_will_not_pass_is_an_error_and_nothing_else(error):
    assert answered(error) == (500, None)


@pytest.mark.django_db
def test_a_phone_that_sends_an_answer_while_the_database_is_away_is_told_to_come_again():
    client = Client(raise_request_exception=False)
    client.force_login(factories.learner().user)

    def away(*_statement):
        raise OperationalError("the database is away")

    with connection.execute_wrapper(away):
        response = client.post("/me/quiz/00000000-0000-0000-0000-000000000000/1/", {})
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert "What you sent before is kept" in response.content.decode()
