"""Keeps of a content what its semantics describe, made safe. Fills nothing in; see `defaults`."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from h5p_python.library import Field, LibraryKey, Shelf
from h5p_python.semantics.fields import FILES, Path, named_library, only_field
from h5p_python.semantics.texts import cleaned, clipped, escaped

_NOTHING = object()
"""What a value becomes that may not stay."""

_NUMBER = re.compile(r"[+-]?\d{1,18}(\.\d{1,18})?", re.ASCII)
_MIME = re.compile(r"[\w.+-]{1,60}/[\w.+-]{1,120}", re.ASCII)
_SUB_CONTENT = re.compile(r"[0-9a-fA-F-]{1,64}")
_QUANTIFIED_GROUP = re.compile(r"\)[*+?{]")
_LONGEST_MATCHED = 1_000
_FILE_KEYS = frozenset({"path", "mime", "copyright", "width", "height", "quality"})

_TEXT: Field = {"type": "text"}
_COPYRIGHT: list[Field] = [
    {"name": name, "type": "text"} for name in ("title", "author", "year", "source", "license", "version")
]
_METADATA: list[Field] = [
    *({"name": name, "type": "text"} for name in ("title", "a11yTitle", "license", "licenseVersion", "licenseExtras")),
    *({"name": name, "type": "text"} for name in ("source", "authorComments", "contentType", "defaultLanguage")),
    *({"name": name, "type": "number"} for name in ("yearFrom", "yearTo")),
    {
        "name": "authors",
        "type": "list",
        "field": {"type": "group", "fields": [{**_TEXT, "name": "name"}, {**_TEXT, "name": "role"}]},
    },
    {
        "name": "changes",
        "type": "list",
        "field": {"type": "group", "fields": [{**_TEXT, "name": one} for one in ("date", "author", "log")]},
    },
]


@dataclass(frozen=True)
class Remark:
    """Something that was taken out: `unknown-key`, `wrong-type`, `not-an-option`, `library-not-allowed`,
    `library-not-found`, `file-path` or `too-many`."""

    code: str
    path: Path


@dataclass(frozen=True)
class Filtered:
    params: dict[str, Any]
    remarks: tuple[Remark, ...] = ()


def filter_params(params: Mapping[str, Any], main: LibraryKey, shelf: Shelf) -> Filtered:
    """The content as its semantics allow it. Filtering twice changes nothing more."""
    run = _Filtering(shelf)
    kept = run.fields(shelf.semantics(main), dict(params), ())
    return Filtered(kept, tuple(run.remarks))


class _Filtering:
    def __init__(self, shelf: Shelf) -> None:
        self.remarks: list[Remark] = []
        self._shelf = shelf
        self._by_type: Mapping[str, Callable[[Field, Any, Path], Any]] = {
            "text": self._text,
            "number": self._number,
            "boolean": self._boolean,
            "select": self._select,
            "list": self._list,
            "group": self._group,
            "library": self._library,
            **dict.fromkeys(FILES, self._file),
        }

    def fields(self, fields: Iterable[Field], values: Mapping[str, Any], path: Path) -> dict[str, Any]:
        known = {field["name"]: field for field in fields if "name" in field}
        kept: dict[str, Any] = {}
        for name, value in values.items():
            if name not in known:
                self._remark("unknown-key", (*path, name))
            elif (result := self._value(known[name], value, (*path, name))) is not _NOTHING:
                kept[name] = result
        return kept

    def _value(self, field: Field, value: Any, path: Path) -> Any:
        by_type = self._by_type.get(field["type"])
        if by_type is None:
            return self._drop("wrong-type", path)
        return _NOTHING if value is None else by_type(field, value, path)

    def _remark(self, code: str, path: Path) -> None:
        self.remarks.append(Remark(code, path))

    def _drop(self, code: str, path: Path) -> object:
        self._remark(code, path)
        return _NOTHING

    def _text(self, field: Field, value: Any, path: Path) -> Any:
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            return self._drop("wrong-type", path)
        text = _made_safe(field, str(value))
        length = field.get("maxLength")
        if isinstance(length, int) and len(text) > length:
            # Clipping may cut a tag in two, so that the text is made safe once more.
            text = _made_safe(field, clipped(text, length))
        return text if _fits(text, field.get("regexp")) else ""

    def _number(self, field: Field, value: Any, path: Path) -> Any:
        if isinstance(value, str) and _NUMBER.fullmatch(value):
            value = float(value) if "." in value else int(value)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return self._drop("wrong-type", path)
        least, most = _bound(field, "min"), _bound(field, "max")
        if least is not None and value < least:
            return least
        return most if most is not None and value > most else value

    def _boolean(self, field: Field, value: Any, path: Path) -> Any:
        return value if isinstance(value, bool) else self._drop("wrong-type", path)

    def _select(self, field: Field, value: Any, path: Path) -> Any:
        if field.get("multiple") and isinstance(value, list):
            kept = [self._option(field, one, (*path, index)) for index, one in enumerate(value)]
            return [one for one in kept if one is not _NOTHING]
        return self._option(field, value, path)

    def _option(self, field: Field, value: Any, path: Path) -> Any:
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            return self._drop("wrong-type", path)
        options = list(_options(field.get("options")))
        safe = escaped(value) if isinstance(value, str) else value
        # Some lists are made by an editor and stand in no semantics.
        if value in options or not options or field.get("optional"):
            return safe
        self._remark("not-an-option", path)
        return field["default"] if field.get("default") in options else options[0]

    def _list(self, field: Field, value: Any, path: Path) -> Any:
        if not isinstance(value, list):
            return self._drop("wrong-type", path)
        most = field.get("max")
        if isinstance(most, int) and len(value) > most:
            self._remark("too-many", path)
            value = value[: max(most, 0)]
        kept = [self._value(field["field"], one, (*path, index)) for index, one in enumerate(value)]
        return [one for one in kept if one is not _NOTHING]

    def _group(self, field: Field, value: Any, path: Path) -> Any:
        if inner := only_field(field):
            return self._value(inner, value, path)
        if not isinstance(value, dict):
            return self._drop("wrong-type", path)
        if not field.get("isSubContent"):
            return self.fields(field["fields"], value, path)
        inner_values = {name: one for name, one in value.items() if name != "subContentId"}
        return {**self.fields(field["fields"], inner_values, path), **_sub_content(value)}

    def _library(self, field: Field, value: Any, path: Path) -> Any:
        key = named_library(value)
        if key is None:
            # An empty choice is written as `{}`, `""` or a library that was never chosen.
            return _NOTHING
        options = field.get("options")
        if not isinstance(options, list) or str(key) not in options:
            return self._drop("library-not-allowed", path)
        if key not in self._shelf:
            return self._drop("library-not-found", path)
        return self._content(key, value, path)

    def _content(self, key: LibraryKey, value: Mapping[str, Any], path: Path) -> dict[str, Any]:
        params, metadata = value.get("params"), value.get("metadata")
        inner = params if isinstance(params, dict) else {}
        kept: dict[str, Any] = {
            "library": str(key),
            "params": self.fields(self._shelf.semantics(key), inner, (*path, "params")),
            **_sub_content(value),
        }
        if isinstance(metadata, dict):
            kept["metadata"] = self.fields(_METADATA, metadata, (*path, "metadata"))
        return kept

    def _file(self, field: Field, value: Any, path: Path) -> Any:
        if isinstance(value, list):
            kept = [self._one_file(one, (*path, index)) for index, one in enumerate(value)]
            return [one for one in kept if one is not _NOTHING]
        return self._one_file(value, path)

    def _one_file(self, value: Any, path: Path) -> Any:
        if not isinstance(value, dict) or "path" not in value:
            return _NOTHING
        address = safe_address(value["path"])
        if address is None:
            return self._drop("file-path", path)
        return {
            "path": address,
            **{name: value[name] for name in ("width", "height") if _is_size(value.get(name))},
            **(
                {"mime": value["mime"]} if isinstance(value.get("mime"), str) and _MIME.fullmatch(value["mime"]) else {}
            ),
            **self._about_file(value, path),
        }

    def _about_file(self, value: Mapping[str, Any], path: Path) -> dict[str, Any]:
        for name in value.keys() - _FILE_KEYS:
            self._remark("unknown-key", (*path, name))
        about: dict[str, Any] = {}
        if isinstance(copyright_ := value.get("copyright"), dict):
            about["copyright"] = self.fields(_COPYRIGHT, copyright_, (*path, "copyright"))
        if isinstance(quality := value.get("quality"), dict):
            fields: list[Field] = [{"name": "level", "type": "number"}, {"name": "label", "type": "text"}]
            about["quality"] = self.fields(fields, quality, (*path, "quality"))
        return about


def _sub_content(value: Mapping[str, Any]) -> dict[str, Any]:
    """The name by which results and state know this part of the content."""
    name = value.get("subContentId")
    return {"subContentId": name} if isinstance(name, str) and _SUB_CONTENT.fullmatch(name) else {}


def safe_address(value: Any) -> str | None:
    """A file of this content or an address of the web; nothing that leads into another content."""
    if not isinstance(value, str):
        return None
    path = value.removesuffix("#tmp")
    if path.lower().startswith(("https://", "http://")):
        return path if not re.search(r"[\s<>\"'\\]", path) else None
    forbidden = any(sign in path for sign in ("\\", ":", "<", ">", '"', "?", "#", "\x00"))
    return None if forbidden or any(one in {"", ".", ".."} for one in path.split("/")) else path


def _made_safe(field: Field, text: str) -> str:
    tags = field.get("tags")
    return cleaned(text, tags=tags, font=field.get("font")) if isinstance(tags, list) else escaped(text)


def _fits(text: str, regexp: Any) -> bool:
    """Whether the text is as the field wants it. A pattern that could take for ever is not tried."""
    pattern = regexp.get("pattern") if isinstance(regexp, dict) else None
    if not isinstance(pattern, str) or _QUANTIFIED_GROUP.search(pattern) or len(text) > _LONGEST_MATCHED:
        return True
    flags = re.IGNORECASE if "i" in str(regexp.get("modifiers", "")) else 0
    try:
        return bool(re.search(pattern, text, flags))
    except re.error:
        # Written for JavaScript, whose patterns are not quite ours.
        return True


def _bound(field: Field, name: str) -> int | float | None:
    bound = field.get(name)
    return bound if isinstance(bound, int | float) and not isinstance(bound, bool) else None


def _is_size(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _options(options: Any) -> Iterable[Any]:
    for option in options if isinstance(options, list) else ():
        if not isinstance(option, dict):
            continue
        if option.get("type") == "optgroup":
            yield from _options(option.get("options"))
        else:
            yield option.get("value")
