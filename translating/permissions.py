"""Who may translate into which language. What a person may do to one page is Wagtail's to say."""

from __future__ import annotations

from typing import Any

from wagtail.models import Locale, Page

from accounts.models import Role, User
from accounts.permissions import roles_of
from core import tongues
from courses.models import HomePage

WORKERS = frozenset({Role.TRANSLATOR, Role.REVIEWER, Role.AUTHOR, Role.ADMINISTRATOR})
KEEPERS = frozenset({Role.ADMINISTRATOR})


def works_on_words(user: Any) -> bool:
    """Whether the board is hers to see."""
    return bool(roles_of(user) & WORKERS)


def keeps_languages(user: Any) -> bool:
    """Whether she opens languages and appoints translators."""
    return bool(roles_of(user) & KEEPERS)


def languages_of(user: Any) -> frozenset[str]:
    """The open languages that she may translate into: those whose tree she may change."""
    homes = {home.locale.language_code: home for home in HomePage.objects.select_related("locale")}
    root = Page.get_first_root_node()
    source = Locale.get_default().language_code
    return frozenset(
        code
        for code in tongues.open_codes()
        if code != source and homes.get(code, root).permissions_for_user(user).can_edit()
    )


def may_publish(user: User, page: Page) -> bool:
    return bool(page.permissions_for_user(user).can_publish())
