"""How agreed terms look in the admin."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from translating.models import Term


class TermViewSet(SnippetViewSet):
    model = Term
    icon = "openquote"
    menu_label = _("Glossary")
    menu_order = 219
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ["term", "also", "note", "topic"]
    list_filter = ["topic"]
    search_fields = ["term", "also", "note"]
    ordering = ["term"]
    panels = [
        MultiFieldPanel([FieldPanel("term"), FieldPanel("also"), FieldPanel("note"), FieldPanel("topic")]),
        InlinePanel(
            "translations",
            panels=[FieldRowPanel([FieldPanel("language"), FieldPanel("text"), FieldPanel("native_reviewed")])],
            heading=_("What it is called"),
            label=_("Language"),
        ),
    ]
