"""Pictures, recordings and films: what is shown and heard beside words."""

from media.models.films import Film, FilmRendition, FilmUpload
from media.models.pictures import Picture, Rendition
from media.models.recordings import Drafting, Recording, RequiredLanguage
from media.models.tracks import Track

__all__ = [
    "Drafting",
    "Film",
    "FilmRendition",
    "FilmUpload",
    "Picture",
    "Recording",
    "Rendition",
    "RequiredLanguage",
    "Track",
]
