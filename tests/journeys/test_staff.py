"""An officer before her posting, and who answers for her, in a real browser."""

from __future__ import annotations

import pytest

from tests.journeys.test_main_road import sign_in


@pytest.mark.parametrize("scripts", [True, False])
def test_an_officer_sees_what_is_due_and_goes_on(phone, scripts):
    hers = phone(scripts=scripts)
    page = hers.page
    sign_in(page, "consular@baon.example")
    page.wait_for_url("**/duty/")
    assert page.get_by_text("Last day:").is_visible()
    assert hers.fits()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Put the days into my calendar").click()
    assert taken.value.suggested_filename == "days.ics"
    page.get_by_role("link", name="Go on").click()
    page.get_by_role("button").last.click()
    page.wait_for_url("**/me/")
    assert page.get_by_text("Protection in the consulate").first.is_visible()
    assert hers.fits()


def test_a_supervisor_sees_who_is_late_and_takes_the_list_along(phone):
    office = phone(width=1280)
    page = office.page
    sign_in(page, "supervisor@baon.example")
    page.wait_for_url("**/office/duties/")
    assert page.get_by_text("people have the training they must have.").is_visible()
    page.get_by_label("State").select_option("overdue")
    page.get_by_role("button", name="Show").click()
    assert {cell.inner_text() for cell in page.locator("table").last.locator("tbody tr td:nth-child(7)").all()} == {
        "Overdue"
    }
    page.get_by_label("What is the file for?").select_option("audit")
    with page.expect_download() as taken:
        page.get_by_role("button", name="CSV").click()
    assert taken.value.suggested_filename.endswith(".csv")
    assert office.fits()
