"""What people are told when no content comes of their questions."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_REASONS = {
    "no-questions": gettext_lazy("No question goes along. Tick at least one."),
    "not-allowed": gettext_lazy("The installed version of this content type does not take such questions."),
    "not-an-image": gettext_lazy("One of the pictures is of a kind that H5P does not show."),
    "wrong-title-or-language": gettext_lazy("H5P does not take this title, language or licence."),
    "too-many-lines": gettext_lazy("A question has more lines than H5P shows."),
}


def told(reason: str) -> str:
    return str(_REASONS.get(reason, _("H5P cannot ask one of these questions.")))


def told_of_missing(names: tuple[str, ...]) -> str:
    return _(
        "These content types are not installed: %(names)s. They come inside H5P packages: bring one that holds them, "
        "and let an administrator allow it."
    ) % {"names": ", ".join(names)}
