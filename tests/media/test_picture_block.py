"""A picture in a lesson comes in several sizes and two light formats, with words for who cannot see it."""

import re
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from core.blocks import PictureBlock
from media.models import Picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture():
    held = BytesIO()
    Image.new("RGB", (1200, 800), "#0b5d66").save(held, "JPEG")
    return Picture.objects.create(title="desk.jpg", file=ContentFile(held.getvalue(), "desk.jpg"))


def shown(picture: Picture, **image) -> str:
    block = PictureBlock()
    given = {"image": picture.pk, "alt_text": "A woman reads.", "decorative": False, **image}
    return block.render(block.to_python({"image": given, "caption": "", "shows": []}))


def test_a_phone_chooses_the_size_and_the_format(picture):
    html = shown(picture)
    assert re.findall(r'type="image/(\w+)"', html) == ["avif"]
    assert re.findall(r"(\d+)w", html) == ["320", "640", "960", "320", "640", "960"]
    assert set(re.findall(r"\.(\w+) \d+w", html)) == {"avif", "webp"}
    assert 'alt="A woman reads."' in html
    assert 'loading="lazy"' in html
    assert re.search(r'<img[^>]* width="\d+"', html)


def test_a_picture_that_says_nothing_is_not_described(picture):
    assert 'alt=""' in shown(picture, alt_text="", decorative=True)
