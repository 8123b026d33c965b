"""Who leaves soon in the demo, and who was given the short course."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from accounts.models import User
from learning.actions import give_core, set_departure
from learning.models import Cohort

Raw = dict[str, Any]


def see_to(cohort: Cohort, raw: Raw, *, by: User, now: datetime) -> None:
    """What the content says of the people of a class: in how many days each ``leaves``, and who has the ``core``."""
    places = cohort.enrolments.select_related("learner__user")
    by_name = {place.learner.user.name: place for place in places}
    for person in raw["people"]:
        if "leaves" in person:
            day = (now + timedelta(days=person["leaves"])).date()
            set_departure(enrolment=by_name[person["name"]], day=day, by=by, now=now)
        if person.get("core"):
            give_core(enrolment=by_name[person["name"]], by=by, now=now)
