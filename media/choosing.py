"""The chooser of films for editors, and the field of a block that holds a chosen one."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView

from core.choosing import ChosenOnly, KeptByKey, Listing
from media.models import Film
from media.templatetags.films import minutes_seconds


class _Listing(Listing):
    """Title, kind, length and state."""

    extra = (
        Column("kind", label=_("Kind"), accessor=lambda film: film.get_kind_display()),
        Column("seconds", label=_("Length"), accessor=lambda film: minutes_seconds(film.seconds)),
        Column("state", label=_("State"), accessor=lambda film: film.get_state_display()),
    )


class _Choose(_Listing, ChooseView):
    pass


class _Results(_Listing, ChooseResultsView):
    pass


class FilmChooser(ChosenOnly):
    model = Film
    icon = "media"
    choose_one_text = _("Choose a film or a sound")
    choose_another_text = _("Choose another")
    edit_item_text = _("Look at it")
    choose_view_class = _Choose
    choose_results_view_class = _Results
    base_block_class = KeptByKey


chooser = FilmChooser("film_chooser")
FilmChooserBlock = chooser.get_block_class(name="FilmChooserBlock", module_path="media.choosing")
