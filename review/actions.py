"""What changes the records of review: letting words go live, dismissing, signing off, blocking, expiring."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from accounts.models import Role, User
from accounts.permissions import roles_of
from review import sources
from review.checklist import FITTING, Answer, Kind
from review.judging import Judgement, Line, judge
from review.records import Dismissal, Found, SignOff
from review.sources import Subject, Text
from review.terms import Level

GOOD_FOR = timedelta(days=365)
SIGNERS: dict[str, frozenset[str]] = {
    Kind.GENDER: frozenset({Role.GENDER_REVIEWER}),
    Kind.LAW: frozenset({Role.LAW_CHECKER}),
    Kind.RETURNEE: frozenset({Role.RETURNEE_READER}),
    Kind.NATIVE: frozenset({Role.REVIEWER, Role.TRANSLATOR}),
    Kind.BACK_CHECK: frozenset({Role.REVIEWER, Role.TRANSLATOR}),
}
# Who may say of a finding that holds that it does not hold here.
RELEASERS = frozenset({Role.GENDER_REVIEWER, Role.REVIEWER})
# Who may say so of the others: everyone who works on words.
WRITERS = frozenset(
    {Role.INSTRUCTOR, Role.AUTHOR, Role.TRANSLATOR, Role.LAW_CHECKER, Role.RETURNEE_READER, Role.ADMINISTRATOR}
) | RELEASERS  # fmt: skip
_LONGEST = 300


class Refused(Exception):
    """Review does not allow it. ``text`` is what it is about; rooms to the left give a ``reason`` of their own.

    ``ways`` are addresses where it can be mended, each with a word for its button.
    """

    reason = ""
    ways: tuple[tuple[str, str], ...] = ()

    def __init__(self, text: Text) -> None:
        super().__init__(text.title)
        self.text = text


class Held(Refused):
    """The words may not go live yet: findings hold them, or a reviewer has blocked them."""

    def __init__(self, judgement: Judgement) -> None:
        super().__init__(judgement.text)
        self.judgement = judgement


class OwnWords(Refused):
    """Who has changed words since they were last published does not sign for them."""


class NotYours(Refused):
    """Her role does not sign for this."""


class Unanswered(Refused):
    """A question of the checklist has no answer, or a concern, block or dismissal has no words."""


class NothingFound(Refused):
    """The rule does not meet this passage, or no longer."""


@transaction.atomic
def admit(texts: Sequence[Text], *, now: datetime) -> None:
    """Write down what the rules find in words that go live. Raises ``Held`` for the first that may not."""
    judgements = judge(texts, today=now.date())
    for judgement in judgements:
        if not judgement.may_go_live:
            raise Held(judgement)
    for judgement in judgements:
        _remember(judgement, now=now)


def _remember(judgement: Judgement, *, now: datetime) -> None:
    subject = judgement.text.subject
    known = {(row.rule, row.mark): row for row in Found.objects.about([subject])}
    met = {(line.finding.rule, line.mark): line for line in judgement.lines}
    gone = [row.pk for place, row in known.items() if row.live and place not in met]
    back = [row.pk for place, row in known.items() if not row.live and place in met]
    Found.objects.filter(pk__in=gone).update(live=False)
    Found.objects.filter(pk__in=back).update(live=True)
    new = [_found(subject, line, live=True, now=now) for place, line in met.items() if place not in known]
    # Two can publish the same words at once.
    Found.objects.bulk_create(new, ignore_conflicts=True)


def _found(subject: Subject, line: Line, *, live: bool, now: datetime) -> Found:
    finding = line.finding
    return Found(
        model=subject.model, key=subject.key, language=subject.language, rule=finding.rule, level=finding.level.value,
        mark=line.mark, path=finding.path[:_LONGEST], words=finding.words[:_LONGEST], live=live, found_at=now,
    )  # fmt: skip


@transaction.atomic
def dismiss(text: Text, *, rule: str, mark: str, reason: str, by: User, now: datetime) -> Dismissal:
    """Say why a finding does not hold for one passage; saying it again changes nothing.

    What holds publishing is dismissed only by a reviewer who wrote none of it: that is her signature.
    Raises ``NothingFound``, ``Unanswered``, ``NotYours`` and ``OwnWords``.
    """
    [judgement] = judge([text], today=now.date())
    line = next((one for one in judgement.lines if (one.finding.rule, one.mark) == (rule, mark)), None)
    if line is None:
        raise NothingFound(text)
    if not reason.strip():
        raise Unanswered(text)
    if line.finding.level is Level.HOLD:
        _check_hand(text, RELEASERS, by, signs=True)
        _check_saved(text, mark)
    else:
        _check_hand(text, WRITERS, by, signs=False)
    subject = text.subject
    made, _new = Dismissal.objects.get_or_create(
        model=subject.model, key=subject.key, language=subject.language, rule=rule, mark=mark,
        defaults={"level": line.finding.level.value, "words": line.finding.words[:_LONGEST],
                  "reason": reason.strip()[:500], "by": by, "at": now},
    )  # fmt: skip
    Found.objects.bulk_create([_found(subject, line, live=False, now=now)], ignore_conflicts=True)
    return made


@transaction.atomic
def sign_off(
    text: Text,
    *,
    kind: str,
    answers: Mapping[str, str],
    comment: str = "",
    blocked: bool = False,
    by: User,
    now: datetime,
) -> SignOff:
    """Vouch for a text as it stands, or block it until the same kind of review is signed anew.

    Raises ``NotYours``, ``OwnWords`` and ``Unanswered``.
    """
    _check_hand(text, SIGNERS[kind], by, signs=True)
    _check_answers(text, kind, answers, comment, blocked)
    subject = text.subject
    return SignOff.objects.create(
        model=subject.model, key=subject.key, language=subject.language, kind=kind, title=text.title[:255],
        mark=text.mark, reviewer=by, answers=dict(answers), comment=comment.strip(), blocked=blocked, at=now,
        expires_on=now.date() + GOOD_FOR,
    )  # fmt: skip


def _check_hand(text: Text, roles: frozenset[str], by: User, *, signs: bool) -> None:
    if not roles_of(by) & roles:
        raise NotYours(text)
    if signs and by.pk in sources.of(text.subject.model).authors(text.subject):
        raise OwnWords(text)


def _check_saved(text: Text, mark: str) -> None:
    """Only words that were saved have an author; who types others now would sign for her own."""
    saved = sources.of(text.subject.model).newest(text.subject)
    if saved is None or mark not in saved.marks:
        raise NothingFound(text)


def _check_answers(text: Text, kind: str, answers: Mapping[str, str], comment: str, blocked: bool) -> None:
    if blocked:
        complete = bool(comment.strip())
    else:
        complete = set(answers) == set(FITTING[Kind(kind)]) and set(answers.values()) <= set(Answer.values)
        complete = complete and (bool(comment.strip()) or Answer.CONCERN not in answers.values())
    if not complete:
        raise Unanswered(text)


def may_sign(text: Text, *, kind: str, by: User) -> bool:
    """Whether her role signs this kind, and none of the words are hers."""
    return bool(roles_of(by) & SIGNERS[kind]) and by.pk not in sources.of(text.subject.model).authors(text.subject)


@transaction.atomic
def expire_signoffs(
    *, kind: str, because: str, today: date, language: str = "", keys: Iterable[UUID] | None = None
) -> int:
    """End what was vouched for, because a law has changed: everywhere, in one language, or for these objects.

    Gives the number of sign-offs that ended. What readers see stays; the review is asked for again.
    """
    standing = SignOff.objects.standing(today).filter(kind=kind, blocked=False)
    if language:
        standing = standing.filter(language=language)
    if keys is not None:
        standing = standing.filter(key__in=list(keys))
    return standing.update(expires_on=today, expired_because=because)


@transaction.atomic
def recheck(language: str, *, now: datetime) -> int:
    """Write down what today's rules find in everything that is live in a language; gives the number of texts."""
    texts = [text for source in sources.every() for text in source.live(language)]
    for judgement in judge(texts, today=now.date()):
        _remember(judgement, now=now)
    return len(texts)
