"""Registers the desk of translators, the glossary, and the translator's own way to publish."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail_localize.models import Translation

from core.next_steps import HOOK
from translating import next_steps
from translating.permissions import works_on_words
from translating.views.board import PublishView
from translating.viewsets import TermViewSet

register_snippet(TermViewSet)
hooks.register(HOOK, next_steps.translations)


class BoardItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return works_on_words(request.user)


@hooks.register("register_admin_urls")
def desk_urls():
    return [path("translations/", include("translating.urls"))]


@hooks.register("register_admin_menu_item")
def board_item():
    return BoardItem(
        _("Translations"), reverse_lazy("translating:board"), icon_name="wagtail-localize-language", order=218
    )


# Before wagtail-localize's own of the same event, which would publish past our actions.
@hooks.register("before_edit_page", order=-1)
def publish_translation(request: HttpRequest, page: Page) -> HttpResponse | None:
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    translated = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
    )
    if not translated.exists():
        return None
    view = PublishView.as_view()
    view(request, language=page.locale.language_code, key=page.translation_key)
    return HttpResponseRedirect(request.path)
