"""Template words of the doors: codes and numbers as they are printed, pictures by name."""

from __future__ import annotations

from django import template

from accounts import codes
from accounts.wording import picture_name

register = template.Library()
register.filter("in_halves", codes.grouped)
register.filter("in_threes", codes.in_threes)
register.filter("picture_name", picture_name)
