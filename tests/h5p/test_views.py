from __future__ import annotations

import gzip
import uuid

import pytest
from django.urls import reverse

from h5p import bundles
from h5p.models import Interactive
from tests.h5p.packages import card

pytestmark = pytest.mark.django_db
IMMUTABLE = "public, max-age=31536000, immutable"


@pytest.fixture
def address(desk) -> str:
    return bundles.address_of(desk.content().version.bundle_sha256)


def test_a_bundle_is_shut_off_from_the_site_and_kept_for_ever(client, address):
    response = client.get(address)
    policy = response.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox allow-scripts; default-src 'none'")
    assert "frame-ancestors 'self'" in policy
    assert "allow-same-origin" not in policy
    assert response.headers["Cache-Control"] == IMMUTABLE
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert b"H5PIntegration" in response.content


def test_a_bundle_asks_for_no_session_and_no_query(browser, author, address, django_assert_num_queries):
    client = browser(author)
    client.get(address)  # which languages are open is remembered
    with django_assert_num_queries(0):
        response = client.get(address)
    assert "Set-Cookie" not in response.headers
    assert response.headers["Vary"] == "Accept-Encoding"
    assert not response.cookies


def test_a_bundle_comes_packed_to_who_can_unpack_it(client, address):
    packed = client.get(address, headers={"accept-encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == client.get(address).content


def test_there_is_no_bundle_of_another_name(client):
    assert client.get(bundles.address_of("0" * 64)).status_code == 404
    assert client.get("/h5p/../secret.html").status_code == 404


def test_large_files_stand_beside_the_bundle_and_are_heard_in_parts(client, desk, monkeypatch):
    monkeypatch.setattr(bundles, "LARGEST_INSIDE", 0)
    page = client.get(bundles.address_of(desk.content().version.bundle_sha256)).content.decode()
    [name] = {part.split('"')[0] for part in page.split("/h5p/media/")[1:]}
    whole = client.get(bundles.medium_address(name))
    assert whole.headers["Content-Type"] == "image/png"
    assert whole.headers["Cache-Control"] == IMMUTABLE
    part = client.get(bundles.medium_address(name), headers={"range": "bytes=0-3"})
    assert (part.status_code, part.getvalue()) == (206, whole.getvalue()[:4])
    assert client.get(bundles.medium_address(name), headers={"range": "bytes=99999-"}).status_code == 416
    policy = client.get(bundles.address_of(Interactive.objects.get().version.bundle_sha256)).headers
    assert "img-src data: blob: http://testserver/h5p/media/" in policy["Content-Security-Policy"]


def test_the_page_of_a_content_names_its_frame_and_who_can_do_without(client, desk):
    content = desk.content(card(title="Who pays?"))
    place = f"{uuid.uuid4()}.{uuid.uuid4()}"
    body = client.get(reverse("h5p:play", args=[content.pk]), {"at": place, "back": "/en/ph-jo/x/y/"}).content.decode()
    assert bundles.address_of(content.version.bundle_sha256) in body
    assert f'data-at="{place}"' in body
    assert 'href="/en/ph-jo/x/y/"' in body
    assert "<noscript>" in body
    assert "sandbox" not in body


def test_the_way_back_leads_nowhere_else(client, desk):
    content = desk.content()
    body = client.get(reverse("h5p:play", args=[content.pk]), {"at": "x", "back": "//evil.example/"}).content.decode()
    assert 'href="//evil.example' not in body
    assert "Back to the lesson" not in body
    assert 'data-at=""' in body


def test_a_content_that_cannot_play_yet_has_no_page(client):
    assert client.get(reverse("h5p:play", args=[uuid.uuid4()])).status_code == 404
