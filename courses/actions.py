"""What changes the curriculum and the facts: each is one transaction, and asking twice is harmless."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.models import Locale, Page, Site

from accounts.models import User
from core import tongues
from courses import due, making, queries, shelf
from courses.models import (
    CoursePage,
    Destination,
    Edition,
    EditionPage,
    Fact,
    FactKey,
    HomePage,
    ModuleLibraryPage,
    Origin,
)
from review.workflow import ensure_workflow


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
    """Publish what this page object holds now; an unchanged page gets no new revision.

    Raises ``review.actions.Held`` while a finding or a reviewer holds its words.
    """
    latest = page.latest_revision
    fresh = page.serializable_data()
    is_live = page.live and latest and latest.pk == page.live_revision_id
    if is_live and _words(latest.content) == _words(fresh):
        return
    page.save_revision().publish()


@transaction.atomic
def open_review() -> None:
    """Put every front door and library, with all below, under the review workflow; asking twice is harmless.

    Run after the groups are made.
    """
    ensure_workflow([*HomePage.objects.all(), *ModuleLibraryPage.objects.all()])


@transaction.atomic
def record_fact(
    *, key: FactKey, destination: Destination | None, origin: Origin | None, values: Mapping[str, Any]
) -> Fact:
    """Write down what is true of a place; the earlier value stays readable as a revision.

    The questions that are made from facts of this kind follow.
    """
    fact, made = Fact.objects.get_or_create(key=key, destination=destination, origin=origin, defaults=values)
    changed = made or any(getattr(fact, name) != value for name, value in values.items())
    if changed:
        for name, value in values.items():
            setattr(fact, name, value)
        fact.save()
        making.make_of(key, now=fact.save_revision().created_at)
        transaction.on_commit(shelf.renew)
    return fact


@transaction.atomic
def confirm_fact(fact: Fact, *, by: User, now: datetime) -> Fact:
    """Someone checked a fact again and it still stands: new dates, her name, and a revision. Twice a day is once."""
    kept: Fact = Fact.objects.select_for_update().get(pk=fact.pk)
    today = now.date()
    if (kept.checked_on, kept.checked_by) == (today, by.get_full_name()):
        return kept
    if kept.latest_revision_id is None:
        kept.save_revision(clean=False)  # else what stood before would be lost
    kept.review_by = due.next_review(checked_on=kept.checked_on, review_by=kept.review_by, today=today)
    kept.checked_on, kept.checked_by = today, by.get_full_name()
    # Only these: the column of the words follows the language of whoever clicked.
    kept.save(update_fields=["checked_on", "checked_by", "review_by"])
    kept.save_revision(user=by, log_action=True, clean=False)  # cleaning would write them too
    making.make_of(kept.key, now=now)
    transaction.on_commit(shelf.renew)
    return kept


@transaction.atomic
def make_edition(course: CoursePage, *, code: str, note: str = "", by: str = "", now: datetime) -> Edition:
    """Hold what a course says now, in every open language, for classes that must not change under way.

    Raises ``EditionExists`` when the code is taken.
    """
    if Edition.objects.filter(code=code).exists():
        raise EditionExists(code)
    edition = Edition.objects.create(course_key=course.translation_key, code=code, note=note, made_by=by, made_at=now)
    _hold(edition, _pages_of(edition))
    return edition


@transaction.atomic
def amend_edition(edition: Edition, page: Page) -> None:
    """An urgent correction of words: what this page says now, in every language, replaces what the edition holds."""
    _hold(edition, [page, *page.get_translations().specific()])
    transaction.on_commit(shelf.renew)


class EditionExists(ValueError):
    """There is an edition of this code."""


def _pages_of(edition: Edition) -> list[Page]:
    outline = queries.outline(edition.course_key, Locale.get_default().language_code)
    keys = [outline.key, *(module.key for module in outline.modules)]
    keys += [line.key for module in outline.modules for line in module.lessons]
    return list(Page.objects.live().filter(translation_key__in=keys).select_related("locale", "live_revision"))


def _hold(edition: Edition, pages: Iterable[Page]) -> None:
    for page in pages:
        if page.live and page.live_revision_id:
            EditionPage.objects.update_or_create(
                edition=edition, key=page.translation_key, language=page.locale.language_code,
                defaults={"revision_id": page.live_revision_id},
            )  # fmt: skip
    if not edition.outlines:
        edition.outlines = {code: queries.outline(edition.course_key, code).written() for code in tongues.open_codes()}
        edition.save(update_fields=["outlines"])


def _words(content: Mapping[str, Any]) -> dict[str, Any]:
    """A page's content without what Wagtail itself writes at each publish."""
    moving = {
        "latest_revision", "live_revision", "latest_revision_created_at", "last_published_at", "first_published_at",
        "has_unpublished_changes", "live", "draft_title", "numchild", "url_path", "locked", "path", "depth",
    }  # fmt: skip
    return {name: value for name, value in content.items() if name not in moving}
