"""The rules under which the demo's courses certify."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from certificates.models import CertificateRule
from courses.models import CoursePage
from demo import files
from demo.wording import spoken


def load_rules(courses: Iterable[CoursePage]) -> None:
    rules = {raw["slug"]: (raw["key"], raw["certificate"]) for raw in files.read("courses.yaml")}
    for course in courses:
        key, raw = rules[course.slug]
        CertificateRule.objects.get_or_create(
            course=course.translation_key,
            defaults={
                **spoken("title", raw["title"], f"certificates/{key}:title"),
                "hours": Decimal(str(raw["hours"])),
                "final_pass_mark": raw["final_pass_mark"],
                "attendance": raw["attendance"],
                "edition": raw["edition"],
            },
        )
