"""How places, facts, phrases and topics look in the admin.

Which languages are open is data, so editors are built on request.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.forms import ModelForm, TextInput
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, Panel
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet, SnippetViewSetGroup

from core.models import Topic
from core.panels import InOpenLanguages, in_language
from courses import making, naming, shelf
from courses.facts_admin.panels import DependentsPanel, PhraseUsesPanel
from courses.facts_admin.views import HistoryView
from courses.forms import DestinationForm, FactForm, OriginForm, PhraseForm, TemplateForm
from courses.models import TEMPLATE_WORDS, Destination, Fact, FactKey, Origin, PhraseKey, QuestionTemplate

PLACE = ("code", "slug", "currency", "languages", "time_zone")
DESTINATION = (*PLACE, "advisory", "advised_by", "scripts", "denominations", "plugs", "voltage", "hazards")
FORMS: dict[type[models.Model], type[WagtailAdminModelForm]] = {
    Fact: FactForm, Destination: DestinationForm, Origin: OriginForm, PhraseKey: PhraseForm,
    QuestionTemplate: TemplateForm,
}  # fmt: skip


@lru_cache(maxsize=16)
def editor(model: type[models.Model], codes: tuple[str, ...]) -> Panel:
    """The form of one model in the open languages."""
    return ObjectList(_panels(model, codes), base_form_class=FORMS.get(model)).bind_to_model(model)


def _panels(model: type[models.Model], codes: tuple[str, ...]) -> list[Panel]:
    if model is Fact:
        return _fact_panels(codes)
    if model is PhraseKey:
        return _phrase_panels(codes)
    if model is QuestionTemplate:
        return _template_panels(codes)
    names = {Destination: ("name",), Origin: ("name",), Topic: ("name",), FactKey: ("label", "question")}[model]
    plain = {Destination: DESTINATION, Origin: PLACE, Topic: ("code", "position"),
             FactKey: ("code", "group", "is_contact", "position")}[model]  # fmt: skip
    return [MultiFieldPanel([FieldPanel(name) for name in plain]), *(in_language(code, *names) for code in codes)]


def _fact_panels(codes: tuple[str, ...]) -> list[Panel]:
    return [
        MultiFieldPanel(
            [FieldPanel("key"), FieldRowPanel([FieldPanel("destination"), FieldPanel("origin")])],
            heading=_("What it is about"),
        ),
        DependentsPanel(heading=_("What depends on it")),
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


def _phrase_panels(codes: tuple[str, ...]) -> list[Panel]:
    said = [
        FieldRowPanel([FieldPanel("language"), FieldPanel("text", widget=TextInput(attrs={"dir": "auto"}))]),
        FieldPanel("say", help_text=_("In Latin letters, as a reader who never heard it would say it.")),
    ]
    return [
        MultiFieldPanel([FieldRowPanel([FieldPanel("code"), FieldPanel("group")]), FieldPanel("position")]),
        PhraseUsesPanel(heading=_("What depends on it")),
        *(in_language(code, "meaning") for code in codes),
        InlinePanel(
            "said",
            panels=said,
            heading=_("As it is said there"),
            label=_("Phrase in a language"),
            help_text=_("Once for each language of a destination. Let a native speaker check it."),
        ),
    ]


def _template_panels(codes: tuple[str, ...]) -> list[Panel]:
    return [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("code"), FieldPanel("key")]),
                FieldRowPanel([FieldPanel("answer"), FieldPanel("unit")]),
            ],
            heading=_("What it asks"),
            help_text=_("One question is made for each place that has such a fact, and follows the fact."),
        ),
        *(in_language(code, *TEMPLATE_WORDS) for code in codes),
        MultiFieldPanel([FieldPanel("from_others"), FieldPanel("never")], heading=_("Wrong answers")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("topic"), FieldPanel("level")]),
                FieldRowPanel([FieldPanel("must_know"), FieldPanel("lesson")]),
            ],
            heading=_("Its questions"),
        ),
    ]


class Renewing(InOpenLanguages):
    """What is saved makes documents old."""

    model: type[models.Model]

    def setup(self, *args: Any, **kwargs: Any) -> None:
        super().setup(*args, **kwargs)  # type: ignore[misc]
        self.autosave_enabled = False  # there are no drafts here: readers would see half a sentence

    def editor(self, codes: tuple[str, ...]) -> Panel:
        return editor(self.model, codes)

    def save_instance(self) -> Any:
        # In the source language: cleaning writes the column of the author's own, with English where it is empty.
        with override(settings.LANGUAGE_CODE):
            saved = super().save_instance()  # type: ignore[misc]
        transaction.on_commit(shelf.renew)
        return saved


class Create(Renewing, CreateView):
    pass


class Edit(Renewing, EditView):
    pass


class Making(Renewing):
    """A fact or a template: the questions made of it follow in the same transaction, also those of its kind before."""

    form: ModelForm

    @transaction.atomic
    def save_instance(self) -> Any:
        before = list(self.model.objects.filter(pk=self.form.instance.pk).values_list("key", flat=True))
        saved = super().save_instance()
        for key in FactKey.objects.filter(pk__in=[*before, saved.key_id]):
            making.make_of(key, now=timezone.now())
        return saved


class Naming(Renewing):
    """The name of a place stands in the questions about its facts."""

    @transaction.atomic
    def save_instance(self) -> Any:
        saved = super().save_instance()
        making.make_all(now=timezone.now())
        return saved


class CreateFact(Making, CreateView):
    """What a profile page knows of the blank it leads from stands in the form already."""

    def get_initial_form_instance(self) -> Fact:
        given = {f"{name}_id": self.request.GET.get(name, "") for name in ("key", "destination", "origin")}
        return Fact(**{name: int(value) for name, value in given.items() if value.isdecimal() and len(value) < 10})


class EditMade(Making, EditView):
    pass


class EditPlace(Naming, EditView):
    pass


class CreateTemplate(Making, CreateView):
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
    edit_view_class = EditPlace
    list_display = ["name", "code", "currency", "advisory"]
    search_fields = ["name_en", "code"]


class OriginViewSet(PlaceViewSet):
    model = Origin
    icon = "home"
    edit_view_class = EditPlace
    list_display = ["name", "code", "currency"]
    search_fields = ["name_en", "code"]


class FactViewSet(PlaceViewSet):
    model = Fact
    icon = "clipboard-list"
    add_view_class = CreateFact
    edit_view_class = EditMade
    history_view_class = HistoryView
    history_template_name = HistoryView.template_name
    list_display = ["__str__", "value_en", "confidence", "status", "checked_on", "review_by"]
    list_filter = ["destination", "origin", "key", "confidence", "status"]
    search_fields = ["value_en", "source_title"]
    ordering = ["review_by"]


class FactKeyViewSet(PlaceViewSet):
    model = FactKey
    icon = "tag"
    list_display = ["label", "code", "is_contact"]


def _languages(phrase: PhraseKey) -> str:
    codes = [said.language for said in phrase.said.all()]
    return ", ".join(naming.languages(codes, reader=get_language() or settings.LANGUAGE_CODE))


class PhraseViewSet(PlaceViewSet):
    model = PhraseKey
    icon = "comment"
    menu_label = _("Phrase book")
    list_display = ["meaning", "group", Column("said", label=_("Languages"), accessor=_languages)]
    list_filter = ["group"]
    search_fields = ["meaning_en", "code"]
    ordering = ["group", "position"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[PhraseKey]:
        return PhraseKey.objects.prefetch_related("said")


class TemplateViewSet(PlaceViewSet):
    model = QuestionTemplate
    icon = "help"
    add_view_class = CreateTemplate
    edit_view_class = EditMade
    list_display = ["code", "key", "answer", "unit", "stem"]
    list_filter = ["key", "answer"]
    search_fields = ["code", "stem_en"]


class TopicViewSet(PlaceViewSet):
    model = Topic
    icon = "tag"
    list_display = ["name", "code", "position"]


class CountriesGroup(SnippetViewSetGroup):
    menu_label = _("Countries and facts")
    menu_icon = "globe"
    menu_order = 220
    items = (
        FactViewSet,
        TemplateViewSet,
        PhraseViewSet,
        DestinationViewSet,
        OriginViewSet,
        FactKeyViewSet,
        TopicViewSet,
    )

    def get_submenu_items(self) -> list[MenuItem]:
        return [
            DeskItem(_("Facts due"), reverse_lazy("facts:due"), icon_name="clipboard-list", order=0),
            DeskItem(_("Country profiles"), reverse_lazy("facts:places"), icon_name="globe", order=0),
            *super().get_submenu_items(),
        ]


class DeskItem(MenuItem):
    """A page of the desk, for those who may write facts."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("courses.change_fact") or request.user.has_perm("courses.add_fact")
