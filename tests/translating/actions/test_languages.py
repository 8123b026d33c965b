"""Opening languages, and who translates into them."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.contrib.auth.models import Group

from accounts.models import AccessLog, Role
from core import tongues
from courses.models import HomePage, LessonPage
from tests.translating.conftest import NOW, client_of, person, publish, translate
from translating.actions import languages
from translating.permissions import languages_of

CODES = [code for code, _name in settings.LANGUAGES]


@pytest.mark.django_db(transaction=False)
@pytest.mark.parametrize("code", CODES)
def test_every_language_can_be_opened_and_read(home, client, code, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        languages.open_language(code, by=None)
    response = client.get(f"/{code}/")
    assert (response.status_code, response.headers["Content-Language"]) == (200, code)
    assert f'<html lang="{code}"' in response.content.decode()


@pytest.mark.django_db
def test_opening_twice_is_harmless(home):
    for _ in range(2):
        languages.open_language("am", by=None)
    assert HomePage.objects.filter(locale__language_code="am").count() == 1
    tongues.forget()
    assert "am" in tongues.open_codes()


@pytest.mark.django_db
def test_a_language_without_columns_cannot_be_opened(home):
    with pytest.raises(languages.UnknownLanguage):
        languages.open_language("xx", by=None)


@pytest.mark.django_db
def test_a_translator_changes_her_own_tree_and_no_other(lesson, fil, translator):
    arabic = languages.open_language("ar", by=None)
    filipino = publish(translate(lesson, fil), by=translator)
    other = translate(lesson, arabic).get_target_instance()
    tongues.forget()
    assert languages_of(translator) == {"fil"}
    rights = [page.permissions_for_user(translator) for page in (filipino, other, LessonPage.objects.get(pk=lesson.pk))]
    assert [(one.can_edit(), one.can_publish()) for one in rights] == [(True, True), (False, False), (False, False)]


@pytest.mark.django_db
def test_reviewers_and_administrators_work_on_every_language(fil, reviewer, admin):
    tongues.forget()
    assert (languages_of(reviewer), languages_of(admin)) == ({"fil"}, {"fil"})


@pytest.mark.django_db
def test_only_a_translator_is_given_a_language(fil, reviewer, admin):
    with pytest.raises(languages.NotATranslator):
        languages.appoint_translator(reviewer, language="fil", by=admin, now=NOW)


@pytest.mark.django_db
def test_a_language_is_given_and_taken_and_both_are_logged(fil, admin):
    someone = person(Role.TRANSLATOR, name="New")
    languages.appoint_translator(someone, language="fil", by=admin, now=NOW)
    assert Group.objects.get(name="Translators: fil") in someone.groups.all()
    languages.dismiss_translator(someone, language="fil", by=admin, now=NOW)
    assert [group.name for group in someone.groups.all()] == ["Translators"]
    assert [row.verb for row in AccessLog.objects.order_by("id")] == ["language_given", "language_taken"]


@pytest.mark.django_db
def test_setting_up_roles_again_leaves_languages_with_their_translators(fil, translator):
    from accounts.actions import ensure_groups

    ensure_groups()
    tongues.forget()
    assert client_of(translator).get("/admin/translations/").status_code == 200
    assert languages_of(translator) == {"fil"}
