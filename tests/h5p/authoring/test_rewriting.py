from h5p.authoring.reading import parts
from h5p.authoring.rewriting import Problem, at, rewrite


def said(made, shelf, *, translating=False, **words):
    """Words by what the texts show; all others as they are."""
    found = parts(made.params(), made.manifest.main, shelf, reader="en", source="en")
    texts = [text for part in found for text in part.texts]
    written = {text.name: words.get(text.shown, text.shown) for text in texts}
    return rewrite(made.params(), found, written, made.manifest.main, shelf, translating=translating), texts


def one(texts, shown):
    return next(text for text in texts if text.shown == shown)


def test_one_word_is_changed_and_nothing_else(made, shelf):
    done, texts = said(made, shelf, **{"Who keeps your passport?": "Who keeps it?\n\nYou & only you."})
    text = one(texts, "Who keeps your passport?")
    assert at(done.params, text.paths[0]) == "<p>Who keeps it?</p><p>You &amp; only you.</p>"
    assert done.changed == (text.name,)
    back, _ = made.params(), None
    questions = [*done.params["questions"]]
    assert questions[1:] == back["questions"][1:]
    assert done.params["questions"][0]["params"]["answers"] == back["questions"][0]["params"]["answers"]


def test_words_that_stand_at_several_places_change_everywhere(made, shelf):
    done, texts = said(made, shelf, **{"True": "Yes"})
    assert all(at(done.params, path) == "Yes" for text in texts if text.shown == "True" for path in text.paths)


def test_markup_is_cleaned(made, shelf):
    done, texts = said(made, shelf, **{"My <em>employer</em>": "My <em onclick=x()>boss</em><script>x()</script>"})
    assert at(done.params, one(texts, "My <em>employer</em>").paths[0]) == "My <em>boss</em>"


def test_all_that_is_wrong_is_said_together(made, shelf):
    done, texts = said(
        made, shelf, **{"Who keeps your passport?": " ", "The hotline is *1343*.": "The hotline is *1343.",
                        "My <em>employer</em>": "<script>x()</script>"}
    )  # fmt: skip
    assert done.problems == {
        one(texts, "Who keeps your passport?").name: Problem.EMPTY,
        one(texts, "The hotline is *1343*.").name: Problem.ODD_STARS,
        one(texts, "My <em>employer</em>").name: Problem.NOT_TAKEN,
    }


def test_what_is_left_empty_while_translating_stays_as_it_was(made, shelf):
    done, texts = said(made, shelf, translating=True, **{"Who keeps your passport?": "", "Rest is a right.": "راحة"})
    assert done.problems == {}
    assert done.changed == (one(texts, "Rest is a right.").name,)
