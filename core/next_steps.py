"""What waits for a person of the admin, on its first page: each room says its own. Wagtail's panels stand below."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from wagtail import hooks
from wagtail.admin.ui.components import Component

# A function of the request: what waits, nothing as an empty list, and ``None`` for whom it is no work of hers.
HOOK = "next_steps"


@dataclass(frozen=True)
class NextStep:
    """``words`` say what waits and how much of it; ``href`` is where it is done."""

    words: str
    href: str


class NextStepsPanel(Component):
    name = "next_steps"
    template_name = "core/admin/next_steps.html"
    order = 90

    def __init__(self, steps: Iterable[NextStep]) -> None:
        self.steps = list(steps)

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"steps": self.steps}


def panel_for(request: Any) -> NextStepsPanel | None:
    """None for whom no room has any work."""
    said = [waiting for ask in hooks.get_hooks(HOOK) if (waiting := ask(request)) is not None]
    return NextStepsPanel(step for waiting in said for step in waiting) if said else None
