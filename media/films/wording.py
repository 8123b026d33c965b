"""What people are told about films that are not taken or not made, and what the things are called that are made."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.templatetags.baon import language_name
from media.films.faults import Fault
from media.films.probing import LARGEST_SIDE
from media.ladder import voice_in

_SAID: Mapping[str, str | Promise] = {
    Fault.EMPTY: gettext_lazy("The file is empty."),
    Fault.TOO_BIG: gettext_lazy("The file is larger than %(megabytes)s MB. Cut it into parts, or save it smaller."),
    Fault.NO_FILM: gettext_lazy(
        "This is not a film or a sound that we can read. Take MP4, MOV, WebM, MKV or AVI; for sound MP3, M4A, Ogg, "
        "WAV or FLAC."
    ),
    Fault.DAMAGED: gettext_lazy("The file is damaged. Open it on your machine: if it plays, save it anew as MP4."),
    Fault.CUT_OFF: gettext_lazy(
        "The file is cut off: it says that it lasts longer than it does. Copy it once more from where it was made."
    ),
    Fault.TOO_LONG: gettext_lazy(
        "It lasts longer than %(minutes)s minutes. Cut it into parts: short films are seen to the end."
    ),
    Fault.TOO_WIDE: gettext_lazy(
        "Its picture has a side of more than %(side)s points. Save it as 1080p and try again."
    ),
    Fault.TOO_HARD: gettext_lazy(
        "It takes more time or memory than a film may take here. Save it as MP4 in 1080p and try again."
    ),
    Fault.NOT_WHOLE: gettext_lazy("Not all of the file came. Send it once more."),
    Fault.NOT_MADE: gettext_lazy(
        "It could not be written. Try again; if that does not help, save the film anew as MP4."
    ),
    Fault.NEEDS_OTHER: gettext_lazy("It is made of another one in this list that could not be made."),
}  # fmt: skip
_NAMES: Mapping[str, str | Promise] = {
    "still": gettext_lazy("Still picture"),
    "240p": gettext_lazy("Film, small (240p)"),
    "360p": gettext_lazy("Film, larger (360p)"),
    "opus": gettext_lazy("Sound alone (Opus)"),
    "aac": gettext_lazy("Sound alone, for older phones (AAC)"),
    "hls-240p": gettext_lazy("Stream, small"),
    "hls-360p": gettext_lazy("Stream, larger"),
    "hls-sound": gettext_lazy("Stream of the sound"),
    "hls": gettext_lazy("List of the streams"),
}


def fault(code: str) -> str:
    """In the reader's language; a code that nobody knows any more is told as a failure."""
    said = _SAID.get(code, _SAID[Fault.NOT_MADE])
    numbers = {"megabytes": settings.FILM_LARGEST_MB, "minutes": settings.FILM_LONGEST_MINUTES, "side": LARGEST_SIDE}
    return str(said) % numbers


def name(rendition: str) -> str:
    """With the name of the language of its voice, where it has one of its own."""
    plain, language = voice_in(rendition)
    said = str(_NAMES.get(plain, plain))
    return f"{said} · {language_name(language)}" if language else said


def gap(seconds: Decimal) -> str:
    """Why a sound is no voice of a film: it is so much too long or, below nought, too short. Nothing where it fits."""
    if not seconds:
        return ""
    whole = math.ceil(abs(seconds))
    if seconds > 0:
        said = ngettext("The sound is %(seconds)s second longer.", "The sound is %(seconds)s seconds longer.", whole)
    else:
        said = ngettext("The sound is %(seconds)s second shorter.", "The sound is %(seconds)s seconds shorter.", whole)
    return said % {"seconds": whole}


def did_not_arrive() -> str:
    return _("This part of the file did not arrive as it should. Choose the file once more: it goes on where it stood.")
