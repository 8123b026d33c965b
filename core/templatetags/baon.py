"""Template words that every room uses."""

from __future__ import annotations

from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.numbers import format_decimal
from babel.units import format_unit
from django import template
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils import timezone, translation
from django.utils.safestring import SafeString, mark_safe

from core import sealing, tongues
from core.icons import ICONS, TURNING

register = template.Library()
MEGABYTE = 1_000_000


@register.simple_tag
def icon(name: str) -> SafeString:
    """An inline icon; decoration only, so the word beside it carries the meaning."""
    turns = " turns" if name in TURNING else ""
    return mark_safe(  # noqa: S308 -- our own constant paths
        f'<svg class="icon{turns}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{ICONS[name]}</svg>'
    )


@register.filter
def leave_target(language: str) -> str:
    """The page about the weather that "Leave this page" goes to."""
    targets: dict[str, str] = settings.LEAVE_TARGETS
    return targets.get(language, targets["en"])


@register.filter
def language_name(language: str) -> str:
    """A language's name in that language."""
    return str(LANG_INFO.get(language, {}).get("name_local", language))


@register.filter
def direction(language: str) -> str:
    return "rtl" if LANG_INFO.get(language, {}).get("bidi") else "ltr"


@register.filter
def unsent_tag(person_id: object) -> str:
    """The name under which what of hers waits on a phone stands there."""
    return sealing.tag_of(person_id)


@register.filter
def open_language(language: str) -> str:
    """The language if readers may choose it, else the default."""
    return language if language in tongues.open_codes() else settings.LANGUAGE_CODE


@register.filter
def day(value: Any) -> str:
    """A date as the reader's language writes it."""
    return format_date(value, format="long", locale=_locale()) if value else ""


@register.filter
def moment(value: Any) -> str:
    """A date and time as the reader's language writes them."""
    if not value:
        return ""
    here = timezone.localtime(value)
    return (
        f"{format_date(here, format='medium', locale=_locale())}, {format_time(here, format='short', locale=_locale())}"
    )


@register.filter
def amount(value: Any) -> str:
    """A number as the reader's language writes it."""
    return format_decimal(value, locale=_locale()) if value is not None else ""


@register.filter
def weight(size: Any) -> str:
    """What a file of so many bytes weighs, in the units of our budgets: a kilobyte is 1,000 bytes."""
    large = (size or 0) >= MEGABYTE
    unit, number = ("megabyte", round(size / MEGABYTE, 1)) if large else ("kilobyte", -(-(size or 0) // 1000))
    return format_unit(number, f"digital-{unit}", length="short", locale=_locale())


def _locale() -> Locale:
    code = translation.get_language() or settings.LANGUAGE_CODE
    try:
        return Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse(settings.LANGUAGE_CODE)


@register.filter
def drawing(name: str) -> str:
    """The static file of one of our drawings."""
    return f"core/figures/{name}.svg"


@register.filter
def listed(value: Any, name: str) -> Any:
    """A member whose name a dictionary method hides in templates."""
    return value[name]
