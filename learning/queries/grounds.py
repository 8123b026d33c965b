"""On what rests what a learner did not study here: who gave it, why she is exempt, when it was taught in class."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from learning.completion import Basis, ModuleProgress
from learning.models import Exemption, Learner, OutsideTraining, Record

Grounds = dict[tuple[Basis, uuid.UUID], "Ground"]


@dataclass(frozen=True)
class Ground:
    """``said`` is who gave the training, or the reason of an exemption; ``on`` the day it was given or signed."""

    basis: Basis
    on: date
    said: str = ""


def grounds_of(learner: Learner) -> Grounds:
    """By what it is and the module or course it stands for, the latest of each. Three queries."""
    scopes = {"", learner.destination.code}
    taught = Record.objects.filter(learner=learner, verb=Record.Verb.TAUGHT, scope__in=scopes).order_by("sequence")
    outside = OutsideTraining.objects.filter(learner=learner, accepted=True, scope__in=scopes).order_by("held_on")
    exempt = Exemption.objects.filter(learner=learner, ended_at=None, scope__in=scopes)
    found: Grounds = {}
    for node, payload in taught.values_list("node", "payload"):
        if node:
            found[Basis.IN_CLASS, node] = Ground(Basis.IN_CLASS, date.fromisoformat(payload["on"]))
    for one in outside:
        found[Basis.RECOGNISED, one.node] = Ground(Basis.RECOGNISED, one.held_on, one.provider)
    for signed in exempt:
        found[Basis.EXEMPT, signed.node] = Ground(Basis.EXEMPT, timezone.localdate(signed.signed_at), signed.reason)
    return found


def ground_of(module: ModuleProgress, *, course: uuid.UUID, known: Grounds) -> Ground | None:
    """Of the module itself, else of the course it stands in."""
    if module.basis is None:
        return None
    return known.get((module.basis, module.key)) or known.get((module.basis, course))


def rests_elsewhere(module: ModuleProgress) -> bool:
    """Whether there is a ground to tell."""
    return module.basis not in {None, Basis.HERE}
