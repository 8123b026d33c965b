"""The pages of a survey as a browser meets them."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from wagtail.models import Locale

from assessments.models import SpentSlip, Survey, TallySheet
from assessments.surveys.addresses import survey_address
from assessments.surveys.kinds import Wave
from assessments.surveys.views import PER_MINUTE
from core import tongues
from tests.assessments.surveys.conftest import keys, make_survey
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
OURS = {"HTTP_SEC_FETCH_SITE": "same-origin"}


@pytest.fixture
def address(survey) -> str:
    return "/en" + survey_address(survey.key, "K7M4PQ")


def slip_on(response) -> str:
    return re.search(r'name="slip" value="([^"]+)"', response.content.decode())[1]


def answers(survey: Survey, *values: str) -> dict[str, str]:
    return {f"answer-{key}": value for key, value in zip(keys(survey), values, strict=False)}


def post(client: Client, address: str, survey: Survey, *values: str, slip: str = "", **headers):
    slip = slip or slip_on(client.get(address))
    return client.post(address, {"slip": slip, **answers(survey, *values)}, **{**OURS, **headers})


def test_the_printed_address_leads_to_the_readers_language(client, address):
    response = client.get(address.removeprefix("/en"))
    assert (response.status_code, response.url) == (302, address)


def test_answers_are_counted_and_thanked_for(client, survey, address):
    response = post(client, address, survey, "5", "no", "")
    assert (response.status_code, response.url) == (303, f"{address}thanks/")
    assert TallySheet.objects.get().received == 1
    page = client.get(response.url).content.decode()
    assert "Your answers are in." in page


def test_everyone_sees_the_same_thanks_whatever_they_answered(client, survey, address):
    pages = set()
    for value in ("yes", "no", ""):
        pages.add(client.get(post(client, address, survey, "5", value).url).content)
    assert len(pages) == 1
    assert b"Is your wage right?" in pages.pop()


def test_the_numbers_to_call_are_those_of_the_country(client):
    survey = make_survey("follow_up", key="later")
    page = client.get(f"/en{survey_address('later', 'jo', wave=Wave.MONTHS_3)}thanks/")
    assert page.status_code == 200
    assert page.content.decode().count('href="/en/any-jo/numbers/"') == 2
    assert survey.waves == (Wave.MONTHS_3, Wave.MONTHS_12)


def test_a_double_tap_and_a_reload_count_once(client, survey, address):
    slip = slip_on(client.get(address))
    sent = [post(client, address, survey, "5", slip=slip) for _tap in range(3)]
    assert [response.status_code for response in sent] == [303, 303, 303]
    assert TallySheet.objects.get().received == 1


def test_no_cookie_is_set_and_no_session_is_touched_also_for_who_is_signed_in(survey, address, client):
    client.force_login(UserFactory())
    before = {name: morsel.value for name, morsel in client.cookies.items()}
    for response in (client.get(address), post(client, address, survey, "5"), client.get(f"{address}thanks/")):
        assert not response.cookies
        assert response.wsgi_request.session.accessed is False
        assert "no-store" in response["Cache-Control"]
    assert {name: morsel.value for name, morsel in client.cookies.items()} == before


def test_who_is_signed_in_gets_the_same_page_as_a_stranger(survey, address, client):
    person = Client()
    person.force_login(UserFactory(name="Rosa"))
    one, other = (re.sub(r'value="[^"]{40,}"', "", each.get(address).content.decode()) for each in (client, person))
    assert one == other


def test_a_post_from_elsewhere_is_refused(client, survey, address):
    slip = slip_on(client.get(address))
    for headers in ({"HTTP_SEC_FETCH_SITE": "cross-site"}, {"HTTP_ORIGIN": "https://elsewhere.example"}, {}):
        response = client.post(address, {"slip": slip, **answers(survey, "5")}, **headers)
        assert response.status_code == 403
    assert not TallySheet.objects.exists()


@pytest.mark.parametrize("slip", ["made-up", "1.00:bad"])
def test_without_a_good_slip_the_page_comes_back_with_the_answers(client, survey, address, slip):
    response = post(client, address, survey, "5", "no", "2", slip=slip)
    page = response.content.decode()
    assert response.status_code == 422
    assert "open for a long time" in page
    assert page.count(" checked") == 3
    assert not TallySheet.objects.exists()
    assert post(client, address, survey, "5", "no", "2", slip=slip_on(response)).status_code == 303


def test_an_empty_form_is_told_so_and_its_slip_is_still_good(client, survey, address):
    slip = slip_on(client.get(address))
    response = post(client, address, survey, "", "", "", slip=slip)
    assert response.status_code == 422
    assert "No answer is chosen yet." in response.content.decode()
    assert not SpentSlip.objects.exists()
    assert post(client, address, survey, "5", slip=slip).status_code == 303


def test_the_enter_key_sends_nothing_off_by_mistake(client, survey, address):
    """It presses the first button of a form, which is not the one that sends."""
    page = client.get(address).content.decode()
    assert re.search(r"<button[^>]*>", page)[0] == '<button name="pause" value="1" hidden>'
    response = client.post(
        address, {"slip": slip_on(client.get(address)), "pause": "1", **answers(survey, "5")}, **OURS
    )
    assert response.status_code == 422
    assert "Nothing is sent yet." in response.content.decode()
    assert not TallySheet.objects.exists()


@pytest.mark.parametrize("value", ["6", "<script>", "٥", "yes", "\x00", "5" * 10_000])
def test_an_answer_that_is_none_of_ours_is_not_counted(client, survey, address, value):
    response = post(client, address, survey, value, "yes")
    assert response.status_code == 422
    assert "<script>" not in response.content.decode().replace("<script src", "")
    assert not TallySheet.objects.exists()


@pytest.mark.parametrize("change", [("K7M4PQ", "OTHER1"), ("once", "before"), ("my-class", "other")])
def test_nobody_makes_up_a_group(client, address, change):
    assert client.get(address.replace(*change)).status_code == 404


def test_what_is_not_published_is_not_asked(client, survey, address):
    Survey.objects.update(published_at=None)
    assert client.get(address).status_code == 404


def test_a_wave_that_the_survey_does_not_have_is_not_asked(client, survey):
    assert client.get("/en" + survey_address(survey.key, "K7M4PQ", wave=Wave.BEFORE)).status_code == 404


def test_more_than_people_send_is_asked_to_wait(client, survey, address):
    slip = slip_on(client.get(address))
    for _each in range(PER_MINUTE):
        assert post(client, address, survey, "5", slip=slip).status_code == 303
    response = post(client, address, survey, "5", slip=slip)
    assert (response.status_code, response["Retry-After"]) == (429, "60")


def test_in_arabic_the_page_runs_from_the_right_and_says_what_is_in_english(client, survey, address):
    Locale.objects.get_or_create(language_code="ar")
    tongues.forget()
    survey.intro_ar = "قولي لنا كيف كان."
    survey.save()
    page = client.get(address.replace("/en/", "/ar/")).content.decode()
    assert 'dir="rtl"' in page
    assert "قولي لنا كيف كان." in page
    assert '<span lang="en" dir="ltr">I can read my contract.</span>' in page


def test_a_language_that_is_not_open_leads_to_one_that_is(client, address):
    assert client.get(address.replace("/en/", "/so/")).url == address.removeprefix("/en")


def test_nothing_is_chosen_beforehand_and_each_question_can_be_skipped(client, address):
    page = client.get(address).content.decode()
    assert " checked" not in page
    assert page.count("Skip this question") == page.count("<fieldset") == 3
    assert "required" not in page
    assert not re.search(r"<(?:textarea|input[^>]*type=\"text\")", page)


def test_the_page_runs_no_script_of_its_own_and_no_style_in_it(client, address):
    page = client.get(address).content.decode()
    assert not re.search(r"<script(?! src)|<style|\sstyle=|\son[a-z]+=", page)


@pytest.mark.parametrize("count", [1, 12])
def test_the_page_takes_two_queries_however_many_questions(client, address, survey, count, django_assert_num_queries):
    for position in range(count):
        survey.items.create(position=position + 9, kind="yes_no", text_en=f"Question {position}?")
    client.get(address)
    with django_assert_num_queries(2):
        client.get(address)
