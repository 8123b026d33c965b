import io

import pytest

from h5p_making import PNG
from h5p_python import LibraryKey, Score, Shelf, export, open_package, rescore
from h5p_python.builder import (
    Answer,
    Blanks,
    InvalidQuestion,
    MultiChoice,
    NoSuchLibrary,
    Picture,
    QuestionSet,
    SingleChoice,
    SingleChoiceSet,
    TrueFalse,
    blank,
    build,
)

PICTURE = Picture("sun.png", PNG, "The sun", width=1)
CHOICE = MultiChoice(
    "<p>Which <em>city</em>?<script>x</script></p>",
    (Answer("Manila", correct=True, tip="Look", when_chosen="Yes"), Answer("Paris", when_not_chosen="Good")),
    picture=PICTURE,
)
TRUE = TrueFalse("<p>The sun is hot.</p>", correct=True, when_right="It is")
GAPS = Blanks("<p>Fill in</p>", ("The capital is *Manila/Maynila:on Luzon*.", "& *b* <b>x</b>"), forgives_slips=True)


def test_a_multiple_choice_is_built_with_all_that_its_fields_hold(shelf):
    content = build(CHOICE, shelf, title="Cities", license="CC BY", authors=("Ann",))
    assert content.params() == {
        "media": {
            "type": {
                "library": "H5P.Image 1.1",
                "params": {
                    "file": {
                        "path": PICTURE.path,
                        "width": 1,
                        "mime": "image/png",
                        "copyright": {"license": "U"},
                    },
                    "alt": "The sun",
                    "contentName": "Image",
                    "decorative": False,
                },
                "subContentId": content.params()["media"]["type"]["subContentId"],
                "metadata": {"contentType": "H5P.Image", "license": "U", "title": "The sun"},
            },
            "disableImageZooming": False,
        },
        "question": "Which <em>city</em>?",
        "answers": [
            {
                "text": "Manila",
                "correct": True,
                "tipsAndFeedback": {"tip": "Look", "chosenFeedback": "Yes", "notChosenFeedback": ""},
            },
            {
                "text": "Paris",
                "correct": False,
                "tipsAndFeedback": {"tip": "", "chosenFeedback": "", "notChosenFeedback": "Good"},
            },
        ],
        "behaviour": {
            "singlePoint": False,
            "randomAnswers": True,
            "enableRetry": True,
            "enableSolutionsButton": True,
            "passPercentage": 100,
            "type": "auto",
        },
        "overallFeedback": [{"from": 0, "to": 100}],
        "UI": {"checkAnswerButton": "Check it", "tryAgainButton": "Once more"},
    } | {"question": "<p>Which <em>city</em>?</p>"}
    assert content.manifest.main == LibraryKey("H5P.MultiChoice", 1, 16)
    assert content.manifest.authors == ("Ann",)
    assert content.data == {PICTURE.path: PNG}


def test_true_or_false_speaks_the_language_asked_for(shelf):
    params = build(TRUE, shelf, title="Sun", language="ar").params()
    assert params["correct"] == "true"
    assert params["l10n"] == {"trueText": "صحيح", "falseText": "خطأ"}
    assert params["behaviour"] == {"feedbackOnCorrect": "It is", "enableRetry": True, "enableSolutionsButton": True}
    assert build(TrueFalse("a", correct=False), shelf, title="Sun").params()["correct"] == "false"


def test_blanks_are_lines_with_asterisks(shelf):
    params = build(GAPS, shelf, title="Capitals").params()
    assert params["questions"] == ["The capital is *Manila/Maynila:on Luzon*.", "&amp; *b* x"]
    assert (params["behaviour"]["caseSensitive"], params["behaviour"]["acceptSpellingErrors"]) == (False, True)


def test_a_blank_is_written_by_its_words():
    assert blank("Manila", "Maynila", tip="on Luzon") == "*Manila/Maynila:on Luzon*"
    assert blank("a") == "*a*"
    for words, tip in [((), ""), (("a*",), ""), (("a/b",), ""), (("a:b",), ""), (("a",), "*")]:
        with pytest.raises(InvalidQuestion, match="sign-in-answer"):
            blank(*words, tip=tip)


def test_a_set_of_single_choices_has_the_right_answer_first(shelf):
    question = SingleChoiceSet((SingleChoice("Q1", "r", ("w",)), SingleChoice("Q2", "r", ("w", "v"), key="k")), 50)
    params = build(question, shelf, title="Set").params()
    assert [choice["answers"] for choice in params["choices"]] == [["r", "w"], ["r", "w", "v"]]
    assert len({choice["subContentId"] for choice in params["choices"]}) == 2
    assert params["behaviour"]["passPercentage"] == 50


def test_a_question_set_holds_whole_questions(shelf):
    content = build(QuestionSet((CHOICE, TRUE, GAPS), introduction="<p>Hello</p>"), shelf, title="All")
    params = content.params()
    assert [part["library"] for part in params["questions"]] == [
        "H5P.MultiChoice 1.16",
        "H5P.TrueFalse 1.8",
        "H5P.Blanks 1.14",
    ]
    assert [part["metadata"]["title"] for part in params["questions"]] == ["Which city?", "The sun is hot.", "Fill in"]
    assert params["introPage"] == {"showIntroPage": True, "introduction": "<p>Hello</p>"}
    assert params["questions"][1]["params"] == build(TRUE, shelf, title="x").params()
    assert content.data == {PICTURE.path: PNG}


def test_the_parts_of_a_set_keep_their_names_when_they_have_a_key(shelf):
    def names(*questions):
        params = build(QuestionSet(questions), shelf, title="x").params()
        return [part["subContentId"] for part in params["questions"]]

    keyed = TrueFalse("a", correct=True, key="q-7")
    assert names(TRUE, keyed)[1] == names(keyed, TRUE)[0]
    assert names(TRUE, TRUE) == names(TRUE, GAPS)
    with pytest.raises(InvalidQuestion, match="same-key"):
        names(keyed, keyed)


def test_what_is_built_is_scored_by_the_server(shelf):
    content = build(QuestionSet((CHOICE, TRUE)), shelf, title="All")
    first, second = (part["subContentId"] for part in content.params()["questions"])

    def child(part, response):
        statement = {
            "verb": {"id": "x/answered"},
            "object": {"id": f"x?subContentId={part}"},
            "result": {"response": response},
        }
        return {"statement": statement}

    sent = {"children": [child(second, "false"), child(first, "0")]}
    assert rescore(content.manifest.main, content.params(), sent) == Score(1, 2)


@pytest.mark.parametrize(
    "question", [CHOICE, TRUE, GAPS, QuestionSet((CHOICE, GAPS))], ids=lambda one: type(one).__name__
)
def test_what_is_built_is_written_as_a_valid_package(shelf, question):
    content = build(question, shelf, title="Made")
    target = io.BytesIO()
    export(content, shelf, target)
    with open_package(target) as package:
        assert package.params() == content.params()
        assert package.manifest.title == "Made"
        assert package.files == content.files


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        (MultiChoice("a", (Answer("b", correct=True),)), "no-answers"),
        (MultiChoice("a", (Answer("b"), Answer("c"))), "no-right-answer"),
        (Blanks("a", ("no gap",)), "no-blank"),
        (Blanks("a", ("*a* and *",)), "odd-asterisk"),
        (Blanks("a", ("*a*",) * 32), "too-many-lines"),
        (SingleChoiceSet(()), "no-questions"),
        (SingleChoiceSet((SingleChoice("a", "b", ()),)), "wrong-number-of-answers"),
        (QuestionSet(()), "no-questions"),
        (TrueFalse("a", correct=True, picture=Picture("a.svg", b"<svg>", "")), "not-an-image"),
        (TrueFalse("a", correct=True, picture=Picture("a.png", b"<svg>", "")), "not-an-image"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused_with_the_reason(shelf, question, reason):
    with pytest.raises(InvalidQuestion) as raised:
        build(question, shelf, title="x")
    assert raised.value.reason == reason


def test_a_value_that_its_field_refuses_is_told(shelf):
    with pytest.raises(InvalidQuestion, match="not-allowed") as raised:
        build(TrueFalse(None, correct=True, when_wrong=["no text"]), shelf, title="x")
    assert [remark.path for remark in raised.value.remarks] == [("behaviour", "feedbackOnWrong")]


def test_a_picture_without_words_is_decoration(shelf):
    content = build(TrueFalse("a", correct=True, picture=Picture("a.PNG", PNG, "")), shelf, title="x")
    media = content.params()["media"]["type"]
    assert (media["params"]["decorative"], media["metadata"]["title"]) == (True, "a.PNG")


def test_what_is_not_installed_is_told():
    with pytest.raises(NoSuchLibrary, match="TrueFalse"):
        build(TRUE, Shelf(), title="x")


def test_a_set_takes_only_the_versions_that_it_lists(shelf):
    class Without:
        """The shelf without one library."""

        def find(self, key):
            return None if key.name == "H5P.Blanks" else shelf.find(key)

        def keys(self):
            return [key for key in shelf.keys() if key.name != "H5P.Blanks"]  # noqa: SIM118

        def read(self, key, path):
            return shelf.read(key, path)

    with pytest.raises(NoSuchLibrary, match=r"H5P\.Blanks for H5P\.QuestionSet 1\.20"):
        build(QuestionSet((GAPS,)), Shelf(Without()), title="x")


@pytest.mark.parametrize("said", [{"title": " \n"}, {"language": "not a language"}, {"license": "mine"}])
def test_a_title_language_and_licence_are_such_as_h5p_takes(shelf, said):
    with pytest.raises(InvalidQuestion, match="wrong-title-or-language"):
        build(TRUE, shelf, **{"title": "x", **said})
    assert build(TRUE, shelf, title=" a\nb " + "c" * 300).manifest.title == "a b " + "c" * 251
