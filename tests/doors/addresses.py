"""Every address of ours, as Django's resolver has it, and how it is written for the things of a class."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from inspect import unwrap
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver, reverse


@dataclass(frozen=True)
class Address:
    """One pattern, by its full name, or by its route where it has none. ``model`` is whose desk it belongs to."""

    name: str
    route: str
    parts: tuple[str, ...]
    model: type[Model] | None

    def written(self, things: Mapping[str, Any]) -> str:
        """The path for these things. What is most particular counts: ``room:name.part``, ``room.part``, ``part``."""
        if self.name in things:
            return str(things[self.name])
        given = {part: self._of(part, things) for part in self.parts}
        if self.name not in {self.route, "/"}:
            return reverse(self.name, kwargs=given)
        return "/" + re.sub(r"<\w+:(\w+)>", lambda part: str(given[part[1]]), self.route)

    def _of(self, part: str, things: Mapping[str, Any]) -> Any:
        room = self.name.partition(":")[0]
        for key in (f"{self.name}.{part}", f"{room}.{part}"):
            if key in things:
                return things[key]
        if self.model is not None and part in {"pk", "image_id"}:
            return self.model._default_manager.order_by("pk").values_list("pk", flat=True).first()
        if part in things:
            return things[part]
        raise LookupError(f"{part!r} of {self.name} is not among the things: say in tests/doors/country.py what it is")


@cache
def addresses() -> tuple[Address, ...]:
    """All that one of our rooms answers, and those of Wagtail's desks that show a model of ours."""
    return tuple(_below(get_resolver(), route="", space="", parts=()))


def _below(resolver: URLResolver, *, route: str, space: str, parts: tuple[str, ...]) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        here = route + str(pattern.pattern)
        taken = (*parts, *(pattern.pattern.converters or _groups(pattern)))
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _below(pattern, route=here, space=inner, parts=taken)
        elif _is_ours(pattern):
            yield Address(f"{space}{pattern.name}" if pattern.name else here or "/", here, taken, _model_of(pattern))


def _groups(pattern: URLPattern | URLResolver) -> tuple[str, ...]:
    regex = getattr(pattern.pattern, "_regex", "")
    return tuple(re.findall(r"\(\?P<(\w+)>", regex)) if isinstance(regex, str) else ()


def _is_ours(pattern: URLPattern) -> bool:
    model = _model_of(pattern)
    return _room(_view_of(pattern).__module__) or (model is not None and _room(model.__module__))


def _room(module: str) -> bool:
    name = module.partition(".")[0]
    return name == "config" or (apps.is_installed(name) and (settings.BASE_DIR / name).is_dir())


def _view_of(pattern: URLPattern) -> Any:
    view = unwrap(pattern.callback)
    return getattr(view, "view_class", view)


def _model_of(pattern: URLPattern) -> type[Model] | None:
    view = unwrap(pattern.callback)
    model = getattr(view, "view_initkwargs", {}).get("model")
    return apps.get_model(model) if isinstance(model, str) else model
