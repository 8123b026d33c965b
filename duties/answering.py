"""Tells ``certificates`` for whose certificates an administrator answers: those of staff within her reach."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from duties import queries
from duties.models import StaffMember


class OfStaff:
    def holders(self, user: User) -> QuerySet[User]:
        """Also of who has left: her certificates stay."""
        seen = StaffMember.objects.within(queries.reach_for(user), today=timezone.now().date())
        return User.objects.filter(staff_member__in=seen.values("pk"))
