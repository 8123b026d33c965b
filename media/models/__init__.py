"""Pictures and recordings: what is shown and heard beside words."""

from media.models.pictures import Picture, Rendition
from media.models.recordings import Recording, RequiredLanguage

__all__ = ["Picture", "Recording", "Rendition", "RequiredLanguage"]
