"""Words that a translator has written can be read aloud before they are published, where that is asked for."""

import pytest

from assessments.unheard import Unheard
from media import actions, sounds
from media.catalogue import PLACE
from media.spoken import lines, mark
from tests.media import files
from tests.translating.conftest import NOW, publish, translate

pytestmark = pytest.mark.django_db
WRITTEN = ["Aralin", "Isang ideya", "Ingatan ang kontrata mo.\nHumingi ng tulong."]


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def asked() -> list[str]:
    return [line.text for line in lines("fil") if PLACE not in line.within]


def test_what_is_written_and_not_published_is_asked_for_where_recordings_are_required(plain_lesson, fil, translator):
    translate(plain_lesson, fil, by=translator)
    assert set(asked()).isdisjoint(WRITTEN)
    actions.require("fil", required=True, now=NOW)
    assert set(WRITTEN) <= set(asked())


def test_a_translation_is_published_once_its_words_are_heard(plain_lesson, fil, translator):
    translation = translate(plain_lesson, fil, by=translator)
    actions.require("fil", required=True, now=NOW)
    with pytest.raises(Unheard) as refused:
        publish(translation, by=translator)
    assert sorted(refused.value.missing) == sorted(WRITTEN)
    for text in WRITTEN:
        actions.add(sounds.clean(files.mp3()), language="fil", mark=mark("fil", text), words=text, read_by="", now=NOW)
    assert publish(translation, by=translator).live
