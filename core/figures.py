"""The drawings that Baon brings along. Each name is an SVG file under ``core/static/core/figures``."""

from django.utils.translation import gettext_lazy as _

FIGURES = [
    ("reading-contract", _("Reading a contract")),
    ("signing-table", _("Signing at a table")),
    ("comparing-papers", _("Comparing two papers")),
    ("phone-call", _("Making a call")),
    ("phone-listening", _("Listening on a phone")),
    ("consulate-desk", _("At the consulate")),
    ("women-talking", _("Women talking")),
    ("notebook-record", _("Writing in a notebook")),
    ("counting-money", _("Counting money")),
    ("bank-counter", _("At the bank")),
    ("transfer-desk", _("Sending money")),
    ("family-table", _("Family at a table")),
    ("father-cooking", _("Father cooking for his children")),
    ("travel-bag", _("Packing a bag")),
    ("passport-safe", _("Keeping a passport")),
    ("airport-gate", _("At the airport")),
    ("kitchen-work", _("Work in a kitchen")),
    ("resting-window", _("Resting by a window")),
    ("class-circle", _("A class in a circle")),
    ("map-route", _("A route on a map")),
    ("emergency-card", _("A card with numbers")),
    ("shelter-door", _("An open door")),
]
