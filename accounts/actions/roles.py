"""Gives and takes roles, and keeps the groups that open the Wagtail admin in step with them."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from wagtail.models import Collection, GroupApprovalTask, GroupCollectionPermission, GroupPagePermission, Page

from accounts.actions.people import log_access, subject_of
from accounts.models import STAFF_ROLES, Membership, Organisation, Role, User

# Who has the admin at all, under which name it lists them. Nobody else enters it.
GROUP_NAMES = {
    Role.INSTRUCTOR: "Instructors",
    Role.AUTHOR: "Authors",
    Role.REVIEWER: "Reviewers",
    Role.GENDER_REVIEWER: "Gender reviewers",
    Role.LAW_CHECKER: "Country-law checkers",
    Role.RETURNEE_READER: "Returnee readers",
    Role.TRANSLATOR: "Translators",
    Role.ADMINISTRATOR: "Administrators",
}
# They open a page only while its review waits for them, and sign off: who changed words may not sign for them.
_READERS = (Role.GENDER_REVIEWER, Role.LAW_CHECKER, Role.RETURNEE_READER)
# Adding lets one change what one has added oneself, and nothing that others wrote.
PAGE_ACTIONS: dict[Role, tuple[str, ...]] = {
    Role.INSTRUCTOR: ("add",),
    Role.AUTHOR: ("add", "change", "publish"),
    Role.REVIEWER: ("change", "publish", "lock", "unlock"),
    **dict.fromkeys(_READERS, ()),
    Role.TRANSLATOR: (),  # the tree of her languages is opened by ``translating.actions.languages``
    Role.ADMINISTRATOR: ("add", "change", "publish", "lock", "unlock", "bulk_delete"),
}
PICTURE_ACTIONS: dict[Role, tuple[str, ...]] = {
    Role.INSTRUCTOR: ("add", "choose"),
    Role.AUTHOR: ("add", "choose"),
    Role.REVIEWER: ("add", "change", "choose"),
    **dict.fromkeys(_READERS, ()),
    Role.TRANSLATOR: ("choose",),
    Role.ADMINISTRATOR: ("add", "change", "choose"),
}
_CONTENT = (
    Q(content_type__app_label="core")
    | Q(content_type__app_label="assessments", content_type__model__in=["question", "option", "quiz", "quizpart"])
    | Q(content_type__app_label="assessments", content_type__model__in=["survey", "surveyitem"])
    | Q(content_type__app_label="courses", content_type__model__in=["destination", "origin", "fact", "factkey"])
    | Q(content_type__app_label="courses", content_type__model__in=["phrasekey", "phrase", "sharedpassage"])
    | Q(content_type__app_label="h5p", content_type__model="interactive")
    | Q(content_type__app_label="wagtail_localize", codename="submit_translation")
    | Q(content_type__app_label="translating", content_type__model__in=["term", "termtranslation"])
)
_ENTRY = Q(content_type__app_label="wagtailadmin", codename="access_admin")
_NOT_DELETING = ~Q(codename__startswith="delete_")
PERMISSIONS = {
    Role.INSTRUCTOR: _ENTRY | Q(content_type__app_label="h5p", codename__in=["add_interactive", "view_interactive"]),
    Role.AUTHOR: _ENTRY | (_CONTENT & _NOT_DELETING),
    Role.REVIEWER: _ENTRY | (_CONTENT & _NOT_DELETING),
    **dict.fromkeys(_READERS, _ENTRY),
    Role.TRANSLATOR: _ENTRY
    | Q(content_type__app_label="wagtail_localize", codename="submit_translation")
    | Q(content_type__app_label="translating", codename__in=["view_term", "change_term", "add_term"]),
    Role.ADMINISTRATOR: ~Q(codename="delete_user"),  # who has acted is switched off, never deleted
}


class NeedsEmail(Exception):
    """Only who signs in by e-mail and password may hold a staff role: a PIN guards no one's data but one's own."""


@transaction.atomic
def grant(*, user: User, organisation: Organisation, role: str) -> Membership:
    """Give a role; giving it twice is harmless. Raises ``NeedsEmail`` for a trainee who is to become staff."""
    if role in STAFF_ROLES and user.is_trainee:
        raise NeedsEmail
    membership, _made = Membership.objects.get_or_create(user=user, organisation=organisation, role=role)
    _set_groups(user)
    return membership


@transaction.atomic
def withdraw(*, user: User, organisation: Organisation, role: str) -> None:
    """Take a role away; taking one that is not held is harmless."""
    Membership.objects.filter(user=user, organisation=organisation, role=role).delete()
    _set_groups(user)


@transaction.atomic
def appoint(*, user: User, organisation: Organisation, role: str, by: User, now: datetime) -> Membership:
    """Give a role and write down who gave it."""
    membership = grant(user=user, organisation=organisation, role=role)
    log_access(actor=by, verb="role_granted", subject=subject_of(user), purpose=f"{role} {organisation.code}", now=now)
    return membership


@transaction.atomic
def dismiss(*, membership: Membership, by: User, now: datetime) -> None:
    """Take a role away and write down who took it."""
    user, organisation, role = membership.user, membership.organisation, membership.role
    withdraw(user=user, organisation=organisation, role=role)
    log_access(
        actor=by, verb="role_withdrawn", subject=subject_of(user), purpose=f"{role} {organisation.code}", now=now
    )


@transaction.atomic
def ensure_groups() -> None:
    """Make the groups of the admin and give each exactly what its role needs. Run after the page tree is made.

    Pages and models of rooms to the left are found by name, for this room may not import them.
    """
    for role in GROUP_NAMES:
        group = _group(role)
        group.permissions.set(Permission.objects.filter(PERMISSIONS[role]))
        _set_page_permissions(group, role)
        _set_picture_permissions(group, role)
    for task in GroupApprovalTask.objects.all():
        task.groups.set([_group(Role.REVIEWER), _group(Role.ADMINISTRATOR)])


def _group(role: str) -> Group:
    group, _made = Group.objects.get_or_create(name=GROUP_NAMES[Role(role)])
    return group


def _set_groups(user: User) -> None:
    roles = set(Membership.objects.filter(user=user).values_list("role", flat=True))
    held = [_group(role) for role in GROUP_NAMES if role in roles]
    others = user.groups.exclude(name__in=GROUP_NAMES.values())
    user.groups.set([*others, *held])
    user.known_memberships = None


def _set_page_permissions(group: Group, role: Role) -> None:
    codenames = [f"{action}_page" for action in PAGE_ACTIONS[role]]
    permissions = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=codenames)
    GroupPagePermission.objects.filter(group=group).delete()
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page=page, permission=permission)
        for page in _pages_of(role)
        for permission in permissions
    )


def _pages_of(role: Role) -> list[Page]:
    if role == Role.INSTRUCTOR:
        libraries = Q(content_type__app_label="courses", content_type__model="modulelibrarypage")
        return list(Page.objects.filter(libraries))
    return [Page.get_first_root_node()]


def _set_picture_permissions(group: Group, role: Role) -> None:
    codenames = [f"{action}_image" for action in PICTURE_ACTIONS[role]]
    permissions = Permission.objects.filter(content_type__app_label="wagtailimages", codename__in=codenames)
    GroupCollectionPermission.objects.filter(group=group).delete()
    root = Collection.get_first_root_node()
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection=root, permission=permission) for permission in permissions
    )
