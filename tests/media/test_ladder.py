"""What is made of a film follows from what it is: never larger, never heavier than was promised."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from media.ladder import Facts, Make, a_minute, at_most, fit, is_within, plan

sides = st.integers(1, 10_000)
lengths = st.decimals("0.1", "7200", places=3)
films = st.builds(Facts, seconds=lengths, width=sides, height=sides, has_sound=st.booleans())
sounds = st.builds(Facts, seconds=lengths, width=st.just(0), height=st.just(0), has_sound=st.just(True))
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
        ("hls-240p", 426, 240, 286),
        ("hls-360p", 640, 360, 560),
        ("hls", 0, 0, 0),
    ]


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
        if rung.make not in {Make.OPUS, Make.AAC, Make.STREAMS}:
            assert (rung.width % 2, rung.height % 2, min(rung.width, rung.height) >= 2) == (0, 0, True)
            assert max(rung.width, rung.height) <= 360 * 2.4


@given(films)
def test_the_shape_is_kept(facts):
    width, height = fit(facts.width, facts.height, 240)
    scale = min(1, 240 / min(facts.width, facts.height), 576 / max(facts.width, facts.height))
    for made, side in ((width, facts.width), (height, facts.height)):
        assert made == 2 or made <= side * scale + 0.001 < made + 2.001


@given(films | sounds)
def test_what_may_come_of_it_is_within_its_budget(facts):
    for rung in plan(facts):
        assert is_within(rung, seconds=facts.seconds, size=at_most(rung, facts.seconds))


@given(films | sounds)
def test_each_name_stands_once_and_behind_what_it_is_made_of(facts):
    seen: set[str] = set()
    for rung in plan(facts):
        assert rung.name not in seen
        assert seen.issuperset(rung.after)
        seen.add(rung.name)


@given(films, moments)
def test_the_still_lies_within_the_film(facts, at):
    [still] = [rung for rung in plan(facts, still_at=at) if rung.make == Make.STILL]
    assert 0 <= still.at <= facts.seconds
