"""H5P contents with their versions, the libraries that play them, and packages on their way in."""

from h5p.models.contents import Interactive, InteractiveVersion
from h5p.models.leftovers import Leftover
from h5p.models.libraries import Library, LibraryRequest
from h5p.models.translations import Translation
from h5p.models.uploads import Upload

__all__ = ["Interactive", "InteractiveVersion", "Leftover", "Library", "LibraryRequest", "Translation", "Upload"]
