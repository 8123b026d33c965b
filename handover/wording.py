"""The words for verdicts, kinds and everything that may be wrong with an archive. Decides nothing."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from handover.difference import Verdict
from handover.faults import Fault, Problem
from handover.records import Kind
from media.films.wording import fault as film_fault

Words = str | Promise

VERDICTS: dict[Verdict, Words] = {
    Verdict.NEW: _("New here"),
    Verdict.SAME: _("Unchanged"),
    Verdict.CHANGED: _("Changed by them"),
    Verdict.CONFLICT: _("Different here"),
    Verdict.CHECKED_LATER_HERE: _("Checked later here"),
    Verdict.LACKING: _("Not in this file"),
    Verdict.NOT_ALLOWED: _("Waits for libraries"),
}
NOTES: dict[Verdict, Words] = {
    Verdict.LACKING: _(
        "Their files did not come along, and they are not here. Lessons show nothing in their place. Ask for the "
        "course with films."
    ),
    Verdict.NOT_ALLOWED: _(
        "They play with libraries that nobody has allowed here. An administrator sees now that you ask for them. Once "
        "they are allowed, look through the file again."
    ),
}
KINDS: dict[Kind, Words] = {
    Kind.TOPIC: _("Topic"),
    Kind.PLACE: _("Country"),
    Kind.FACT_KEY: _("Kind of fact"),
    Kind.PHRASE: _("Phrase"),
    Kind.TERM: _("Glossary term"),
    Kind.FACT: _("Fact"),
    Kind.PICTURE: _("Picture"),
    Kind.DOCUMENT: _("Document"),
    Kind.RECORDING: _("Recording"),
    Kind.FILM: _("Film or sound"),
    Kind.TRACK: _("Words of a film"),
    Kind.INTERACTIVE: _("H5P content"),
    Kind.SHARED: _("Shared passage"),
    Kind.QUESTION: _("Question"),
    Kind.TEMPLATE: _("Question about facts"),
    Kind.QUIZ: _("Quiz"),
    Kind.MODULE: _("Module"),
    Kind.LESSON: _("Lesson"),
    Kind.COURSE: _("Course"),
    Kind.PASSAGES: _("Translated passages"),
    Kind.SHARED_WORDS: _("Translated passages"),
    Kind.CERTIFICATE: _("Certificate rule"),
}
FAULTS: dict[Fault, Words] = {
    Fault.TOO_LARGE: _("The file is larger than 1.9 GB."),
    Fault.NOT_AN_ARCHIVE: _("This is not a course archive. Choose the .zip file as you received it."),
    Fault.MORE_AROUND_IT: _("Something was added before, after or around the archive. Ask for the file again."),
    Fault.TOO_MANY_FILES: _("The archive holds more files than a course can have."),
    Fault.UNPACKS_TOO_LARGE: _("Unpacked, the archive would be too large."),
    Fault.OUTSIDE: _("The name of a file leads out of the archive."),
    Fault.BAD_NAME: _("The name of a file has signs that are not allowed."),
    Fault.DEVICE_NAME: _("A file has the name of a device."),
    Fault.TWICE: _("Two files have the same name."),
    Fault.NOT_A_FILE: _("This is a folder or a link, and not a file."),
    Fault.ENCRYPTED: _("The file is locked with a password."),
    Fault.UNKNOWN_PACKING: _("The file is packed in a way that is not read here."),
    Fault.OVERLAPPING: _("Two files use the same part of the archive."),
    Fault.PACKED_TOO_TIGHT: _("The file would grow too much when unpacked."),
    Fault.FILE_TOO_LARGE: _("The file is too large."),
    Fault.BROKEN: _("The file is damaged."),
    Fault.NO_MANIFEST: _("The list of contents, manifest.json, is missing."),
    Fault.UNKNOWN_FORMAT: _("This format is not read here. It must be baon-course-1 or baon-course-2."),
    Fault.MISSING_FILE: _("A file that is listed is missing."),
    Fault.UNLISTED_FILE: _("The file is not listed."),
    Fault.WRONG_SIZE: _("The file is longer or shorter than the list says."),
    Fault.WRONG_HASH: _("The file was changed after the archive was made."),
    Fault.WRONG_COUNT: _("There are more or fewer entries than the list says."),
    Fault.NOT_JSON: _("The file cannot be read as JSON."),
    Fault.TOO_DEEP: _("Parts lie in each other too deeply."),
    Fault.NAMED_TWICE: _("The same name stands twice."),
    Fault.BAD_NUMBER: _("A number is too large, too small, or not whole."),
    Fault.WRONG_TYPE: _("Something else was expected here."),
    Fault.UNKNOWN_FIELD: _("There is no such field."),
    Fault.MISSING_FIELD: _("A field is missing."),
    Fault.TOO_LONG: _("It is too long."),
    Fault.BAD_SIGNS: _("The text has signs that cannot be shown."),
    Fault.NOT_A_CHOICE: _("This is none of the choices."),
    Fault.UNKNOWN_KIND: _("This kind of entry is not known here."),
    Fault.UNKNOWN_BLOCK: _("Lessons here have no such block."),
    Fault.UNSAFE_TEXT: _("The text has code or tags that are not allowed in lessons."),
    Fault.UNKNOWN_LANGUAGE: _("This language is not set up here."),
    Fault.SAME_KEY: _("Two entries have the same key."),
    Fault.DANGLING: _("Something that it needs is neither in the archive nor here."),
    Fault.NO_PASSAGE: _("A lesson shows a shared passage that is neither in the archive nor here."),
    Fault.OTHER_THING: _("This key belongs to something else."),
    Fault.BAD_QUESTION: _("The question could not be asked as it stands."),
    Fault.BAD_PICTURE: _("The picture cannot be read. Use a JPEG, PNG or WebP file."),
    Fault.BAD_RECORDING: _("The recording cannot be played, holds more than sound, or is of other words."),
    Fault.BAD_DOCUMENT: _("The document is not what its name says."),
    Fault.BAD_FILM: _("The film is not taken."),
    Fault.BAD_TRACK: _("These are no captions that a player can read."),
    Fault.BAD_H5P: _("The H5P content is not taken."),
    Fault.COLLIDES: _("This does not fit with what is here."),
}


def told(problem: Problem) -> str:
    """A sentence, and after it where it was found."""
    if problem.fault is Fault.BAD_FILM:
        return f"{FAULTS[problem.fault]} {film_fault(problem.what)} ({problem.where})"
    if problem.fault is Fault.BAD_H5P:
        return f"{FAULTS[problem.fault]} {problem.what} ({problem.where})"
    place = " · ".join(part for part in (problem.where, problem.what) if part)
    return f"{FAULTS[problem.fault]} ({place})" if place else str(FAULTS[problem.fault])
