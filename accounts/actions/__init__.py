"""Everything that changes accounts: making people, giving them roles, letting them in."""

from accounts.actions.people import (
    NewTrainee,
    NotATrainee,
    choose_language,
    create_staff,
    create_trainee,
    log_access,
    make_card,
    reset_pin,
)
from accounts.actions.roles import NeedsEmail, appoint, dismiss, ensure_groups, grant, withdraw
from accounts.actions.sign_in import SignIn, forget_old_failures, read_card, sign_in

__all__ = [
    "NeedsEmail",
    "NewTrainee",
    "NotATrainee",
    "SignIn",
    "appoint",
    "choose_language",
    "create_staff",
    "create_trainee",
    "dismiss",
    "ensure_groups",
    "forget_old_failures",
    "grant",
    "log_access",
    "make_card",
    "read_card",
    "reset_pin",
    "sign_in",
    "withdraw",
]
