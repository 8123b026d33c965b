"""The rules under which the demo's courses certify."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from certificates.models import CertificateRule
from courses.models import CoursePage
from demo import files
from demo.curriculum import in_languages


def load_rules(courses: Iterable[CoursePage]) -> None:
    rules = {raw["slug"]: raw["certificate"] for raw in files.read("courses.yaml")}
    for course in courses:
        raw = rules[course.slug]
        CertificateRule.objects.get_or_create(
            course=course.translation_key,
            defaults={
                **in_languages("title", raw["title"]),
                "hours": Decimal(str(raw["hours"])),
                "final_pass_mark": raw["final_pass_mark"],
                "attendance": raw["attendance"],
                "edition": raw["edition"],
            },
        )
