"""The way out, the front door and the choice of language."""

import pytest
from django.conf import settings
from django.test import RequestFactory
from django.utils import translation
from django.utils.encoding import iri_to_uri
from django.views.defaults import server_error
from wagtail.models import Locale

from core import tongues
from tests import factories

pytestmark = pytest.mark.django_db


def test_leaving_ends_the_session_and_goes_to_the_weather(client):
    client.force_login(factories.UserFactory())
    response = client.get("/leave/?ar")
    assert (response.status_code, response.headers["Location"]) == (302, iri_to_uri(settings.LEAVE_TARGETS["ar"]))
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "_auth_user_id" not in client.session


def test_leaving_by_beacon_needs_no_token_and_says_nothing(client):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(factories.UserFactory())
    response = strict.post("/leave/")
    assert (response.status_code, response.content) == (204, b"")
    assert "_auth_user_id" not in strict.session


def test_leaving_clears_our_cookies_by_name_and_no_other_sites(client):
    client.force_login(factories.UserFactory())
    response = client.get("/leave/?ar")
    assert response.headers["Clear-Site-Data"] == '"storage"'
    assert {name for name, cookie in response.cookies.items() if cookie["max-age"] == 0} >= {
        "s",
        "csrftoken",
        "in",
        "lang",
    }


@pytest.mark.parametrize("language", ["", "xx", "<script>", "ne"])
def test_leaving_always_has_somewhere_to_go(client, language):
    assert client.get("/leave/", query_params={language: ""}).headers["Location"].startswith("https://")


def test_each_open_language_is_offered_for_the_same_page(client):
    Locale.objects.create(language_code="ar")
    tongues.forget()
    page = client.get("/language/?next=/en/ph-jo/my-contract/").content.decode()
    assert 'href="/ar/ph-jo/my-contract/"' in page
    assert 'href="/en/ph-jo/my-contract/"' in page


def test_the_language_page_leads_to_no_other_site(client):
    assert "evil.example" not in client.get("/language/?next=//evil.example/").content.decode()


def test_an_unknown_address_says_what_to_do(client):
    response = client.get("/nowhere/at/all/really/")
    assert response.status_code == 404
    assert "My lessons" in response.content.decode()


def test_a_page_that_broke_asks_nothing_and_keeps_the_way_out(django_assert_num_queries):
    with translation.override("ar"), django_assert_num_queries(0):
        text = server_error(RequestFactory().get("/")).content.decode()
    assert '<html lang="ar" dir="rtl">' in text
    assert 'href="/leave/?ar"' in text


def test_the_language_in_use_is_marked(client):
    text = client.get("/language/", {"next": "/en/"}).content.decode()
    assert text.count('aria-current="true"') == 1
