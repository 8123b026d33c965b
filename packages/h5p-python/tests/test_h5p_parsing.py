import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h5p_python.kinds import extension, hidden_extension, is_allowed, is_disguised, is_played, media_type
from h5p_python.limits import Limits
from h5p_python.parsing import NotJson, TooComplex, parse
from h5p_python.schema import LANGUAGE_FILE, is_relative_path, is_semantics

LIMITS = Limits(json_values=50, json_depth=5)
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-9, 9)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text("aé{[,\n", max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab", max_size=2), inner, max_size=3),
    max_leaves=8,
)


@given(values)
def test_json_is_read_as_python_reads_it(value):
    assert parse(json.dumps(value).encode(), limits=Limits()) == value
    assert parse(json.dumps(value, ensure_ascii=False).encode(), limits=Limits()) == value


@pytest.mark.parametrize(
    "data", [b"", b"{", b"NaN", b"[Infinity]", b"\xff", b"\xef\xbb\xbf{}", b"9" * 5000, b"[1e999]"]
)
def test_what_is_no_json_is_refused(data):
    with pytest.raises(NotJson):
        parse(data, limits=LIMITS)


@pytest.mark.parametrize("data", [b'"\\ud800"', b'{"a": ["\\uDFFF x"]}', b'{"\\udc00": 1}'])
def test_half_a_character_is_no_text(data):
    with pytest.raises(NotJson):
        parse(data, limits=LIMITS)


@pytest.mark.parametrize(
    "data", [b'"\\u0000"', b'{"a": ["x\\u0000y"]}', b'{"\\u0000": 1}'], ids=["text", "inner", "name"]
)
def test_nul_is_no_text(data):
    with pytest.raises(NotJson):
        parse(data, limits=LIMITS)


def test_a_backslash_before_such_signs_is_a_backslash():
    assert parse(b'["\\\\u0000"]', limits=LIMITS) == ["\\u0000"]


def test_a_whole_character_may_be_written_in_two_halves():
    assert parse(b'["\\ud83d\\ude00", 1, {"a": null}]', limits=LIMITS) == ["😀", 1, {"a": None}]


def test_a_byte_order_mark_is_taken_where_it_is_allowed():
    assert parse(b"\xef\xbb\xbf{}", limits=LIMITS, byte_order_mark=True) == {}


@pytest.mark.parametrize("data", [b"[" * 6 + b"]" * 6, b"[" + b"0," * 50 + b"0]", b"[" * 40 + b"]" * 40])
def test_what_is_too_wide_or_too_deep_is_refused(data):
    with pytest.raises(TooComplex):
        parse(data, limits=LIMITS)


def test_what_python_cannot_nest_is_refused():
    with pytest.raises(TooComplex):
        parse(b"[" * 200_000, limits=Limits(json_values=300_000))


def test_the_kind_of_a_file_is_what_follows_the_last_dot():
    assert [extension(path) for path in ["a.PNG", "a.b/c", "a.tar.gz", ".b", "c."]] == ["png", "", "gz", "b", ""]
    assert [media_type(path) for path in ["a.jpg", "b.woff2", "c.what"]] == [
        "image/jpeg",
        "font/woff2",
        "application/octet-stream",
    ]


def test_content_takes_media_and_libraries_take_code_besides():
    paths = ["a.png", "a.json", "a.js", "a.svg", "a.html", "a.md"]
    assert [is_allowed(path, in_content=True) for path in paths] == [True, True, False, False, False, False]
    assert [is_allowed(path, in_content=False) for path in paths] == [True, True, True, True, False, True]
    assert [is_played(path) for path in paths] == [True, True, True, True, False, False]


@pytest.mark.parametrize(
    ("path", "hidden"),
    [
        ("shell.php.json", "php"),
        ("a/x.PHP5.png", "php5"),
        ("a.shtml.txt", "shtml"),
        ("jquery.min.js", None),
        ("php", None),
    ],
)
def test_a_kind_in_the_middle_of_a_name_is_found(path, hidden):
    assert hidden_extension(path) == hidden


SOUND = {
    "a.png": [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"BM", b"II*\0", b"MM\0*", b"RIFF1234WEBP", b""],
    "a.mp3": [b"ID3", b"\xff\xfb\x90", b"\xff\xe3", b"OggS", b"\x1a\x45\xdf\xa3", b"RIFF1234WAVE", b"RF64"],
    "a.mp4": [b"\0\0\0\x18ftypmp42", b"\0\0\0\x08wide", b""],
    "a.m4a": [b"\xff\xf1P", bytes(20), bytes(20) + b"\xff\xfb"],
    "a.eot": [b"<a\0\0"],
    "a.vtt": [b"WEBVTT", b"<3 <- a heart"],
    "a.glb": [b"glTF\2"],
    "a.txt": [b"hello", b" 1 < 2", b"\xff\xfeh\0i\0", b""],
    "a.svg": [b"<svg>"],
    "a.xml": [b"<?xml"],
    "a.md": [b"<!-- x -->"],
    "a.woff": [b"wOFF"],
}
FALSE = {
    "a.png": [b"<svg", b"hello", b"RIFF1234AVI ", b"MZ"],
    "a.mp3": [b"<html", b"\xff\x0f", b"MZ", b"\xff"],
    "a.glb": [b"{}"],
    "a.txt": [b"<svg", b"\xef\xbb\xbf<html", b" \r\n\t<!DOCTYPE html>", b"\xff\xfe<\0s\0", b"\xfe\xff\0<\0s", b"<?php"],
    "a.json": [b"<script>"],
    "a.js": [b"<html>"],
}


def test_files_of_the_kind_that_they_say_are_no_disguise():
    assert [(path, head) for path, heads in SOUND.items() for head in heads if is_disguised(path, head)] == []


def test_files_of_another_kind_are_a_disguise():
    assert [(path, head) for path, heads in FALSE.items() for head in heads if not is_disguised(path, head)] == []


@pytest.mark.parametrize(
    "name", ["en.json", "pt-br.json", "zh-hans.json", "-x.json", "a-b-c-d-e-f-g.json", "PT-BR.json"]
)
def test_a_language_file_is_named_by_its_language(name):
    assert LANGUAGE_FILE.fullmatch(name)


@pytest.mark.parametrize(
    "name", ["XXX!.json", "en_us.json", "a--b.json", "a-.json", "a-b-c-d-e-f-g-h.json", "a" * 250 + "!"]
)
def test_another_name_is_none_and_is_told_at_once(name):
    assert not LANGUAGE_FILE.fullmatch(name)


@pytest.mark.parametrize(
    ("path", "relative"),
    [
        *[("js/a.js", True), ("./a.js", True), ("", False), ("/a", False), ("a/../b", False), ("http://a", False)],
        *[("a\\b", False), (7, False), ("a" * 1001, False)],
    ],
)
def test_a_file_of_a_library_is_inside_it(path, relative):
    assert is_relative_path(path) is relative


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ([], True),
        ([{"type": "text", "name": "a"}], True),
        ([{"type": "list", "field": {"type": "group", "fields": [{"type": "number"}]}}], True),
        ({}, False),
        ([7], False),
        ([{"name": "a"}], False),
        ([{"type": "text", "name": 7}], False),
        ([{"type": "list"}], False),
        ([{"type": "group", "fields": [{"type": "list", "field": []}]}], False),
    ],
)
def test_semantics_are_fields_all_the_way_down(value, expected):
    assert is_semantics(value) is expected
