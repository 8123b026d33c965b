"""What goes into the card and the pocket kit of one way to go. Chooses and groups; the words are facts and phrases."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from courses import queries
from courses.models import FactKey, PhraseKey
from courses.overlays import PhraseShown, Shown
from courses.passage import Passage

Asked = dict[str, object]  # what ``Passage.fact`` gives

Group = FactKey.Group
# These stand on every card: where one is not known, there is a line to write it on.
ON_EVERY_CARD = ("emergency", "mission", "hotline")
IF_KNOWN = ("ambulance", "mission_after_hours", "worker_hotline", "violence_line", "health_line", "home_hotline")
# The page of numbers, in this order.
NUMBERS = ("emergency", "ambulance", "mission", "hotline", "complaint", "home_hotline")
MOST_ON_A_CARD = 7
CARD_PHRASES = ("help", "stop", "dont_touch", "police", "doctor", "my_embassy", "where_am_i")
RIGHTS = (Group.LAW, Group.WAGE, Group.FEES)
PAPERS = (Group.PAPERS,)
DIARY_WEEKS = 4


def card_numbers(passage: Passage) -> list[Asked]:
    """The numbers of a card, the most urgent first; no more than fit on it."""
    always = passage.contacts(ON_EVERY_CARD)
    more = [each for each in passage.contacts(IF_KNOWN) if _shown(each).known and _shown(each).phone]
    return [*always, *more][:MOST_ON_A_CARD]


def contacts(passage: Passage) -> list[Asked]:
    """Every number on record for this way, after the three that nobody should be without."""
    on_record = {key for _scope, key in passage.known}
    more = [code for code, key in passage.keys.items() if key.is_contact and code in on_record]
    return passage.contacts([*ON_EVERY_CARD, *(code for code in more if code not in ON_EVERY_CARD)])


@dataclass(frozen=True)
class PhraseGroup:
    label: object
    phrases: tuple[PhraseShown, ...]


def to_say(passage: Passage, codes: Iterable[str] = CARD_PHRASES) -> list[PhraseShown]:
    """What to say where she goes, in the languages that are not her own. What is not written down yet is left out."""
    foreign = (
        replace(phrase, said=tuple(said for said in phrase.said if said.language != passage.language))
        for phrase in passage.phrases(codes)
    )
    return [phrase for phrase in foreign if phrase.said]


def phrase_groups(passage: Passage) -> list[PhraseGroup]:
    """The phrase book by subject, as it is said where she goes."""
    grouped = queries.phrase_groups()
    return [
        PhraseGroup(group.label, tuple(shown))
        for group in PhraseKey.Group
        if (shown := to_say(passage, grouped.get(group.value, ())))
    ]


def _shown(asked: Asked) -> Shown:
    shown = asked["shown"]
    if not isinstance(shown, Shown):
        raise TypeError(f"{asked} is not what Passage.fact gives")
    return shown
