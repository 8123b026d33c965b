"""Codes of an app and from paper: right once, slowed when wrong, taken away only with a reason."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts import onetime
from accounts.actions import NoReason, Proof, begin_factor, confirm_factor, factor_of, next_code, prove, reset_factor
from accounts.models import AccessLog, RecoveryCode, Role, SecondFactor

RIGHT = Proof(right=True)


def confirm(user, *, now, typed=None):
    """Confirm the secret that waits, with its code of the moment or with what is typed."""
    shown = SecondFactor.objects.get(user=user).secret
    typed = next_code(user=user, now=now) if typed is None else typed
    return confirm_factor(user=user, shown=shown, typed=typed, address="", now=now)


@pytest.fixture
def factor(instructor):
    return begin_factor(user=instructor)


@pytest.fixture
def papers(instructor, factor, now):
    """Her recovery codes, once she has confirmed; a minute ago, so that the present code is fresh."""
    before = now - timedelta(minutes=1)
    return confirm(instructor, now=before)


@pytest.fixture
def attempt(instructor, papers, now):
    """Prove the second factor with what is typed, or with the code of the moment."""

    def attempt(typed=None, *, after=0, address="10.0.0.1"):
        moment = now + timedelta(seconds=after)
        shared = SecondFactor.objects.get(user=instructor).secret
        code = onetime.code_of(shared, step=onetime.step_at(moment.timestamp()))
        return prove(user=instructor, typed=code if typed is None else typed, address=address, now=moment)

    return attempt


def test_nobody_has_a_factor_before_a_first_code_was_right(instructor, factor, now):
    assert confirm(instructor, typed="000000", now=now) is None
    assert factor_of(instructor) is None
    assert prove(user=instructor, typed=next_code(user=instructor, now=now), address="", now=now).reason == "wrong"


def test_the_secret_stays_the_same_for_who_was_shown_it_until_it_is_confirmed(instructor, factor, now):
    assert begin_factor(user=instructor, shown=factor.secret).secret == factor.secret
    confirm(instructor, now=now)
    assert begin_factor(user=instructor).secret == factor.secret


def test_who_looked_at_a_secret_earlier_has_looked_at_another(instructor, factor, now):
    hers = begin_factor(user=instructor).secret
    assert hers != factor.secret
    seen = onetime.code_of(factor.secret, step=onetime.step_at(now.timestamp()))
    assert confirm_factor(user=instructor, shown=factor.secret, typed=seen, address="", now=now) is None
    assert confirm_factor(user=instructor, shown="", typed=seen, address="", now=now) is None
    assert confirm(instructor, now=now) is not None
    assert factor_of(instructor).secret == hers


def test_confirming_gives_ten_codes_on_paper_once(instructor, papers, now):
    assert (len(set(papers)), {len(paper) for paper in papers}) == (10, {12})
    assert factor_of(instructor) is not None
    assert confirm(instructor, now=now) is None
    kept = str(list(RecoveryCode.objects.values()))
    assert not any(paper in kept for paper in papers)


def test_the_code_of_the_moment_is_right_once(attempt):
    assert attempt() == RIGHT
    assert attempt() == Proof(right=False, reason="wrong")
    assert attempt(after=30) == RIGHT


def test_a_code_is_spent_together_with_those_before_it(attempt, instructor, now):
    late = onetime.code_of(instructor.second_factor.secret, step=onetime.step_at(now.timestamp()) + 1)
    assert attempt(late) == RIGHT
    assert attempt().reason == "wrong"


@pytest.mark.parametrize(("seconds", "right"), [(-60, False), (-30, True), (30, True), (60, False)])
def test_a_clock_may_be_half_a_minute_off(attempt, instructor, now, seconds, right):
    step = onetime.step_at(now.timestamp() + seconds)
    assert attempt(onetime.code_of(instructor.second_factor.secret, step=step)).right is right


def test_digits_of_any_script_with_a_space_between_are_read(attempt, instructor, now):
    code = next_code(user=instructor, now=now)
    assert attempt(f"{code[:3]} {code[3:]}".translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))) == RIGHT


def test_a_code_on_paper_is_right_once_and_says_how_many_are_left(attempt, papers):
    assert attempt(onetime.in_fours(papers[3])) == Proof(right=True, papers_left=9)
    assert attempt(papers[3]).reason == "wrong"
    assert attempt(papers[4]).papers_left == 8


def test_a_code_on_paper_is_one_persons(attempt, papers, one_of, now):
    other = one_of(Role.AUTHOR)
    begin_factor(user=other)
    confirm(other, now=now)
    assert prove(user=other, typed=papers[0], address="", now=now).reason == "wrong"


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "12345x", "１２３", "\0" * 6, "9" * 5000])
def test_what_is_no_code_is_wrong(attempt, typed):
    assert attempt(typed) == Proof(right=False, reason="wrong")


def test_five_wrong_codes_make_this_address_wait_and_no_other(attempt):
    for _try in range(5):
        assert attempt("000000").reason == "wrong"
    assert attempt().reason == "waiting"
    assert attempt(address="10.0.0.2") == RIGHT
    for _try in range(5):
        attempt("000000")
    assert attempt(after=61) == RIGHT


def test_thirty_wrong_codes_from_anywhere_lock_until_it_is_reset(attempt, instructor, papers, now):
    for number in range(30):
        assert attempt("000000", address=f"10.0.1.{number}").reason == "wrong"
    assert attempt(after=10**6).reason == "locked"
    assert attempt(papers[0], after=10**6).reason == "locked"
    reset_factor(user=instructor, by=instructor, reason="lost", now=now)
    assert begin_factor(user=instructor).failures == 0


def test_a_reset_takes_everything_away_and_is_written_down(instructor, papers, one_of, now):
    administrator = one_of(Role.ADMINISTRATOR)
    mark = instructor.get_session_auth_hash()
    reset_factor(user=instructor, by=administrator, reason=" Lost her phone, seen in person ", now=now)
    instructor.refresh_from_db()
    assert (factor_of(instructor), RecoveryCode.objects.count()) == (None, 0)
    assert instructor.get_session_auth_hash() != mark
    assert AccessLog.objects.values_list("actor", "verb", "subject", "purpose").get(verb="second_factor_reset") == (
        administrator.pk,
        "second_factor_reset",
        f"user:{instructor.pk}",
        "Lost her phone, seen in person",
    )


@pytest.mark.parametrize("reason", ["", "   "])
def test_without_a_reason_nothing_is_taken(instructor, papers, now, reason):
    with pytest.raises(NoReason):
        reset_factor(user=instructor, by=instructor, reason=reason, now=now)
    assert factor_of(instructor) is not None


def test_the_command_helps_the_last_administrator(instructor, papers, capsys):
    with pytest.raises(CommandError):
        call_command("reset_second_factor", "nobody@hope.example", reason="lost")
    with pytest.raises(CommandError):
        call_command("reset_second_factor", instructor.email, reason=" ")
    call_command("reset_second_factor", instructor.email, reason="lost")
    assert factor_of(instructor) is None


def test_a_session_of_who_never_had_a_reset_is_marked_as_django_marks_it(instructor):
    """So that the release which brought this signed nobody out."""
    from django.contrib.auth.base_user import AbstractBaseUser

    assert instructor.get_session_auth_hash() == AbstractBaseUser.get_session_auth_hash(instructor)


@pytest.mark.django_db(transaction=True)
def test_one_code_sent_eight_times_at_once_opens_once(one_of, now):
    person = one_of(Role.INSTRUCTOR)
    begin_factor(user=person)
    confirm(person, now=now)
    code, later = next_code(user=person, now=now), now

    def send(number: int) -> bool:
        try:
            return prove(user=person, typed=code, address=f"10.0.0.{number}", now=later).right
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=8) as crowd:
        assert sorted(crowd.map(send, range(8))) == [False] * 7 + [True]
