"""What people are told about files that are not taken."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from media.sounds import Fault

FAULTS = {
    Fault.EMPTY: _("The file is empty."),
    Fault.TOO_BIG: _("The file is larger than 2 MB. Save it as MP3 or Opus with fewer kilobits."),
    Fault.TOO_LONG: _("The recording is longer than 3 minutes."),
    Fault.NO_RECORDING: _("This is not a recording we can play. Take an MP3, Ogg, Opus or M4A file with one voice."),
    Fault.DAMAGED: _("The recording is damaged or cut off. Save it once more and try again."),
}
JUST_RECORDED = _("Somebody else recorded these words at this moment. Listen to it first.")
