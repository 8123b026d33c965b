"""How each language counts, as gettext says it. By CLDR: a test holds every rule against Babel's. Knows no Django."""

from __future__ import annotations

_ONE_FORM = "nplurals=1; plural=0;"
_ONE_AND_MORE = "nplurals=2; plural=(n != 1);"
_ZERO_AND_ONE_AND_MORE = "nplurals=2; plural=(n > 1);"
_ONE_MILLIONS_AND_MORE = "nplurals=3; plural=n == 1 ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2;"
_ZERO_AND_ONE_MILLIONS_AND_MORE = "nplurals=3; plural=(n == 0 || n == 1) ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2;"

PLURALS = {
    "en": _ONE_AND_MORE,
    "fil": "nplurals=2; plural=(n % 10 == 4 || n % 10 == 6 || n % 10 == 9);",
    "ne": _ONE_AND_MORE,
    "ar": (
        "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : "
        "n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5;"
    ),
    "id": _ONE_FORM,
    "es": _ONE_MILLIONS_AND_MORE,
    "fr": _ZERO_AND_ONE_MILLIONS_AND_MORE,
    "am": _ZERO_AND_ONE_AND_MORE,
    "bn": _ZERO_AND_ONE_AND_MORE,
    "hi": _ZERO_AND_ONE_AND_MORE,
    "it": _ONE_MILLIONS_AND_MORE,
    "km": _ONE_FORM,
    "lo": _ONE_FORM,
    "ms": _ONE_FORM,
    "my": _ONE_FORM,
    "om": _ONE_AND_MORE,
    "pt": _ZERO_AND_ONE_MILLIONS_AND_MORE,
    "si": _ZERO_AND_ONE_AND_MORE,
    "so": _ONE_AND_MORE,
    "sw": _ONE_AND_MORE,
    "ta": _ONE_AND_MORE,
    "th": _ONE_FORM,
    "ti": _ZERO_AND_ONE_AND_MORE,
    "ur": _ONE_AND_MORE,
    "vi": _ONE_FORM,
    "zh-hans": _ONE_FORM,
}
