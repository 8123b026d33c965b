"""Languages: which are open, how far each has come, who translates into it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core import tongues
from core.templatetags.baon import language_name
from courses.models import LessonPage
from translating.actions import languages
from translating.forms import OpenForm, TranslatorForm
from translating.permissions import keeps_languages
from translating.views.desk import Desk


@dataclass(frozen=True)
class Tongue:
    """One language as the list shows it. ``interface`` means that buttons and messages are translated too."""

    code: str
    own: str
    open: bool
    lessons: int
    interface: bool
    translators: tuple[User, ...]


class LanguagesView(Desk):
    template_name = "translating/languages.html"
    page_title = gettext_lazy("Languages")
    header_icon = "globe"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not keeps_languages(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(tongues=_tongues(), people=TranslatorForm().fields["person"].queryset, **kwargs)  # type: ignore[attr-defined]

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        if request.POST.get("do") == "open":
            self._open(request)
        else:
            self._appoint(request)
        return HttpResponseRedirect(reverse("translating:languages"))

    def _open(self, request: HttpRequest) -> None:
        form = OpenForm(request.POST)
        if form.is_valid():
            code = form.cleaned_data["language"]
            languages.open_language(code, by=request.user)  # type: ignore[arg-type]
            said = _("%(language)s is open. What is not yet translated stands in English and says so.")
            messages.success(request, said % {"language": language_name(code)})

    def _appoint(self, request: HttpRequest) -> None:
        form = TranslatorForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Choose a person who holds the role of translator."))
            return
        person, code = form.cleaned_data["person"], form.cleaned_data["language"]
        act = languages.dismiss_translator if request.POST.get("do") == "dismiss" else languages.appoint_translator
        act(person, language=code, by=request.user, now=timezone.now())  # type: ignore[arg-type]
        messages.success(request, _("Saved."))


def _tongues() -> list[Tongue]:
    """Every language that can be opened, the open ones first."""
    opened = tongues.open_codes()
    lessons: dict[str, int] = {}
    for code in LessonPage.objects.live().filter(alias_of=None).values_list("locale__language_code", flat=True):
        lessons[code] = lessons.get(code, 0) + 1
    named = Group.objects.filter(name__startswith=languages.group_name(""))
    groups = {group.name: group for group in named.prefetch_related("user_set")}
    found = []
    for code, _name in settings.LANGUAGES:
        group = groups.get(languages.group_name(code))
        people = tuple(group.user_set.all()) if group else ()
        found.append(Tongue(code, language_name(code), code in opened, lessons.get(code, 0), _interface(code), people))
    return sorted(found, key=lambda tongue: not tongue.open)


def _interface(code: str) -> bool:
    folder = code.replace("zh-hans", "zh_Hans")
    known = any((Path(path) / folder / "LC_MESSAGES" / "django.po").exists() for path in settings.LOCALE_PATHS)
    return known or code == settings.LANGUAGE_CODE
