"""How administrators edit the rules of certificates."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, Panel
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet

from certificates.forms import RuleForm
from certificates.models import CertificateRule
from core.panels import InOpenLanguages, in_language


@lru_cache(maxsize=4)
def rule_editor(codes: tuple[str, ...]) -> Panel:
    """The form of a rule in the open languages."""
    panels = [
        FieldPanel("course"),
        *(in_language(code, "title") for code in codes),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("final_pass_mark"), FieldPanel("attendance")]),
                FieldRowPanel([FieldPanel("hours"), FieldPanel("edition")]),
            ],
            heading=_("What it takes, and what it says"),
            help_text=_("What you change here holds for certificates issued from now on."),
        ),
    ]
    return ObjectList(panels, base_form_class=RuleForm).bind_to_model(CertificateRule)


class Create(InOpenLanguages, CreateView):
    editor = staticmethod(rule_editor)


class Edit(InOpenLanguages, EditView):
    editor = staticmethod(rule_editor)


class RuleViewSet(SnippetViewSet):
    model = CertificateRule
    icon = "clipboard-list"
    menu_label = _("Certificate rules")
    menu_order = 620
    add_to_settings_menu = True
    list_display = ["title", "hours", "final_pass_mark", "attendance", "edition"]
    copy_view_enabled = False
    add_view_class = Create
    edit_view_class = Edit

    def get_edit_handler(self) -> Panel:
        # Asked for when addresses load, before there is a database; the views ask again on request.
        return rule_editor((settings.LANGUAGE_CODE,))
