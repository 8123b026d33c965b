import pytest
from h5p_making import REAL
from h5p_python import Shelf, filter_params, open_package

from h5p.authoring.reading import Part, parts
from h5p.authoring.rewriting import rewrite


def read(made, shelf, target="") -> tuple[Part, ...]:
    return parts(made.params(), made.manifest.main, shelf, reader="en", source="en", target=target)


def test_words_stand_by_question_and_those_of_buttons_last_and_once(made, shelf):
    shown = [(part.number, part.begins, len(part.texts), part.is_common) for part in read(made, shelf)]
    assert shown[1:] == [
        (1, "Who keeps your passport?", 11, False),
        (2, "You may be paid in kind.", 3, False),
        (3, "Rest is a right.", 3, False),
        (4, "Fill in", 2, False),
    ]


def test_a_label_says_which_answer_it_is_about(made, shelf):
    labels = [text.label for part in read(made, shelf) for text in part.texts]
    assert "1 · text" in labels


def test_numbers_and_right_answers_are_no_words(made, shelf):
    names = {text.paths[0][-1] for part in read(made, shelf) for text in part.texts}
    assert names.isdisjoint({"correct", "passPercentage", "subContentId", "randomQuestions"})


def test_what_a_library_says_by_itself_is_suggested_in_the_other_language(made, shelf):
    suggested = {text.value: text.suggested for part in read(made, shelf, "ar") for text in part.texts}
    assert (suggested["True"], suggested["False"]) == ("صحيح", "خطأ")
    assert suggested["<p>Rest is a right.</p>"] == ""


def test_only_what_is_more_than_paragraphs_shows_its_signs(made, shelf):
    formatted = [text.value for part in read(made, shelf) for text in part.texts if text.is_formatted]
    assert formatted == ["My <em>employer</em>"]


@pytest.mark.skipif(REAL is None, reason="no real packages here")
@pytest.mark.parametrize("name", ["accordion-1.0", "questionset-1.17", "markthewords-1.9", "truefalse-1.8"])
def test_a_real_package_loses_nothing_when_its_words_are_kept_as_they_are_shown(name):
    with open_package(REAL / f"{name}.h5p") as package:
        shelf, main = Shelf(package), package.manifest.main
        params = filter_params(package.params(), main, shelf).params
        found = parts(params, main, shelf, reader="en", source="en")
        kept = rewrite(params, found, {text.name: text.shown for part in found for text in part.texts}, main, shelf)
        assert (kept.params, kept.problems, kept.changed) == (params, {}, ())
