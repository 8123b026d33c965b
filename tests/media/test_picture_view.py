"""Pictures are seen without a proxy beside us: in their sizes, and nothing but pictures."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image
from wagtail.images import get_image_model

pytestmark = pytest.mark.django_db


@pytest.fixture
def rendition():
    out = io.BytesIO()
    Image.new("RGB", (800, 600), "teal").save(out, "JPEG")
    picture = get_image_model().objects.create(title="A desk", file=ContentFile(out.getvalue(), name="desk.jpg"))
    return picture.get_rendition("width-320|format-webp")


def test_a_picture_is_served_in_the_size_that_a_page_shows(client, rendition):
    response = client.get(rendition.url)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/webp")
    assert Image.open(io.BytesIO(b"".join(response.streaming_content))).size == (320, 240)
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "max-age" in response.headers["Cache-Control"]


def test_the_original_has_no_address(client, rendition):
    assert client.get(f"/media/{rendition.image.file.name}").status_code == 404


@pytest.mark.parametrize(
    "name",
    ["page.html", "desk.svg", "gone.webp", "..%2fbaon.sqlite3", "..%2f..%2fx.png", "%00.png", "a" * 300 + ".png"],
)
def test_nothing_but_pictures_that_are_there_is_served(client, name):
    default_storage.save("images/page.html", ContentFile(b"<script>"))
    default_storage.save("images/desk.svg", ContentFile(b"<svg/>"))
    assert client.get(f"/media/images/{name}").status_code == 404
