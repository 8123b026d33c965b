"""Rooms to the left that make questions by themselves: each says from what, and makes one anew. Knows none of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from assessments.models import Question


@dataclass(frozen=True)
class Link:
    """Where in the admin something stands that a question is made from."""

    title: str
    href: str


class Maker(Protocol):
    def made_from(self, question: Question) -> tuple[Link, ...]:
        """The fact and the template, as far as they are still there."""

    def make_again(self, question: Question, *, now: datetime) -> None:
        """Write the question as its fact and template say it today."""


_makers: list[Maker] = []


def register(maker: Maker) -> None:
    _makers.append(maker)


def made_from(question: Question) -> tuple[Link, ...]:
    return tuple(link for maker in _makers for link in maker.made_from(question))


def make_again(question: Question, *, now: datetime) -> None:
    for maker in _makers:
        maker.make_again(question, now=now)
