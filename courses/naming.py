"""Names of languages, scripts, currencies, time zones and weekdays, as the reader's language writes them (CLDR)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import get_timezone_name
from babel.numbers import get_currency_name

_DAYS = 7


@lru_cache(maxsize=32)
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def _home(language: str) -> Locale:
    """The language in the country where most speak it: weeks belong to countries."""
    likely = get_global("likely_subtags").get(language)
    return Locale.parse(likely) if likely else _locale(language)


def languages(codes: Iterable[str], *, reader: str) -> tuple[str, ...]:
    """Names of languages; a code without a name stands for itself."""
    names, english = _locale(reader).languages, Locale("en").languages
    return tuple(str(names.get(code) or english.get(code) or code) for code in codes)


def scripts(codes: Iterable[str], *, reader: str) -> tuple[str, ...]:
    """Names of scripts, the two Chinese ones as forms of one."""
    names = {**Locale("en").scripts, **_locale(reader).scripts}
    forms = {code: f"{names['Hani']} ({names[code]})" for code in ("Hans", "Hant")}
    return tuple(str(forms.get(code) or names.get(code) or code) for code in codes)


def currency(code: str, *, reader: str) -> str:
    """``JOD`` → *Jordanian Dinar*; the code itself where there is no name."""
    return str(get_currency_name(code, locale=_locale(reader))) if code else ""


@dataclass(frozen=True)
class Clock:
    """A time zone: its name, and how far ahead of universal time it is in the course of a year, such as ``+03:00``."""

    name: str
    offsets: tuple[str, ...]


def clock(zone: str, *, reader: str, year: int) -> Clock | None:
    """The clock of a place, or None where the zone is not one we know. Two offsets where there is summer time."""
    try:
        there = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        return None
    ahead = {datetime(year, month, 1, 12, tzinfo=there).strftime("%z") for month in (1, 7)}
    offsets = tuple(f"{offset[:3]}:{offset[3:5]}" for offset in sorted(ahead))
    return Clock(str(get_timezone_name(there, width="long", locale=_locale(reader))), offsets)


def weekdays(*, reader: str) -> tuple[str, ...]:
    """The seven days, beginning with the first of the reader's week."""
    names, first = _locale(reader).days["stand-alone"]["wide"], _home(reader).first_week_day
    return tuple(str(names[(first + day) % _DAYS]) for day in range(_DAYS))
