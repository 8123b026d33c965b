"""What questions and surveys themselves tell a reader to do, in the words of the catalogues: to be read aloud too."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

INSTRUCTIONS = (
    _("Choose every answer that is right."),
    _("Choose a word for each gap."),
    _("Where does each belong?"),
    _("Touch the place on the picture, or choose it below."),
    _("Choose what belongs to each."),
    _("What comes first? Give each step a number."),
    _("Only for you. What you write here is not sent and not kept."),
    _("How far do you agree?"),
    _("I fully agree"),
    _("I agree"),
    _("In between"),
    _("I do not agree"),
    _("I do not agree at all"),
    _("Yes"),
    _("No"),
    _("I am not sure"),
    _("I'm not sure"),
    _("Skip this question"),
)
