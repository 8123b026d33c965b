"""What changes the curriculum and the facts: each is one transaction, and asking twice is harmless."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from wagtail.models import Locale, Page, Site

from courses import shelf
from courses.models import Destination, Fact, FactKey, HomePage, ModuleLibraryPage, Origin


@transaction.atomic
def open_site(*, hostname: str, port: int, title: str, welcome: str, introduction: str) -> HomePage:
    """The front door in the source language, made once in place of Wagtail's welcome page."""
    locale = Locale.get_default()
    home: HomePage | None = HomePage.objects.filter(locale=locale).first()
    if home is None:
        root = Page.get_first_root_node()
        Page.objects.filter(depth=2).exclude(pk__in=HomePage.objects.values("pk")).delete()
        root.refresh_from_db()
        home = root.add_child(instance=HomePage(title=title, slug="home", locale=locale))
    home.welcome, home.introduction = welcome, introduction
    publish(home)
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": hostname, "port": port, "root_page": home, "site_name": title}
    )
    return home


@transaction.atomic
def open_library(home: HomePage, *, title: str) -> ModuleLibraryPage:
    """The library of modules under a front door, made once."""
    library: ModuleLibraryPage | None = ModuleLibraryPage.objects.child_of(home).first()
    if library is None:
        library = home.add_child(instance=ModuleLibraryPage(title=title, slug="library", locale=home.locale))
        publish(library)
    return library


def publish(page: Page) -> None:
    """Publish what this page object holds now; an unchanged page gets no new revision."""
    latest = page.latest_revision
    fresh = page.serializable_data()
    if page.live and latest and _words(latest.content) == _words(fresh):
        return
    page.save_revision().publish()


@transaction.atomic
def record_fact(
    *, key: FactKey, destination: Destination | None, origin: Origin | None, values: Mapping[str, Any]
) -> Fact:
    """Write down what is true of a place; the earlier value stays readable as a revision."""
    fact, made = Fact.objects.get_or_create(key=key, destination=destination, origin=origin, defaults=values)
    changed = made or any(getattr(fact, name) != value for name, value in values.items())
    if changed:
        for name, value in values.items():
            setattr(fact, name, value)
        fact.save()
        fact.save_revision()
        transaction.on_commit(shelf.renew)
    return fact


def _words(content: Mapping[str, Any]) -> dict[str, Any]:
    """A page's content without what Wagtail itself writes at each publish."""
    moving = {
        "latest_revision", "live_revision", "latest_revision_created_at", "last_published_at", "first_published_at",
        "has_unpublished_changes", "live", "draft_title", "numchild", "url_path", "locked", "path", "depth",
    }  # fmt: skip
    return {name: value for name, value in content.items() if name not in moving}
