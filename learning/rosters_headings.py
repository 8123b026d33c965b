"""The columns of a class list, and what people call them in our languages. Reads no rows."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from enum import StrEnum


class Column(StrEnum):
    """What a column of a class list may say. Whatever else stands there is not read, and not kept."""

    NAME = "name"
    GIVEN = "given"
    FAMILY = "family"
    NAME_OWN = "name_own"
    BIRTH = "birth_year"
    SEX = "sex"
    ORIGIN = "origin"
    DESTINATION = "destination"
    OCCUPATION = "occupation"
    LANGUAGE = "language"
    PHONE = "phone"
    DEPARTS = "departs_on"


_SAID = {
    Column.NAME: (
        "name|full name|complete name|name in latin letters|name of trainee|trainee|participant|"
        "pangalan|buong pangalan|नाम|पुरा नाम|पूरा नाम|الاسم|الاسم الكامل|الإسم|اسم|"
        "nama|nama lengkap|nombre completo|nombre y apellidos|nombre y apellido|nom complet|nom et prénom|noms"
    ),
    Column.GIVEN: (
        "first name|given name|given names|forename|unang pangalan|पहिलो नाम|الاسم الأول|nama depan|nombre|nombres|"
        "prénom|prénoms"
    ),
    Column.FAMILY: (
        "last name|surname|family name|apelyido|थर|اسم العائلة|اللقب|nama belakang|nama keluarga|apellido|apellidos|"
        "nom|nom de famille"
    ),
    Column.NAME_OWN: (
        "name in own script|own script|local name|name in local script|name in your own script|"
        "pangalan sa sariling titik|आफ्नै लिपिमा नाम|الاسم بالعربية|الاسم بخطه الأصلي|nama dalam aksara sendiri|"
        "nombre en su escritura|nom dans sa propre écriture"
    ),
    Column.BIRTH: (
        "year of birth|birth year|born|birthday|date of birth|birth date|dob|yob|"
        "taon ng kapanganakan|petsa ng kapanganakan|kaarawan|जन्म वर्ष|जन्म मिति|जन्म साल|سنة الميلاد|تاريخ الميلاد|"
        "tahun lahir|tanggal lahir|año de nacimiento|fecha de nacimiento|année de naissance|date de naissance"
    ),
    Column.SEX: "sex|gender|kasarian|लिङ्ग|लिंग|الجنس|jenis kelamin|sexo|género|sexe|genre",
    Column.ORIGIN: (
        "origin|country of origin|home country|comes from|pinanggalingan|bansang pinagmulan|मूल देश|"
        "بلد المنشأ|بلد الأصل|negara asal|asal|país de origen|origen|pays d’origine|pays d'origine|origine"
    ),
    Column.DESTINATION: (
        "destination|destination country|country of destination|host country|goes to|destinasyon|bansang pupuntahan|"
        "गन्तव्य|गन्तव्य देश|الوجهة|بلد المقصد|بلد الوجهة|negara tujuan|tujuan|país de destino|destino|"
        "pays de destination"
    ),
    Column.OCCUPATION: (
        "occupation|job|work|position|trabaho|काम|पेशा|المهنة|العمل|pekerjaan|ocupación|trabajo|profession|travail|"
        "métier"
    ),
    Column.LANGUAGE: "language|wika|भाषा|اللغة|bahasa|idioma|lengua|langue",
    Column.PHONE: (
        "phone|phone number|mobile|telephone|cellphone|contact number|telepono|numero ng telepono|फोन|मोबाइल|"
        "फोन नम्बर|الهاتف|رقم الهاتف|الجوال|telepon|nomor telepon|no hp|hp|teléfono|móvil|téléphone|portable"
    ),
    Column.DEPARTS: (
        "departure|day of departure|departure date|leaves on|pag-alis|petsa ng pag-alis|प्रस्थान मिति|"
        "تاريخ السفر|تاريخ المغادرة|keberangkatan|tanggal berangkat|fecha de salida|date de départ|départ"
    ),
}


def plain(heading: str) -> str:
    """How headings are compared."""
    apart = unicodedata.normalize("NFKC", heading).casefold().replace("_", " ").replace("’", "'")
    return " ".join(apart.replace("*", " ").replace(":", " ").replace(".", " ").split())


_KNOWN = {plain(word): column for column, words in _SAID.items() for word in words.split("|")}


def columns_of(head: Sequence[str], also: Mapping[str, Column] | None = None) -> dict[Column, int]:
    """Where each column stands, by a row of headings; the first of two counts. A heading that is unknown is left out.

    ``also`` are headings besides those known here. A lone ``nom`` or ``nombre`` is the whole name.
    """
    found: dict[Column, int] = {}
    known = {**(also or {}), **_KNOWN}
    for place, heading in enumerate(head):
        if column := known.get(plain(heading)):
            found.setdefault(column, place)
    for part, other in ((Column.GIVEN, Column.FAMILY), (Column.FAMILY, Column.GIVEN)):
        if part in found and other not in found and Column.NAME not in found:
            found[Column.NAME] = found.pop(part)
    return found


def has_name(columns: dict[Column, int]) -> bool:
    return bool(columns.keys() & {Column.NAME, Column.GIVEN, Column.FAMILY, Column.NAME_OWN})
