"""The words for what a file could not say, what it lost on its way, and what a format leaves out."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from assessments.formats.drafts import MOST_BYTES, MOST_OPTIONS, Lack, Refusal, Remark, Unreadable
from assessments.wording import PROBLEMS

FILES = {
    Unreadable.NOT_TEXT: _("This file is not text that we can read. Save it as UTF-8 and try again."),
    Unreadable.TOO_LARGE: _("This file is too large. Up to %(size)s MB are taken at once; split it.")
    % {"size": MOST_BYTES // (1024 * 1024)},
    Unreadable.TOO_MANY: _("This file has too many questions. Split it."),
    Unreadable.EMPTY: _("There is no question in this file. Was the right format chosen?"),
    Unreadable.NOT_XML: _("This is not a whole XML file. Export it again and try once more."),
    Unreadable.NOT_MOODLE: _("This XML file does not come from a Moodle question bank."),
    Unreadable.UNSAFE: _("This file asks its reader to fetch or repeat other things. We do not open such files."),
    Unreadable.NOT_A_WORKBOOK: _("This is not an XLSX workbook, or it is damaged. Save it again as .xlsx."),
    Unreadable.NO_COLUMNS: _("The first row must name the columns, and one of them is “stem”. The template has them."),
}

REFUSALS = {
    Refusal.BRACES: _("The answers must stand between one { and one }. Write \\{ or \\} where a bracket is meant."),
    Refusal.DESCRIPTION: _("This is a text without a question. Make a lesson of it."),
    Refusal.TYPED_ANSWER: _(
        "An answer typed by letters cannot be taken: trainees choose, or type digits. Offer answers."
    ),
    Refusal.UNKNOWN_KIND: _("We have no such kind of question."),
    Refusal.NO_ARROW: _("Each pair needs an arrow -> between its two sides."),
    Refusal.NO_ANSWER_LINE: _("The line ANSWER: with the letter of the right answer is missing."),
    Refusal.ANSWER_NOT_THERE: _("The right answer named is not among the answers."),
    Refusal.NOT_A_NUMBER: _("This cannot be read as a number."),
    Refusal.NUMBER_TOO_LONG: _("Numbers have up to twelve digits before the point and four after it."),
    Refusal.SEVERAL_NUMBERS: _("Only one number can be right. Give it a tolerance instead."),
    Refusal.TEXT_TOO_LONG: _("A text is too long."),
    Refusal.TOO_MANY_ANSWERS: _("Up to %(count)s answers are taken.") % {"count": MOST_OPTIONS},
    Refusal.NOT_A_PLACE: _("A place needs four whole numbers inside the picture, such as 10, 20, 30, 15."),
    Refusal.NOT_A_LEVEL: _("The difficulty is 1, 2 or 3."),
    Refusal.NOT_COUNTRIES: _("Write two-letter country codes with commas between them, such as JO, QA."),
    Refusal.NOT_A_FORM: _("The form is A or B, or nothing."),
    Refusal.NOT_YES_OR_NO: _("Write yes or no."),
    Refusal.NOT_A_NAME: _("A family is named by letters, digits and hyphens."),
    Refusal.TWICE_IN_FILE: _("The same question stands in this file before. Its line:"),
    Refusal.UNKNOWN_TOPIC: _("We know no such topic. Make it first, or choose one for the whole file."),
    Refusal.UNKNOWN_LANGUAGE: _("We know no such language."),
    Refusal.UNKNOWN_PICTURE: _("No picture in the library has this title. Add it first, or correct the title."),
    Refusal.SEVERAL_PICTURES: _("Several pictures in the library have this title. Write the number of one."),
    Refusal.MADE_FROM_FACT: _("This question is made from a fact. Change the fact, or take the question over first."),
}

REMARKS = {
    Remark.MARKUP_LOST: _("Bold, lists, tables or links became plain words."),
    Remark.PICTURE_LOST: _("A picture was left out. Choose one from the library."),
    Remark.SOUND_LOST: _("A recording was left out."),
    Remark.PARTIAL_CREDIT: _("An answer that was partly right now counts as wrong."),
    Remark.EXTRA_PARTNER: _("A partner that belongs to nothing was left out."),
    Remark.ESSAY: _("A free text becomes something to think about: not marked, not kept."),
    Remark.WORD_GROUPS: _("Every word is now offered for every gap."),
    Remark.UNITS_LOST: _("Only the first unit was taken."),
    Remark.TOPIC_CHOSEN: _("It names no topic we know; the one you chose was taken."),
    Remark.PICTURE_UNKNOWN: _("No picture in the library has this number."),
    Remark.BACK_IN_USE: _("It was retired here, and is asked again."),
}

LACKS = {
    Lack.KIND: _("This format has no such kind of question."),
    Lack.NEEDS_PICTURE: _("A place on a picture cannot be asked without the picture."),
    Lack.NEEDS_SOUND: _("What is to be heard cannot go along."),
    Lack.SEVERAL_GAPS: _("This format has room for one gap."),
    Lack.GAP_NUMBERS: _("The gaps must be numbered 1, 2, 3 …"),
    Lack.ARROW: _("An answer contains ->, which this format means something by."),
    Lack.READS_AS_ANSWER: _("The question would be read as an answer."),
    Lack.LINES: _("A text has several lines; this format has room for one."),
    Lack.TOO_MANY_ANSWERS: _("There are more answers than letters."),
    Lack.NOT_IN_LANGUAGE: _("Not everything is there in this language."),
    Lack.PICTURE: _("The picture stays here."),
    Lack.UNIT: _("The unit stays here."),
    Lack.FEEDBACK: _("The feedback when right and when wrong stays here."),
    Lack.ANSWER_FEEDBACK: _("The feedback to single answers stays here."),
    Lack.TRUTH_WORDS: _("Its answers are called true and false there."),
    Lack.TAG: _("Difficulty, lesson, fact or another detail stays here."),
    Lack.NOT_TWO_TO_FOUR: _("Only questions with two to four answers, of which one is right, fit in here."),
    Lack.TOLERANCE: _("An answer a little higher or lower would count as wrong there."),
    Lack.SIGNS: _("Its words contain * or /, which mean something else there."),
    Lack.CHOICE_OF_WORDS: _("The words to choose from stay here: the gap is filled by typing."),
    Lack.ANSWER_PICTURE: _("The pictures of the answers stay here."),
    Lack.MUST_KNOW: _("That it must be known counts for nothing there."),
    Lack.FACT: _("It rests on a country fact, and will not change when the fact does."),
}

_NOTES = {str(code): said for table in (PROBLEMS, REFUSALS, REMARKS) for code, said in table.items()}


def told(code: str, what: str) -> tuple[str, str]:
    """A note in words, and the words it is about."""
    return str(_NOTES[code]), what


def told_of_file(reason: str) -> str:
    return str(FILES[Unreadable(reason)])
