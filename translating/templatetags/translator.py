"""The panel beside wagtail-localize's editor."""

from __future__ import annotations

from typing import Any

from django import template
from wagtail_localize.models import Translation

from translating.hints import hints
from translating.messages import Mark
from translating.passages import messages
from translating.scopes import Kind, Scope

register = template.Library()


@register.inclusion_tag("translating/panel.html", takes_context=True)
def beside_editor(context: Any, translation: Translation) -> dict[str, Any]:
    said = messages([translation.source.object_id], translation.target_locale.language_code)
    return {
        "request": context["request"],
        "csrf_token": context.get("csrf_token"),
        "translation": translation,
        "hints": hints(translation),
        "empty": sum(message.mark is not Mark.DONE for message in said),
        "total": len(said),
        "piece": Scope(Kind.PAGE, str(translation.source.object_id)),
    }
