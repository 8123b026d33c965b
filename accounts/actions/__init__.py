"""Everything that changes accounts: making people, giving them roles, letting them in."""

from accounts.actions.listed import Listed, create_listed
from accounts.actions.people import (
    NewTrainee,
    NotATrainee,
    choose_language,
    create_staff,
    create_trainee,
    log_access,
    make_card,
    reset_pictures,
    reset_pin,
    staff_of,
)
from accounts.actions.roles import NeedsEmail, appoint, dismiss, ensure_groups, grant, withdraw
from accounts.actions.same import make_same, make_two
from accounts.actions.second_factor import (
    NoReason,
    Proof,
    begin_factor,
    confirm_factor,
    factor_of,
    next_code,
    prove,
    reset_factor,
)
from accounts.actions.sign_in import SignIn, read_card, sign_in, username_of_number
from accounts.actions.slowing import forget_old_failures

__all__ = [
    "Listed",
    "NeedsEmail",
    "NewTrainee",
    "NoReason",
    "NotATrainee",
    "Proof",
    "SignIn",
    "appoint",
    "begin_factor",
    "choose_language",
    "confirm_factor",
    "create_listed",
    "create_staff",
    "create_trainee",
    "dismiss",
    "ensure_groups",
    "factor_of",
    "forget_old_failures",
    "grant",
    "log_access",
    "make_card",
    "make_same",
    "make_two",
    "next_code",
    "prove",
    "read_card",
    "reset_factor",
    "reset_pictures",
    "reset_pin",
    "sign_in",
    "staff_of",
    "username_of_number",
    "withdraw",
]
