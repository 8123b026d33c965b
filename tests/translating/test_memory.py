"""What was translated before."""

from __future__ import annotations

import time

from translating.memory import Memory, Near, Remembered

KNOWN = Memory(
    [
        Remembered("Keep your passport.", "Itago ang pasaporte mo."),
        Remembered("Keep your passport.", "Ingatan ang pasaporte mo."),
        Remembered("Keep your passport.", "Itago ang pasaporte mo."),
        Remembered("You rest one day every week.", "Isang araw kada linggo ang pahinga mo."),
    ]
)


def test_the_same_words_become_what_they_became_most_often():
    assert (KNOWN.same("Keep your passport."), KNOWN.same("keep your passport.")) == ("Itago ang pasaporte mo.", "")


def test_nearly_the_same_words_are_found_with_how_near_they_are():
    [near] = KNOWN.near("Keep your passports.")
    assert near == Near("Keep your passport.", "Itago ang pasaporte mo.", near.ratio)
    assert 0.9 < near.ratio < 1


def test_the_very_same_and_the_unlike_are_not_near():
    assert KNOWN.near("Keep your passport.") == ()
    assert KNOWN.near("You may call the hotline.") == ()


def test_a_large_memory_answers_quickly():
    memory = Memory(Remembered(f"Passage {n} says that you rest {n} days", f"{n}") for n in range(5000))
    begun = time.perf_counter()
    for number in range(40):
        memory.near(f"Passage {number} says you rest {number} days")
    assert time.perf_counter() - begun < 4
