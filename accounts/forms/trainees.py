"""What trainees type and tap: code or number, PIN or pictures, and whose phone it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import codes, pictures
from accounts.actions import username_of_number
from accounts.forms.fields import LONGEST, digits
from accounts.models import User
from accounts.wording import PLACES, picture_name


class PinInput(forms.PasswordInput):
    """Hides the PIN and never sends it back, but is no password field: browsers offer to keep those, on any phone."""

    input_type = "text"


class CardForm(forms.Form):
    """The press of a button after a card was scanned, and whose phone it is."""

    own_phone = forms.BooleanField(
        label=_("This is my own phone"),
        required=False,
        help_text=_("Leave it empty on a shared phone: you are signed out when the browser is closed."),
    )


def _pin_field() -> forms.CharField:
    return forms.CharField(
        label=_("Your PIN"),
        required=False,
        max_length=LONGEST,
        help_text=_("6 numbers"),
        widget=PinInput(attrs=digits(**{"class": "door-field door-pin code"}, required=True)),
    )


class _TraineeForm(CardForm):
    """Where her session went to rest on this phone, she need not say again who she is: the ``resting`` field goes."""

    who: str

    def __init__(self, *args: Any, resting: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.resting = resting
        if resting is not None:
            del self.fields[self.who]


class PinForm(_TraineeForm):
    """A trainee's learner code and PIN. What cannot be read is taken for a code nobody has."""

    who = "code"
    refusal = _(
        "That did not work. Check the code and the PIN. After many tries the account rests: "
        "your instructor can open it again."
    )
    code = forms.CharField(
        label=_("Your code"),
        required=False,
        max_length=LONGEST,
        help_text=_("8 letters and numbers, from your card or your instructor."),
        widget=forms.TextInput(
            attrs={
                "class": "door-field code",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "dir": "ltr",
                "required": True,
            }
        ),
    )
    pin = _pin_field()

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        code = codes.read_learner_code(typed.get("code", "")) or ""
        typed["username"] = self.resting.username if self.resting else code
        typed["secret"] = codes.read_pin(typed.get("pin", "")) or ""
        return typed


@dataclass(frozen=True)
class Tile:
    picture: str
    name: str


@dataclass(frozen=True)
class PictureRow:
    """All twelve pictures, of which one is chosen for a place in the order."""

    number: int
    title: str
    field: str
    tiles: tuple[Tile, ...]


class _PicturesForm(forms.Form):
    """Four pictures in order, each chosen of all twelve. What was chosen is never sent back."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place in range(1, pictures.CHOSEN + 1):
            self.fields[f"picture{place}"] = forms.CharField(required=False, max_length=LONGEST)

    def rows(self) -> list[PictureRow]:
        tiles = tuple(Tile(picture, picture_name(picture)) for picture in pictures.PICTURES)
        return [PictureRow(place, str(title), f"picture{place}", tiles) for place, title in enumerate(PLACES, start=1)]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        chosen = [typed.get(f"picture{place}", "") for place in range(1, pictures.CHOSEN + 1)]
        typed["secret"] = pictures.secret(chosen)
        return typed


class PictureForm(_PicturesForm, _TraineeForm):
    """A trainee's learner number and pictures. Only digits are typed."""

    who = "number"
    refusal = _(
        "That did not work. Check the number and the four pictures. After some tries the account rests: "
        "your instructor can open it again."
    )
    number = forms.CharField(
        label=_("Your number"),
        required=False,
        max_length=LONGEST,
        help_text=_("9 numbers"),
        widget=forms.TextInput(attrs=digits(**{"class": "door-field code"}, required=True)),
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        number = codes.read_learner_number(typed.get("number", "")) or ""
        typed["username"] = self.resting.username if self.resting else username_of_number(number)
        return typed


class OwnPinForm(forms.Form):
    """The PIN of the person who is signed in."""

    refusal = _("That was not your PIN.")
    pin = _pin_field()

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        typed["secret"] = codes.read_pin(typed.get("pin", "")) or ""
        return typed


class OwnPicturesForm(_PicturesForm):
    """The pictures of the person who is signed in."""

    refusal = _("Those were not your pictures.")
