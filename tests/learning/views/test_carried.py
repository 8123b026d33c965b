"""A quiz on a phone that goes out of reach: what it takes along, and what it may hand in."""

from __future__ import annotations

import base64
import json
import uuid

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.test import Client
from django.urls import reverse

from assessments.models import Answer, Attempt
from core.sealing import tag_of
from learning.actions.merging import merge, part
from learning.models import Unplaced
from tests import factories
from tests.factories import NOW

DOOR = reverse("learning:records")


@pytest.fixture
def quiz(small) -> str:
    return f"/me/quiz/{small.contract.translation_key}/"


def hand_in(client, *records, **headers):
    sent = headers or {"HTTP_SEC_FETCH_SITE": "same-origin"}
    return client.post(DOOR, json.dumps({"records": records}), content_type="application/json", **sent)


def begun(client, quiz: str) -> tuple[dict, dict]:
    told = client.get(f"{quiz}carry/").json()
    return told, {"open": {"verb": "begun", "attempt": told["attempt"], "paper": told["paper"]}}


def locked(told: dict, key: str) -> dict:
    """As ``core/unsent.js`` does it."""
    nonce = bytes(range(12))
    body = AESGCM(base64.b64decode(key)).encrypt(nonce, json.dumps(told).encode(), None)
    return {"sealed": base64.b64encode(nonce + body).decode()}


def test_all_screens_come_at_once_and_nothing_begins_by_looking(trainee, quiz):
    told, _begun = begun(trainee, quiz)
    assert set(told) == {"attempt", "paper", "sequence", "first", "key", "html"}
    assert (told["sequence"], told["first"]) == (0, 1)
    assert told["html"].count("<fieldset") == 2
    assert not Attempt.objects.exists()


def test_the_right_answers_stay_here(trainee, quiz):
    told, _begun = begun(trainee, quiz)
    assert not {"correct", "feedback"} & set(told["html"].replace('"', " ").replace("=", " ").split())


def test_what_it_took_along_begins_and_goes_on_where_she_was(trainee, quiz):
    told, begin = begun(trainee, quiz)
    assert hand_in(trainee, begin).json() == {"receipts": [{"outcome": "stored", "reason": "", "said": ""}]}
    again = trainee.get(f"{quiz}carry/").json()
    assert (again["attempt"], again["paper"], again["first"]) == (told["attempt"], "", 1)
    assert trainee.get(f"{quiz}1/").status_code == 200


def test_what_was_locked_with_her_key_is_opened(trainee, quiz):
    told, begin = begun(trainee, quiz)
    assert hand_in(trainee, locked(begin["open"], told["key"])).json()["receipts"][0]["outcome"] == "stored"
    assert Attempt.objects.get().pk == uuid.UUID(told["attempt"])


def test_what_cannot_be_opened_is_kept_apart(trainee, quiz):
    assert hand_in(trainee, {"sealed": "AAAA"}).json()["receipts"][0]["reason"] == "misread"
    assert Unplaced.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("", 400),
        ("[]", 400),
        ('{"records": 5}', 400),
        (json.dumps({"records": [{}] * 51}), 400),
        ("[" * 50_000, 400),
        ("x" * 300_000, 413),
    ],
    ids=["nothing", "a list", "a number", "too many", "too deep", "too long"],
)
def test_a_body_that_is_none_is_refused(trainee, body, status):
    reply = trainee.post(DOOR, body, content_type="application/json", HTTP_SEC_FETCH_SITE="same-origin")
    assert reply.status_code == status
    assert not Unplaced.objects.exists()


def test_another_site_may_hand_in_nothing(trainee, quiz):
    _told, begin = begun(trainee, quiz)
    assert hand_in(trainee, begin, HTTP_SEC_FETCH_SITE="cross-site").status_code == 403


def test_who_is_not_signed_in_is_led_to_the_door(client, small):
    assert hand_in(client).headers["Location"].startswith("/sign-in/")


def test_the_way_by_pages_lets_what_waited_find_its_place(small, trainee, quiz):
    _told, begin = begun(trainee, quiz)
    open_one = small.attempt(small.contract.translation_key)
    assert hand_in(trainee, begin).json()["receipts"][0]["reason"] == "another_open"
    trainee.post(f"{quiz}check/", {"attempt": str(open_one.pk)})
    assert Attempt.objects.open().count() == 1
    assert Answer.objects.filter(attempt=open_one).count() == 2


def test_carrying_costs_the_same_for_two_questions_and_for_more(trainee, quiz, django_assert_max_num_queries):
    trainee.get(f"{quiz}carry/")
    with django_assert_max_num_queries(20):
        trainee.get(f"{quiz}carry/")


def test_what_was_locked_for_another_entry_of_hers_opens_while_they_are_one(small, trainee, quiz):
    twice = factories.learner(small.cohort, name="Santos Maria")
    phone = Client()
    phone.force_login(twice.user)
    told, begin = begun(phone, quiz)
    waits = locked(begin["open"], told["key"])
    assert hand_in(trainee, waits).json()["receipts"][0]["reason"] == "misread"
    made = merge(kept=small.learner, gone=twice, reason="One", by=small.instructor, now=NOW)
    assert (
        f'data-unsent="{tag_of(small.learner.user_id)} {tag_of(twice.user_id)}"' in trainee.get("/me/").content.decode()
    )
    assert hand_in(trainee, waits).json()["receipts"][0]["outcome"] == "stored"
    part(merge=made, reason="Two", by=small.instructor, now=NOW)
    assert hand_in(trainee, waits).json()["receipts"][0]["reason"] == "misread"
    assert f'data-unsent="{tag_of(small.learner.user_id)}"' in trainee.get("/me/").content.decode()
