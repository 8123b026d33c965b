"""The languages Baon can hold, and what Django lacks about some of them.

The list is schema: django-modeltranslation makes a column of each. Which of them are open to readers is
data: a language is open once Wagtail has a ``Locale`` for it.
"""

from django.conf.locale import LANG_INFO

LANGUAGES = [
    ("en", "English"),
    ("fil", "Filipino"),
    ("ne", "Nepali"),
    ("ar", "Arabic"),
    ("id", "Indonesian"),
    ("es", "Spanish"),
    ("fr", "French"),
    ("am", "Amharic"),
    ("bn", "Bengali"),
    ("hi", "Hindi"),
    ("it", "Italian"),
    ("km", "Khmer"),
    ("lo", "Lao"),
    ("ms", "Malay"),
    ("my", "Burmese"),
    ("om", "Oromo"),
    ("pt", "Portuguese"),
    ("si", "Sinhala"),
    ("so", "Somali"),
    ("sw", "Swahili"),
    ("ta", "Tamil"),
    ("th", "Thai"),
    ("ti", "Tigrinya"),
    ("ur", "Urdu"),
    ("vi", "Vietnamese"),
    ("zh-hans", "Chinese (simplified)"),
]

_MISSING = {
    "am": ("Amharic", "አማርኛ"),
    "fil": ("Filipino", "Filipino"),
    "lo": ("Lao", "ລາວ"),
    "om": ("Oromo", "Afaan Oromoo"),
    "si": ("Sinhala", "සිංහල"),
    "so": ("Somali", "Soomaali"),
    "ti": ("Tigrinya", "ትግርኛ"),
}
_OWN_NAMES = {"km": "ខ្មែរ", "ar": "العربية", "ne": "नेपाली"}


def register() -> None:
    """Tell Django of the languages it does not know, and mend own names it gives in English."""
    for code, (name, own) in _MISSING.items():
        LANG_INFO.setdefault(code, {"bidi": False, "code": code, "name": name, "name_local": own})
    for code, own in _OWN_NAMES.items():
        LANG_INFO[code]["name_local"] = own
