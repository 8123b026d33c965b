"""The short course of the demo: it is what it says it is."""

from __future__ import annotations

from demo import files

[MODULE] = [raw for raw in files.read_all("modules") if raw["key"] == "core"]
[COURSE] = [raw for raw in files.read("courses.yaml") if raw["key"] == "core"]
[QUIZ] = [raw for raw in files.read("quizzes.yaml") if raw["key"] == "core"]


def test_it_takes_forty_minutes_with_its_questions():
    lessons = [lesson["minutes"] for lesson in MODULE["lessons"]]
    assert (len(lessons), sum(lessons) < MODULE["minutes"], MODULE["minutes"]) == (7, True, 40)


def test_its_certificate_says_that_it_is_not_the_full_course():
    certificate = COURSE["certificate"]
    assert certificate["title"]["en"] == "Core preparation, 40 minutes: not the full course"
    assert (certificate["hours"], certificate["attendance"]) == (0.7, 0)


def test_it_asks_ten_things_that_everyone_must_know_wherever_she_goes():
    bank = {raw["key"]: raw for listed in files.read_all("questions") for raw in listed}
    chosen = [bank[key] for key in QUIZ["fixed"]]
    assert (len(chosen), QUIZ["parts"]) == (10, [])
    assert all(raw["must_know"] for raw in chosen)
    assert not any(raw[name] for raw in chosen for name in ("destinations", "fact", "origin_fact"))


def test_it_stands_beside_the_two_courses_for_trainees_and_in_none():
    assert COURSE["short_for"] == ["a", "b"]
    others = [raw for raw in files.read("courses.yaml") if raw["key"] != "core"]
    assert not any(line["key"] == "core" for raw in others for line in raw["modules"])
