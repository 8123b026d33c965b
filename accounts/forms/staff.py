"""What staff type at their door: address and password, then a code."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import LONGEST, digits


class PasswordForm(forms.Form):
    """The e-mail address and password of staff, who are signed out with the browser on every machine."""

    refusal = _(
        "That did not work. Check the address and the password. After many tries the account rests: "
        "your administrator can open it again."
    )
    email = forms.CharField(
        label=_("E-mail address"),
        required=False,
        max_length=150,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "dir": "ltr", "required": True}),
    )
    password = forms.CharField(
        label=_("Password"),
        required=False,
        max_length=LONGEST,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "dir": "ltr", "required": True}),
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        typed["username"] = typed.get("email", "").lower()
        typed["secret"] = typed.get("password", "")
        return typed


class FirstCodeForm(forms.Form):
    """The code by which an app shows that it was set up."""

    refusal = _(
        "That did not work. Each code is good once and for half a minute: wait for the next one and try again. "
        "After many tries the account rests: your administrator can open it again."
    )
    code = forms.CharField(
        label=_("Code"),
        required=False,
        max_length=LONGEST,
        help_text=_("6 numbers"),
        widget=forms.TextInput(
            attrs=digits(**{"class": "door-field code"}, autocomplete="one-time-code", required=True)
        ),
    )


class CodeForm(FirstCodeForm):
    """A code of the app, or a recovery code: one field for both."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = _("6 numbers from your app, or a recovery code of 12 numbers")
        self.fields["code"].widget.attrs["autofocus"] = True
