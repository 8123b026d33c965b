"""What documents themselves tell a reader to do, in the words of the catalogues: to be read aloud like lessons."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

INSTRUCTIONS = (
    _("Tap an answer to see what comes of it. Nothing is recorded."),
    _("Choose where each one belongs. Nothing is recorded."),
    _("More than one answer is right. Tap each answer."),
    _("Tap a line to see what it means."),
    _("Hold your paper next to this page. Your answers stay on this screen. We do not keep or send them."),
    _("What you write stays on this screen. We do not keep or send it."),
    _("Nothing you type is stored or sent. You can print this sheet."),
    _("Nothing you type is stored or sent."),
    _("This lesson is not yet in your language. Here it is in English."),
    _("Write your own lines on it, cut it out, and carry it. It asks nothing and keeps nothing."),
    _("A number we have not checked is left open: your labour office or embassy has it."),
    _(
        "If you are in danger, call the emergency number first. You may ask for an interpreter. You do not have to "
        "give evidence to be helped."
    ),
    _("Copy the numbers on paper too. A phone can get lost. This page asks nothing and keeps nothing."),
)
