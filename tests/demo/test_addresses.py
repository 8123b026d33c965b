"""Where a question of the demo says that it can be read again, there is a lesson."""

from __future__ import annotations

from demo import files

LESSONS = {f"{module['slug']}/{lesson['slug']}" for module in files.read_all("modules") for lesson in module["lessons"]}


def test_every_question_leads_to_a_lesson_by_its_address():
    named = {raw["key"]: raw["lesson"] for bank in files.read_all("questions") for raw in bank}
    named |= {code: raw.get("lesson", "") for code, raw in files.read("question_templates.yaml").items()}
    led = {key: files.lesson_address(lesson) for key, lesson in named.items() if lesson}
    assert {key: address for key, address in led.items() if address not in LESSONS} == {}


def test_what_names_no_module_stays_as_it_is():
    assert [files.lesson_address(named) for named in ("", "elsewhere/first", "a4/my-documents")] == [
        "", "elsewhere/first", "my-work-my-rights/my-documents",
    ]  # fmt: skip
