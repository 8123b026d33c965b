"""Sessions in the database, as Django keeps them; only that reading one is asked in SQL written once."""

from __future__ import annotations

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from core.prepared import Prepared, Slot

_RUNNING = Prepared(
    lambda: Session.objects.filter(
        session_key=Slot("key", Session._meta.get_field("session_key")),
        expire_date__gt=Slot("now", Session._meta.get_field("expire_date")),
    )
)


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Session | None:
        found = _RUNNING.first(key=self.session_key, now=timezone.now())
        if found is None:
            self._session_key = None
        return found
