from __future__ import annotations

import pytest
from wagtail.models import Page, ReferenceIndex
from wagtail.search.backends import get_search_backend

from demo.indexing import each_object_once
from tests import factories

pytestmark = pytest.mark.django_db


def found(words: str) -> list[str]:
    return [page.title for page in get_search_backend().search(words, Page.objects.all())]


def index() -> set[tuple[str, str]]:
    return set(ReferenceIndex.objects.values_list("object_id", "to_object_id"))


def test_what_is_saved_again_and_again_is_indexed_in_the_end_as_it_is_then():
    with each_object_once():
        module = factories.module("First words", lessons=1)
        course = factories.course(module)
        for title in ("Second words", "Third words"):
            module.title = title
            module.save()
        assert found("Third") == []
    assert found("Third") == ["Third words"]
    assert found("Second") == []
    kept = index()
    ReferenceIndex.create_or_update_for_object(course)
    assert index() == kept
    assert (str(course.pk), str(module.pk)) in kept


def test_what_is_deleted_before_the_end_harms_nothing():
    with each_object_once():
        factories.module("First words", lessons=1).delete()
    assert found("First") == []


def test_a_load_that_breaks_off_leaves_what_it_saved_to_be_found():
    with pytest.raises(LookupError):
        _break_off()
    assert found("First") == ["First words"]


@each_object_once()
def _break_off() -> None:
    factories.module("First words", lessons=0)
    raise LookupError
