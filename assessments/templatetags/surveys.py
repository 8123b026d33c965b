"""Template words with which other rooms offer surveys."""

from __future__ import annotations

from django import template

from assessments.surveys import addresses
from assessments.surveys.kinds import Wave

register = template.Library()


@register.simple_tag
def survey_address(survey_key: str, group_key: str, wave: str = Wave.ONCE) -> str:
    """The address of a survey for one class or destination."""
    return addresses.survey_address(survey_key, group_key, wave=wave)
