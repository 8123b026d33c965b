"""An author finds the film that she wants to show."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.models import Role
from tests.media import filming

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("words", "shown"), [("tree", True), ("river", False)])
def test_a_film_is_found_by_a_part_of_its_title(browser, now, words, shown):
    film = filming.film("Stand like a tree", now=now)
    found = browser(Role.AUTHOR).get(reverse("film_chooser:choose_results"), {"q": words}).content.decode()
    assert (str(film.pk) in found) is shown
