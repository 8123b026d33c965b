"""Who sits before the screen: what a session keeps of it, when it rests, and what waits for her return.

Whether a secret was right is for ``actions``; nothing here looks into the database but for who somebody is.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import User
from core.middleware import SHARED_SEEN

STAFF_SINCE = "staff_since"
STAFF_SEEN = "staff_seen"
PROVED = "proved"  # whose second factor was proved in this session
HALF_WAY = "half_way"
RESTED = "rested"
UNSENT = "unsent"

_BACKEND = "django.contrib.auth.backends.ModelBackend"
_WRITE_EVERY_SECONDS = 60
_HALF_WAY_SECONDS = 10 * 60
_LATE_SECONDS = 10 * 60
_MOST_KEPT = 200_000  # signs of a form: a long page in the editor has a tenth of it
_FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}
_DOORS = ("/sign-in/", "/sign-out/", "/switch/", "/rest/", "/still/", "/card/", "/join/", "/language/", "/leave/")
_NEVER_KEPT = {"csrfmiddlewaretoken", "pin", "picture1", "picture2", "picture3", "picture4"}
_LOOKING_ON = ("/admin/editing-sessions/",)  # an open editor says every ten seconds that it is open

Fields = list[tuple[str, str]]


@dataclass(frozen=True)
class Unsent:
    """A form that was sent after the session had gone to rest."""

    path: str
    fields: Fields


# ── Coming in ────────────────────────────────────────────────────────────────────────────────────


def enter(request: HttpRequest, user: User, *, own_phone: bool = False, proved: bool = False) -> None:
    """Open a session; of who was here before nothing stays, but what this very person had not sent."""
    rested = request.session.get(RESTED) or {}
    now = timezone.now()
    request.session.flush()
    login(request, user, backend=_BACKEND)
    if rested.get("user") == user.pk and rested.get("unsent"):
        request.session[UNSENT] = rested["unsent"]
    if proved:
        request.session[PROVED] = user.pk
    if own_phone:
        request.session.set_expiry(now + timedelta(seconds=settings.SESSION_COOKIE_AGE))
    elif user.is_trainee:
        request.session[SHARED_SEEN] = int(now.timestamp())


def stop_half_way(request: HttpRequest, user: User, *, onward: str) -> None:
    """The password was right, the second factor is still to be proved: nobody is signed in yet."""
    rested = request.session.get(RESTED)
    request.session.flush()
    if rested:
        request.session[RESTED] = rested
    now = int(timezone.now().timestamp())
    request.session[HALF_WAY] = {"user": user.pk, "mark": user.get_session_auth_hash(), "at": now, "onward": onward}


def half_way(request: HttpRequest) -> tuple[User | None, str]:
    """Who has still to prove the second factor, and where she wanted to go. Ten minutes long, and not with another
    password than she had come with."""
    kept = request.session.get(HALF_WAY)
    if not kept or timezone.now().timestamp() - kept["at"] > _HALF_WAY_SECONDS:
        return None, ""
    user = User.objects.filter(pk=kept["user"], is_active=True).first()
    return (user, kept["onward"]) if user and user.get_session_auth_hash() == kept["mark"] else (None, "")


def secret_shown(request: HttpRequest) -> str:
    """The secret for her app that was shown since she came half-way in; empty when none was."""
    return str(request.session.get(HALF_WAY, {}).get("secret", ""))


def note_secret(request: HttpRequest, secret: str) -> None:
    """Remember the secret for her app that is shown, in this session alone."""
    request.session[HALF_WAY] = {**request.session[HALF_WAY], "secret": secret}


# ── Staying, and going to rest ───────────────────────────────────────────────────────────────────


def still_here(request: HttpRequest, signed_in: User | AnonymousUser) -> User | AnonymousUser:
    """The person a session belongs to, unless it has gone to rest or a second factor is lacking."""
    if not signed_in.is_authenticated:
        _keep_what_comes_late(request)
        return signed_in
    now = int(timezone.now().timestamp())
    if signed_in.is_trainee:
        return _trainee(request, signed_in, now)
    if settings.STAFF_SECOND_FACTOR and request.session.get(PROVED) != signed_in.pk:
        return AnonymousUser()
    return _staff(request, signed_in, now)


def _trainee(request: HttpRequest, user: User, now: int) -> User | AnonymousUser:
    seen = request.session.get(SHARED_SEEN)
    if seen is None:
        return user
    if now - seen > settings.SHARED_PHONE_IDLE_SECONDS:
        return _gone(request, user)
    if now - seen >= _WRITE_EVERY_SECONDS:
        request.session[SHARED_SEEN] = now
    return user


def _staff(request: HttpRequest, user: User, now: int) -> User | AnonymousUser:
    session = request.session
    since, seen = session.get(STAFF_SINCE, now), session.get(STAFF_SEEN, now)
    if now - seen > settings.STAFF_IDLE_SECONDS or now - since > settings.SESSION_COOKIE_AGE:
        return _gone(request, user)
    if STAFF_SEEN not in session or (now - seen >= _WRITE_EVERY_SECONDS and not _by_itself(request)):
        session[STAFF_SINCE], session[STAFF_SEEN] = since, now
    return user


def _by_itself(request: HttpRequest) -> bool:
    """Whether a page asked that nobody need sit before: what scripts fetch again and again is no sign of work."""
    fetched = request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate"
    return request.path.startswith(_LOOKING_ON) or (fetched and request.method in {"GET", "HEAD"})


def is_shared(session: SessionBase) -> bool:
    """Whether the phone is not hers: the session rests after minutes."""
    return SHARED_SEEN in session


def rest(request: HttpRequest, user: User) -> None:
    """End the session, and keep for her alone what she was just sending."""
    request.session.flush()
    kept = _sent_in_vain(request)
    at = int(timezone.now().timestamp())
    request.session[RESTED] = {"user": user.pk, "at": at, "unsent": asdict(kept) if kept else None}


def _gone(request: HttpRequest, user: User) -> AnonymousUser:
    rest(request, user)
    return AnonymousUser()


def _keep_what_comes_late(request: HttpRequest) -> None:
    """A script of the page may have met the resting session first; the form that follows soon is kept all the same.

    Not one of hours later: anybody may sit at that browser then.
    """
    kept = request.session.get(RESTED)
    if kept and not kept["unsent"] and timezone.now().timestamp() - kept.get("at", 0) <= _LATE_SECONDS:
        late = _sent_in_vain(request)
        request.session[RESTED] = {**kept, "unsent": asdict(late) if late else None}


def _sent_in_vain(request: HttpRequest) -> Unsent | None:
    """The form of a page that a person sent. What scripts send, files, and what is typed at a door are not kept."""
    if request.path.startswith(_DOORS):
        return None
    if request.method != "POST" or request.content_type not in _FORMS or request.FILES or not _by_hand(request):
        return None
    fields = [(name, value) for name, values in request.POST.lists() for value in values if not _is_secret(name)]
    if sum(len(name) + len(value) for name, value in fields) > _MOST_KEPT:
        return None
    return Unsent(path=request.get_full_path(), fields=fields)


def _is_secret(name: str) -> bool:
    """Told by the field's name, also behind a prefix. Codes and tokens are typed at doors alone."""
    return "password" in name.lower() or name.rpartition("-")[2] in _NEVER_KEPT


def _by_hand(request: HttpRequest) -> bool:
    mode = request.headers.get("Sec-Fetch-Mode")
    return mode == "navigate" if mode else "text/html" in request.headers.get("Accept", "")


# ── Coming back ──────────────────────────────────────────────────────────────────────────────────


def rested(session: SessionBase) -> User | None:
    """Whose session went to rest in this browser."""
    kept: dict[str, Any] | None = session.get(RESTED)
    return User.objects.filter(pk=kept["user"], is_active=True).first() if kept else None


def unsent(session: SessionBase) -> Unsent | None:
    """What the person who is signed in had not sent when her session went to rest."""
    kept = session.get(UNSENT)
    return Unsent(path=kept["path"], fields=[(name, value) for name, value in kept["fields"]]) if kept else None


def forget_unsent(session: SessionBase) -> None:
    session.pop(UNSENT, None)
