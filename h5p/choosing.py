"""The chooser of contents for editors, and the field of a block that holds a chosen one."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView

from core.choosing import ChosenOnly, KeptByKey, Listing
from h5p.kinds import kind_name
from h5p.models import Interactive


class _Listing(Listing):
    """Title, kind and language, newest first."""

    extra = (
        Column("library", label=_("Kind"), accessor=lambda one: kind_name(one.library)),
        Column("language", label=_("Language")),
    )

    def get_object_list(self) -> QuerySet[Interactive]:
        return Interactive.objects.order_by("-made_at")


class _Choose(_Listing, ChooseView):
    pass


class _Results(_Listing, ChooseResultsView):
    pass


class InteractiveChooser(ChosenOnly):
    model = Interactive
    icon = "h5p"
    choose_one_text = _("Choose an H5P content")
    choose_another_text = _("Choose another")
    edit_item_text = _("Look at it")
    choose_view_class = _Choose
    choose_results_view_class = _Results
    base_block_class = KeptByKey


chooser = InteractiveChooser("h5p_chooser")
InteractiveChooserBlock = chooser.get_block_class(name="InteractiveChooserBlock", module_path="h5p.choosing")
