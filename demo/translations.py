"""Carries the translators' PO files into the page trees of their languages.

Each file holds one module with its lessons; a message's context is ``<lesson slug or ->:<wagtail-localize path>``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from django.db import transaction
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from accounts.models import Role, User
from courses.models import CoursePage, HomePage, LessonPage, ModuleLibraryPage, ModulePage, TranslationState
from demo import bank, files, reviewing, wording
from review.actions import Held
from translating.actions.languages import appoint_translator, open_language
from translating.actions.terms import load_glossary

# The questions of the modules that are translated whole.
QUESTIONS = frozenset({"contracts", "help", "recruitment", "rights", "protection"})
# Quizzes that name their questions, and are translated whole besides.
QUIZZES = frozenset({"core"})


def pages_by_file() -> dict[str, list[Page]]:
    """The source pages, parents first, by the file that holds their translation."""
    source = Locale.get_default()
    site: list[Page] = [*HomePage.objects.filter(locale=source), *ModuleLibraryPage.objects.filter(locale=source)]
    found: dict[str, list[Page]] = {"site": [*site, *CoursePage.objects.filter(locale=source)]}
    for module in ModulePage.objects.filter(locale=source).order_by("slug"):
        lessons = LessonPage.objects.child_of(module).live()
        found[module.slug] = [module, *lessons]
    return found


def export(name: str, language: str) -> Path:
    """Write one file's messages as a PO file, keeping what is translated already. Changed sources lose their words."""
    known = files.words(language, name)
    if name == wording.NAME:
        known = wording.written(language) | known
    catalog = Catalog(
        project="Baon", version="1", copyright_holder="Baon", msgid_bugs_address="-", last_translator="-",
        language_team=language, header_comment=f"# {name} in {language}. Awaiting native review.", fuzzy=False,
    )  # fmt: skip
    for context, text in _messages(name):
        # Babel takes "10% of" for a format. This is prose: no message here is one.
        catalog.add(text, known.get((context, text), ""), context=context).flags.clear()
    path = files.po_file(language, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as out:
        write_po(out, catalog, width=0, omit_header=False)
    return path


def _messages(name: str) -> Iterator[tuple[str, str]]:
    if name == "questions":
        return bank.messages(QUESTIONS, QUIZZES)
    return wording.messages() if name == wording.NAME else _page_messages(name)


def _page_messages(name: str) -> Iterator[tuple[str, str]]:
    for page in pages_by_file()[name]:
        for path, text in _strings(page):
            yield f"{_mark(page)}:{path}", text


def load_all(language: str, *, refresh: bool) -> None:
    """Translate every page that has been written in a language and publish it there. A translation that is there
    stays as its translators left it, unless ``refresh``."""
    locale, _made = Locale.objects.get_or_create(language_code=language)
    for name, pages in pages_by_file().items():
        known = files.words(language, name)
        for page in pages if known else []:
            if refresh or not page.has_translation(locale):
                _translate(page, locale, known)


@transaction.atomic
def _translate(page: Page, locale: Locale, known: dict[tuple[str, str], str]) -> None:
    source, _made = TranslationSource.update_or_create_from_instance(page)
    translation, _made = Translation.objects.get_or_create(source=source, target_locale=locale)
    _write(page, source, locale, known)
    try:
        translation.save_target(publish=False)
    except Held:
        # wagtail-localize writes onto a live page: these words wait for a signature, so they wait unseen.
        page.get_translation(locale).unpublish()
        translation.save_target(publish=False)
    target = page.get_translation(locale)
    if isinstance(target, LessonPage) and target.translation_state == TranslationState.SOURCE:
        target.translation_state = TranslationState.AWAITING_NATIVE_REVIEW
    reviewing.publish(target)


def _write(page: Page, source: TranslationSource, locale: Locale, known: dict[tuple[str, str], str]) -> None:
    """Keep what is translated of a page. What is there is asked for once, not passage by passage."""
    segments = source.stringsegment_set.select_related("string", "context")
    rows = StringTranslation.objects.filter(locale=locale, context__in=segments.values("context"))
    there = {(row.translation_of_id, row.context_id): row for row in rows}
    for segment in segments:
        text = known.get((f"{_mark(page)}:{segment.context.path}", segment.string.data))
        if not text:
            continue
        place = (segment.string_id, segment.context_id)
        row = there.setdefault(
            place, StringTranslation(translation_of=segment.string, locale=locale, context=segment.context)
        )
        row.data, row.translation_type = text, StringTranslation.TRANSLATION_TYPE_MANUAL
        row.save()


def open_desk(*, now: datetime) -> None:
    """The agreed terms, and every translator of the demo at work on every language."""
    load_glossary(files.read("glossary.yaml"))
    for language in files.TRANSLATED:
        open_language(language, by=None)
        for person in User.objects.filter(memberships__role=Role.TRANSLATOR).distinct():
            appoint_translator(person, language=language, by=None, now=now)


def _strings(page: Page) -> Iterator[tuple[str, str]]:
    source, _made = TranslationSource.update_or_create_from_instance(page.specific)
    segments: Iterable[tuple[str, str]] = source.stringsegment_set.order_by("order").values_list(
        "context__path", "string__data"
    )
    yield from segments


def _mark(page: Page) -> str:
    return page.slug if isinstance(page, LessonPage | CoursePage) else type(page).__name__
