"""Changes many questions at once, from the list of the bank."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from assessments.models import Question
from assessments.tending.actions import Changed, Changes, change
from core.models import Topic

KEEP = ("", _("As it is"))


class ChangesForm(forms.Form):
    """What to change; what is left empty stays as it is in each question."""

    topic = forms.ModelChoiceField(
        Topic.objects.order_by("name"), label=_("topic"), required=False, empty_label=KEEP[1]
    )
    level = forms.TypedChoiceField(
        label=_("difficulty"), required=False, choices=[KEEP, *Question.Level.choices], coerce=int, empty_value=None
    )
    must_know = forms.TypedChoiceField(
        label=_("must know"), required=False, choices=[KEEP, ("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda word: word == "yes", empty_value=None,
    )  # fmt: skip
    asked = forms.TypedChoiceField(
        label=_("asked"), required=False, choices=[KEEP, ("yes", _("Ask it again")), ("no", _("Retire it"))],
        coerce=lambda word: word == "yes", empty_value=None,
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and all(value is None for value in given.values()):
            raise forms.ValidationError(_("Choose what to change."))
        return given


class ChangeMany(SnippetBulkAction):
    models = [Question]
    display_name = _("Change")
    action_type = "change"
    aria_label = _("Change the questions that are ticked")
    template_name = "assessments/tending/change.html"
    form_class = ChangesForm
    action_priority = 10

    def check_perm(self, question: Question) -> bool:
        return bool(self.permission_policy.user_has_permission_for_instance(self.request.user, "change", question))

    def get_execution_context(self) -> dict[str, Any]:
        return {**super().get_execution_context(), "changes": Changes(**self.cleaned_form.cleaned_data)}

    @classmethod
    def execute_action(cls, objects: Iterable[Question], **context: Any) -> tuple[int, int]:
        action = context["self"]
        action.changed = change(objects, changes=context["changes"], by=action.request.user, now=timezone.now())
        return len(action.changed.published) + len(action.changed.held), 0

    def get_success_message(self, *_counts: int) -> str:
        return said(self.changed)


def said(changed: Changed) -> str:
    """What became of the questions, in words."""
    done, held = len(changed.published), len(changed.held)
    words = [ngettext("%(count)s question is changed.", "%(count)s questions are changed.", done) % {"count": done}]
    if held:
        words.append(
            ngettext(
                "%(count)s is saved, but review holds its new version: %(keys)s",
                "%(count)s are saved, but review holds their new versions: %(keys)s",
                held,
            )
            % {"count": held, "keys": ", ".join(changed.held)}
        )
    if changed.made:
        made = len(changed.made)
        words.append(
            ngettext(
                "%(count)s is made from a fact and stays as it is: %(keys)s",
                "%(count)s are made from facts and stay as they are: %(keys)s",
                made,
            )
            % {"count": made, "keys": ", ".join(changed.made)}
        )
    return " ".join(words)
