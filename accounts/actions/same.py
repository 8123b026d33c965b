"""Two accounts of one trainee: the one that goes opens the door of the one that is kept."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password
from django.db.models import F

from accounts.actions.leading import leading_to
from accounts.actions.people import NotATrainee
from accounts.models import User


def make_same(*, gone: User, kept: User) -> None:
    """From now on the code, the PIN and the card of one account lead into the other; open sessions of it end.

    Raises ``NotATrainee``: a learner code must never open an account of staff.
    """
    if not (gone.is_trainee and kept.is_trainee):
        raise NotATrainee
    User.objects.filter(pk=gone.pk).update(same_as=kept, sessions_ended=F("sessions_ended") + 1)


def make_two(*, gone: User, kept: User) -> None:
    """Each account is its own again. Whoever is signed in stays where she is.

    A secret that was given for both is hers who keeps it: the other account needs a new one.
    """
    User.objects.filter(pk=gone.pk).update(same_as=None)
    shared = User.objects.filter(pk__in={gone.pk, *leading_to(gone)}, password=kept.password)
    shared.update(password=make_password(None))
