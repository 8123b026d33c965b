"""A picture of a question comes as light as a phone needs it, and says how large it is before it is there."""

import re
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.template.loader import render_to_string
from PIL import Image

from assessments.templatetags.assessments_pictures import picture
from media.models import Picture

pytestmark = pytest.mark.django_db


def kept(width: int) -> int:
    held = BytesIO()
    Image.new("RGB", (width, width // 2), "teal").save(held, "JPEG")
    return Picture.objects.create(title="A desk", file=ContentFile(held.getvalue(), "desk.jpg")).pk


def shown(number: int | None, *size: int) -> str:
    return render_to_string("assessments/picture.html", picture(number, *size))


def test_a_phone_chooses_the_lighter_one():
    html = shown(kept(1200))
    assert re.findall(r"\.webp (\d+)w", html) == ["320", "640"]
    assert re.search(r'width="640" height="320" alt=""', html)


@pytest.mark.parametrize(("width", "asked"), [(1200, 160), (300, 640)], ids=["of an option", "that is small itself"])
def test_one_size_needs_no_choice(width, asked):
    assert "srcset" not in shown(kept(width), asked)


def test_the_same_two_queries_whatever_there_is(django_assert_num_queries):
    number = kept(1200)
    picture(number)
    with django_assert_num_queries(2):
        picture(number)


def test_where_there_is_none_nothing_is_shown():
    assert shown(None).strip() == ""
