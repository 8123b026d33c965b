"""What is made of a film follows from what it is: never larger, never heavier than was promised."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.ladder import Facts, Make, a_minute, at_most, fit, gap, is_within, plan, voice_in, voiced

sides = st.integers(1, 10_000)
lengths = st.decimals("0.1", "7200", places=3)
films = st.builds(Facts, seconds=lengths, width=sides, height=sides, has_sound=st.booleans())
sounds = st.builds(Facts, seconds=lengths, width=st.just(0), height=st.just(0), has_sound=st.just(True))
tongues = st.lists(st.sampled_from(["ar", "en", "fil", "ne", "zh-hant"]), unique=True)
moments = st.none() | st.decimals("-10", "9000", places=3)

CINEMA = Facts(Decimal(120), 1920, 1080, has_sound=True)


def names(facts: Facts) -> list[str]:
    return [rung.name for rung in plan(facts)]


def test_a_film_becomes_all_of_this():
    assert [(rung.name, rung.width, rung.height, rung.kbits) for rung in plan(CINEMA)] == [
        ("still", 640, 360, 0),
        ("240p", 426, 240, 286),
        ("opus", 0, 0, 25),
        ("aac", 0, 0, 49),
        ("360p", 640, 360, 560),
        ("hls-240p", 426, 240, 237),
        ("hls-360p", 640, 360, 494),
        ("hls-sound", 0, 0, 49),
        ("hls", 0, 0, 0),
    ]


def test_each_voice_goes_with_each_size():
    rungs = {rung.name: rung for rung in plan(CINEMA, voices=("ar", "ne"))}
    assert {name: rungs[name].after for name in rungs if voice_in(name)[1]} == {
        "240p.ar": ("240p",), "240p.ne": ("240p",), "360p.ar": ("360p",), "360p.ne": ("360p",),
        "hls-sound.ar": ("240p.ar",), "hls-sound.ne": ("240p.ne",), "hls.ar": rungs["hls"].after,
        "hls.ne": rungs["hls"].after,
    }  # fmt: skip
    assert rungs["hls"].after == ("hls-240p", "hls-360p", "hls-sound", "hls-sound.ar", "hls-sound.ne")
    assert list(rungs)[:4] == ["still", "240p", "240p.ar", "240p.ne"]


def test_a_silent_film_gets_a_voice():
    silent = Facts(Decimal(9), 320, 240, has_sound=False)
    assert {rung.name: rung.audio_kbits for rung in plan(silent, voices=("ar",)) if rung.audio_kbits} == {
        "240p.ar": 48, "hls-sound.ar": 48,
    }  # fmt: skip


def test_a_voice_that_comes_makes_only_the_lists_anew():
    before, after = ({rung.name: rung.recipe for rung in plan(CINEMA, voices=voices)} for voices in ((), ("ar",)))
    assert {name for name in before if before[name] != after[name]} == {"hls"}


@pytest.mark.parametrize(
    ("voice", "wrong"),
    [("60", "0"), ("62", "0"), ("45", "0"), ("72", "12"), ("62.1", "2.1"), ("44", "-16")],
)
def test_a_voice_is_as_long_as_its_film(voice, wrong):
    assert gap(film=Decimal(60), voice=Decimal(voice)) == Decimal(wrong)


def test_what_is_not_there_is_not_made():
    silent = Facts(Decimal(9), 320, 240, has_sound=False)
    assert names(silent) == ["still", "240p", "hls-240p", "hls"]
    assert {rung.audio_kbits for rung in plan(silent)} == {0}
    assert names(Facts(Decimal(9), 0, 0, has_sound=True)) == ["opus", "aac"]


def test_a_phone_held_upright_keeps_its_shape():
    assert fit(1080, 1920, 240) == (240, 426)


def test_a_strip_is_made_smaller_than_its_name_says():
    assert fit(4000, 400, 240) == (576, 56)


def test_the_author_chooses_the_still():
    assert [plan(CINEMA, still_at=at)[0].at for at in (None, Decimal(7), Decimal(500))] == [
        Decimal(12), Decimal(7), Decimal("119.5"),
    ]  # fmt: skip


def test_only_the_still_is_made_anew_when_another_is_chosen():
    before, after = ({rung.name: rung.recipe for rung in plan(CINEMA, still_at=Decimal(at))} for at in (1, 2))
    assert {name for name in before if before[name] != after[name]} == {"still"}


def test_what_was_made_is_held_against_its_budget():
    small = plan(CINEMA)[1]
    assert is_within(small, seconds=Decimal(60), size=2_500_000)
    assert not is_within(small, seconds=Decimal(60), size=2_600_000)
    assert a_minute(5_000_000, Decimal(120)) == 2_500_000


@given(films | sounds, moments)
def test_planning_again_gives_the_same(facts, at):
    assert plan(facts, still_at=at) == plan(facts, still_at=at)


@given(films)
def test_nothing_is_larger_than_the_original(facts):
    for rung in plan(facts):
        assert rung.width <= max(facts.width, 2)
        assert rung.height <= max(facts.height, 2)


@given(films)
def test_sides_are_even_and_bounded(facts):
    for rung in plan(facts):
        if rung.make not in {Make.OPUS, Make.AAC, Make.HEARD, Make.STREAMS}:
            assert (rung.width % 2, rung.height % 2, min(rung.width, rung.height) >= 2) == (0, 0, True)
            assert max(rung.width, rung.height) <= 360 * 2.4


@given(films)
def test_the_shape_is_kept(facts):
    width, height = fit(facts.width, facts.height, 240)
    scale = min(1, 240 / min(facts.width, facts.height), 576 / max(facts.width, facts.height))
    for made, side in ((width, facts.width), (height, facts.height)):
        assert made == 2 or made <= side * scale + 0.001 < made + 2.001


@given(films | sounds, tongues)
def test_what_may_come_of_it_is_within_its_budget(facts, voices):
    for rung in plan(facts, voices=voices):
        assert is_within(rung, seconds=facts.seconds, size=at_most(rung, facts.seconds))


@given(films | sounds, tongues)
def test_each_name_stands_once_and_behind_what_it_is_made_of(facts, voices):
    seen: set[str] = set()
    for rung in plan(facts, voices=voices):
        assert rung.name not in seen
        assert seen.issuperset(rung.after)
        seen.add(rung.name)


@given(films | sounds, tongues)
def test_a_name_fits_its_column_and_tells_its_voice(facts, voices):
    for rung in plan(facts, voices=voices):
        plain, language = voice_in(rung.name)
        assert (voiced(plain, language), len(rung.name) <= 20, language in {"", *voices}) == (rung.name, True, True)


@given(films, moments)
def test_the_still_lies_within_the_film(facts, at):
    [still] = [rung for rung in plan(facts, still_at=at) if rung.make == Make.STILL]
    assert 0 <= still.at <= facts.seconds
