"""What kinds of contents are called. A kind that nobody named here is called as its library is."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

_NAMES = {
    "H5P.MultiChoice": _("Choice"),
    "H5P.TrueFalse": _("True or false"),
    "H5P.Blanks": _("Fill in the blanks"),
    "H5P.SingleChoiceSet": _("Row of choices"),
    "H5P.QuestionSet": _("Set of questions"),
    "H5P.MarkTheWords": _("Mark the words"),
    "H5P.DragText": _("Drag the words"),
    "H5P.DragQuestion": _("Drag and drop"),
    "H5P.Accordion": _("Accordion"),
    "H5P.InteractiveVideo": _("Interactive video"),
    "H5P.CoursePresentation": _("Slides"),
    "H5P.Dialogcards": _("Cards to turn"),
    "H5P.Flashcards": _("Flash cards"),
    "H5P.ImageHotspots": _("Picture with spots"),
    "H5P.Crossword": _("Crossword"),
    "H5P.GreetingCard": _("Greeting card"),
}


def kind_name(machine_name: str) -> str:
    return str(_NAMES.get(machine_name, machine_name.removeprefix("H5P.")))
