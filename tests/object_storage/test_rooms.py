"""Each room that keeps files does all of its work on them in object storage."""

import io
import re

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image
from wagtail.documents import get_document_model

from certificates import actions as certificates
from certificates import pdf
from core.stores import private_storage
from h5p import bundles
from media import actions, spoken, voicing
from media.films import actions as films
from media.films.actions import uploads
from media.models import Film, FilmRendition, FilmUpload, Picture, Recording
from tests import factories
from tests.certificates.conftest import certificate, give, maria, own_keys, rule  # noqa: F401 -- fixtures
from tests.h5p.conftest import a_player, administrator, author, desk, person  # noqa: F401 -- fixtures
from tests.media.films.clips import clip
from tests.object_storage.test_files import names

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
PIECE = 4096


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.fixture
def film(store, now, monkeypatch) -> Film:
    """One that came piece by piece and of which everything is made."""
    monkeypatch.setattr(uploads, "PIECE_BYTES", PIECE)
    content = clip("small.mp4", size="64x48", seconds=0.4).read_bytes()
    upload = films.begin(name="walk.mp4", size=len(content), changed="1", by=factories.UserFactory(), now=now)
    for number, start in enumerate(range(0, len(content), PIECE)):
        upload = films.take_piece(upload, number=number, content=content[start : start + PIECE], now=now)
    films.look_at(upload=FilmUpload.objects.get(pk=upload.pk), now=now)
    made = Film.objects.get()
    while made.state == Film.State.MAKING:
        films.make_next(film=made, now=now)
        made.refresh_from_db()
    return made


def test_a_film_is_made_there_and_fetched_in_parts(film, store, client, django_capture_on_commit_callbacks):
    assert film.is_ready
    made = {one.name: one for one in FilmRendition.objects.filter(film=film)}
    assert private_storage().exists(film.original.name)
    small = made["240p"]
    whole = body(client.get(small.url))
    assert (len(whole), whole[4:8]) == (small.bytes, b"ftyp")
    response = client.get(small.url, headers={"Range": "bytes=5-8"})
    assert (response.status_code, body(response)) == (206, whole[5:9])
    listed = body(client.get(made["hls-240p"].url)).decode()
    [parts] = set(re.findall(r"[0-9a-f]{64}\.mp4", listed))
    assert client.get(reverse("media:film", args=[parts])).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        films.delete(film)
    assert names(store) == []


def test_a_recording_is_made_light_and_heard_in_parts(store, client, now):
    sound = voicing.taken_in(clip("voice.ogg", seen=False).read_bytes())
    mark = spoken.mark("en", "Ask first.")
    recording = actions.add(sound, language="en", mark=mark, words="Ask first.", read_by="", now=now)
    actions.make_light(recording)
    recording = Recording.objects.get()
    assert [name.split("/")[1] for name in names(store)] == ["voices"] * 3
    for one in recording.files:
        address = reverse("media:voice", args=[one.name.rpartition("/")[2]])
        whole = body(client.get(address))
        assert body(client.get(address, headers={"Range": "bytes=2-3"})) == whole[2:4]


def test_a_picture_is_seen_in_its_sizes(store, client):
    held = io.BytesIO()
    Image.new("RGB", (800, 600), "teal").save(held, "JPEG")
    picture = Picture.objects.create(title="A desk", file=ContentFile(held.getvalue(), name="desk.jpg"))
    rendition = picture.get_rendition("width-320|format-avif")
    response = client.get(rendition.url)
    assert (rendition.url.startswith("/media/images/"), response.status_code) == (True, 200)
    assert Image.open(io.BytesIO(body(response))).size == (320, 240)


def test_a_document_is_fetched_from_this_site(store, client):
    kept = get_document_model().objects.create(title="Card", file=ContentFile(b"%PDF-1.7", name="card.pdf"))
    response = client.get(kept.url)
    assert (response.status_code, body(response)) == (200, b"%PDF-1.7")


def test_an_h5p_content_plays(store, client, desk):  # noqa: F811
    content = desk.content()
    version = content.version
    assert version.bundle_state == "made"
    assert private_storage().exists(bundles.file_of(version.bundle_sha256))
    response = client.get(reverse("h5p:bundle", args=[version.bundle_sha256]))
    assert (response.status_code, b"<html" in response.content) == (200, True)


@pytest.mark.skipif(not pdf.available(), reason="WeasyPrint cannot run")
def test_a_certificate_is_kept_as_a_pdf(store, now, certificate):  # noqa: F811
    file = certificates.make_pdf(serial=certificate.serial, now=now)
    with file.pdf.open("rb") as content:
        assert content.read(5) == b"%PDF-"
    assert names(store) == [f"site/private/certificates/{certificate.serial}.pdf"]
