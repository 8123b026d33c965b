"""Where members of staff are posted. A change makes a new posting; the one before stays, superseded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from accounts.actions import grant, withdraw
from accounts.models import Membership, Organisation, Role, User
from duties.actions.assigning import AT_ONCE, assign, lock
from duties.models import Posting, StaffMember
from duties.models.people import PostingQuerySet


@dataclass(frozen=True)
class NewPosting:
    """Where, as what, and from when to when, the last day included."""

    post: Organisation
    role: str
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True)
class Posted:
    """``made`` is the posting that holds now, ``ended`` those it took the place of; ``new`` is false where it stood."""

    made: Posting
    ended: tuple[Posting, ...]
    new: bool


@transaction.atomic
def post(*, staff: StaffMember, posting: NewPosting, now: datetime) -> Posted:
    """Post somebody, and give her what falls on her there. The same posting twice is one."""
    posted = place(staff=staff, posting=posting, now=now)
    if posted.new:
        follow([staff], now=now)
    return posted


def place(*, staff: StaffMember, posting: NewPosting, now: datetime) -> Posted:
    """Post somebody, in the caller's transaction; ``follow`` must be called for her before it ends.

    It takes the place of one that begins on the same day, and of one at the same post that runs at the same time.
    """
    lock([staff.pk])  # two lists can bring the same person
    there = [one for one in Posting.objects.live().filter(staff=staff) if _is_replaced(one, posting)]
    same = next((one for one in there if _is_same(one, posting)), None)
    if same:
        return Posted(same, (), new=False)
    Posting.objects.filter(pk__in=[old.pk for old in there]).update(superseded_at=now)
    made = Posting.objects.create(
        staff=staff, post=posting.post, role=posting.role, starts_on=posting.starts_on, ends_on=posting.ends_on,
        made_at=now,
    )  # fmt: skip
    Posting.objects.filter(pk__in=[old.pk for old in there]).update(replaced_by=made)
    return Posted(made, tuple(there), new=True)


def _is_replaced(old: Posting, new: NewPosting) -> bool:
    begins_before_it_ends = new.ends_on is None or old.starts_on <= new.ends_on
    ends_after_it_begins = old.ends_on is None or new.starts_on <= old.ends_on
    meet = begins_before_it_ends and ends_after_it_begins
    return old.starts_on == new.starts_on or (old.post_id == new.post.pk and meet)


def _is_same(old: Posting, new: NewPosting) -> bool:
    return (old.post_id, old.role, old.starts_on, old.ends_on) == (new.post.pk, new.role, new.starts_on, new.ends_on)


@transaction.atomic
def cancel_posting(*, posting: Posting, now: datetime) -> None:
    """Call a posting off; doing it twice is harmless."""
    if call_off(posting, now=now):
        follow([posting.staff], now=now)


def call_off(posting: Posting, *, now: datetime) -> bool:
    """Call a posting off, in the caller's transaction; ``follow`` must be called for her before it ends."""
    return bool(Posting.objects.live().filter(pk=posting.pk).update(superseded_at=now))


def follow_everyone(*, now: datetime) -> None:
    """Let roles and training follow the calendar, some people at a time: postings end and people leave unasked."""
    everyone = list(StaffMember.objects.order_by("pk").select_related("user"))
    for start in range(0, len(everyone), AT_ONCE):
        follow(everyone[start : start + AT_ONCE], now=now)


@transaction.atomic
def follow(staff: Iterable[StaffMember], *, now: datetime) -> None:
    """Let the roles of these people at posts, and their training, follow from their postings."""
    users = {member.pk: member.user for member in staff}
    lock(users)
    _settle_roles(users, now=now)
    assign(users, now=now)


def _settle_roles(users: Mapping[int, User], *, now: datetime) -> None:
    """They are consular officers at every post where they serve or will serve, and no more at one that is over.

    A role where somebody never had a posting was given by hand, and stays.
    """
    today = now.date()
    ever = Posting.objects.filter(staff__in=users)
    lasting = ever.lasting(today=today).filter(staff__in=StaffMember.objects.serving(today=today))
    given, wanted = _places(ever), _places(lasting)
    officers = Membership.objects.filter(user__staff_member__in=users, role=Role.CONSULAR_OFFICER)
    held = set(officers.values_list("user__staff_member", "organisation"))
    posts = Organisation.objects.in_bulk({post for _member, post in given})
    for member, post_id in wanted - held:
        grant(user=users[member], organisation=posts[post_id], role=Role.CONSULAR_OFFICER)
    for member, post_id in (given & held) - wanted:
        withdraw(user=users[member], organisation=posts[post_id], role=Role.CONSULAR_OFFICER)


def _places(postings: PostingQuerySet) -> set[tuple[int, int]]:
    return set(postings.values_list("staff", "post"))
