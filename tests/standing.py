"""Rows that many tests begin with, made once: which test begins with which. The rows themselves are made in the rooms.

A room makes them in session fixtures whose names begin with ``standing_`` and that ask for ``ground``. Tests that
begin with the same rows follow each other; each works in a transaction of its own, on copies of the objects, so none
meets what another did. Tests of real transactions come last and make rows of their own.
"""

from __future__ import annotations

import pytest

BARE = ""
ALONE = "alone"


def ground_of(metafunc: pytest.Metafunc) -> str:
    """What a test begins with: the fixtures that make it, by where they stand and their names."""
    if any(mark.kwargs.get("transaction") for mark in metafunc.definition.iter_markers("django_db")):
        return ALONE
    made = metafunc.definition._fixtureinfo.name2fixturedefs
    names = [name for name in metafunc.fixturenames if name.startswith("standing_")]
    return " ".join(sorted(f"{made[name][-1].baseid}::{name}" for name in names)) or BARE
