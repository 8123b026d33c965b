"""Opens languages, and gives each a group of translators who may change its tree and no other."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import GroupPagePermission, Locale

from accounts.actions.people import log_access, subject_of
from accounts.models import Role, User
from accounts.permissions import roles_of
from core import tongues
from courses import shelf
from courses.models import HomePage
from translating.actions.work import begin

_ACTIONS = ("change_page", "publish_page")


class UnknownLanguage(ValueError):
    """The language is not in ``config.languages``: it has no columns yet."""


class NotATranslator(ValueError):
    """The person does not hold the role of translator."""


@transaction.atomic
def open_language(code: str, *, by: User | None) -> Locale:
    """Let readers choose a language; what is not translated stands in English. Opening it twice is harmless.

    Raises ``UnknownLanguage``.
    """
    if code not in dict(settings.LANGUAGES):
        raise UnknownLanguage(code)
    locale, _made = Locale.objects.get_or_create(language_code=code)
    home = HomePage.objects.filter(locale=Locale.get_default()).first()
    if home and code != settings.LANGUAGE_CODE and not HomePage.objects.filter(locale=locale).exists():
        begin(home, locale=locale, by=by)
    ensure_translators(locale)
    transaction.on_commit(_forget)
    return locale


def _forget() -> None:
    tongues.forget()
    shelf.renew()


@transaction.atomic
def ensure_translators(locale: Locale) -> Group:
    """The group of one language: its members change and publish pages of that tree. Run again when the tree is made."""
    group, _made = Group.objects.get_or_create(name=group_name(locale.language_code))
    home = HomePage.objects.filter(locale=locale).first()
    if home:
        for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=_ACTIONS):
            GroupPagePermission.objects.get_or_create(group=group, page=home, permission=permission)
    return group


def group_name(code: str) -> str:
    return f"Translators: {code}"


@transaction.atomic
def appoint_translator(user: User, *, language: str, by: User | None, now: datetime) -> None:
    """Let a translator work on a language. Raises ``NotATranslator`` and ``Locale.DoesNotExist``."""
    if Role.TRANSLATOR not in roles_of(user):
        raise NotATranslator
    user.groups.add(ensure_translators(Locale.objects.get(language_code=language)))
    if by:
        log_access(actor=by, verb="language_given", subject=subject_of(user), purpose=language, now=now)


@transaction.atomic
def dismiss_translator(user: User, *, language: str, by: User, now: datetime) -> None:
    """Take a language from a translator."""
    user.groups.remove(*Group.objects.filter(name=group_name(language)))
    log_access(actor=by, verb="language_taken", subject=subject_of(user), purpose=language, now=now)
