"""What h5p.json says of a package. Its shape is vetted in `schema`."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from h5p_python.library import LibraryKey

_KEPT = (
    *("defaultLanguage", "a11yTitle", "licenseVersion", "licenseExtras", "yearFrom", "yearTo"),
    *("source", "authors", "changes", "authorComments"),
)


@dataclass(frozen=True)
class Manifest:
    """Title, language, licence, and the libraries that the package asks for."""

    title: str
    language: str
    main: LibraryKey
    dependencies: tuple[LibraryKey, ...] = ()
    license: str = "U"
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """h5p.json as it came."""

    @property
    def authors(self) -> tuple[str, ...]:
        return tuple(_names(self.raw.get("authors")))

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self | None:
        """h5p.json whose shape was vetted; nothing where the version of its main library cannot be told."""
        dependencies = tuple(map(LibraryKey.from_json, value["preloadedDependencies"]))
        main = next((key for key in dependencies if key.name == value["mainLibrary"]), None)
        if main is None:
            return None
        return cls(value["title"], value["language"], main, dependencies, value.get("license", "U"), value)

    def to_json(self, *, dependencies: Iterable[LibraryKey] | None = None) -> dict[str, Any]:
        """h5p.json anew, with what was said of the content and without what no system reads."""
        named = self.dependencies if dependencies is None else tuple(dependencies)
        return {
            "title": self.title,
            "language": self.language,
            "mainLibrary": self.main.name,
            "embedTypes": ["iframe"],
            "license": self.license,
            **{name: self.raw[name] for name in _KEPT if name in self.raw},
            "preloadedDependencies": [key.to_json() for key in named],
        }


def _names(value: Any) -> Iterator[str]:
    for author in value if isinstance(value, list) else ():
        if isinstance(author, dict) and isinstance(name := author.get("name"), str):
            yield name
