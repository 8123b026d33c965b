"""Which facts a lesson's blocks lean on, however deep they stand and whatever the block is called."""

from hypothesis import given
from hypothesis import strategies as st

from courses.dependents import Reference, phrases, references, unfolded

KNOWN = frozenset({"rest_day", "wage_rule", "emergency", "hotline", "complaint", "fee_rule"})


def block(kind, value):
    return {"type": kind, "value": value, "id": "x"}


def item(value):
    return block("item", value)


def test_facts_numbers_and_checks_are_found_with_their_scope():
    stream = [
        block("step", "rest_day"),
        block("text", "<p>rest_day</p>"),
        block("fact", {"key": "fee_rule", "scope": "origin"}),
        block("contacts", {"keys": ["emergency", "hotline", "gone"]}),
        block("contract_check", {"title": "Check", "items": [item({"fact": "wage_rule", "call": "complaint"})]}),
    ]
    assert references(stream, known=KNOWN) == {
        Reference("fee_rule", "fact", "origin"),
        Reference("emergency", "contacts"),
        Reference("hotline", "contacts"),
        Reference("wage_rule", "contract_check", "destination"),
        Reference("complaint", "contract_check"),
    }


def test_the_phrase_book_has_keys_of_its_own():
    assert references([block("phrase_cards", {"keys": ["rest_day"]})], known=KNOWN) == frozenset()


def test_the_cards_of_the_phrase_book_are_found_however_deep_they_stand():
    cards = block("phrase_cards", {"title": "Say it", "keys": ["help", "stop"]})
    inner = block("only", {"destinations": ["QA"], "content": [block("phrase_cards", {"keys": ["police"]})]})
    table = block("phrases", {"title": "x", "phrases": [item({"meaning": "rest_day", "keys": ["no"]})]})
    assert phrases([cards, inner, table, block("contacts", {"keys": ["hotline"]})]) == {"help", "stop", "police"}


def test_what_a_shared_passage_shows_is_found_in_the_lesson_under_its_name():
    fact, cards = block("fact", {"key": "fee_rule"}), block("phrase_cards", {"keys": ["help"]})
    stream = unfolded([block("shared", "numbers"), block("shared", "gone")], passages={"numbers": [fact, cards]})
    assert references(stream, known=KNOWN) == {Reference("fee_rule", "shared", "destination")}
    assert phrases(stream) == {"help"}


def test_a_passage_for_some_countries_leans_on_their_facts_alone():
    inner = [block("fact", {"key": "rest_day", "scope": "destination"})]
    [found] = references([block("only", {"destinations": ["QA"], "origins": [], "content": inner})], known=KNOWN)
    assert found == Reference("rest_day", "fact", "destination", destinations=frozenset({"QA"}))
    assert found.leans_on(key="rest_day", destination="QA", origin="PH")
    assert not found.leans_on(key="rest_day", destination="JO", origin="")


def test_a_number_may_be_of_either_place_and_a_fact_is_of_one():
    number, fact = Reference("hotline", "contacts"), Reference("rest_day", "fact", "destination")
    assert number.leans_on(key="hotline", destination="", origin="PH")
    assert number.leans_on(key="hotline", destination="JO", origin="")
    assert not fact.leans_on(key="rest_day", destination="", origin="PH")
    assert not fact.leans_on(key="hotline", destination="JO", origin="")


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(sorted(KNOWN)),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["type", "value", "key", "keys", "fact", "scope", "items"]), inner, max_size=5
        )
    ),
    max_leaves=20,
)


@given(st.lists(json, max_size=5))
def test_whatever_a_stream_holds_only_known_keys_come_out(stream):
    assert {one.key for one in references(stream, known=KNOWN)} <= KNOWN
    assert unfolded(stream, passages={}) == stream or "shared" in repr(stream)
    assert all(phrases(stream))
