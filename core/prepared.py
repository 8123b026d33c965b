"""Questions to the database whose SQL is written once a process: for the few that every answer asks. Knows no model.

Django writes the same SQL anew each time, which takes longer than its answer (decision 0022).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Expression, Field, Model, QuerySet

M = TypeVar("M", bound=Model)


class Slot(Expression):
    """A place in the question for a value that each asking brings, of the kind that ``field`` holds."""

    def __init__(self, name: str, field: Field[Any, Any]) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, _compiler: Any, _connection: Any) -> tuple[str, list[Any]]:
        return "%s", [self]

    def filled(self, values: dict[str, Any]) -> Any:
        return self.output_field.get_db_prep_value(values[self.name], connection)


class Prepared(Generic[M]):
    """A queryset with slots. ``ask`` builds it, at the first asking; its rows are instances of its model.

    Not for models with columns for each language, whose SQL depends on who asks, nor with ``select_related``.
    """

    def __init__(self, ask: Callable[[], QuerySet[M]]) -> None:
        self._ask = ask

    @cached_property
    def _written(self) -> tuple[type[M], str, tuple[Any, ...]]:
        asked = self._ask()
        sql, params = asked.query.sql_with_params()
        return asked.model, sql, tuple(params)

    def all(self, **values: Any) -> list[M]:
        """Every row, each slot filled by its name."""
        model, sql, params = self._written
        filled = [each.filled(values) if isinstance(each, Slot) else each for each in params]
        return list(model._base_manager.raw(sql, filled))

    def first(self, **values: Any) -> M | None:
        """The first row, or nothing."""
        return next(iter(self.all(**values)), None)
