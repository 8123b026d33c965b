import json

import pytest

from h5p.choosing import InteractiveChooserBlock

pytestmark = pytest.mark.django_db


def test_an_editor_that_is_shown_again_holds_what_was_chosen(desk):
    content, block = desk.content(), InteractiveChooserBlock()
    state = json.loads(json.dumps(block.get_form_state(content)))
    assert (state["id"], state["title"]) == (str(content.pk), "A card")
    assert block.get_form_state(None) is None


def test_it_is_kept_by_its_key_and_found_by_it(desk):
    content, block = desk.content(), InteractiveChooserBlock()
    assert block.to_python(block.get_prep_value(content)) == content
    assert block.bulk_to_python(["nonsense", None, str(content.pk)]) == [None, None, content]
