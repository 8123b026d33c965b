"""The rules under which the demo's courses certify, and the short course for who leaves early."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from certificates.models import CertificateRule
from courses.models import CoursePage
from demo import files
from demo.wording import spoken
from learning.models import CoreCourse


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


def load_short_courses(courses: Iterable[CoursePage]) -> None:
    """Which course has a short one beside it."""
    raws = {raw["slug"]: raw for raw in files.read("courses.yaml")}
    pages = {raws[course.slug]["key"]: course for course in courses}
    for key, short in pages.items():
        for full in raws[short.slug].get("short_for", ()):
            CoreCourse.objects.get_or_create(course_key=pages[full].translation_key, defaults={"core": pages[key]})
