"""How places, facts and topics look in the admin. Which languages are open is data, so editors are built on request."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, Panel
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet, SnippetViewSetGroup

from core.models import Topic
from core.panels import InOpenLanguages, in_language
from courses import shelf
from courses.models import Destination, Fact, FactKey, Origin

PLACE = ("code", "slug", "currency", "time_zone")


@lru_cache(maxsize=16)
def editor(model: type[models.Model], codes: tuple[str, ...]) -> Panel:
    """The form of one model in the open languages."""
    return ObjectList(_panels(model, codes)).bind_to_model(model)


def _panels(model: type[models.Model], codes: tuple[str, ...]) -> list[Panel]:
    if model is Fact:
        return _fact_panels(codes)
    names = {Destination: ("name",), Origin: ("name",), Topic: ("name",), FactKey: ("label", "question")}[model]
    plain = {Destination: (*PLACE, "advisory"), Origin: PLACE, Topic: ("code", "position"),
             FactKey: ("code", "is_contact", "position")}[model]  # fmt: skip
    return [MultiFieldPanel([FieldPanel(name) for name in plain]), *(in_language(code, *names) for code in codes)]


def _fact_panels(codes: tuple[str, ...]) -> list[Panel]:
    return [
        MultiFieldPanel(
            [FieldPanel("key"), FieldRowPanel([FieldPanel("destination"), FieldPanel("origin")])],
            heading=_("What it is about"),
        ),
        *(in_language(code, "value", "note") for code in codes),
        MultiFieldPanel(
            [FieldPanel("phone"), FieldRowPanel([FieldPanel("number"), FieldPanel("unit")])], heading=_("Number")
        ),
        MultiFieldPanel(
            [
                FieldPanel("source_title"),
                FieldPanel("source_url"),
                FieldRowPanel([FieldPanel("source_publisher"), FieldPanel("source_type")]),
                FieldRowPanel([FieldPanel("legal_basis"), FieldPanel("published_on")]),
            ],
            heading=_("Where it comes from"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("checked_on"), FieldPanel("review_by")]),
                FieldRowPanel([FieldPanel("checked_by"), FieldPanel("approved_by")]),
                FieldRowPanel([FieldPanel("confidence"), FieldPanel("status")]),
                FieldPanel("applies_to"),
                FieldPanel("internal_note"),
            ],
            heading=_("How sure we are"),
            help_text=_("An overdue or low-confidence fact is replaced by the advice to ask the hotline."),
        ),
    ]


class Renewing(InOpenLanguages):
    """What is saved makes documents old."""

    model: type[models.Model]

    def editor(self, codes: tuple[str, ...]) -> Panel:
        return editor(self.model, codes)

    def save_instance(self) -> Any:
        saved = super().save_instance()  # type: ignore[misc]
        transaction.on_commit(shelf.renew)
        return saved


class Create(Renewing, CreateView):
    pass


class Edit(Renewing, EditView):
    pass


class PlaceViewSet(SnippetViewSet):
    """What all of these have in common."""

    add_view_class = Create
    edit_view_class = Edit
    copy_view_enabled = False

    def get_edit_handler(self) -> Panel:
        # Asked for when addresses load, before there is a database; the views ask again on request.
        return editor(self.model, (settings.LANGUAGE_CODE,))


class DestinationViewSet(PlaceViewSet):
    model = Destination
    icon = "globe"
    list_display = ["name", "code", "currency", "advisory"]
    search_fields = ["name_en", "code"]


class OriginViewSet(PlaceViewSet):
    model = Origin
    icon = "home"
    list_display = ["name", "code", "currency"]
    search_fields = ["name_en", "code"]


class FactViewSet(PlaceViewSet):
    model = Fact
    icon = "clipboard-list"
    list_display = ["__str__", "value_en", "confidence", "status", "checked_on", "review_by"]
    list_filter = ["destination", "origin", "key", "confidence", "status"]
    search_fields = ["value_en", "source_title"]
    ordering = ["review_by"]


class FactKeyViewSet(PlaceViewSet):
    model = FactKey
    icon = "tag"
    list_display = ["label", "code", "is_contact"]


class TopicViewSet(PlaceViewSet):
    model = Topic
    icon = "tag"
    list_display = ["name", "code", "position"]


class CountriesGroup(SnippetViewSetGroup):
    menu_label = _("Countries and facts")
    menu_icon = "globe"
    menu_order = 220
    items = (FactViewSet, DestinationViewSet, OriginViewSet, FactKeyViewSet, TopicViewSet)
