"""What authors do with whole modules: begin one, copy one, publish several. Each is one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.actions.delete_page import DeletePageAction
from wagtail.models import Page

from accounts.models import User
from courses.authoring.placeholders import MARK
from courses.authoring.templates import LessonPlan, Template
from courses.models import LessonPage, ModuleLibraryPage, ModulePage
from courses.models.pages import RESERVED
from review.actions import Refused


@transaction.atomic
def begin_module(library: ModuleLibraryPage, *, title: str, template: Template, by: User) -> ModulePage:
    """A draft module with the draft lessons of a template; its hints keep it from readers until written over."""
    module = ModulePage(
        title=title,
        slug=_free_slug(library, title),
        summary=f"{MARK} Two sentences: what this module is about, and what she can do afterwards.",
        objectives=[("objective", objective) for objective in template.objectives],
        minutes=template.minutes,
        locale=library.locale,
        owner=by,
        live=False,
    )
    library.add_child(instance=module)
    module.save_revision(user=by, log_action="wagtail.create")
    for plan in template.lessons:
        _begin_lesson(module, plan, by)
    return module


def _begin_lesson(module: ModulePage, plan: LessonPlan, by: User) -> None:
    lesson = LessonPage(
        title=plan.title, slug=plan.slug, minutes=plan.minutes, objective=plan.objective, body=list(plan.body),
        locale=module.locale, owner=by, live=False,
    )  # fmt: skip
    module.add_child(instance=lesson)
    lesson.save_revision(user=by, log_action="wagtail.create")


@transaction.atomic
def duplicate_module(module: ModulePage, *, keep_quiz: bool, by: User) -> ModulePage:
    """A draft copy with all its lessons, under stable keys of its own: nobody's progress follows it."""
    with override(module.locale.language_code):
        title = _("Copy of %(title)s") % {"title": module.draft_title or module.title}
    attributes: dict[str, Any] = {
        "title": title[:255],
        "draft_title": title[:255],
        "slug": _free_slug(module.get_parent(), title),
    }
    if not keep_quiz:
        attributes["quiz"] = None
    copied: ModulePage = module.copy(
        recursive=True, update_attrs=attributes, copy_revisions=False, keep_live=False, user=by
    )
    return copied


class NotNew(ValueError):
    """Somebody has published it, or others have written in it: it is not one's own to take back."""


def is_new(module: ModulePage, *, by: User) -> bool:
    """Whether a module and its lessons are drafts of one author that no reader has ever seen."""
    pages = module.get_descendants(inclusive=True)
    return not pages.exclude(owner=by, first_published_at=None, live=False).exists()


@transaction.atomic
def discard_module(module: ModulePage, *, by: User) -> None:
    """Take back a module that was just begun or copied, with its lessons. Raises ``NotNew``."""
    if not is_new(module, by=by):
        raise NotNew(module)
    # Wagtail lets only who may delete in bulk delete what has children.
    DeletePageAction(module, user=by).execute(skip_permission_checks=True)


def _free_slug(parent: Page, title: str) -> str:
    """An address of its own in the library. Titles without Latin letters get a plain one."""
    base = slugify(title)[:80].strip("-") or "module"
    taken = set(parent.get_children().values_list("slug", flat=True)) | RESERVED
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(slug for slug in numbered if slug not in taken)


@dataclass(frozen=True)
class Published:
    """What went live, and what was refused with the reason."""

    pages: tuple[Page, ...]
    refused: tuple[Refused, ...]


@transaction.atomic
def publish_what_may(pages: Iterable[Page], *, by: User) -> Published:
    """Publish the latest words of each page; one that is held holds up none of the others."""
    published: list[Page] = []
    refused: list[Refused] = []
    for page in pages:
        try:
            with transaction.atomic():
                (page.get_latest_revision() or page.specific.save_revision(user=by)).publish(user=by)
            published.append(page)
        except Refused as refusal:
            refused.append(refusal)
    return Published(tuple(published), tuple(refused))
