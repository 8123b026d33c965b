from __future__ import annotations

import json
from hashlib import sha256
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.drawing import Draw, Item, Part, Shortfall, arrange, draw, parallel, rank, shuffle
from tests.assessments import vectors
from tests.assessments.examples import (
    groups,
    hotspot,
    matching,
    multiple,
    numeric,
    ordering,
    practice,
    single,
    true_false,
)

SEED = UUID("5a0d1f3e-8c1b-4f0e-9d53-0b7c2a4e6f10")
BANK = tuple(
    Item(version=number, key=f"contracts-{number}", topic="contracts", level=number % 3 + 1) for number in range(1, 13)
)


def keys(found: Draw, bank: tuple[Item, ...] = BANK) -> list[str]:
    by_version = {item.version: item.key for item in bank}
    return [by_version[version] for version in found.versions]


def test_rank_is_the_documented_hash():
    text = b"5a0d1f3e-8c1b-4f0e-9d53-0b7c2a4e6f10:contracts-1:option:k"
    assert rank(SEED, "contracts-1", "option", "k") == sha256(text).hexdigest()


def test_a_draw_stays_the_same_for_ever():
    """A phone that draws by the written rule must come to the same; these figures came out of Node as well."""
    assert draw(BANK, [Part("contracts", 4)], seed=SEED, destination="JO") == Draw((9, 7, 2, 6))
    assert arrange(matching(), seed=SEED) == (("c", "a", "d", "b"), ("B", "D", "A", "C"))


@given(bank=st.permutations(BANK), seed=st.uuids())
def test_the_order_of_the_bank_does_not_matter(bank, seed):
    parts = [Part("contracts", 2, level=3), Part("contracts", 5)]
    assert draw(bank, parts, seed=seed, destination="") == draw(BANK, parts, seed=seed, destination="")


@given(seed=st.uuids(), first=st.integers(1, 6), second=st.integers(1, 6))
def test_no_question_is_asked_twice(seed, first, second):
    drawn = draw(BANK, [Part("contracts", first), Part("contracts", second)], seed=seed, destination="JO")
    assert len(set(drawn.versions)) == len(drawn.versions) == first + second


def test_another_attempt_gets_other_questions():
    drawn = {draw(BANK, [Part("contracts", 4)], seed=UUID(int=number), destination="JO") for number in range(20)}
    assert len(drawn) > 10


@given(seed=st.uuids())
def test_a_part_of_any_difficulty_spreads_over_all(seed):
    drawn = draw(BANK, [Part("contracts", 6)], seed=seed, destination="JO")
    levels = {item.version: item.level for item in BANK}
    assert [levels[version] for version in drawn.versions] == [1, 2, 3, 1, 2, 3]


@given(seed=st.uuids())
def test_a_part_of_one_difficulty_keeps_to_it_and_chooses_first(seed):
    """Four hard questions are there; the part of any difficulty comes first in the quiz and still leaves them."""
    drawn = draw(BANK, [Part("contracts", 8), Part("contracts", 4, level=3)], seed=seed, destination="JO")
    levels = {item.version: item.level for item in BANK}
    assert drawn.shortfalls == ()
    assert [levels[version] for version in drawn.versions[8:]] == [3, 3, 3, 3]


def test_parts_come_in_the_order_of_the_blueprint():
    bank = (Item(1, "money-1", "money", 1), Item(2, "contracts-1", "contracts", 1))
    parts = [Part("contracts", 1), Part("money", 1, level=1)]
    assert draw(bank, parts, seed=SEED, destination="JO") == Draw((2, 1))


@pytest.mark.parametrize(
    "item",
    [
        Item(1, "retired", "contracts", 1, retired=True),
        Item(1, "elsewhere", "contracts", 1, destinations=frozenset({"QA"})),
        Item(1, "from-elsewhere", "contracts", 1, origins=frozenset({"NP"})),
        Item(1, "fact-unknown", "contracts", 1, fact="hotline"),
        Item(1, "origin-fact-unknown", "contracts", 1, origin_fact="agency_register"),
        Item(1, "another-topic", "money", 1),
        Item(1, "another-level", "contracts", 2),
    ],
    ids=lambda item: item.key,
)
def test_what_does_not_fit_is_never_drawn(item):
    part = Part("contracts", 1, level=1)
    drawn = draw(
        [item], [part], seed=SEED, destination="JO", known_facts=frozenset({"rest_day"}), known_origin_facts=frozenset()
    )
    assert drawn == Draw((), (Shortfall(part, found=0),))


def test_what_fits_her_destination_and_the_facts_shown_is_drawn():
    item = Item(7, "here", "contracts", 1, frozenset({"JO", "QA"}), fact="rest_day", origin_fact="agency_register")
    drawn = draw(
        [item],
        [Part("contracts", 1)],
        seed=SEED,
        destination="JO",
        known_facts=frozenset({"rest_day"}),
        known_origin_facts=frozenset({"agency_register"}),
    )
    assert drawn == Draw((7,))


@pytest.mark.parametrize(("origin", "versions"), [("NP", (7,)), ("PH", ()), ("", ())])
def test_what_is_meant_for_an_origin_is_asked_of_those_who_leave_from_there(origin, versions):
    item = Item(7, "training", "contracts", 1, origins=frozenset({"NP"}))
    assert draw([item], [Part("contracts", 1)], seed=SEED, destination="JO", origin=origin).versions == versions
    again = parallel([item], ["training"], seed=SEED, destination="JO", origin=origin)
    assert again.versions == versions


def test_a_bank_that_is_too_small_gives_what_it_has_and_says_so():
    parts = [Part("contracts", 20), Part("money", 3)]
    drawn = draw(BANK, parts, seed=SEED, destination="JO")
    assert sorted(keys(drawn)) == sorted(item.key for item in BANK)
    assert drawn.shortfalls == (Shortfall(parts[0], found=12), Shortfall(parts[1], found=0))


TWINS = tuple(
    Item(version, f"{family}-{form}", "contracts", 1, family=family, form=form)
    for version, (family, form) in enumerate([("wage", "A"), ("wage", "B"), ("rest", "A"), ("rest", "B")], start=101)
)


@given(seed=st.uuids(), form=st.sampled_from(["", "A", "B"]))
def test_an_attempt_asks_one_of_a_family_and_in_the_form_of_the_quiz(seed, form):
    drawn = keys(draw(TWINS, [Part("contracts", 4)], seed=seed, destination="JO", form=form), TWINS)
    assert sorted(key.split("-")[0] for key in drawn) == ["rest", "wage"]
    assert {key[-1] for key in drawn} == {form} or not form


def test_a_form_that_is_not_there_falls_back_on_the_one_that_is():
    assert draw(TWINS[:1], [Part("contracts", 1)], seed=SEED, destination="JO", form="B") == Draw((101,))


@given(seed=st.uuids(), bank=st.permutations(TWINS))
def test_a_test_before_and_one_after_ask_the_same_families_in_two_forms(seed, bank):
    fixed = ["rest-A", "wage-A"]
    assert draw(bank, [], seed=seed, destination="JO", fixed=fixed, form="A") == Draw((103, 101))
    assert draw(bank, [], seed=seed, destination="JO", fixed=fixed, form="B") == Draw((104, 102))
    assert draw(bank, [], seed=seed, destination="JO", fixed=["rest-A", "wage-B"]) == Draw((103, 102))


@given(seed=st.uuids())
def test_what_is_fixed_stands_first_and_no_part_asks_it_again(seed):
    drawn = draw(BANK, [Part("contracts", 11)], seed=seed, destination="JO", fixed=["contracts-5", "contracts-5"])
    assert drawn.versions[0] == 5
    assert sorted(drawn.versions) == list(range(1, 13))


def test_what_is_fixed_and_cannot_be_asked_is_told():
    retired = Item(1, "wage-A", "contracts", 1, family="wage", retired=True)
    fixed = ["wage-A", "unknown"]
    assert draw([retired], [], seed=SEED, destination="JO", fixed=fixed) == Draw((), missing=("wage-A", "unknown"))
    assert draw([retired, TWINS[1]], [], seed=SEED, destination="JO", fixed=["wage-A"]) == Draw((102,))


@given(seed=st.uuids(), bank=st.permutations((*TWINS, *BANK)))
def test_what_she_missed_is_asked_again_in_other_words_where_there_are_any(seed, bank):
    missed = ["wage-A", "contracts-3", "rest-B", "gone"]
    assert parallel(bank, missed, seed=seed, destination="JO") == Draw((102, 3, 103), missing=("gone",))


@given(seed=st.uuids(), keys=st.lists(st.text(max_size=5), unique=True))
def test_a_shuffle_keeps_every_key_and_forgets_their_order(seed, keys):
    shuffled = shuffle(keys, seed=seed, question="q")
    assert sorted(shuffled) == sorted(keys)
    assert shuffle(reversed(keys), seed=seed, question="q") == shuffled


@given(seed=st.uuids())
def test_true_or_false_keeps_its_order(seed):
    assert arrange(true_false(), seed=seed) == (("true", "false"), ())


@given(seed=st.uuids(), question=st.sampled_from([single(), multiple()]))
def test_choices_are_shuffled(seed, question):
    options, partners = arrange(question, seed=seed)
    assert options == shuffle(question.option_keys, seed=seed, question=question.key, side="option")
    assert partners == ()


@given(seed=st.uuids(), steps=st.sampled_from(["ab", "abc", "abcde"]))
def test_an_ordering_is_never_shown_in_the_right_order(seed, steps):
    options, _ = arrange(ordering(steps=steps), seed=seed)
    assert sorted(options) == sorted(steps)
    assert options != tuple(steps)


@given(seed=st.uuids())
def test_places_and_checklists_keep_their_order_and_so_do_groups(seed):
    assert arrange(hotspot(), seed=seed) == (("window", "door"), ())
    assert arrange(practice(), seed=seed) == (("loud", "away"), ())
    assert arrange(numeric(), seed=seed) == ((), ())
    things, groups_in_order = arrange(groups(), seed=seed)
    assert (sorted(things), groups_in_order) == (["flight", "snacks", "visa"], ("E", "M"))


SHARED = json.loads(vectors.FILE.read_text(encoding="utf-8"))


def test_the_shared_draws_are_made_here_as_on_a_phone():
    """The same file is drawn by the script in a browser: see the journeys."""
    assert [vectors.drawn(case) for case in SHARED["draws"]] == [case["expected"] for case in SHARED["draws"]]
    assert [vectors.arranged(case) for case in SHARED["arrangements"]] == [
        case["expected"] for case in SHARED["arrangements"]
    ]


def test_both_sides_of_a_matching_are_shuffled_apart():
    together = 0
    for number in range(100):
        options, partners = arrange(matching(), seed=UUID(int=number))
        assert (sorted(options), sorted(partners)) == (list("abcd"), list("ABCD"))
        together += tuple(key.upper() for key in options) == partners
    assert together < 20
