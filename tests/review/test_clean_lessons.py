"""The lessons of the demo have been read by people: the check may not cry wolf over them."""

import re
from collections.abc import Iterator
from html import unescape

from demo import files, markup
from review import rulebook
from review.reading import count_words
from review.terms import Level, Passage, check

PROSE = {
    "text",
    "story",
    "question",
    "outcome",
    "feedback",
    "stem",
    "summary",
    "key_message",
    "objective",
    "objectives",
    "items",
}
MOST_PER_THOUSAND = 3


def passages(node, path, key="") -> Iterator[Passage]:
    if isinstance(node, dict):
        for name, value in node.items():
            yield from passages(value, f"{path}.{name}", name)
    elif isinstance(node, list):
        for place, value in enumerate(node):
            yield from passages(value, f"{path}.{place}", key)
    elif isinstance(node, str) and key in PROSE:
        lines = re.sub("</(p|li)>", "\n", markup.html(node))
        yield Passage(path, unescape(re.sub("<[^>]+>", "", lines)))


def test_at_most_three_warnings_in_a_thousand_clean_words():
    lessons = [lesson for module in files.read_all("modules") for lesson in module["lessons"]]
    texts = [list(passages(lesson, lesson["slug"])) for lesson in lessons]
    words = sum(count_words(passage.text) for text in texts for passage in text)
    findings = [one for text in texts for one in check(text, book=rulebook.book("en")) if one.level != Level.INFORM]
    assert words > 10_000
    assert len(findings) * 1000 / words <= MOST_PER_THOUSAND, findings
