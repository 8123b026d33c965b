"""Questions → a content that other systems play and edit: defaults filled in, texts cleaned, libraries named."""

import hashlib
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from h5p_python import kinds
from h5p_python.content import MadeContent
from h5p_python.dependencies import order_to_play
from h5p_python.faults import Faults
from h5p_python.library import Library, LibraryKey, NotALibrary, Shelf
from h5p_python.manifest import Manifest
from h5p_python.schema import vet_manifest
from h5p_python.semantics import Remark, filter_params, with_defaults
from h5p_python.semantics.texts import plain

_HOME = uuid.UUID("5d2f6f5e-8a3b-4a6f-9d53-0d8a1c7e4b21")
"""The namespace of the names that are given to parts of a set."""
_MOST_LINES = 31
_CHOICES = range(2, 5)
_BLANK = re.compile(r"\*[^*]+\*")


class NoSuchLibrary(LookupError):
    """The content type is on no shelf; the name says which."""


class InvalidQuestion(ValueError):
    """The question cannot be asked. `reason` is a code: `no-answers`, `no-right-answer`, `no-blank`, `odd-asterisk`,
    `too-many-lines`, `wrong-number-of-answers`, `no-questions`, `sign-in-answer`, `same-key`, `not-an-image`,
    `not-allowed` or `wrong-title-or-language` (or licence)."""

    def __init__(self, reason: str, remarks: tuple[Remark, ...] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remarks = remarks


@dataclass(frozen=True)
class Picture:
    """An image above a question. `name` ends in its kind, as in `harbour.jpg`."""

    name: str
    data: bytes
    alt: str
    width: int | None = None
    height: int | None = None

    @property
    def path(self) -> str:
        """Named by what is in it, so that no two pictures of a set take each other's place."""
        return f"images/{hashlib.sha256(self.data).hexdigest()[:16]}.{kinds.extension(self.name)}"


@dataclass(frozen=True)
class Answer:
    """All texts are HTML, cleaned when the content is built."""

    text: str
    correct: bool = False
    tip: str = ""
    when_chosen: str = ""
    when_not_chosen: str = ""


@dataclass(frozen=True)
class MultiChoice:
    question: str
    answers: tuple[Answer, ...]
    one_point: bool = False
    """The whole question gives one point, not each right answer."""
    mixed: bool = True
    picture: Picture | None = None
    key: str = ""
    """What keeps its results together in a set when the text or place changes."""


@dataclass(frozen=True)
class TrueFalse:
    question: str
    correct: bool
    when_right: str = ""
    when_wrong: str = ""
    picture: Picture | None = None
    key: str = ""


@dataclass(frozen=True)
class Blanks:
    """Lines as H5P writes them: `The capital is *Manila/Maynila:on Luzon*.`, or made with `blank()`."""

    task: str
    lines: tuple[str, ...]
    case_matters: bool = False
    forgives_slips: bool = False
    picture: Picture | None = None
    key: str = ""


@dataclass(frozen=True)
class SingleChoice:
    question: str
    right: str
    wrong: tuple[str, ...]
    key: str = ""


@dataclass(frozen=True)
class SingleChoiceSet:
    choices: tuple[SingleChoice, ...]
    pass_percentage: int = 100


@dataclass(frozen=True)
class QuestionSet:
    questions: tuple[MultiChoice | TrueFalse | Blanks, ...]
    pass_percentage: int = 50
    introduction: str = ""
    mixed: bool = False


Question = MultiChoice | TrueFalse | Blanks | SingleChoiceSet | QuestionSet

_NAMES: Mapping[type, str] = {
    MultiChoice: "H5P.MultiChoice",
    TrueFalse: "H5P.TrueFalse",
    Blanks: "H5P.Blanks",
    SingleChoiceSet: "H5P.SingleChoiceSet",
    QuestionSet: "H5P.QuestionSet",
}


def build(
    question: Question,
    shelf: Shelf,
    *,
    title: str,
    language: str = "en",
    license: str = "U",
    authors: tuple[str, ...] = (),
) -> MadeContent:
    """A content of the newest version on the shelf. Raises NoSuchLibrary or InvalidQuestion."""
    library = shelf.newest(_NAMES[type(question)])
    if library is None:
        raise NoSuchLibrary(_NAMES[type(question)])
    params = _finished(_params(question, library, shelf), library.key, shelf, language)
    order = order_to_play(params, library.key, shelf)
    raw = {"authors": [{"name": name, "role": "Author"} for name in authors]} if authors else {}
    dependencies = tuple(one.key for one in order.libraries)
    manifest = Manifest(" ".join(title.split())[:255], language, library.key, dependencies, license, raw)
    if not vet_manifest(manifest.to_json(), path="h5p.json", faults=Faults(limit=1)):
        raise InvalidQuestion("wrong-title-or-language")
    return MadeContent(manifest, params, {picture.path: picture.data for picture in _pictures(question)})


def blank(*words: str, tip: str = "") -> str:
    """A blank for a line of `Blanks`, in which each of the words is right."""
    if not words or any(sign in word for word in words for sign in "*/:") or "*" in tip:
        raise InvalidQuestion("sign-in-answer")
    return f"*{'/'.join(words)}{':' if tip else ''}{tip}*"


def _finished(params: dict[str, Any], main: LibraryKey, shelf: Shelf, language: str) -> dict[str, Any]:
    filled = with_defaults(params, main, shelf, language=language)
    filtered = filter_params(filled, main, shelf)
    refused = tuple(remark for remark in filtered.remarks if remark.code != "unknown-key")
    if refused:
        raise InvalidQuestion("not-allowed", refused)
    return filtered.params


def _params(question: Question, library: Library, shelf: Shelf) -> dict[str, Any]:
    match question:
        case MultiChoice():
            return _multiple_choice(question, library, shelf)
        case TrueFalse():
            return _true_false(question, library, shelf)
        case Blanks():
            return _blanks(question, library, shelf)
        case SingleChoiceSet():
            return _single_choice_set(question)
    return _question_set(question, library, shelf)


def _multiple_choice(question: MultiChoice, library: Library, shelf: Shelf) -> dict[str, Any]:
    if len(question.answers) < 2:
        raise InvalidQuestion("no-answers")
    if not any(answer.correct for answer in question.answers):
        raise InvalidQuestion("no-right-answer")
    behaviour = {"singlePoint": question.one_point, "randomAnswers": question.mixed}
    answers = [_answer(answer) for answer in question.answers]
    return {
        **_media(question.picture, library, shelf),
        "question": question.question,
        "answers": answers,
        "behaviour": behaviour,
    }


def _answer(answer: Answer) -> dict[str, Any]:
    said = {"tip": answer.tip, "chosenFeedback": answer.when_chosen, "notChosenFeedback": answer.when_not_chosen}
    return {"text": answer.text, "correct": answer.correct, "tipsAndFeedback": said}


def _true_false(question: TrueFalse, library: Library, shelf: Shelf) -> dict[str, Any]:
    said = {"feedbackOnCorrect": question.when_right, "feedbackOnWrong": question.when_wrong}
    return {
        **_media(question.picture, library, shelf),
        "question": question.question,
        "correct": "true" if question.correct else "false",
        "behaviour": {name: text for name, text in said.items() if text},
    }


def _blanks(question: Blanks, library: Library, shelf: Shelf) -> dict[str, Any]:
    if len(question.lines) > _MOST_LINES:
        raise InvalidQuestion("too-many-lines")
    if not any(map(_BLANK.search, question.lines)):
        raise InvalidQuestion("no-blank")
    if any(line.count("*") % 2 for line in question.lines):
        raise InvalidQuestion("odd-asterisk")
    behaviour = {"caseSensitive": question.case_matters, "acceptSpellingErrors": question.forgives_slips}
    return {
        **_media(question.picture, library, shelf),
        "text": question.task,
        "questions": list(question.lines),
        "behaviour": behaviour,
    }


def _single_choice_set(question: SingleChoiceSet) -> dict[str, Any]:
    if not question.choices:
        raise InvalidQuestion("no-questions")
    if any(len(choice.wrong) + 1 not in _CHOICES for choice in question.choices):
        raise InvalidQuestion("wrong-number-of-answers")
    choices = [_choice(choice, place) for place, choice in enumerate(question.choices)]
    return {"choices": choices, "behaviour": {"passPercentage": question.pass_percentage}}


def _choice(choice: SingleChoice, place: int) -> dict[str, Any]:
    name = _sub_content("choice", choice.key, place)
    return {"question": choice.question, "answers": [choice.right, *choice.wrong], "subContentId": name}


def _question_set(question: QuestionSet, library: Library, shelf: Shelf) -> dict[str, Any]:
    if not question.questions:
        raise InvalidQuestion("no-questions")
    keys = [one.key for one in question.questions if one.key]
    if len(set(keys)) < len(keys):
        raise InvalidQuestion("same-key")
    introduction = {"showIntroPage": bool(question.introduction), "introduction": question.introduction}
    return {
        "introPage": introduction,
        "passPercentage": question.pass_percentage,
        "randomQuestions": question.mixed,
        "questions": [_part(one, place, library, shelf) for place, one in enumerate(question.questions)],
    }


def _part(question: MultiChoice | TrueFalse | Blanks, place: int, library: Library, shelf: Shelf) -> dict[str, Any]:
    inner = _allowed_in(library, "questions", _NAMES[type(question)], shelf)
    words = question.task if isinstance(question, Blanks) else question.question
    return _sub(
        inner, _params(question, inner, shelf), title=plain(words), name=_sub_content("question", question.key, place)
    )


def _media(picture: Picture | None, library: Library, shelf: Shelf) -> dict[str, Any]:
    if picture is None:
        return {}
    if kinds.extension(picture.name) not in kinds.IMAGES or kinds.is_disguised(picture.name, picture.data[:512]):
        raise InvalidQuestion("not-an-image")
    inner = _allowed_in(library, "media", "H5P.Image", shelf)
    sizes = {"width": picture.width, "height": picture.height}
    file = {
        "path": picture.path,
        "mime": kinds.media_type(picture.name),
        "copyright": {"license": "U"},
        **{name: size for name, size in sizes.items() if size},
    }
    params = {"file": file, "alt": picture.alt, "contentName": "Image", "decorative": not picture.alt}
    title = picture.alt or picture.name
    return {"media": {"type": _sub(inner, params, title=title, name=_sub_content("media", picture.name, 0))}}


def _sub(library: Library, params: dict[str, Any], *, title: str, name: str) -> dict[str, Any]:
    metadata = {"contentType": library.title, "license": "U", "title": title[:255]}
    return {"library": str(library.key), "params": params, "subContentId": name, "metadata": metadata}


def _allowed_in(library: Library, name: str, wanted: str, shelf: Shelf) -> Library:
    """The newest version of a library that a field takes."""
    allowed = [inner for field in shelf.semantics(library.key) if field.get("name") == name for inner in _keys(field)]
    found = [one for key in allowed if key.name == wanted and (one := shelf.find(key))]
    if not found:
        raise NoSuchLibrary(f"{wanted} for {library.key}")
    return max(found, key=lambda one: one.version)


def _keys(field: Mapping[str, Any]) -> list[LibraryKey]:
    if field["type"] == "list":
        return _keys(field["field"])
    if field["type"] == "group":
        return [key for inner in field["fields"] for key in _keys(inner)]
    options = field.get("options") if field["type"] == "library" else None
    return [LibraryKey.parse(one) for one in options or () if isinstance(one, str) and _names_a_library(one)]


def _names_a_library(text: str) -> bool:
    try:
        LibraryKey.parse(text)
    except NotALibrary:
        return False
    return True


def _sub_content(kind: str, key: str, place: int) -> str:
    return str(uuid.uuid5(_HOME, f"{kind}/key/{key}" if key else f"{kind}/place/{place}"))


def _pictures(question: Question) -> list[Picture]:
    if isinstance(question, QuestionSet):
        return [picture for one in question.questions for picture in _pictures(one)]
    picture = None if isinstance(question, SingleChoiceSet) else question.picture
    return [picture] if picture else []
