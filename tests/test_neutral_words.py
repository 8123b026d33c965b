"""A5: what others may glimpse — titles of pages, files and messages — names nothing that could put her at risk."""

import re
from functools import cache
from pathlib import Path

import pytest

from demo import files

ROOT = Path(__file__).resolve().parent.parent
TELLING = {
    "en": r"abus|violen|police|traffick|\brights?\b|\bhelp|rape|escape|shelter|complain|assault|harass|victim",
    "fil": r"abuso|karahasan|pulis|karapatan|tulong|traffick|reklamo|biktima|harass",
    "ne": r"दुर्व्यवहार|हिंसा|प्रहरी|बेचबिखन|अधिकार|मद्दत|सहायता|उजुरी|पीडित",
    "ar": r"عنف|شرطة|اتجار|حقوق|مساعدة|إساءة|شكوى|ضحية|تحرش",
    "id": r"kekerasan|polisi|perdagangan|\bhak\b|bantuan|pelecehan|korban|pengaduan|penampungan",
    "es": r"abus|violen|polic[ií]a|\btrata\b|\bderechos\b|\bayuda|refugio|denuncia|acoso|v[ií]ctima",
    "fr": r"abus|violen|police|\btraite\b|\bdroits\b|\baide\b|refuge|plainte|harc[eè]l|victime",
}


def source_titles():
    for module in files.read_all("modules"):
        yield module["title"]
        for lesson in module["lessons"]:
            yield lesson["title"]


@cache
def page_titles():
    """The words of every ``<title>`` of ours, which the catalogues translate."""
    found = set()
    for path in ROOT.glob("*/templates/**/*.html"):
        for block in re.findall(r"{% block title %}(.*?){% endblock %}", path.read_text(), re.S):
            found.update(re.findall(r'{% (?:translate|trans) "([^"]+)"', block))
    return frozenset(found)


def translated_titles(language):
    for path in (files.CONTENT / "translations" / language).glob("*.po"):
        for (context, _source), text in files.words(language, path.stem).items():
            if context.endswith(":title"):
                yield text


def test_no_title_in_english_tells():
    assert [title for title in [*source_titles(), *page_titles()] if re.search(TELLING["en"], title, re.I)] == []


@pytest.mark.parametrize("language", ["fil", "ne", "ar", "id", "es", "fr"])
def test_no_translated_title_tells(language):
    assert [title for title in translated_titles(language) if re.search(TELLING[language], title, re.I)] == []


@pytest.mark.parametrize("language", ["fil", "ne", "ar", "id", "es", "fr"])
def test_no_translated_page_title_tells(language):
    from babel.messages.pofile import read_po

    with (ROOT / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        catalog = read_po(file)
    said = [str(message.string) for message in catalog if message.id in page_titles()]
    assert [title for title in said if re.search(TELLING[language], title, re.I)] == []
