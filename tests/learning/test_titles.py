"""Titles on a phone that others look at say nothing of what she learns (A5)."""

from __future__ import annotations

import re

import pytest

WORDS = ("abuse", "violence", "police", "traffick", "rights", "help", "danger", "shelter")


@pytest.mark.parametrize("module", ["contract", "helping"])
def test_titles_of_her_pages_are_neutral(small, trainee, module):
    small.helping.quiz = small.contract.quiz
    small.helping.save()
    key = getattr(small, module).translation_key
    small.quizzes[key] = small.contract.quiz
    small.pass_quiz(key)
    addresses = ["/me/", "/me/data/", f"/me/quiz/{key}/", f"/me/quiz/{key}/result/", "/join/"]
    titles = [re.search(r"<title>(.*?)</title>", trainee.get(address).content.decode())[1] for address in addresses]
    assert [title for title in titles if any(word in title.lower() for word in WORDS)] == []
