"""Reminders, as they come in at a real mail server: when, to whom, how often, and what they say."""

from __future__ import annotations

import re
import smtplib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from icalendar import Calendar

from duties import tasks
from duties.actions import cancel_posting, exempt, remind, send
from duties.models import Digest, Reminder
from tests.duties import mail_server
from tests.duties.conftest import assignment_of, certify, days, member, posted, requirement, supervisor
from tests.duties.mail_server import Inbox
from tests.test_neutral_words import TELLING
from work.models import OutboxItem

# A Monday, ten o'clock in Amman.
MONDAY = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


@pytest.fixture
def inbox(settings) -> Iterator[Inbox]:
    with mail_server.running() as (found, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.PUBLIC_URL = "https://baon.example"
        yield found


def beat(now: datetime) -> int:
    """One beat, and the worker's part of it; how many messages were promised."""
    made = remind(now=now)
    for digest in Digest.objects.filter(sent_at=None, dropped_at=None):
        send(digest.pk, now=now)
    return made


def text(message) -> str:
    return message.get_body(("plain",)).get_content()


def calendars(message) -> dict[str, Calendar]:
    return {
        part.get_filename(): Calendar.from_ical(part.get_payload(decode=True)) for part in message.iter_attachments()
    }


def uids(calendar: Calendar) -> list[tuple[str, int]]:
    return [(str(event["UID"]), event["SEQUENCE"]) for event in calendar.walk("VEVENT")]


def test_the_first_message_says_what_when_and_why(service, rule, inbox):
    staff = posted(service, starts=62)
    beat(MONDAY)
    [message] = inbox.messages
    found = assignment_of(staff)
    assert (message["To"], message["Subject"], message["From"]) == (
        "100@ministry.example", "Baon: days to remember", "Baon <no-reply@localhost>",
    )  # fmt: skip
    assert text(message).splitlines()[:7] == [
        "Hello Officer 100,",
        "",
        "these are the courses you have still to do:",
        "",
        "- Protection in the consulate",
        "  Last day: January 8, 2027.",
        "  You begin at Amman on January 22, 2027. It is due 14 days before.",
    ]
    assert "https://baon.example/duty/" in text(message)
    [(name, calendar)] = calendars(message).items()
    assert (name, calendar["METHOD"], uids(calendar)) == ("days.ics", "PUBLISH", [(f"{found.pk}@baon.example", 0)])
    assert calendar.walk("VEVENT")[0].decoded("DTSTART") == days(48)


def test_what_others_may_glimpse_is_neutral(service, rule, inbox):
    posted(service, starts=20)
    beat(MONDAY)
    [message] = inbox.messages
    shown = [message["Subject"], *calendars(message)]
    for calendar in calendars(message).values():
        shown += [str(event[name]) for event in calendar.walk("VEVENT") for name in ("SUMMARY", "DESCRIPTION")]
    assert [words for words in shown if re.search(TELLING["en"], words, re.I)] == []
    assert [words for words in shown if "consul" in words.lower()] == []


def test_the_message_is_in_her_language(service, rule, inbox):
    staff = posted(service, starts=20)
    staff.user.language = "ar"
    staff.user.save()
    beat(MONDAY)
    assert "٢٠٢٦" in text(inbox.messages[0]) or "2026" in text(inbox.messages[0])


@pytest.mark.parametrize(
    ("now", "count"),
    [
        (MONDAY.replace(hour=5), 0),
        (MONDAY.replace(hour=6), 1),
        (MONDAY.replace(hour=14), 0),
        (MONDAY + timedelta(days=4), 0),
        (MONDAY + timedelta(days=6), 1),
    ],
)
def test_it_comes_in_the_working_hours_of_her_post(service, rule, inbox, now, count):
    posted(service, starts=30)
    beat(now)
    assert len(inbox.messages) == count


def test_from_the_first_day_to_the_last_each_step_comes_once(service, rule, inbox):
    head = member(service, "1", time_zone="Asia/Manila")
    staff = posted(service, starts=77, supervisor=head)
    for day in (*range(5), *range(30, 36), *range(46, 51), *range(60, 70)):
        beat(MONDAY + timedelta(days=day))
    hers = [message["To"] for message in inbox.messages]
    assert hers == ["100@ministry.example"] * 4 + ["1@ministry.example"]
    assert [one.step for one in Reminder.objects.filter(assignment=assignment_of(staff))] == [60, 30, 14, 0, -1]


def test_several_trainings_come_in_one_message(service, rule, inbox):
    requirement(service, basis="hire", days=40, months=0)
    posted(service, starts=30, hired_on=days(-10))
    for hour in range(8):
        beat(MONDAY + timedelta(hours=hour))
    [message] = inbox.messages
    assert len(re.findall("^- ", text(message), re.M)) == 2


def test_two_beats_at_once_promise_one_message(service, rule, inbox):
    posted(service, starts=30)
    assert [remind(now=MONDAY), remind(now=MONDAY)] == [1, 0]
    assert OutboxItem.objects.filter(task="duties.tasks.send_digest").count() == 1


def test_a_worker_that_runs_twice_sends_once(service, rule, inbox):
    posted(service, starts=30)
    remind(now=MONDAY)
    digest = Digest.objects.get()
    assert [send(digest.pk, now=MONDAY), send(digest.pk, now=MONDAY)] == [True, False]
    assert len(inbox.messages) == 1


def test_completion_stops_a_message_that_was_promised(service, rule, inbox):
    staff = posted(service, starts=30)
    remind(now=MONDAY)
    certify(staff, service, on=MONDAY)
    beat(MONDAY)
    assert inbox.messages == []
    assert Digest.objects.get().dropped_at == MONDAY


def test_who_is_done_or_exempt_is_not_written_to(service, rule, inbox):
    done, free = posted(service, "1", starts=30), posted(service, "2", starts=30)
    certify(done, service)
    head = supervisor(service.amman)
    exempt(assignment=assignment_of(free), reason="Has taught it", until=None, by=head, now=MONDAY)
    beat(MONDAY)
    assert inbox.messages == []


def test_a_mail_server_that_is_away_loses_nothing(service, rule, inbox):
    posted(service, starts=30)
    inbox.away = True
    remind(now=MONDAY)
    digest = Digest.objects.get()
    with pytest.raises(smtplib.SMTPDataError):
        send(digest.pk, now=MONDAY)
    inbox.away = False
    assert send(digest.pk, now=MONDAY + timedelta(minutes=1))
    assert len(inbox.messages) == 1


def test_what_could_not_be_sent_before_the_evening_is_sent_in_the_morning(service, rule, inbox):
    posted(service, starts=30)
    evening = MONDAY.replace(hour=13, minute=59)
    remind(now=evening)
    digest = Digest.objects.get()
    assert not send(digest.pk, now=evening + timedelta(minutes=5))
    morning = MONDAY + timedelta(days=1)
    assert remind(now=morning) == 1
    assert send(digest.pk, now=morning)


def test_a_day_that_moves_keeps_its_entry_and_counts_up(service, rule, inbox):
    staff = posted(service, starts=60)
    beat(MONDAY)
    posted(service, starts=200, now=MONDAY)
    beat(MONDAY + timedelta(days=1))
    uid = f"{assignment_of(staff).pk}@baon.example"
    assert [uids(calendars(message)["days.ics"]) for message in inbox.messages] == [[(uid, 0)], [(uid, 1)]]
    beat(MONDAY + timedelta(days=2))
    assert len(inbox.messages) == 2


def test_a_day_that_is_called_off_is_taken_out_of_her_calendar(service, rule, inbox):
    staff = posted(service, starts=60, time_zone="Asia/Amman")
    beat(MONDAY)
    cancel_posting(posting=staff.postings.get(), now=MONDAY)
    beat(MONDAY + timedelta(days=1))
    beat(MONDAY + timedelta(days=2))
    [_first, second] = inbox.messages
    [(name, calendar)] = calendars(second).items()
    uid = f"{assignment_of(staff).pk}@baon.example"
    assert (name, calendar["METHOD"], uids(calendar)) == ("called-off.ics", "CANCEL", [(uid, 1)])
    assert "This is no longer asked of you:" in text(second)


def test_who_was_never_told_is_not_told_that_it_is_off(service, rule, inbox):
    staff = posted(service, starts=200)
    cancel_posting(posting=staff.postings.get(), now=MONDAY)
    beat(MONDAY)
    assert inbox.messages == []


def test_the_supervisor_learns_who_is_late_and_no_score(service, rule, inbox):
    head = member(service, "1", time_zone="Asia/Manila")
    posted(service, starts=5, supervisor=head)
    beat(MONDAY)
    told = {message["To"]: text(message) for message in inbox.messages}
    assert "- Officer 100: Protection in the consulate (November 12, 2026)" in told["1@ministry.example"]
    assert not re.search(r"score|%|points", told["1@ministry.example"])


def test_opening_the_links_changes_nothing(service, rule, inbox):
    staff = posted(service, starts=30)
    beat(MONDAY)
    addresses = re.findall(r"https://baon\.example(/\S*)", text(inbox.messages[0]))
    assert addresses == ["/duty/"]
    before = (staff.assignments.get().status, Reminder.objects.count())
    for client in (Client(), Client()):
        client.force_login(staff.user)
        assert client.get(addresses[0]).status_code in {200, 302}
        client.head(addresses[0])
    assert (staff.assignments.get().status, Reminder.objects.count()) == before


def test_the_outbox_knows_the_task(service, rule, inbox):
    posted(service, starts=30)
    remind(now=MONDAY)
    tasks.send_digest(Digest.objects.get().pk)
    assert OutboxItem.objects.get(task="duties.tasks.send_digest").arguments == [Digest.objects.get().pk]


def test_what_an_outage_kept_back_is_the_message_of_the_day_on_which_it_goes_out(service, rule, inbox):
    posted(service, starts=75)
    requirement(service, days=14, months=0, again_at_post=False)
    inbox.away = True
    with pytest.raises(smtplib.SMTPDataError):
        beat(MONDAY)
    requirement(service, days=40, months=0)  # falls on her meanwhile
    inbox.away = False
    for hour in range(48):
        beat(MONDAY + timedelta(hours=20 + hour))
    sent = Digest.objects.order_by("sent_at").values_list("sent_at", flat=True)
    assert [moment.astimezone(ZoneInfo("Asia/Amman")).day for moment in sent] == [24, 25]
    assert len(inbox.messages) == 2


def test_what_cannot_be_sent_is_asked_for_no_more_after_a_week(service, rule, inbox):
    posted(service, starts=30)
    inbox.away = True
    remind(now=MONDAY)
    asked = [remind(now=MONDAY + timedelta(days=day)) for day in range(1, 12)]
    assert (sum(asked[:6]), asked[7:]) == (6, [0, 0, 0, 0])
    assert Digest.objects.get().dropped_at == MONDAY + timedelta(days=8)


def test_a_message_to_one_who_left_is_dropped(service, rule, inbox):
    staff = posted(service, starts=30)
    remind(now=MONDAY)
    staff.left_on = MONDAY.date()
    staff.save()
    beat(MONDAY)
    assert (inbox.messages, Digest.objects.get().dropped_at) == ([], MONDAY)


@pytest.mark.parametrize("gone", [{"left_on": days(0)}, {"is_active": False}])
def test_who_left_or_was_switched_off_is_not_written_to(service, rule, inbox, gone):
    staff = posted(service, starts=30)
    for one in (staff, staff.user):
        for name, value in gone.items():
            if hasattr(one, name):
                setattr(one, name, value)
        one.save()
    assert (beat(MONDAY), inbox.messages) == (0, [])


def test_what_was_done_is_not_called_off(service, rule, inbox):
    staff = posted(service, starts=60, time_zone="Asia/Amman")
    beat(MONDAY)
    certify(staff, service, on=MONDAY)
    beat(MONDAY + timedelta(days=1))
    cancel_posting(posting=staff.postings.get(), now=MONDAY + timedelta(days=1))
    beat(MONDAY + timedelta(days=2))
    assert len(inbox.messages) == 1


def test_the_calendar_file_says_its_signs_once(service, rule, inbox):
    posted(service, starts=30)
    beat(MONDAY)
    [part] = inbox.messages[0].iter_attachments()
    assert part.as_string().lower().partition("\n\n")[0].count("charset") == 1
    assert part["Content-Type"].params == {"method": "PUBLISH", "charset": "utf-8"}
