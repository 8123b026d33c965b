"""What an author sees in the form of a fact or a phrase before she saves it."""

from __future__ import annotations

from typing import Any

from django.forms import Media
from wagtail.admin.panels import Panel

from courses.facts_admin.leaning import Dependents, dependents, phrase_uses


class DependentsPanel(Panel):
    """Everything that depends on the fact. A fact that is not yet on record has nothing."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "courses/admin/dependents_panel.html"

        def is_shown(self) -> bool:
            return bool(self.instance and self.instance.pk)

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "dependents": self.leaning()}

        def leaning(self) -> Dependents:
            return dependents(self.instance)

        @property
        def media(self) -> Media:
            return Media(css={"all": ["courses/admin.css"]})


class PhraseUsesPanel(DependentsPanel):
    """The same for a phrase of the phrase book."""

    class BoundPanel(DependentsPanel.BoundPanel):
        def leaning(self) -> Dependents:
            return phrase_uses(self.instance)
