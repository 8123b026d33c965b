"""Training had elsewhere, and exemptions: two people, a reason, a trace."""

from __future__ import annotations

import io
import uuid

import pytest
from django.db import IntegrityError, transaction
from PIL import Image

from accounts.models import AccessLog
from duties.actions import (
    AskedBefore,
    DecidedBefore,
    Had,
    NeedsSecondPerson,
    ask_recognition,
    decide_recognition,
    end_exemption,
    exempt,
)
from duties.evidence import Evidence, NotEvidence, vetted
from duties.models import Assignment, Exemption, Recognition
from duties.models.assignments import Status
from tests.duties.conftest import NOW, assignment_of, days, posted, supervisor

PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\n%%EOF"


@pytest.fixture
def staff(service, rule):
    return posted(service)


@pytest.fixture
def head(service):
    return supervisor(service.amman)


def ask(staff, *, form_id=None, held: int = -5) -> Recognition:
    return ask_recognition(
        form_id=form_id or uuid.uuid4(), assignment=assignment_of(staff), had=Had("Protection", "Academy", days(held)),
        evidence=Evidence(PDF, "pdf"), by=staff.user, now=NOW,
    )  # fmt: skip


def test_it_counts_once_a_second_person_agrees(staff, head):
    asked = ask(staff)
    assert assignment_of(staff).status == Status.NOT_YET
    decide_recognition(recognition=asked, accepted=True, answer="", by=head, now=NOW)
    assert assignment_of(staff).status == Status.DONE
    assert AccessLog.objects.values_list("verb", "actor", "subject").get() == (
        "training_recognised", head.pk, f"user:{staff.user.pk}",
    )  # fmt: skip


def test_a_no_leaves_it_open_and_says_why(staff, head):
    decide_recognition(recognition=ask(staff), accepted=False, answer="No certificate", by=head, now=NOW)
    assert (assignment_of(staff).status, Recognition.objects.get().answer) == (Status.NOT_YET, "No certificate")
    ask(staff)
    assert Recognition.objects.count() == 2


def test_nobody_decides_for_herself(staff, head):
    asked = ask(staff)
    with pytest.raises(NeedsSecondPerson):
        decide_recognition(recognition=asked, accepted=True, answer="", by=staff.user, now=NOW)
    asked.decided_by = asked.asked_by
    with pytest.raises(IntegrityError), transaction.atomic():
        asked.save()
    with pytest.raises(NeedsSecondPerson):
        exempt(assignment=assignment_of(staff), reason="Busy", until=None, by=staff.user, now=NOW)


def test_two_supervisors_decide_once(staff, head, service):
    asked = ask(staff)
    decide_recognition(recognition=asked, accepted=True, answer="", by=head, now=NOW)
    with pytest.raises(DecidedBefore):
        decide_recognition(
            recognition=asked, accepted=False, answer="no", by=supervisor(service.ministry, "chief"), now=NOW
        )


def test_the_same_form_twice_asks_once_and_another_waits(staff):
    form_id = uuid.uuid4()
    assert ask(staff, form_id=form_id) == ask(staff, form_id=form_id)
    kept = Recognition.objects.get().evidence.storage.listdir("evidence")
    with pytest.raises(AskedBefore):
        ask(staff)
    assert Recognition.objects.get().evidence.storage.listdir("evidence") == kept


def test_an_exemption_is_signed_and_can_be_taken_back(staff, head):
    signed = exempt(assignment=assignment_of(staff), reason="Has taught it", until=None, by=head, now=NOW)
    assert (signed.reason, signed.signed_by, assignment_of(staff).status) == ("Has taught it", head, Status.EXEMPT)
    exempt(assignment=assignment_of(staff), reason="Wrote it", until=None, by=head, now=NOW)
    assert list(Exemption.objects.filter(ended_at=None).values_list("reason", flat=True)) == ["Wrote it"]
    standing = Exemption.objects.get(ended_at=None)
    for _each in range(2):
        end_exemption(exemption=standing, by=head, now=NOW)
    assert Assignment.objects.get().status == Status.NOT_YET
    assert [log.verb for log in AccessLog.objects.order_by("pk")] == ["exempted", "exempted", "exemption_ended"]


@pytest.mark.parametrize(
    "content",
    [
        b"", b"MZ\x90\x00", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"<html><script>1</script>", b"PK\x03\x04",
        b"%PDF-1.7 /OpenAction << /S /JavaScript /JS (app.alert(1)) >>", b"%PDF-1.7 /Launch",
        b"%PDF-" + b"0" * 6_000_000,
    ],
)  # fmt: skip
def test_evidence_is_a_quiet_pdf_or_a_picture(content):
    with pytest.raises(NotEvidence):
        vetted(content)


def test_a_picture_is_written_anew():
    taken = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(taken, "PNG")
    found = vetted(taken.getvalue())
    assert (found.extension, found.content[:2]) == ("jpg", b"\xff\xd8")
    assert vetted(PDF) == Evidence(PDF, "pdf")
