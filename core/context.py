"""What every template may use besides its own view's words."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import translation

from core.templatetags.baon import direction


def language(_request: HttpRequest) -> dict[str, str]:
    code = translation.get_language() or "en"
    return {"LANGUAGE_CODE": code, "page_language": code, "page_direction": direction(code)}
