"""Who may dismiss and sign, what it is good for, and when it ends."""

from __future__ import annotations

from datetime import timedelta

import pytest

from accounts.models import Role
from courses.models import LessonPage
from review import actions, judging, sources
from review.actions import Held, NothingFound, NotYours, OwnWords, Unanswered, admit, dismiss, expire_signoffs, sign_off
from review.records import Dismissal, Found, SignOff
from tests.review.conftest import HOLDS, WARNS, fine, line_of, text_of, write

pytestmark = pytest.mark.django_db


def put_away(page, by, now, *, reason="It tells what is against the law."):
    line = line_of(page, now)
    return dismiss(text_of(page), rule=line.finding.rule, mark=line.mark, reason=reason, by=by, now=now)


def signed(page, by, now, kind="gender", **more):
    values = {"answers": fine(kind), **more}
    return sign_off(text_of(page), kind=kind, by=by, now=now, **values)


def test_what_holds_is_not_let_through(lesson, now):
    with pytest.raises(Held) as refusal:
        admit([text_of(lesson)], now=now)
    [line] = refusal.value.judgement.holding
    assert (line.finding.rule, line.finding.words in HOLDS) == ("35", True)
    assert not Found.objects.filter(live=True).exists()


def test_a_warning_holds_nothing_and_is_written_down(lesson, author, now):
    lesson = write(lesson, WARNS, by=author)
    admit([text_of(lesson)], now=now)
    assert list(Found.objects.values_list("rule", "level", "live")) == [("1", "W", True)]


def test_what_was_mended_is_no_longer_live_and_still_counted(lesson, author, now):
    admit([text_of(write(lesson, WARNS, by=author))], now=now)
    admit([text_of(write(lesson, "She starts early.", by=author))], now=now)
    assert list(Found.objects.values_list("rule", "live")) == [("1", False)]


def test_a_reviewer_signs_off_a_finding_that_holds(lesson, reviewer, now):
    put_away(lesson, reviewer, now)
    admit([text_of(lesson)], now=now)
    assert Dismissal.objects.get().by == reviewer


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.ADMINISTRATOR, Role.LAW_CHECKER, Role.TRANSLATOR, Role.INSTRUCTOR])
def test_nobody_else_does(lesson, one_of, role, now):
    with pytest.raises(NotYours):
        put_away(lesson, one_of(role, "somebody"), now)
    assert not Dismissal.objects.exists()


def test_a_reviewer_who_wrote_it_does_not(lesson, reviewer, now):
    lesson = write(lesson, f"{HOLDS} Today.", by=reviewer)
    with pytest.raises(OwnWords):
        put_away(lesson, reviewer, now)


def test_who_only_looked_on_has_written_nothing(lesson, author, reviewer, now):
    page = LessonPage.objects.get(pk=lesson.pk).get_latest_revision_as_object()
    page.minutes = 9
    page.save_revision(user=reviewer)
    put_away(lesson, reviewer, now)
    assert sources.of("courses.lessonpage").authors(text_of(lesson).subject) == {author.pk}


def test_not_even_who_may_do_everything_signs_for_herself(lesson, author, now):
    author.is_superuser = True
    author.save()
    with pytest.raises(NotYours):
        signed(lesson, author, now)


def test_an_author_dismisses_a_warning_with_a_reason(lesson, author, now):
    lesson = write(lesson, WARNS, by=author)
    with pytest.raises(Unanswered):
        put_away(lesson, author, now, reason="  ")
    put_away(lesson, author, now, reason="The name of a film.")
    put_away(lesson, author, now, reason="Said again.")
    assert list(Dismissal.objects.values_list("rule", "reason")) == [("1", "The name of a film.")]


def test_what_a_rule_does_not_find_is_not_dismissed(lesson, reviewer, now):
    with pytest.raises(NothingFound):
        dismiss(text_of(lesson), rule="1", mark=line_of(lesson, now).mark, reason="No.", by=reviewer, now=now)


def test_words_that_nobody_saved_are_not_signed_off(lesson, author, reviewer, now):
    typed = text_of(lesson)
    write(lesson, "Keep your passport.", by=author)
    line = judging.judge([typed], today=now.date())[0].holding[0]
    with pytest.raises(NothingFound):
        dismiss(typed, rule="35", mark=line.mark, reason="It is fine.", by=reviewer, now=now)


def test_a_dismissal_survives_edits_elsewhere_and_ends_with_its_passage(lesson, author, reviewer, now):
    put_away(lesson, reviewer, now)
    page = lesson.get_latest_revision_as_object()
    page.objective = "Know your papers"
    page.save_revision(user=author)
    admit([text_of(lesson)], now=now)
    write(lesson, f"{HOLDS} At once.", by=author)
    with pytest.raises(Held):
        admit([text_of(lesson)], now=now)


def test_a_gender_review_lets_these_very_words_through(lesson, author, reviewer, now):
    signed(lesson, reviewer, now)
    admit([text_of(lesson)], now=now)
    write(lesson, f"{HOLDS} At once.", by=author)
    with pytest.raises(Held):
        admit([text_of(lesson)], now=now)


def test_a_signature_is_good_for_twelve_months(lesson, reviewer, now):
    signed(lesson, reviewer, now)
    admit([text_of(lesson)], now=now + timedelta(days=364))
    with pytest.raises(Held):
        admit([text_of(lesson)], now=now + timedelta(days=365))


def test_a_change_of_law_ends_signatures_and_says_why(lesson, reviewer, one_of, now):
    signed(lesson, reviewer, now)
    signed(lesson, one_of(Role.LAW_CHECKER), now, kind="law")
    today = now.date()
    assert expire_signoffs(kind="law", because="New decree", today=today, language="ar") == 0
    assert expire_signoffs(kind="law", because="New decree", today=today, keys=[lesson.translation_key]) == 1
    assert expire_signoffs(kind="law", because="Again", today=today) == 0
    assert [row.kind for row in SignOff.objects.standing(today)] == ["gender"]
    assert SignOff.objects.get(kind="law").expired_because == "New decree"


def test_a_block_holds_any_words_until_the_same_review_is_signed(lesson, author, reviewer, one_of, now):
    signed(lesson, reviewer, now, answers={}, blocked=True, comment="It puts the duty on her.")
    write(lesson, "Keep your passport.", by=author)
    with pytest.raises(Held) as refusal:
        admit([text_of(lesson)], now=now)
    assert [block.comment for block in refusal.value.judgement.blocks] == ["It puts the duty on her."]
    signed(lesson, one_of(Role.LAW_CHECKER), now, kind="law")
    with pytest.raises(Held):
        admit([text_of(lesson)], now=now)
    signed(lesson, reviewer, now + timedelta(hours=1))
    admit([text_of(lesson)], now=now)


@pytest.mark.parametrize(
    "given",
    [
        {"answers": {}},
        {"answers": fine("law")},
        {"answers": fine("gender", men="perhaps")},
        {"answers": fine("gender", men="concern")},
        {"answers": {}, "blocked": True},
    ],
)
def test_half_a_checklist_is_no_signature(lesson, reviewer, now, given):
    with pytest.raises(Unanswered):
        signed(lesson, reviewer, now, **given)
    assert not SignOff.objects.exists()


@pytest.mark.parametrize(
    ("kind", "role"),
    [(kind, role) for kind, roles in actions.SIGNERS.items() for role in sorted(roles)],
)
def test_each_kind_is_signed_by_its_own_role_alone(lesson, one_of, now, kind, role):
    signed(lesson, one_of(role, "right"), now, kind=kind)
    for other in sorted(set(Role) - actions.SIGNERS[kind] - {Role.TRAINEE}):
        with pytest.raises(NotYours):
            signed(lesson, one_of(other, f"wrong-{other}"), now, kind=kind)


def test_a_language_without_rules_is_never_called_checked(lesson, now):
    from dataclasses import replace

    text = text_of(lesson)
    khmer = replace(text, subject=replace(text.subject, language="km"))
    [judgement] = judging.judge([khmer], today=now.date())
    assert (judgement.checked, judgement.native_reviewed, judgement.lines) == (False, False, ())


def test_recheck_writes_down_what_todays_rules_find_in_live_words(house, now):
    house.summary = "The maid signs."
    house.save()
    Found.objects.all().delete()
    actions.recheck("en", now=now)
    assert list(Found.objects.values_list("rule", "live")) == [("1", True)]
