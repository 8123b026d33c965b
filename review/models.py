"""What Django must find here: the step of the workflow at which a person signs, and the rows kept in ``records``."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState

from accounts.models import User
from review import actions, sources
from review.checklist import Kind
from review.forms import BlockForm, checklist_form
from review.records import Dismissal, Found, SignOff
from review.sources import Text

__all__ = ["Dismissal", "Found", "ReviewStep", "SignOff"]


class ReviewStep(AbstractGroupApprovalTask):
    """A step that ends with a signed checklist, or with a block that nobody else can approve over."""

    kind = models.CharField(_("kind"), max_length=20, choices=Kind, unique=True)

    admin_form_fields = [*AbstractGroupApprovalTask.admin_form_fields, "kind"]

    class Meta:
        verbose_name = _("review with a checklist")
        verbose_name_plural = _("reviews with a checklist")

    def get_actions(self, obj: Any, user: User) -> list[tuple[str, Any, bool]]:
        # Not even who may do everything signs in another's place.
        if not self._user_in_groups(user) or not actions.may_sign(self._newest(obj), kind=self.kind, by=user):
            return []
        return [("approve", _("Sign off"), True), ("reject", _("Block, with reasons"), True)]

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        return BlockForm if action == "reject" else checklist_form(self.kind)

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: User, action_name: str, **given: Any) -> None:
        """Sign first: the last approval publishes, and publishing asks for the signatures."""
        comment = str(given.pop("comment", ""))
        actions.sign_off(
            self._newest(task_state.workflow_state.content_object), kind=self.kind, answers=given, comment=comment,
            blocked=action_name == "reject", by=user, now=timezone.now(),
        )  # fmt: skip
        super().on_action(task_state, user, action_name, comment=comment)

    def get_task_states_user_can_moderate(self, user: User, **_kwargs: Any) -> models.QuerySet[TaskState]:
        if self._user_in_groups(user):
            return self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        return TaskState.objects.none()

    @classmethod
    def get_description(cls) -> Any:
        return _("A named person answers the checklist and signs, or blocks with reasons. Authors do not sign.")

    @staticmethod
    def _newest(obj: Any) -> Text:
        newest = obj.get_latest_revision_as_object()
        [text] = sources.of(newest._meta.label_lower).said(newest)
        return text
