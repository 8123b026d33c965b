"""Tells ``certificates`` for whose certificates an administrator answers: those of who learns within her scope."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import Q, QuerySet

from accounts.models import User
from learning import queries
from learning.models import Learner


class OfLearners:
    def holders(self, user: User) -> QuerySet[User]:
        """Who is or was in a class of her centre, with the entry that went into hers; everybody, for a ministry."""
        scope = queries.scope_for(user)
        if scope.everyone:
            return User.objects.all()
        seen = Learner.objects.within(replace(scope, teaches=False)).values("pk")
        return User.objects.filter(Q(learner__in=seen) | Q(learner__merged_into__kept__in=seen))
