"""Takes a recording apart: what it is, how long it lasts, and its bytes without the notes that devices leave in it.

Knows nothing of uploads, models or pages, and does not decode: what is heard is left as it is.
"""

from media.sounds.cleaning import LARGEST, LONGEST, clean, promises_sound
from media.sounds.sound import CONTENT_TYPES, Fault, Kind, NotASound, Sound

__all__ = [
    "CONTENT_TYPES",
    "LARGEST",
    "LONGEST",
    "Fault",
    "Kind",
    "NotASound",
    "Sound",
    "clean",
    "promises_sound",
]
