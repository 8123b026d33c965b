"""The lists of modules and lessons, with what an author asks of each: minutes, lessons, languages."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.models import Page

from courses.models import LessonPage

_KEEP_LAST = 2  # the state, and the way to what stands below


@dataclass(frozen=True)
class Listed:
    """``planned`` is the sum of a module's lessons. ``languages`` are those in which readers can open it."""

    minutes: int | None
    lessons: int
    live: int
    planned: int
    languages: tuple[str, ...]

    @property
    def time(self) -> str:
        if self.minutes is None:
            return ""
        if not self.lessons:
            return _("%(minutes)s min") % {"minutes": self.minutes}
        return _("%(minutes)s min, lessons %(planned)s") % {"minutes": self.minutes, "planned": self.planned}

    @property
    def parts(self) -> str:
        return _("%(live)s of %(count)s live") % {"live": self.live, "count": self.lessons} if self.lessons else ""

    @property
    def spoken(self) -> str:
        return " ".join(self.languages)


def listed(pages: Sequence[Any]) -> dict[int, Listed]:
    """What the list says of these pages, by their ids. Two queries, however many pages."""
    languages = _languages(pages)
    lessons = _lessons(pages)
    return {page.pk: _listed(page, lessons[page.path], languages[page.translation_key]) for page in pages}


def _listed(page: Any, lessons: list[tuple[int, bool]], languages: Iterable[str]) -> Listed:
    return Listed(
        minutes=getattr(page, "minutes", None),
        lessons=len(lessons),
        live=Counter(live for _minutes, live in lessons)[True],
        planned=sum(minutes for minutes, _live in lessons),
        languages=tuple(languages),
    )


def _languages(pages: Sequence[Any]) -> dict[Any, list[str]]:
    found: dict[Any, list[str]] = defaultdict(list)
    keys = [page.translation_key for page in pages]
    rows = Page.objects.live().filter(translation_key__in=keys).order_by("locale__language_code")
    for key, code in rows.values_list("translation_key", "locale__language_code"):
        found[key].append(code)
    return found


def _lessons(pages: Sequence[Any]) -> dict[str, list[tuple[int, bool]]]:
    """Minutes and state of the lessons below, by the path of what holds them."""
    found: dict[str, list[tuple[int, bool]]] = defaultdict(list)
    # What is listed stands under one page, or, where somebody searches, under one language's front door.
    start = _beginning([page.path for page in pages])
    rows = LessonPage.objects.filter(path__startswith=start).values_list("path", "minutes", "live") if pages else ()
    for path, minutes, live in rows:
        found[path[: -Page.steplen]].append((minutes, live))
    return found


def _beginning(paths: Sequence[str]) -> str:
    """What all of them begin with."""
    first, last = min(paths, default=""), max(paths, default="")
    return next((first[:at] for at, sign in enumerate(first) if sign != last[at : at + 1]), first)


class CurriculumIndexView(ExplorableIndexView):
    """Wagtail's list of what stands below a page, with three columns more."""

    @cached_property
    def explorable_columns(self) -> list[Column]:
        ours = [
            Column("time", label=gettext_lazy("Minutes"), accessor="listed.time", width="12%"),
            Column("parts", label=gettext_lazy("Lessons"), accessor="listed.parts", width="10%"),
            Column("spoken", label=gettext_lazy("Languages"), accessor="listed.spoken", width="10%"),
        ]
        theirs = [column for column in super().explorable_columns if column.name != "type"]
        return [*theirs[:-_KEEP_LAST], *self._fitting(ours), *theirs[-_KEEP_LAST:]]

    def _fitting(self, columns: list[Column]) -> list[Column]:
        """Lessons hold no lessons."""
        holds_lessons = "courses.LessonPage" not in type(self.parent_page).subpage_types
        return [column for column in columns if holds_lessons or column.name != "parts"]

    def get_table(self, object_list: Any) -> Any:
        pages = list(object_list)
        told = listed(pages)
        for page in pages:
            page.listed = told[page.pk]
        return super().get_table(pages)
