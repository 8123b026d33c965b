"""Publishes what has gone through the review workflow. Light on purpose: Wagtail loads it before there are models."""

from __future__ import annotations

from typing import Any


def publish(workflow_state: Any, user: Any = None) -> None:
    """The signatures of a review are the permission: its last reader need not be one who publishes otherwise."""
    signed = workflow_state.current_task_state.task.content_type.app_label == "review"
    workflow_state.content_object.get_latest_revision().publish(user=user, skip_permission_checks=signed)
