"""The printed certificate: fonts of its own, tagged, its code readable on paper."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from certificates import checks, ornament, pdf, qr
from certificates.payload import to_cbor
from certificates.signing import sign
from tests.certificates.test_payload import STATEMENT
from tests.certificates.test_signing import KEY, SEALED

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not pdf.available(), reason=f"WeasyPrint cannot run: {pdf.available().reason}"),
]

NAMES = {
    "latin": ("Maria Clara Dimaculangan-Reyes", ""),
    "devanagari": ("Sita Tamang", "सीता तामाङ"),
    "arabic": ("Fatima Al Zahra", "فاطمة الزهراء"),
    "ethiopic": ("Selam Tesfaye", "ሰላም ተስፋዬ"),
    "bengali": ("Rahima Khatun", "রহিমা খাতুন"),
    "sinhala": ("Srimathi", "ශ්‍රීමතී"),
    "khmer": ("Sreymom Chan", "ស្រីមុំ ចាន់"),
    "myanmar": ("Khin Myo", "ခင်မျိုး"),
    "tamil": ("Tamilselvi", "தமிழ்ச்செல்வி"),
    "vietnamese": ("Nguyễn Thị Hoà", ""),
    "single": ("Sumiati", ""),
    "long": ("Maria Esperanza Concepcion Dela Cruz-Villanueva Bartolome De Guzman S.", ""),
}


def printed(statement, language: str = "en") -> bytes:
    return pdf.render(statement, sealed=sign(to_cbor(statement), key=KEY), language=language)


def open_pdf(content: bytes, folder: Path) -> pikepdf.Pdf:
    (folder / "one.pdf").write_bytes(content)
    return pikepdf.open(folder / "one.pdf")


def fonts_in(document: pikepdf.Pdf) -> set[str]:
    return {str(font.BaseFont).partition("+")[2] for font in document.pages[0].Resources.Font.values()}


@pytest.mark.parametrize("script", NAMES)
def test_every_name_stands_on_one_page_in_fonts_we_bring(script, tmp_path):
    name, name_own = NAMES[script]
    document = open_pdf(printed(replace(STATEMENT, name=name, name_own=name_own)), tmp_path)
    assert len(document.pages) == 1
    assert all("Paper" in font for font in fonts_in(document)), fonts_in(document)


@pytest.mark.parametrize("language", ["en", "fil", "ne", "ar"])
def test_it_says_its_language_and_is_tagged(language, tmp_path):
    document = open_pdf(printed(STATEMENT, language), tmp_path)
    assert str(document.Root.Lang) == language
    assert bool(document.Root.MarkInfo.Marked)
    with document.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"


def test_the_page_turns_round_in_arabic():
    assert '<html lang="ar" dir="rtl">' in pdf.page(STATEMENT, sealed=SEALED, language="ar")


def test_a_name_is_never_markup():
    page = pdf.page(replace(STATEMENT, name='<script src="//evil">'), sealed=SEALED, language="en")
    assert "<script" not in page


def test_nothing_is_fetched_from_elsewhere():
    _fonts, _sheet, fetcher = pdf._press()
    with pytest.raises(ValueError, match="disallowed"):
        fetcher.fetch("https://example.org/font.woff2")


@pytest.mark.skipif(
    not (shutil.which("zbarimg") and shutil.which("pdftoppm")),
    reason="zbarimg or pdftoppm is not installed (apt-get install zbar-tools poppler-utils)",
)
def test_the_code_is_read_from_the_printed_page(tmp_path, settings):
    settings.PUBLIC_URL = "https://baon.example.org"
    (tmp_path / "one.pdf").write_bytes(pdf.render(STATEMENT, sealed=SEALED, language="en"))
    subprocess.run(["pdftoppm", "-r", "150", "-png", "-singlefile", tmp_path / "one.pdf", tmp_path / "one"], check=True)
    command = ["zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", tmp_path / "one.png"]
    read = subprocess.run(command, capture_output=True, text=True, check=True)
    assert read.stdout.strip() == qr.address(SEALED, public_url=settings.PUBLIC_URL)


def test_the_fonts_stay_light_and_carry_their_licence():
    folder = Path(pdf.__file__).parent / "static" / "certificates" / "fonts"
    assert (folder / "OFL.txt").exists()
    assert sum(path.stat().st_size for path in folder.iterdir()) < 1_200_000


def test_the_frame_is_small():
    assert len(ornament.frame()) < 12_000


def test_a_machine_without_the_libraries_is_told_what_to_install(monkeypatch):
    assert checks.pdf_engine() == []
    monkeypatch.setattr(pdf, "available", lambda: pdf.Engine(False, "cannot load library 'libpango-1.0-0'"))
    [warning] = checks.pdf_engine()
    assert (warning.id, "libpango-1.0-0" in warning.hint) == ("certificates.W001", True)
    with pytest.raises(pdf.Unavailable):
        printed(STATEMENT)
