"""What semantics.json says of a content: which fields it has, what they may hold, and what they hold at first."""

from h5p_python.semantics.defaults import translated, with_defaults
from h5p_python.semantics.fields import Place, replaced, walk
from h5p_python.semantics.filtering import Filtered, Remark, filter_params

__all__ = ["Filtered", "Place", "Remark", "filter_params", "replaced", "translated", "walk", "with_defaults"]
