"""The words for what the pure modules find. No rules here."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from translating.backcheck import Hindrance
from translating.messages import Unreadable, Verdict
from translating.states import Step

STEPS = {
    Step.START: _("Start"),
    Step.GO_ON: _("Go on"),
    Step.SEE_CHANGES: _("See what changed"),
    Step.PUBLISH: _("Publish"),
    Step.ASK: _("Ask for review"),
    Step.REVIEW: _("Review"),
    Step.NOTHING: _("Look"),
}
UNREADABLE = {
    Unreadable.NOT_A_WORKBOOK: _("This is not an XLSX or PO file, or it is damaged."),
    Unreadable.NOT_A_CATALOGUE: _("This is not a PO file in UTF-8, or it is damaged."),
    Unreadable.TOO_LARGE: _("The file is too large. Send the modules one by one."),
    Unreadable.NO_COLUMNS: _("The columns “key”, “English” and “translation” are not all there."),
    Unreadable.UNSAFE: _("The file holds parts that no spreadsheet program writes. It was not opened."),
}
VERDICTS = {
    Verdict.NEW: _("new"),
    Verdict.CHANGED: _("changed"),
    Verdict.SAME: _("as it is"),
    Verdict.NOTHING: _("no translation in the file"),
    Verdict.REVISE: _("marked as needing review, so left out"),
    Verdict.UNKNOWN: _("There is no such passage here. The key was changed, or the passage is gone."),
    Verdict.SOURCE_CHANGED: _("The English has changed since the file was downloaded."),
    Verdict.TWICE: _("The key stands in the file more than once."),
    Verdict.FORMULA: _("This is a formula, not words."),
    Verdict.TAGS_DIFFER: _('The tags, such as <b> or <a id="a1">, are not those of the English.'),
    Verdict.TAGS_BROKEN: _("A tag is not closed, or a loose < stands in the words."),
    Verdict.PLACEHOLDERS_DIFFER: _("The placeholders, such as %(name)s or {count}, are not those of the English."),
}
HINDRANCES = {
    Hindrance.NOT_COMPLETE: _("Not every passage is translated."),
    Hindrance.NOT_PUBLISHED: _("Readers do not see these words yet. Publish them first."),
    Hindrance.OWN_WORDS: _("You translated some of this: somebody else signs."),
    Hindrance.NOT_WRITTEN_BACK: _("Not every passage is written back in English by a second person."),
    Hindrance.NOT_CHECKED: _("Not every passage written back is compared by a third person."),
    Hindrance.DIFFERS: _("A passage means something else. Mend it; then it is written back anew."),
}
