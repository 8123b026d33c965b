"""What GIFT and Moodle XML have no field for, as tags that both keep: kind, difficulty, where it is asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from assessments.formats.drafts import Draft, Lack, Noted
from assessments.questions import Kind

MUST_KNOW = "must-know"
# Moodle cuts longer tags off, and has no room for these signs.
_SAFE = re.compile(r"[^\x00-\x1f\x7f<>`\[\],]{1,50}")


def tags_of(draft: Draft, *, language: str, note: Noted) -> tuple[str, ...]:
    """The tags of a question. What no tag can hold is noted."""
    named = {"fact": draft.fact, "origin": draft.origin_fact, "lesson": draft.lesson, "family": draft.family,
             "form": draft.form}  # fmt: skip
    scene = draft.scene.get(language, "")
    wanted = [
        f"kind:{draft.kind}",
        *([f"scene:{scene.count(chr(10)) + 1}"] if scene else []),
        *([f"level:{draft.level}"] if draft.level is not None else []),
        *([MUST_KNOW] if draft.must_know else []),
        *(f"for:{code}" for code in draft.destinations or ()),
        *(f"from:{code}" for code in draft.origins or ()),
        *(f"{name}:{value}" for name, value in named.items() if value),
    ]
    fit = tuple(tag for tag in wanted if _SAFE.fullmatch(tag))
    if len(fit) < len(wanted):
        note(draft, Lack.TAG)
    return fit


def told(tags: Iterable[str]) -> Mapping[str, Any]:
    """What the tags say, by the names of ``Draft``'s fields. Whose file names a difficulty, names all it knows."""
    found = [(name, value) for name, _colon, value in (tag.strip().partition(":") for tag in tags)]
    named = dict(found)
    said: dict[str, Any] = {}
    if named.get("level") in ("1", "2", "3"):
        said["level"] = int(named["level"])
        said["must_know"] = MUST_KNOW in named
        said["destinations"], said["origins"] = _countries("for", found), _countries("from", found)
    for name, of_draft in (("fact", "fact"), ("origin", "origin_fact"), ("lesson", "lesson"), ("family", "family")):
        if named.get(name):
            said[of_draft] = named[name]
    if named.get("form") in ("A", "B"):
        said["form"] = named["form"]
    return said


def kind_told(tags: Iterable[str], *among: Kind) -> Kind | None:
    """The kind that a tag names, if it is one of these."""
    return next((kind for kind in among if f"kind:{kind}" in {tag.strip() for tag in tags}), None)


def with_scene(scene: str, stem: str) -> str:
    """Both as one text. A tag says how many lines the scene has."""
    return f"{scene}\n\n{stem}" if scene else stem


def scene_and_stem(text: str, tags: Iterable[str]) -> tuple[str, str]:
    """The scene, empty where no tag tells of one, and the stem."""
    count = next((tag.strip()[6:] for tag in tags if tag.strip().startswith("scene:")), "")
    rows = text.split("\n")
    if not re.fullmatch(r"[0-9]{1,3}", count) or not 0 < int(count) < len(rows):
        return "", text
    return "\n".join(rows[: int(count)]).strip(), "\n".join(rows[int(count) :]).strip()


def _countries(said: str, found: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    codes = {value.upper() for name, value in found if name == said}
    return tuple(sorted(code for code in codes if re.fullmatch(r"[A-Z]{2}", code)))
