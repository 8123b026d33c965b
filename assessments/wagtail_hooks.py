"""Puts the question bank into the admin."""

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from assessments.models import Question, Quiz, Survey
from assessments.playable.views import MakeOfThese
from assessments.statistics.permissions import may_read
from assessments.tending.bulk import ChangeMany
from assessments.tending.made import MadeView
from assessments.tending.views import AlikeView
from assessments.viewsets import NeverDeleted, QuestionBankGroup

register_permission_policy(Question, NeverDeleted(Question))
register_permission_policy(Quiz, NeverDeleted(Quiz))
register_permission_policy(Survey, NeverDeleted(Survey))
register_snippet(QuestionBankGroup)


class ItemsMenu(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_read(request.user)


@hooks.register("register_admin_urls")
def item_addresses() -> list[URLResolver]:
    return [
        path("items/", include("assessments.statistics.urls")),
        path("questions/", include("assessments.exchange.urls")),
        path("questions/h5p/", include("assessments.playable.urls")),
        path("questions/alike/", AlikeView.as_view(), name="questions_alike"),
        path("questions/made/<int:pk>/", MadeView.as_view(), name="questions_made"),
    ]


@hooks.register("register_question_bank_item")
def items_menu() -> MenuItem:
    return ItemsMenu(_("How questions fare"), reverse_lazy("items:table"), icon_name="glasses", order=100)


@hooks.register("register_question_bank_item")
def alike_menu() -> MenuItem:
    return ItemsMenu(_("Questions that are alike"), reverse_lazy("questions_alike"), icon_name="copy", order=110)


hooks.register("register_bulk_action", ChangeMany)
hooks.register("register_bulk_action", MakeOfThese)
