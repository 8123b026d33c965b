"""The file that comes in. Whether it is a package is said when it is looked at."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from h5p.actions.uploads import LARGEST

_MEGABYTES = LARGEST // (1024 * 1024)


class PackageForm(forms.Form):
    file = forms.FileField(
        label=_("H5P file"),
        max_length=255,
        widget=forms.ClearableFileInput(attrs={"accept": ".h5p,application/zip"}),
    )

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(
                _("The file is larger than %(limit)s MB. Make its films or pictures smaller, and try again.")
                % {"limit": _MEGABYTES}
            )
        return file
