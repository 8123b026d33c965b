"""The interface speaks its seven languages whole: nothing is left out, guessed, or broken."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from demo import bank, files
from demo.translations import QUESTIONS, QUIZZES

LOCALE = Path(__file__).resolve().parent.parent / "locale"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|</?\w+[^>]*>")


@pytest.mark.parametrize("language", files.TRANSLATED)
def test_every_word_of_the_interface_is_translated_with_its_placeholders(language):
    with (LOCALE / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    wrong = []
    for message in messages:
        sources = message.id if isinstance(message.id, tuple) else (message.id,)
        said = message.string if isinstance(message.string, tuple) else (message.string,)
        known = set(PLACEHOLDER.findall("".join(sources)))
        if message.fuzzy or not all(said) or not set(PLACEHOLDER.findall("".join(said))) <= known:
            wrong.append(message.id)
    assert wrong == []


@pytest.mark.parametrize("language", files.TRANSLATED)
@pytest.mark.parametrize(
    "name",
    [
        "before-you-go",
        "fair-recruitment",
        "my-contract",
        "my-safety",
        "my-work-my-rights",
        "questions",
        "site",
        "who-to-call",
        "words",
    ],
)
def test_the_modules_promised_in_a_language_are_whole(language, name):
    with files.po_file(language, name).open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    assert len(messages) > 5
    assert [message.id for message in messages if not message.string or message.fuzzy] == []


@pytest.mark.parametrize("language", files.TRANSLATED)
def test_translators_keep_every_question_when_their_file_is_written_anew(language):
    assert set(files.words(language, "questions")) == set(bank.messages(QUESTIONS, QUIZZES))
