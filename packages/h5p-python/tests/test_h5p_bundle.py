import json
import re

import pytest

from h5p_making import CARD_SEMANTICS, PNG, archive, card, library_files, manifest
from h5p_python import (
    LibraryKey,
    MadeContent,
    Manifest,
    MissingLibraries,
    NoPlayer,
    Player,
    Shelf,
    bundle,
    integration,
    open_package,
    security_policy,
)
from h5p_python.stylesheets import data_address, inlined

CSS = """@charset "utf-8"; @import url(other.css);
@font-face { font-family: 'Icons'; src: url(f/a.eot); src: url("f/a.eot?#iefix") format("eot"), url('f/a.woff') }
@font-face { font-family: "Inter"; src: url(f/a.woff) }
@font-face { font-family: Lost; src: url(f/none.ttf) }
a { background: url( ../images/a.png?v=1 ) } b { background: url("images/none.png") } c { cursor: url() }
"""


@pytest.fixture
def player(tmp_path):
    (tmp_path / "styles").mkdir()
    (tmp_path / "fonts").mkdir()
    (tmp_path / "frame.bundle.js").write_text("window.H5P={};'</script><!--<script>'")
    (tmp_path / "styles" / "h5p.css").write_text(
        "@font-face{font-family:Inter;src:url(../fonts/i.woff2)}@font-face{font-family:'H5P';src:url('../fonts/h.woff2')}"
        "p{background:url(../../../../etc/passwd)}"
    )
    (tmp_path / "fonts" / "h.woff2").write_bytes(b"wOF2")
    return Player(tmp_path)


@pytest.fixture
def package():
    more = {
        "H5P.Card-1.0/images/star.svg": b"<svg/>",
        "H5P.Card-1.0/images/unused.svg": b"<svg/>",
        "H5P.Card-1.0/sounds/ping.mp3": b"ID3",
        "H5P.Card-1.0/js/main.js": b"\xef\xbb\xbfplay('ping');a='</SCRIPT>';b='<!--<script>'",
        "H5P.Card-1.0/css/main.css": b"/* \xe9 */ .a { background: url(../images/star.svg) } </style>",
    }
    with open_package(archive(card(**more))) as opened:
        yield opened


def config_of(page):
    found = re.search(r"window\.H5PIntegration=(.*);window\.H5PBundle=(.*);\n</script>", page)
    return json.loads(found[1]), json.loads(found[2])


def test_a_bundle_is_one_page_with_all_that_it_needs(package, player):
    made = bundle(package, Shelf(package), player)
    settings, config = config_of(made.page)
    assert json.loads(settings["contents"]["cid-1"]["jsonContent"]) == package.params()
    assert config["media"] == {
        "images/sun.png": {"type": "image/png", "data": data_address(PNG, "a.png").split(",")[1]}
    }
    assert list(config["assets"]) == ["H5P.Card-1.0/sounds/ping.mp3"]
    assert ".a { background: url(data:image/svg+xml;base64," in made.page
    assert "font-family:'H5P';src:url(\"data:font/woff2" in made.page
    assert "Inter" not in made.page
    assert made.media == ()
    assert re.findall(r'(?:src|href)="(?!data:)[^"]*"', made.page) == []
    assert 'http-equiv="Content-Security-Policy"' in made.page


def test_scripts_come_in_the_order_in_which_they_need_each_other(package, player):
    page = bundle(package, Shelf(package), player).page
    order = [
        page.index(one)
        for one in ["forgetful", "H5PIntegration=", "window.H5P={}", "externalDispatcher.on", "play('ping')"]
    ]
    assert order == sorted(order)
    assert "GNU General Public License" in page


def test_nothing_in_a_script_or_style_ends_it(package, player):
    page = bundle(package, Shelf(package), player).page
    assert page.count("<script>") == page.count("</script>") == 5
    assert page.lower().count("</script") == 5
    assert page.count("<style>") == page.count("</style>") == 3
    assert r"a='<\/SCRIPT>';b='<!--\x3cscript>'" in page


def test_texts_of_a_content_stay_texts(player):
    evil = json.dumps({"greeting": "</script><script>x\u2028"})
    said = json.dumps(manifest(title="<b>\"&'", language="ar"))
    with open_package(archive(card(**{"h5p.json": said.encode(), "content/content.json": evil.encode()}))) as package:
        page = bundle(package, Shelf(package), player).page
    assert '<html lang="ar" dir="rtl">' in page
    assert "<title>&lt;b&gt;&quot;&amp;&#x27;</title>" in page
    assert "\u2028" not in page
    assert page.count("<script>") == 5


def test_equal_contents_are_equal_pages(package, player):
    first, second = (bundle(package, Shelf(package), player) for _ in range(2))
    assert first == second
    assert first.sha256 == second.sha256
    assert first.sha256 != bundle(package, Shelf(package), player, host="https://x.example").sha256


def test_media_may_stand_beside_the_page(package, player):
    beside = bundle(package, Shelf(package), player, media_address=lambda path: f"/m/{path}")
    assert config_of(beside.page)[1]["media"] == {"images/sun.png": {"url": "/m/images/sun.png"}}
    assert beside.media == ("images/sun.png",)
    assert "http-equiv" not in beside.page
    posted = bundle(package, Shelf(package), player, posted_media=True)
    assert config_of(posted.page)[1]["media"] == {}
    assert posted.media == ("images/sun.png",)


def test_a_content_without_its_libraries_is_no_page(player):
    with pytest.raises(MissingLibraries, match=r"Lost 1\.0"):
        bundle(MadeContent(Manifest("x", "en", LibraryKey("Lost", 1, 0)), {}), Shelf(), player)


def test_a_folder_that_holds_no_player_is_told(tmp_path, package):
    with pytest.raises(NoPlayer, match=r"h5p\.css"):
        bundle(package, Shelf(package), Player(tmp_path / "none"))


def test_the_header_to_serve_a_bundle_with_lets_nothing_out():
    assert security_policy(assets="https://a.example/m/", frame_ancestors="https://a.example") == (
        "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; "
        "style-src 'unsafe-inline'; "
        "img-src data: blob: https://a.example/m/; font-src data:; media-src data: blob: https://a.example/m/; "
        "connect-src data: blob: https://a.example/m/; worker-src blob:; frame-src 'none'; base-uri 'self'; "
        "form-action 'none'; frame-ancestors https://a.example"
    )
    assert "frame-ancestors 'none'" in security_policy()


# Style sheets.


def test_a_style_sheet_holds_its_pictures_and_the_best_file_of_each_font():
    files = {"css/f/a.woff": b"wOFF", "css/f/a.eot": b"LP", "images/a.png": PNG}
    css = inlined(CSS, path="css/a.css", read=files.get, without_fonts=frozenset({"inter"}))
    assert css.split() == [
        *("@font-face", "{", "font-family:", f"""'Icons';src:url("{data_address(b"wOFF", "a.woff")}")}}"""),
        *("a", "{", "background:", f"url({data_address(PNG, 'a.png')})", "}"),
        *("b", "{", "background:", "url(about:blank)", "}", "c", "{", "cursor:", "url(about:blank)", "}"),
    ]
    assert "@import" not in css
    assert "Inter" not in css
    assert "Lost" not in css
    assert ".eot" not in css


def test_what_is_written_in_already_stays_and_other_sites_are_left_out():
    css = "@font-face{font-family:A;src:url(data:font/woff;base64,AA==)}a{b:url(#c);d:url(https://x.example/a.png);e:url(//x/a.png)}"
    assert inlined(css, path="a.css", read={}.get) == (
        '@font-face{font-family:A;src:url("data:font/woff;base64,AA==")}a{b:url("#c");d:url(about:blank);e:url(about:blank)}'
    )
    quoted = "a{b:url('data:image/svg+xml,<svg a=\"b\">')}"
    assert inlined(quoted, path="a.css", read={}.get) == quoted


# Settings.


def test_the_settings_name_no_one_and_save_nothing_without_a_learner():
    main = Manifest("Card", "en", LibraryKey("H5P.Card", 1, 0))
    settings = integration(main, {"a": "é"}, address="https://x.example/1")
    assert "user" not in settings
    assert (settings["saveFreq"], settings["postUserStatistics"]) == (False, False)
    assert settings["contents"]["cid-1"]["jsonContent"] == '{"a":"é"}'
    assert settings["contents"]["cid-1"]["url"] == "https://x.example/1"
    assert settings["contents"]["cid-1"]["contentUserData"] == {"0": {}}


def test_a_learner_is_a_pseudonym_and_finds_her_state_again():
    main = Manifest("Card", "en", LibraryKey("H5P.Card", 1, 0))
    settings = integration(main, {}, learner="p-1", state='{"a":1}', words={"close": "Isara"})
    assert settings["user"] == {"name": "", "mail": "", "id": "p-1"}
    assert settings["saveFreq"]
    assert settings["contents"]["cid-1"]["contentUserData"] == {"0": {"state": '{"a":1}'}}
    assert settings["l10n"]["H5P"]["close"] == "Isara"
    assert settings["l10n"]["H5P"]["title"] == "Title"


def test_an_old_style_sheet_in_another_encoding_is_read(player):
    files = library_files("H5P.Card 1.0", semantics=CARD_SEMANTICS)
    with open_package(
        archive(card(**files | {"H5P.Card-1.0/css/main.css": b"a::after{content:'\x93\x81'}"}))
    ) as package:
        assert "content:'“\ufffd'" in bundle(package, Shelf(package), player).page
