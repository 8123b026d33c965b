"""What a member of staff takes along as a file holds everything that is kept of her here."""

from __future__ import annotations

import json
import re

from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from duties.keeping import everything_about
from duties.models import StaffMember
from tests.duties.conftest import posted


def leads_to_her() -> set[str]:
    """The tables of this room from which relations lead to her, however many steps."""
    models = apps.get_app_config("duties").get_models()
    reached, rest = {StaffMember}, set(models) - {StaffMember}
    while more := {one for one in rest if any(field.related_model in reached for field in one._meta.concrete_fields)}:
        reached |= more
        rest -= more
    return {model._meta.db_table for model in reached}


def test_no_table_is_forgotten(service, rule):
    staff = posted(service)
    with CaptureQueriesContext(connection) as asked:
        everything_about(StaffMember.objects.get(pk=staff.pk))
    read_out = {table for query in asked for table in re.findall(r'(?:FROM|JOIN) "(\w+)"', query["sql"])}
    assert leads_to_her() - read_out == set()


def test_she_can_take_it_along(service, rule, browser):
    response = browser(posted(service, starts=40).user).get("/duty/data.json")
    found = json.loads(response.content)
    assert (found["staff_number"], found["postings"][0]["post__code"]) == ("100", "amman")
    assert response.headers["Content-Disposition"] == 'attachment; filename="my-data.json"'
