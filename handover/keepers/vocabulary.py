"""Topics, places, kinds of facts, phrases, agreed terms and the rule of a certificate: rows that only have words."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Model, ProtectedError

from core.models import Topic
from courses.models import Destination, FactKey, Origin, Phrase, PhraseKey
from handover.columns import columns, words
from handover.keepers.hand import Hand, InUse
from handover.records import Fields, Kind, Record


class Rows:
    """Rows of one model with a code, plain fields and words."""

    kind: Kind
    model: type[Model]
    code = "code"
    plain: tuple[str, ...] = ()
    said: tuple[str, ...] = ()

    def read(self, keys: Collection[str], *, drafts: bool) -> dict[str, Fields]:
        rows = self.model._default_manager.filter(**{f"{self.code}__in": list(keys)})
        return {str(getattr(row, self.code)): self.fields(row) for row in rows}

    def fields(self, row: Any) -> dict[str, Any]:
        return {name: getattr(row, name) for name in self.plain} | {name: words(row, name) for name in self.said}

    def write(self, record: Record, hand: Hand) -> None:
        place: dict[str, Any] = {self.code: record.key}
        row, _made = self.model._default_manager.update_or_create(**place, defaults=self.values(record.fields))
        self.beside(row, record.fields)

    def values(self, fields: Fields) -> dict[str, Any]:
        found = {name: fields[name] for name in self.plain}
        for name in self.said:
            found |= columns(self.model, name, fields[name])
        return found

    def beside(self, row: Any, fields: Fields) -> None:
        """What stands in rows of its own."""

    def erase(self, key: str, hand: Hand) -> None:
        remove(self.model._default_manager.filter(**{self.code: key}).first())


def remove(row: Model | None) -> None:
    """Raises ``InUse``."""
    if row is None:
        return
    try:
        with transaction.atomic():
            row.delete()
    except ProtectedError as error:
        raise InUse(str(row)) from error


class Topics(Rows):
    kind = Kind.TOPIC
    model = Topic
    plain = ("position",)
    said = ("name",)


class FactKeys(Rows):
    kind = Kind.FACT_KEY
    model = FactKey
    plain = ("group", "is_contact", "position")
    said = ("label", "question")


class _PlaceRows(Rows):
    plain: tuple[str, ...] = ("slug", "currency", "languages", "time_zone")
    said = ("name",)

    def write(self, record: Record, hand: Hand) -> None:
        super().write(Record(record.kind, record.key, {**record.fields, "slug": self._slug(record)}), hand)

    def _slug(self, record: Record) -> str:
        """An address that is here stays; one that another place has gives way to the code, with a number if need be."""
        slugs = dict(self.model._default_manager.values_list("code", "slug"))
        code = record.key.lower()
        tries = (record.fields["slug"], code, *(f"{code}-{number}" for number in range(2, len(slugs) + 3)))
        return str(slugs.get(record.key) or next(slug for slug in tries if slug and slug not in slugs.values()))


class _Origins(_PlaceRows):
    model = Origin


class _Destinations(_PlaceRows):
    model = Destination
    plain = (
        *_PlaceRows.plain, "advisory", "advised_by", "scripts", "plugs", "voltage", "denominations", "hazards",
    )  # fmt: skip


class Places:
    """Destinations and origins; the key says which."""

    kind = Kind.PLACE
    _rows = {"destination": _Destinations(), "origin": _Origins()}

    def read(self, keys: Collection[str], *, drafts: bool) -> dict[str, Fields]:
        found: dict[str, Fields] = {}
        for name, rows in self._rows.items():
            codes = [key.removeprefix(f"{name}/") for key in keys if key.startswith(f"{name}/")]
            found |= {f"{name}/{code}": fields for code, fields in rows.read(codes, drafts=drafts).items()}
        return found

    def write(self, record: Record, hand: Hand) -> None:
        name, _stroke, code = record.key.partition("/")
        self._rows[name].write(Record(record.kind, code, record.fields), hand)

    def erase(self, key: str, hand: Hand) -> None:
        name, _stroke, code = key.partition("/")
        self._rows[name].erase(code, hand)


class Phrases(Rows):
    kind = Kind.PHRASE
    model = PhraseKey
    plain = ("group", "position")
    said = ("meaning",)

    def fields(self, row: Any) -> dict[str, Any]:
        said = row.said.order_by("language").values("language", "text", "say")
        return {**super().fields(row), "said": list(said)}

    def beside(self, row: Any, fields: Fields) -> None:
        for said in fields["said"]:
            Phrase.objects.update_or_create(
                key=row, language=said["language"], defaults={"text": said["text"], "say": said["say"]}
            )
        row.said.exclude(language__in=[said["language"] for said in fields["said"]]).delete()


class Terms(Rows):
    """The glossary, kept by a room beside this one and so known by its name only."""

    kind = Kind.TERM
    code = "term"
    plain = ("also", "note")

    @property
    def model(self) -> type[Model]:  # type: ignore[override]
        return apps.get_model("translating", "Term")

    def fields(self, row: Any) -> dict[str, Any]:
        return {
            **super().fields(row),
            "topic": row.topic and row.topic.code,
            "translations": {
                one.language: {"text": one.text, "native_reviewed": one.native_reviewed}
                for one in row.translations.all()
            },
        }

    def values(self, fields: Fields) -> dict[str, Any]:
        return {**super().values(fields), "topic": Topic.objects.filter(code=fields["topic"]).first()}

    def beside(self, row: Any, fields: Fields) -> None:
        there = apps.get_model("translating", "TermTranslation").objects
        for language, said in fields["translations"].items():
            there.update_or_create(term=row, language=language, defaults=said)
        there.filter(term=row).exclude(language__in=fields["translations"]).delete()


class Certificates(Rows):
    """Kept by a room to the left, and so known by its name only."""

    kind = Kind.CERTIFICATE
    code = "course"
    plain = ("final_pass_mark", "attendance", "edition")
    said = ("title",)

    @property
    def model(self) -> type[Model]:  # type: ignore[override]
        return apps.get_model("certificates", "CertificateRule")

    def fields(self, row: Any) -> dict[str, Any]:
        return {**super().fields(row), "hours": f"{row.hours.normalize():f}"}

    def values(self, fields: Fields) -> dict[str, Any]:
        return {**super().values(fields), "hours": Decimal(fields["hours"])}
