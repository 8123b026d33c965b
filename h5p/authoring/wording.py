"""What people are told about the words that they write for a content."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from h5p.authoring.rewriting import Problem

PROBLEMS = {
    Problem.TOO_LONG: _("This is longer than H5P takes here. Shorten it."),
    Problem.EMPTY: _("This cannot be empty. Write what stood here, or other words."),
    Problem.ODD_STARS: _("The signs * stand in pairs around each word that is asked. One of them is missing."),
    Problem.NOT_TAKEN: _("H5P does not take these words here: nothing would be left of them."),
}
OVERTAKEN = _("Somebody kept a newer edition while you wrote. Your words are still here: compare, and save again.")
