"""The desk of those who keep facts: what is due, a click to confirm, what changed, what depends, what is blank."""

from copy import deepcopy
from datetime import date, timedelta

import pytest
from django.urls import reverse
from wagtail.models import Locale

from accounts.actions import ensure_groups, grant
from accounts.models import Role
from assessments.actions import publish_question
from core import tongues
from courses import actions, shelf
from courses.models import FactKey, LessonPage, SharedPassage
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)
BODY = [("step", "Rest"), ("fact", {"key": "rest_day", "scope": "destination"})]


def staff(role):
    factories.home()
    ensure_groups()
    person = factories.UserFactory(username=f"{role}@baon.example", email=f"{role}@baon.example", name="Ms Rania")
    grant(user=person, organisation=factories.OrganisationFactory(), role=role)
    return person


def staff_with(role, client):
    person = staff(role)
    client.force_login(person)
    return person


@pytest.fixture(scope="session")
def standing_author(ground):
    return staff(Role.AUTHOR)


@pytest.fixture
def keeper(client, standing_author):
    person = deepcopy(standing_author)
    client.force_login(person)
    return person


@pytest.fixture
def today(monkeypatch):
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: factories.NOW)


def shown(client, query=""):
    return client.get(f"/admin/facts/due/{query}").context["board"]


def test_the_board_counts_what_is_due_and_lists_the_soonest_first(client, keeper, today):
    late = factories.FactFactory(checked_on=date(2026, 1, 1), review_by=TODAY - timedelta(days=1))
    soon = factories.FactFactory(
        key=factories.FactKeyFactory(code="wage_rule", label="Wage", group="wage"),
        review_by=TODAY + timedelta(days=20), confidence="L",
    )  # fmt: skip
    board = shown(client)
    assert [line.fact for line in board.lines] == [late, soon]
    assert {need.value: number for need, number in board.counts.items() if number} == {
        "overdue": 1, "low_confidence": 1, "due_30": 1, "due_60": 1, "due_90": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("?need=overdue", ["rest_day"]),
        ("?place=to-JO", ["rest_day", "wage_rule"]),
        ("?place=from-PH", ["home_hotline"]),
        ("?group=wage", ["wage_rule"]),
        ("?key=home_hotline", ["home_hotline"]),
        ("?place=to-QA", []),
        ("?need=nonsense&place=to-ZZ&p=x", ["rest_day", "wage_rule", "home_hotline"]),
    ],
)
def test_the_board_is_narrowed_by_need_place_subject_and_kind(client, keeper, today, query, codes):
    factories.DestinationFactory(code="QA", name="Qatar")
    factories.FactFactory(checked_on=date(2026, 1, 1), review_by=date(2026, 11, 1))
    factories.FactFactory(
        key=factories.FactKeyFactory(code="wage_rule", group="wage"), review_by=date(2027, 6, 1)
    )  # fmt: skip
    factories.FactFactory(
        key=factories.FactKeyFactory(code="home_hotline", group="origin"), destination=None,
        origin=factories.OriginFactory(), review_by=date(2027, 7, 1),
    )  # fmt: skip
    assert [line.fact.key.code for line in shown(client, query).lines] == codes


def test_one_click_says_that_a_fact_was_checked_again_and_by_whom(client, keeper, today):
    fact = factories.FactFactory(checked_on=date(2026, 8, 1), review_by=date(2026, 11, 1))
    back = "/admin/facts/due/?need=overdue"
    for _twice in range(2):
        answer = client.post(reverse("facts:confirm", args=[fact.pk]), {"next": back})
        assert (answer.status_code, answer["Location"]) == (302, back)
    fact.refresh_from_db()
    assert (fact.checked_on, fact.review_by, fact.checked_by) == (TODAY, date(2027, 2, 21), "Ms Rania")
    first, second = fact.revisions.order_by("pk")
    assert (first.user, second.user) == (None, keeper)
    assert (first.content["checked_on"], second.content["checked_on"]) == ("2026-08-01", "2026-11-21")


def test_a_foreign_address_is_not_followed_after_the_click(client, keeper):
    fact = factories.FactFactory()
    answer = client.post(reverse("facts:confirm", args=[fact.pk]), {"next": "https://evil.example/"})
    assert answer["Location"] == "/admin/facts/due/"


def test_confirming_in_another_language_writes_no_words(client, keeper):
    from django.utils import translation

    fact = factories.FactFactory()
    with translation.override("fil"):
        actions.confirm_fact(fact, by=keeper, now=factories.NOW)
    fact.refresh_from_db()
    assert fact.value_fil in {None, ""}
    assert fact.latest_revision.content["value_fil"] in {None, ""}


def test_an_instructor_and_a_stranger_have_no_desk(client, db):
    fact = factories.FactFactory()
    addresses = ["/admin/facts/due/", "/admin/facts/places/", "/admin/facts/places/to/JO/",
                 f"/admin/facts/{fact.pk}/dependents/"]  # fmt: skip
    assert {client.get(address).status_code for address in addresses} == {302}
    staff_with(Role.INSTRUCTOR, client)
    assert not {client.get(address).status_code for address in addresses} & {200, 500}
    client.post(reverse("facts:confirm", args=[fact.pk]))
    fact.refresh_from_db()
    assert fact.checked_by == ""


@pytest.mark.parametrize("count", [1, 30])
def test_the_board_takes_the_same_queries_however_much_is_on_record(
    client, keeper, count, django_assert_max_num_queries
):
    factories.module("My contract", lessons=count, body=BODY)
    for number in range(count):
        factories.FactFactory(key=factories.FactKeyFactory(code=f"kind-{number}"))
        factories.QuestionFactory(fact=f"kind-{number}")
    client.get("/admin/facts/due/")
    LessonPage.objects.first().save_revision()  # the lessons are read anew
    with django_assert_max_num_queries(22):
        assert len(shown(client).lines) == count


def test_the_history_tells_who_changed_which_field_when(client, keeper):
    fact = factories.FactFactory()
    fact.save_revision()
    fact.value_en, fact.phone, fact.confidence = "You rest two days.", "911", "M"
    fact.save()
    fact.save_revision(user=keeper)
    page = client.get(reverse("wagtailsnippets_courses_fact:history", args=[fact.pk]))
    latest, first = page.context["entries"]
    assert [(str(c.label), str(c.old), str(c.new)) for c in latest.changes] == [
        ("what is true (English)", "You rest one day every week.", "You rest two days."),
        ("number to call", "", "911"),
        ("confidence", "High", "Medium"),
    ]
    assert (latest.who, latest.first, first.who, first.first) == ("Ms Rania", False, "", True)
    assert ("destination", "Jordan") in [(str(c.label), str(c.new)) for c in first.changes]
    assert "You rest two days." in page.content.decode()


def test_what_depends_on_a_fact_is_found_in_every_language(client, keeper, now):
    factories.OriginFactory()
    contract = factories.module("My contract", lessons=1, body=BODY)
    elsewhere = ("only", {"destinations": ["QA"], "origins": [], "content": [BODY[1]]})
    factories.DestinationFactory(code="QA", name="Qatar")
    factories.module("Only in Qatar", lessons=1, body=[("step", "x"), elsewhere])
    arabic = Locale.objects.create(language_code="ar")
    tongues.forget()
    LessonPage.objects.child_of(contract).get().copy_for_translation(arabic, copy_parents=True)
    fact = factories.FactFactory()
    question = factories.QuestionFactory(fact="rest_day", stem="Which day do I rest?")
    factories.QuestionFactory(fact="rest_day", destinations=["QA"])
    factories.QuestionFactory(origin_fact="rest_day")
    publish_question(question, now=now)

    found = client.get(reverse("facts:dependents", args=[fact.pk])).context["dependents"]
    assert [(use.title, [(link.language, link.live) for link in use.links]) for use in found.lessons] == [
        ("Lesson 1 of My contract", [("en", True), ("ar", False)])
    ]
    assert [str(where) for where in found.lessons[0].where] == ["Country fact"]
    assert [use.title for use in found.questions] == ["Which day do I rest?"]
    assert [link.href for use in found.documents for link in use.links if link.language == "ar"] == [
        "/ar/any-jo/", "/ar/any-jo/kit/",
    ]  # fmt: skip
    assert [(c.language, c.lessons, c.questions, c.documents) for c in found.by_language] == [
        ("en", 1, 1, 2), ("ar", 0, 0, 2),
    ]  # fmt: skip


def passage(*body, language="en", live=True):
    locale, _made = Locale.objects.get_or_create(language_code=language)
    tongues.forget()
    return SharedPassage.objects.create(code="rest", title="Rest", locale=locale, live=live, body=list(body))


def test_a_fact_in_a_shared_passage_is_found_in_every_lesson_where_it_stands(client, keeper):
    factories.module("My contract", lessons=1, body=[("step", "Rest"), ("shared", "rest")])
    draft = passage(BODY[1], live=False)
    fact = factories.FactFactory()
    address = reverse("facts:dependents", args=[fact.pk])
    assert client.get(address).context["dependents"].lessons == ()
    draft.save_revision().publish()
    shelf.renew()
    [use] = client.get(address).context["dependents"].lessons
    assert (use.title, [str(where) for where in use.where]) == ("Lesson 1 of My contract", ["Passage"])


def test_a_fact_in_a_shared_passage_counts_where_the_syllabus_is_covered(client, keeper, today):
    page = factories.module("My contract", lessons=1, body=[("step", "Rest"), ("shared", "rest")])
    LessonPage.objects.update(topics=["contracts"])
    factories.course(page)
    passage(BODY[1])
    factories.FactFactory(confidence="L")
    opened = coverage(client, "?destination=JO&topic=contracts")["opened"]
    assert [fact.label for fact in opened.lessons[0].facts] == ["Rest day"]


def test_an_editor_sees_what_depends_on_it_before_she_saves(client, keeper):
    factories.module("My contract", lessons=2, body=BODY)
    fact = factories.FactFactory()
    page = client.get(reverse("wagtailsnippets_courses_fact:edit", args=[fact.pk])).content.decode()
    assert "What you save here is seen at once" in page
    assert "Lesson 2 of My contract" in page
    assert "What you save here" not in client.get(reverse("wagtailsnippets_courses_fact:add")).content.decode()


def test_half_a_sentence_is_never_saved_by_itself(client, keeper):
    """Wagtail saves as one types where there are revisions; a fact has no draft to be saved to."""
    fact = factories.FactFactory()
    page = client.get(reverse("wagtailsnippets_courses_fact:edit", args=[fact.pk])).content.decode()
    assert "w-autosave#save" not in page


def form_of(client, fact, **changed):
    url = reverse("wagtailsnippets_courses_fact:edit", args=[fact.pk])
    initial = client.get(url).context["form"].initial
    data = {name: "" if value is None else value for name, value in initial.items()}
    return client.post(url, {**data, **changed})


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"review_by": "2026-11-01"}, "review_by", "comes after the day"),
        ({"checked_on": "2036-11-01", "review_by": "2037-01-01"}, "checked_on", "has not come yet"),
        ({"source_title": ""}, "source_title", "Say where this comes from"),
        ({"phone": "call me!"}, "phone", "digits and spaces"),
        ({"value_en": ""}, "value_en", "English first"),
        ({"destination": ""}, "destination", "Choose a destination"),
    ],
)
def test_the_form_says_in_words_what_does_not_fit(client, keeper, changed, field, words):
    answer = form_of(client, factories.FactFactory(), **changed)
    assert words in str(answer.context["form"].errors[field])
    assert "Constraint" not in str(answer.context["form"].errors)


def test_a_second_fact_of_a_kind_is_refused_in_words(client, keeper):
    factories.FactFactory()
    other = factories.FactFactory(key=factories.FactKeyFactory(code="wage_rule"))
    answer = form_of(client, other, key=FactKey.objects.get(code="rest_day").pk)
    assert "has such a fact already" in str(answer.context["form"].errors["key"])
    assert "Constraint" not in str(answer.context["form"].errors)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("+962 6 500-4000", "+962 6 500 4000"), ("(800) 290.290", "800 290 290"), ("1733", "1733"), ("SMS 15", "SMS 15")],
)
def test_numbers_are_kept_in_one_shape(client, keeper, typed, kept):
    fact = factories.FactFactory()
    assert form_of(client, fact, phone=typed).status_code == 302
    fact.refresh_from_db()
    assert fact.phone == kept


def test_saving_in_a_filipino_admin_does_not_write_english_into_filipino(client, keeper):
    Locale.objects.create(language_code="fil")
    tongues.forget()
    fact = factories.FactFactory()
    client.cookies["lang"] = "fil"
    from wagtail.users.models import UserProfile

    UserProfile.objects.update_or_create(user=keeper, defaults={"preferred_language": "fil"})
    assert form_of(client, fact, unit="days").status_code == 302
    fact.refresh_from_db()
    assert (fact.unit, fact.value_fil or "", fact.latest_revision.content["value_fil"] or "") == ("days", "", "")


def test_a_profile_shows_blanks_as_blanks_with_a_link_to_fill_them(client, keeper, today):
    factories.OriginFactory()
    kenya = factories.OriginFactory(code="KE", name="Kenya")
    mission = factories.FactKeyFactory(code="mission", label="My embassy", group="missions")
    overtime = factories.FactKeyFactory(code="overtime", label="Overtime", group="law")
    factories.FactKeyFactory(code="job_order", label="Job order", group="origin")
    jordan = factories.DestinationFactory()
    factories.FactFactory(key=mission, origin=factories.OriginFactory())
    factories.FactFactory(checked_on=date(2026, 1, 1), review_by=date(2026, 11, 1))
    page = client.get("/admin/facts/places/to/JO/")
    subjects = {str(subject.label): subject for subject in page.context["subjects"]}
    assert list(subjects) == ["My embassy or consulate", "Work and the law"]
    [asked] = subjects["My embassy or consulate"].asked
    add = reverse("wagtailsnippets_courses_fact:add")
    assert asked.origins_without == ((kenya, f"{add}?key={mission.pk}&destination={jordan.pk}&origin={kenya.pk}"),)
    law = {one.key.code: one for one in subjects["Work and the law"].asked}
    assert (law["overtime"].blank, law["rest_day"].blank) == (True, False)
    assert "unknown" in page.content.decode()
    form = client.get(law["overtime"].add).context["form"]
    assert (form.initial["key"], form.initial["destination"]) == (overtime.pk, jordan.pk)
    assert client.get("/admin/facts/places/from/PH/").status_code == 200
    assert client.get("/admin/facts/places/to/ZZ/").status_code == 404
    assert client.get("/admin/facts/places/by/JO/").status_code == 404


def test_the_list_of_places_counts_what_is_known_and_what_is_hidden(client, keeper, today):
    factories.OriginFactory()
    factories.FactFactory(confidence="L")
    factories.FactKeyFactory(code="overtime", group="law")
    factories.FactKeyFactory(code="job_order", group="origin")
    rows = client.get("/admin/facts/places/").context["places"]
    assert [(str(row.place), row.known, row.unknown, row.needing) for row in rows] == [
        ("Jordan", 1, 1, 1), ("Philippines", 0, 1, 0),
    ]  # fmt: skip


def test_the_lists_of_a_place_are_typed_with_commas(client, keeper):
    place = factories.DestinationFactory(languages=["ar"])
    url = reverse("wagtailsnippets_courses_destination:edit", args=[place.pk])
    form = client.get(url).context["form"]
    assert 'value="ar"' in str(form["languages"])
    data = {name: "" if value in (None, []) else value for name, value in form.initial.items()}
    answer = client.post(url, {**data, "languages": "ar, en", "plugs": "C,G", "hazards": ["heat"]})
    assert answer.status_code == 302, answer.context["form"].errors
    place.refresh_from_db()
    assert (place.languages, place.plugs, place.hazards, place.scripts) == (["ar", "en"], ["C", "G"], ["heat"], [])


def test_the_desk_stands_in_the_menu_of_those_who_may_write_facts(client, keeper):
    page = client.get("/admin/").content.decode()
    assert "/admin/facts/due/" in page
    assert "/admin/coverage/" in page
    staff_with(Role.INSTRUCTOR, client)
    page = client.get("/admin/").content.decode()
    assert "/admin/facts/due/" not in page
    assert "/admin/coverage/" in page


def coverage(client, query=""):
    return client.get(f"/admin/coverage/{query}").context


def test_the_matrix_shows_holes_and_opens_them(client, keeper, today):
    page = factories.module("My contract", lessons=2, body=BODY)
    for lesson in LessonPage.objects.child_of(page):
        lesson.topics = ["contracts"]
        lesson.save_revision().publish()
    taught = factories.course(page)
    factories.FactFactory(confidence="L")
    context = coverage(client)
    rows = {str(row["label"]): [cell["cell"] for cell in row["cells"]] for row in context["rows"]}
    cell, total = rows["Rights in contracts"]
    assert (len(cell.lessons), cell.minutes, cell.cover.value) == (2, 10, "whole")
    assert (len(total.lessons), rows["HIV"][0].cover.value) == (2, "hole")

    context = coverage(client, f"?destination=JO&topic=contracts&course={taught.translation_key}")
    assert [fact.label for fact in context["opened"].lessons[0].facts] == ["Rest day"]
    Locale.objects.create(language_code="ar")
    tongues.forget()
    opened = coverage(client, "?language=ar&topic=contracts&course=x")["opened"]
    assert (opened.course, opened.cell.incomplete, opened.lessons[0].missing) == (None, (("ar", 0),), ("ar",))


@pytest.mark.slow
@pytest.mark.parametrize("lessons", [1, 300])
def test_the_matrix_and_the_board_take_the_same_queries_for_1_and_300_lessons(
    client, keeper, lessons, django_assert_max_num_queries
):
    page = factories.module("My contract", lessons=lessons, body=BODY)
    LessonPage.objects.update(topics=["contracts"])
    factories.course(page)
    factories.FactFactory()
    for address in ("/admin/coverage/?destination=JO&topic=contracts", "/admin/facts/due/"):
        client.get(address)
        shelf.renew()
        with django_assert_max_num_queries(30):
            assert client.get(address).status_code == 200
