"""The editors of our pages: Wagtail's own with the review beside the words, and a draft kept when it refuses."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.viewsets.pages import PageViewSet

from courses import unheard
from courses.authoring.beside import beside
from courses.authoring.listing import CurriculumIndexView
from courses.models import LessonPage, ModulePage
from courses.models.gate import let_go
from courses.passages import text_of
from courses.reviewing import REVIEWED
from media.panels import VoicesSidePanel
from review.actions import Held
from review.panels import ReviewSidePanel
from review.telling import tell

# Listed with minutes, lessons and languages. Wagtail asks the kind of what is listed, not of what holds it.
LISTED = (ModulePage, LessonPage)


class ReviewedEditView(EditView):
    def get_side_panels(self) -> MediaContainer:
        page = self.page
        panels = beside(super().get_side_panels(), page, self.request, refreshing=self.expects_json_response)
        if self.expects_json_response or self.hydrate_create_view:
            return panels
        language = page.locale.language_code
        review = ReviewSidePanel(page, self.request, key=page.translation_key, language=language)
        voices = VoicesSidePanel(page, self.request, words=lambda: {language: unheard.words(text_of(_saved(page)))})
        return MediaContainer([*panels, review, voices])


class ReviewedCreateView(CreateView):
    def get(self, request: HttpRequest) -> HttpResponse:
        # Wagtail ticks mail about comments for whoever makes a page, even where there is no address.
        self.subscription.comment_notifications = bool(request.user.email)
        return super().get(request)

    def get_side_panels(self) -> MediaContainer:
        page = self.page
        review = ReviewSidePanel(page, self.request, key=None, language=page.locale.language_code)
        return MediaContainer([*beside(super().get_side_panels(), page, self.request), review])

    def publish_action(self) -> HttpResponse:
        """A new page that review holds becomes a draft: there is no earlier one to fall back on."""
        page = self.form.save(commit=False)
        try:
            let_go(text_of(page), now=timezone.now())
        except Held as refusal:
            tell(self.request, refusal)
            return self.save_action()
        return super().publish_action()


def _saved(page: Any) -> Any:
    """The page as it was saved last: in the editor its form may hold other words."""
    return type(page).objects.get(pk=page.pk).get_latest_revision_as_object()


def page_viewsets() -> list[PageViewSet]:
    """One for each of our page models."""
    values: dict[str, Any] = {"edit_view_class": ReviewedEditView, "add_view_class": ReviewedCreateView}
    listing = {"index_view_class": CurriculumIndexView}
    return [PageViewSet(model=model, **values, **(listing if model in LISTED else {})) for model in REVIEWED]
