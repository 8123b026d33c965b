"""The pages of review, the check while typing, and the files, as people meet them."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import Locale
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from accounts.models import Role
from core import tongues
from courses.models import LessonPage
from review import sources
from review.actions import admit, dismiss, sign_off
from review.queries import ENOUGH_USES, rule_fares
from review.records import Dismissal, Found, SignOff
from tests import factories
from tests.review.conftest import HOLDS, WARNS, fine, line_of, text_of, write

pytestmark = pytest.mark.django_db
LISTS = ["review:queue", "review:findings", "review:signoffs", "review:dismissals", "review:history", "representation"]


def at(name: str, page, *more: str) -> str:
    return reverse(f"review:{name}", args=["courses.lessonpage", page.translation_key, "en", *more])


def typed(words: str, **more: str) -> dict[str, str]:
    body = streamfield([("step", "One idea"), ("text", rich_text(f"<p>{words}</p>"))])
    return nested_form_data({"title": "Papers", "objective": "", "body": body, **more})


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("role", [Role.AUTHOR, Role.GENDER_REVIEWER, Role.LAW_CHECKER, Role.RETURNEE_READER])
def test_every_list_opens(client, lesson, one_of, name, role):
    client.force_login(one_of(role, "reader"))
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("role", [Role.PROGRAMME_OFFICER, Role.CONSULAR_OFFICER])
def test_officers_have_no_part_in_it(client, house, one_of, name, role):
    client.force_login(one_of(role))
    assert client.get(reverse(name)).status_code == 302


@pytest.mark.parametrize("name", LISTS)
def test_trainees_and_strangers_have_no_part_in_it(client, house, name):
    assert client.get(reverse(name)).status_code == 302
    client.force_login(factories.learner().user)
    assert client.get(reverse(name)).status_code == 302


# ── While typing ─────────────────────────────────────────────────────────────────────────────────


def test_the_editor_is_told_what_the_rules_find_in_what_is_typed(client, lesson, author):
    client.force_login(author)
    url = reverse("review:check", args=["courses.lessonpage"])
    page = client.post(f"{url}?language=en&key={lesson.translation_key}", typed(f"{WARNS} {HOLDS}")).content.decode()
    assert 'data-open="2"' in page
    assert "domestic worker" in page
    assert page.index("Holds publishing") < page.index("Please change")
    assert not Found.objects.filter(live=True).exists()


@pytest.mark.parametrize(("language", "words"), [("km", "No automatic check for"), ("es", "awaiting native review")])
def test_it_says_how_far_its_rules_can_be_trusted(client, author, language, words):
    client.force_login(author)
    url = reverse("review:check", args=["courses.lessonpage"])
    assert words in client.post(f"{url}?language={language}", typed("Hola.")).content.decode()


@pytest.mark.parametrize(
    ("model", "data"),
    [
        ("courses.lessonpage", {"title": "x"}),
        ("courses.lessonpage", {"title": "x", "body-count": "many"}),
        ("assessments.question", {"options-TOTAL_FORMS": "x"}),
        ("accounts.user", {"title": "x"}),
    ],
)
def test_what_is_no_form_is_refused(client, author, model, data):
    client.force_login(author)
    assert client.post(f"{reverse('review:check', args=[model])}?language=en", data).status_code == 404


def test_a_question_is_checked_in_each_of_its_languages(client, author):
    client.force_login(author)
    data = {"kind": "single", "stem_en": WARNS, "stem_es": "¿Qué haces?", "options-TOTAL_FORMS": "1",
            "options-0-text_en": HOLDS}  # fmt: skip
    url = reverse("review:check", args=["assessments.question"])
    page = client.post(f"{url}?language=", data).content.decode()
    assert 'data-open="1"' in page  # the answer is marked wrong, so it quotes what must not be done
    assert 'data-review-go="stem_en"' in page
    assert "español" in page


def test_an_author_dismisses_a_warning_from_the_panel(client, lesson, author, now):
    lesson = write(lesson, WARNS, by=author)
    line = line_of(lesson, now)
    client.force_login(author)
    url = f"{reverse('review:dismiss_typed', args=['courses.lessonpage'])}?language=en&key={lesson.translation_key}"
    given = {"review-rule": "1", "review-mark": line.mark, "review-language": "en", "review-reason": ""}
    assert "tell your reason" in client.post(url, typed(WARNS, **given)).content.decode()
    page = client.post(url, typed(WARNS, **{**given, "review-reason": "A song."})).content.decode()
    assert ('data-open="0"' in page, Dismissal.objects.get().reason) == (True, "A song.")


def test_a_forged_dismissal_of_what_holds_is_refused(client, lesson, author, now):
    line = line_of(lesson, now)
    client.force_login(author)
    url = f"{reverse('review:dismiss_typed', args=['courses.lessonpage'])}?language=en&key={lesson.translation_key}"
    given = {"review-rule": "35", "review-mark": line.mark, "review-language": "en", "review-reason": "Mine."}
    assert "Your role does not sign" in client.post(url, typed(HOLDS, **given)).content.decode()
    assert not Dismissal.objects.exists()


def test_the_check_asks_for_the_same_token_as_any_form(lesson, author):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(author)
    assert (
        strict.post(f"{reverse('review:check', args=['courses.lessonpage'])}?language=en", typed("x")).status_code
        == 403
    )


def test_checking_costs_the_same_however_many_lessons_there_are(client, house, author, django_assert_max_num_queries):
    client.force_login(author)
    url = f"{reverse('review:check', args=['courses.lessonpage'])}?language=en"
    client.post(url, typed("x"))
    counts = []
    for more in (0, 30):
        factories.module(f"Module {more}", lessons=more)
        with django_assert_max_num_queries(20) as counted:
            client.post(url, typed(WARNS))
        counts.append(len(counted))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(("name", "args"), [("edit", None), ("add", None)])
def test_the_panel_stands_beside_the_editor(client, lesson, author, name, args):
    client.force_login(author)
    urls = {
        "edit": reverse("wagtailadmin_pages:edit", args=[lesson.pk]),
        "add": reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", lesson.get_parent().pk]),
    }
    page = client.get(urls[name]).content.decode()
    assert "data-review-panel" in page
    assert "review/panel.js" in page


def test_the_panel_stands_beside_the_question_editor(client, author):
    question = factories.QuestionFactory()
    client.force_login(author)
    for url in (
        reverse("wagtailsnippets_assessments_question:edit", args=[question.pk]),
        reverse("wagtailsnippets_assessments_question:add"),
    ):
        assert "data-review-panel" in client.get(url).content.decode()


# ── Pages ────────────────────────────────────────────────────────────────────────────────────────


def test_the_page_of_a_text_lets_only_another_sign(client, lesson, author, reviewer, now):
    client.force_login(author)
    assert "Sign it off" not in client.get(at("text", lesson)).content.decode()
    client.force_login(reviewer)
    page = client.get(at("text", lesson)).content.decode()
    assert "Sign it off" in page
    assert at("sign", lesson, "gender") in page
    assert at("sign", lesson, "law") not in page


def test_a_reviewer_signs_off_on_the_page_of_a_text(client, lesson, reviewer, now):
    client.force_login(reviewer)
    line = line_of(lesson, now)
    client.post(at("dismiss", lesson), {"rule": "35", "mark": line.mark, "reason": "Told as a wrong."})
    assert Dismissal.objects.get().by == reviewer
    admit([text_of(lesson)], now=now)


def test_a_reviewer_signs_and_blocks_outside_the_workflow(client, lesson, reviewer):
    client.force_login(reviewer)
    assert client.post(at("sign", lesson, "gender"), {"men": "fine"}).status_code == 422
    client.post(at("sign", lesson, "gender"), {"block": "yes", "block-comment": "Unsafe."})
    client.post(at("sign", lesson, "gender"), fine("gender"))
    assert list(SignOff.objects.order_by("pk").values_list("blocked", "comment")) == [(True, "Unsafe."), (False, "")]


def test_an_author_who_signs_is_told_why_not(client, lesson, author, one_of):
    client.force_login(one_of(Role.LAW_CHECKER))
    answer = client.post(at("sign", lesson, "gender"), fine("gender"), follow=True)
    assert "Your role does not sign for this." in answer.content.decode()
    assert not SignOff.objects.exists()


def test_the_queue_shows_what_waits_for_her(client, lesson, author, reviewer, one_of):
    lesson.get_workflow().start(lesson, author)
    client.force_login(reviewer)
    assert lesson.title in client.get(reverse("review:queue")).content.decode()
    client.force_login(one_of(Role.LAW_CHECKER))
    assert lesson.title not in client.get(reverse("review:queue")).content.decode()


def test_findings_of_live_words_are_listed_until_dismissed(client, spanish, house, author, now):
    page = LessonPage.objects.child_of(house).first()
    page.body = [("text", f"<p>{WARNS}</p>")]
    page.save_revision(user=author).publish()
    client.force_login(author)
    url = reverse("review:findings")
    assert page.title in client.get(f"{url}?language=en&level=W").content.decode()
    assert page.title not in client.get(f"{url}?language=es").content.decode()
    line = line_of(page, now)
    dismiss(text_of(page), rule="1", mark=line.mark, reason="A song.", by=author, now=now)
    assert page.title not in client.get(url).content.decode()


def test_signatures_about_to_expire_are_listed_and_a_law_may_end_them(client, lesson, one_of):
    from django.utils import timezone

    lawyer = one_of(Role.LAW_CHECKER)
    sign_off(text_of(lesson), kind="law", answers=fine("law"), by=lawyer, now=timezone.now())
    client.force_login(lawyer)
    url = reverse("review:signoffs")
    assert lesson.title not in client.get(url).content.decode()
    client.post(url, {"kind": "law", "language": "", "because": "Decree 12"})
    page = client.get(url).content.decode()
    assert lesson.title in page
    assert "Decree 12" in page


def test_only_who_checks_laws_ends_signatures(client, lesson, author, one_of):
    from django.utils import timezone

    sign_off(text_of(lesson), kind="law", answers=fine("law"), by=one_of(Role.LAW_CHECKER), now=timezone.now())
    client.force_login(author)
    client.post(reverse("review:signoffs"), {"kind": "law", "language": "", "because": "Decree 12"})
    assert SignOff.objects.get().expired_because == ""


def test_a_rule_dismissed_in_more_than_half_of_fifty_uses_needs_repair(db, author, now):
    import uuid

    def met(rule: str, uses: int, dismissed: int) -> None:
        for number in range(uses):
            row = {"model": "courses.lessonpage", "key": uuid.uuid4(), "language": "en", "rule": rule, "level": "W",
                   "mark": str(number), "words": "x"}  # fmt: skip
            Found.objects.create(**row, found_at=now)
            if number < dismissed:
                Dismissal.objects.create(**row, reason="No.", by=author, at=now)

    met("1", ENOUGH_USES, 26)
    met("2", ENOUGH_USES, 25)
    met("3", ENOUGH_USES - 1, 49)
    assert [(fare.number, fare.needs_repair) for fare in rule_fares(language="en")] == [
        ("1", True), ("3", False), ("2", False),
    ]  # fmt: skip


# ── History ──────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def spanish(db):
    Locale.objects.create(language_code="es")
    tongues.forget()


@pytest.fixture
def told(lesson, reviewer, one_of, now):
    reviewer.name = "=Grace"
    reviewer.save()
    line = line_of(lesson, now)
    dismiss(text_of(lesson), rule="35", mark=line.mark, reason="=1+1", by=reviewer, now=now)
    sign_off(text_of(lesson), kind="gender", answers=fine("gender"), by=reviewer, now=now)
    sign_off(text_of(lesson), kind="law", answers=fine("law"), by=one_of(Role.LAW_CHECKER), now=now)
    return lesson


@pytest.mark.parametrize(
    ("query", "lines"),
    [("", 3), ("what=gender", 1), ("what=dismissed", 1), ("by=grace", 2), ("language=es", 0), ("what=nonsense", 3)],
)
def test_the_history_is_narrowed(client, spanish, told, author, query, lines):
    client.force_login(author)
    page = client.get(f"{reverse('review:history')}?{query}").content.decode()
    assert page.count(f"{told.title}</bdi>") == lines


def test_a_modules_history_holds_its_lessons(client, told, house, author):
    other = factories.module("Another")
    client.force_login(author)
    for module, lines in ((house, 3), (other, 0)):
        url = reverse("review:history_of", args=["courses.modulepage", module.translation_key, "en"])
        assert client.get(url).content.decode().count(f"{told.title}</bdi>") == lines


def test_files_hold_the_same_as_the_page_and_run_nothing(client, told, author):
    client.force_login(author)
    as_csv = b"".join(client.get(reverse("review:export", args=["csv"])).streaming_content).decode()
    book = client.get(reverse("review:export", args=["xlsx"]))
    rows = list(load_workbook(BytesIO(b"".join(book.streaming_content))).active.iter_rows(values_only=True))
    assert "'=Grace" in as_csv
    assert [row[1] for row in rows[4:]] == ["Country-law check: signed", "Gender review: signed", "Finding dismissed"]
    assert len(as_csv.strip().splitlines()) == len(rows)
    assert client.get(reverse("review:export", args=["exe"])).status_code == 404


def test_an_export_is_narrowed_like_the_page(client, told, author):
    client.force_login(author)
    found = client.get(at("export_of", told, "csv") + "?what=law").streaming_content
    assert b"".join(found).decode().count(told.title) == 1


@pytest.mark.parametrize("many", [60, pytest.param(299, marks=pytest.mark.slow)])
def test_every_list_costs_the_same_for_one_and_for_many(client, house, reviewer, now, many):
    client.force_login(reviewer)
    counts = []
    for more in (1, many):
        module = factories.module(f"Module {more}", lessons=0)
        for number in range(more):
            page = LessonPage(title=f"L {number}", slug=f"l-{number}", locale=house.locale, body=[("text", WARNS)])
            module.add_child(instance=page)
            [text] = sources.of("courses.lessonpage").said(page)
            sign_off(text, kind="gender", answers=fine("gender"), by=reviewer, now=now)
        SignOff.objects.update(expires_on=now.date())
        counts.append([_queries(client, reverse(name)) for name in LISTS])
    assert counts[0] == counts[1]


def _queries(client, url: str) -> int:
    client.get(url)  # what is remembered between requests is not counted
    with CaptureQueriesContext(connection) as counted:
        assert client.get(url).status_code == 200
    return len(counted)
