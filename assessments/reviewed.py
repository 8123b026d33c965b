"""What questions and surveys share when review asks: a word for a key, rows beneath, a column for each language."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID, uuid5

from django.conf import settings
from django.db.models import Model, QuerySet
from django.urls import reverse
from modeltranslation.utils import build_localized_fieldname
from wagtail.models import ModelLogEntry

from review.sources import Place, Subject, Text, Typed, Unreadable
from review.terms import Passage

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
Values = Mapping[str, Any]


class Columned(ABC):
    """A ``review.sources.Source`` for one model. ``rows`` is how its rows are reached, and their prefix in its form.

    ``namespace`` makes UUIDs, by which review names objects, out of the model's own keys, which are words.
    """

    model: ClassVar[type[Model]]
    namespace: ClassVar[UUID]
    rows: ClassVar[str]
    most_rows: ClassVar[int]
    words: ClassVar[Sequence[str]]
    row_words: ClassVar[Sequence[str]]
    facts: ClassVar[Sequence[str]] = ()  # what is not words, and tells of what kind the words are
    row_facts: ClassVar[Sequence[str]] = ()
    also_read: ClassVar[Sequence[str]] = ()

    @property
    def label(self) -> str:
        return self.model._meta.label_lower

    @property
    def models(self) -> frozenset[str]:
        return frozenset({self.label})

    def kind(self, field: str, one: Values, rows: Sequence[Values]) -> str:
        """As what a field of the object is read: a kind of ``Passage``."""
        return "text"

    def row_kind(self, field: str, one: Values, row: Values) -> str:
        return "text"

    @abstractmethod
    def read_now(self) -> QuerySet[Any]:
        """Everything that readers see."""

    @abstractmethod
    def is_read(self, one: Any) -> bool:
        """Whether readers see it, without a query."""

    @abstractmethod
    def written_since(self, one: Any) -> datetime | None:
        """Whoever saved it after this is its author; everyone who ever did, where there is no such time."""

    def stable_key(self, one: Any) -> UUID:
        return uuid5(self.namespace, one.key)

    def texts(self, one: Any, rows: Iterable[Any]) -> tuple[Text, ...]:
        """What it says, in each language that has its words. No query."""
        values = {name: getattr(one, name) for name in self._columns()}
        below = [{name: getattr(row, name) for name in self._row_columns()} for row in rows]
        return tuple(
            Text(Subject(self.label, self.stable_key(one), language), one.key, found)
            for language in LANGUAGES
            if (found := self._passages(values, below, language=language))
        )

    def said(self, instance: Any) -> tuple[Text, ...]:
        return self.texts(instance, getattr(instance, self.rows).all())

    def newest(self, subject: Subject) -> Text | None:
        one = self._find({subject.key}).get(subject.key)
        said = self.said(one) if one else ()
        return next((text for text in said if text.subject.language == subject.language), None)

    def authors(self, subject: Subject) -> frozenset[int]:
        one = self._find({subject.key}).get(subject.key)
        if one is None:
            return frozenset()
        saved = ModelLogEntry.objects.for_instance(one).filter(
            action__in=["wagtail.create", "wagtail.edit"], content_changed=True
        )
        if since := self.written_since(one):
            saved = saved.filter(timestamp__gt=since)
        return frozenset(saved.exclude(user=None).values_list("user_id", flat=True))

    def places(self, subjects: Iterable[Subject]) -> dict[Subject, Place]:
        asked = list(subjects)
        found = self._find({subject.key for subject in asked})
        editor = f"wagtailsnippets_{self.label.replace('.', '_')}:edit"
        return {
            subject: Place(one.key, reverse(editor, args=[one.pk]), self.is_read(one))
            for subject in asked
            if (one := found.get(subject.key))
        }

    def family(self, subject: Subject) -> frozenset[UUID]:
        return frozenset({subject.key})

    def live(self, language: str) -> Iterator[Text]:
        for one in self.read_now().prefetch_related(self.rows):
            yield from (text for text in self.said(one) if text.subject.language == language)

    def typed(self, model: str, data: Mapping[str, Any], files: Any, *, language: str) -> Typed:
        try:
            below = [
                {name: data.get(f"{self.rows}-{number}-{name}", "") for name in self._row_columns()}
                for number in range(min(int(data[f"{self.rows}-TOTAL_FORMS"]), self.most_rows))
            ]
        except (KeyError, ValueError) as error:
            raise Unreadable(model) from error
        values = {name: data.get(name, "") for name in self._columns()}
        return tuple((code, found) for code in LANGUAGES if (found := self._passages(values, below, language=code)))

    def _columns(self) -> list[str]:
        return [*_in_every_language(self.words), *self.facts]

    def _row_columns(self) -> list[str]:
        return [*_in_every_language(self.row_words), *self.row_facts]

    def _passages(self, one: Values, rows: Sequence[Values], *, language: str) -> tuple[Passage, ...]:
        """Paths are the names that the editor's form gives its fields."""
        said = []
        for field in self.words:
            name = build_localized_fieldname(field, language)
            said.append(Passage(name, one[name] or "", self.kind(field, one, rows)))
        for number, row in enumerate(rows):
            for field in self.row_words:
                name = build_localized_fieldname(field, language)
                path = f"{self.rows}-{number}-{name}"
                said.append(Passage(path, row[name] or "", self.row_kind(field, one, row)))
        return tuple(passage for passage in said if passage.text.strip())

    def _find(self, keys: set[UUID]) -> dict[UUID, Any]:
        """Objects by their stable keys, in a number of queries that does not grow with them."""
        everything = self.model._default_manager
        pks = [pk for pk, key in everything.values_list("pk", "key") if uuid5(self.namespace, key) in keys]
        found = everything.filter(pk__in=pks).prefetch_related(self.rows, *self.also_read)
        return {self.stable_key(one): one for one in found}


def _in_every_language(fields: Iterable[str]) -> list[str]:
    return [build_localized_fieldname(field, code) for field in fields for code in LANGUAGES]
