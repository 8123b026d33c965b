"""Who may post without a token, and where a form may send a reader."""

import pytest
from django.test import RequestFactory

from core.doors import comes_from_us, safe_path


@pytest.mark.parametrize(
    ("headers", "ours"),
    [
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "same-site", "origin": "http://testserver"}, False),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"origin": "http://testserver"}, True),
        ({"origin": "http://evil.example"}, False),
        ({"origin": "null"}, False),
        ({"referer": "http://testserver/en/"}, True),
        ({"referer": "http://evil.example/testserver"}, False),
        ({}, False),
    ],
)
def test_only_our_own_pages_may_post(headers, ours):
    request = RequestFactory(headers={"host": "testserver"}).post("/me/read/", headers=headers)
    assert comes_from_us(request) is ours


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "",
        "evil",
        "/a\nb",
        "/a\\..\\b",
    ],
)
def test_a_path_that_leads_elsewhere_becomes_the_default(path):
    assert safe_path(path, "/me/") == "/me/"


@pytest.mark.parametrize("path", ["/", "/en/ph-jo/my-contract/", "/me/?a=1#b"])
def test_a_path_on_this_site_stays(path):
    assert safe_path(path, "/me/") == path
