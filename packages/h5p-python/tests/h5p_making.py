"""Small packages and libraries of our own, so that the tests mean something on a bare machine."""

import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

REAL = next((parent / "shared/h5p" for parent in Path(__file__).parents if (parent / "shared/h5p").is_dir()), None)
"""Packages that no one here wrote, where they lie beside the project."""

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360f8cf50000003860181d5d5f4c10000000049454e44ae426082"
)
TEXT: dict[str, Any] = {"type": "text"}
HTML: dict[str, Any] = {"type": "text", "widget": "html", "tags": ["strong", "em", "a", "code"]}


def text(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "type": "text", **more}


def boolean(name: str, default: bool) -> dict[str, Any]:
    return {"name": name, "type": "boolean", "default": default}


def number(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "type": "number", **more}


def group(name: str, *fields: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": name, "type": "group", "fields": list(fields), **more}


def list_of(name: str, field: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": name, "type": "list", "field": field, **more}


def library_field(name: str, *options: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "type": "library", "options": list(options), **more}


def dependency(text_: str) -> dict[str, Any]:
    name, _, version = text_.partition(" ")
    major, minor = version.split(".")
    return {"machineName": name, "majorVersion": major, "minorVersion": int(minor)}


def library_json(name: str, **more: Any) -> dict[str, Any]:
    machine, _, version = name.partition(" ")
    major, minor = version.split(".")
    return {
        "title": machine,
        "machineName": machine,
        "majorVersion": int(major),
        "minorVersion": int(minor),
        "patchVersion": 3,
        "runnable": 1,
        **more,
    }


def library_files(
    name: str,
    *,
    semantics: list[dict[str, Any]] | None = None,
    needs: Iterable[str] = (),
    editor: Iterable[str] = (),
    **more: Any,
) -> dict[str, bytes]:
    """A library with one script and one style, in its folder."""
    folder = name.replace(" ", "-")
    described = library_json(
        name,
        preloadedJs=[{"path": "js/main.js"}],
        preloadedCss=[{"path": "css/main.css"}],
        preloadedDependencies=[*map(dependency, needs)],
        editorDependencies=[*map(dependency, editor)],
        **more,
    )
    files = {
        f"{folder}/library.json": json.dumps(described).encode(),
        f"{folder}/js/main.js": f"/* {name} */".encode(),
        f"{folder}/css/main.css": f"/* {name} */".encode(),
    }
    if semantics is not None:
        files[f"{folder}/semantics.json"] = json.dumps(semantics).encode()
    return files


CARD_SEMANTICS: list[dict[str, Any]] = [
    text("greeting", default="Hello", maxLength=40),
    {"name": "image", "type": "image", "optional": True},
]


def manifest(main: str = "H5P.Card 1.0", *more: str, **changes: Any) -> dict[str, Any]:
    return {
        "title": "A card",
        "language": "en",
        "mainLibrary": main.partition(" ")[0],
        "embedTypes": ["iframe"],
        "license": "CC BY",
        "preloadedDependencies": [dependency(main), *map(dependency, more)],
        **changes,
    }


def card(**changes: Any) -> dict[str, bytes]:
    """The files of a package that is valid; those given are added, changed, or with None left out."""
    files: dict[str, Any] = {
        "h5p.json": json.dumps(manifest()).encode(),
        "content/content.json": json.dumps({"greeting": "Hi", "image": {"path": "images/sun.png"}}).encode(),
        "content/images/sun.png": PNG,
        **library_files("H5P.Card 1.0", semantics=CARD_SEMANTICS, license="MIT", author="Ann"),
        **changes,
    }
    return {name: data for name, data in files.items() if data is not None}


def changed(name: str, data: bytes | None) -> dict[str, bytes]:
    return card(**{name: data})


def archive(members: Mapping[str, bytes] | Iterable[tuple[Any, bytes]], *, packed: bool = True) -> io.BytesIO:
    """A ZIP of the members, in their order; a name may come twice, and may be a ZipInfo."""
    stream = io.BytesIO()
    pairs = members.items() if isinstance(members, Mapping) else members
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as made:
        for name, data in pairs:
            entry = name if isinstance(name, zipfile.ZipInfo) else zipfile.ZipInfo(name)
            entry.filename = entry.orig_filename
            entry.compress_type = made.compression if entry.compress_type == zipfile.ZIP_STORED else entry.compress_type
            made.writestr(entry, data)
    stream.seek(0)
    return stream


def entry(name: str, **attributes: Any) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name)
    for key, value in attributes.items():
        setattr(made, key, value)
    return made


# Content types with fields named as in the real ones, and words of our own.

_BEHAVIOUR = [boolean("enableRetry", True), boolean("enableSolutionsButton", True)]
_FEEDBACK = group(
    "overallFeedback",
    list_of(
        "overallFeedback",
        group("overallFeedback", number("from", default=0), number("to", default=100), text("feedback", optional=True)),
        defaultNum=1,
    ),
)
_MEDIA = group("media", library_field("type", "H5P.Image 1.1", optional=True), boolean("disableImageZooming", False))
_UI = group("UI", text("checkAnswerButton", default="Check it"), text("tryAgainButton", default="Once more"))
_TIPS = group("tipsAndFeedback", *({**HTML, "name": one} for one in ("tip", "chosenFeedback", "notChosenFeedback")))

QUESTION_LIBRARIES: dict[str, list[dict[str, Any]]] = {
    "H5P.Image 1.1": [
        {"name": "file", "type": "image"},
        text("alt"),
        text("contentName", default="Image"),
        boolean("decorative", False),
    ],
    "H5P.MultiChoice 1.16": [
        _MEDIA,
        {**HTML, "name": "question"},
        list_of("answers", group("answer", {**HTML, "name": "text"}, {"name": "correct", "type": "boolean"}, _TIPS)),
        _FEEDBACK,
        _UI,
        group(
            "behaviour",
            *_BEHAVIOUR,
            boolean("singlePoint", False),
            boolean("randomAnswers", True),
            number("passPercentage", default=100),
            {
                "name": "type",
                "type": "select",
                "default": "auto",
                "options": [{"value": one, "label": one} for one in ("auto", "multi", "single")],
            },
        ),
    ],
    "H5P.TrueFalse 1.8": [
        _MEDIA,
        {**HTML, "name": "question"},
        {
            "name": "correct",
            "type": "select",
            "default": "true",
            "options": [{"value": "true", "label": "True"}, {"value": "false", "label": "False"}],
        },
        group("l10n", text("trueText", default="True"), text("falseText", default="False")),
        group(
            "behaviour", *_BEHAVIOUR, text("feedbackOnCorrect", optional=True), text("feedbackOnWrong", optional=True)
        ),
    ],
    "H5P.Blanks 1.14": [
        _MEDIA,
        {**HTML, "name": "text", "default": "Fill in"},
        list_of("questions", {**HTML, "name": "question"}, max=31),
        group("behaviour", *_BEHAVIOUR, boolean("caseSensitive", True), boolean("acceptSpellingErrors", False)),
    ],
    "H5P.SingleChoiceSet 1.11": [
        list_of(
            "choices",
            group("choice", {**HTML, "name": "question"}, list_of("answers", {**HTML, "name": "a"}), isSubContent=True),
        ),
        group("behaviour", boolean("soundEffectsEnabled", True), number("passPercentage", default=100, min=0, max=100)),
    ],
    "H5P.QuestionSet 1.20": [
        group("introPage", boolean("showIntroPage", False), {**HTML, "name": "introduction"}),
        number("passPercentage", default=50, min=0, max=100),
        boolean("randomQuestions", False),
        list_of(
            "questions",
            library_field("question", "H5P.MultiChoice 1.16", "H5P.TrueFalse 1.8", "H5P.Blanks 1.14", "not a library"),
        ),
        group("texts", text("finishButton", default="Done")),
    ],
}


def question_package() -> io.BytesIO:
    """One package with all the content types that the builder writes for."""
    files: dict[str, bytes] = {}
    for name, semantics in QUESTION_LIBRARIES.items():
        files |= library_files(name, semantics=semantics)
    words = {"semantics": [{}, {}, {}, {"fields": [{"default": "صحيح"}, {"default": "خطأ"}]}]}
    files["H5P.TrueFalse-1.8/language/ar.json"] = json.dumps(words).encode()
    described = manifest("H5P.QuestionSet 1.20", *(name for name in QUESTION_LIBRARIES if "Set 1.20" not in name))
    return archive({"h5p.json": json.dumps(described).encode(), "content/content.json": b"{}", **files})
