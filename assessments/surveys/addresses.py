"""The address of a survey for one group, sealed so that nobody makes up groups. It holds no person.

Everyone in a class, or in a country, gets the same address.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from assessments.models.surveys import Survey
from assessments.surveys.kinds import Wave

_SALT = "assessments.surveys.addresses"
_SEAL_BYTES = 10


class BadAddress(ValueError):
    """The address was not made here, or was mistyped."""


@dataclass(frozen=True)
class Asked:
    """Which survey is asked, when and of which group: a class code, or a destination code in small letters."""

    survey: str
    wave: Wave
    group: str

    def __str__(self) -> str:
        return f"{self.survey}/{self.wave}/{self.group}"


@dataclass(frozen=True)
class Invitation:
    """A survey that can be offered: its title, when it is asked, and its address from the site's root."""

    title: str
    wave: Wave
    address: str


def survey_address(survey_key: str, group_key: str, *, wave: str = Wave.ONCE) -> str:
    """``/s/feedback/once/K7M4PQ/…/``: the same for everyone in the group, and for good.

    ``group_key`` is the code of a class, or of a destination: what the kind of survey counts by.
    """
    asked = Asked(survey_key, Wave(wave), group_key)
    return f"/s/{asked}/{_seal(asked, settings.SECRET_KEY)}/"


def opened(survey_key: str, wave: str, group_key: str, seal: str) -> Asked:
    """What an address asks. Raises ``BadAddress``."""
    try:
        asked = Asked(survey_key, Wave(wave), group_key)
    except ValueError as error:
        raise BadAddress(wave) from error
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    if not any(constant_time_compare(_seal(asked, secret), seal.lower()) for secret in secrets):
        raise BadAddress(str(asked))
    return asked


def invitations(*kinds: str, group_key: str) -> tuple[Invitation, ...]:
    """The published surveys of these kinds for one group, in the order of their waves. One query."""
    found = sorted(Survey.objects.published().filter(kind__in=kinds), key=lambda survey: kinds.index(survey.kind))
    return tuple(
        Invitation(survey.title, wave, survey_address(survey.key, group_key, wave=wave))
        for survey in found
        for wave in survey.waves
    )


def _seal(asked: Asked, secret: str | bytes) -> str:
    digest = salted_hmac(_SALT, str(asked), secret=secret, algorithm="sha256").digest()
    return base64.b32encode(digest[:_SEAL_BYTES]).decode().lower()
