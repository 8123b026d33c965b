"""The language of a page, and the care for personal pages."""

import pytest
from wagtail.models import Locale

from core import tongues
from core.middleware import best_language
from tests import factories

OFFERED = ("en", "fil", "ne", "ar", "zh-hans")


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("ne-NP,ne;q=0.9,en;q=0.8", "ne"),
        ("tl-PH,en;q=0.5", "fil"),
        ("de,ar;q=0.7,en;q=0.3", "ar"),
        ("en;q=0.3,ar;q=0.7", "ar"),
        ("zh-Hans-CN", "en"),
        ("zh-hans", "zh-hans"),
        ("", "en"),
        ("xx;q=abc, ;;;, ne", "ne"),
    ],
)
def test_the_browsers_wish_is_met_where_we_can(accepted, language):
    assert best_language(accepted, OFFERED) == language


@pytest.mark.django_db
class TestPages:
    @pytest.fixture(autouse=True)
    def arabic(self):
        factories.home()
        Locale.objects.create(language_code="ar")
        tongues.forget()

    def test_the_address_decides_before_the_choice(self, client):
        client.cookies["lang"] = "ar"
        assert client.get("/en/")["Content-Language"] == "en"

    def test_the_choice_decides_before_the_browser(self, client):
        client.cookies["lang"] = "ar"
        assert client.get("/", headers={"accept-language": "en"}).headers["Location"] == "/ar/"

    def test_a_language_that_is_not_open_is_not_found(self, client):
        assert client.get("/ne/").status_code == 404

    def test_a_public_page_sets_no_cookie(self, client):
        assert not client.get("/en/").cookies

    def test_a_signed_in_persons_page_is_not_stored(self, client):
        client.force_login(factories.learner().user)
        response = client.get("/language/")
        assert client.get("/en/").headers["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert response.status_code == 200

    @pytest.mark.parametrize("path", ["/en/", "/sign-in/", "/verify/", "/nowhere/at/all/really/"])
    def test_pages_for_readers_run_nothing_but_our_own_files(self, client, path):
        policy = client.get(path).headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy

    def test_the_admin_has_a_policy_of_its_own(self, client):
        policy = client.get("/admin/login/").headers["Content-Security-Policy"]
        assert "script-src 'self' 'unsafe-inline'" in policy
        assert "frame-ancestors 'self'" in policy
