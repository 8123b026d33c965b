import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h5p_making import HTML, archive, boolean, group, library_field, library_files, list_of, manifest, number, text
from h5p_python import LibraryKey, Shelf, filter_params, open_package, replaced, translated, walk, with_defaults
from h5p_python.semantics.fields import NoSuchPlace
from h5p_python.semantics.filtering import safe_address
from h5p_python.semantics.texts import cleaned, clipped, escaped, plain

MAIN = LibraryKey("Main", 1, 0)
NOTE = [{**HTML, "name": "text"}, {"name": "file", "type": "image"}]
FIELDS = [
    text("title", default="Title", maxLength=10),
    {**HTML, "name": "body", "font": {"color": True}},
    number("size", min=1, max=9, default=5),
    boolean("open", True),
    {
        "name": "colour",
        "type": "select",
        "default": "red",
        "options": [
            {"value": "red", "label": "Red"},
            {"type": "optgroup", "label": "Cold", "options": [{"value": "blue", "label": "Blue"}, 7]},
        ],
    },
    {"name": "days", "type": "select", "multiple": True, "options": [{"value": 1}, {"value": 2}]},
    {"name": "made", "type": "select"},
    {"name": "mood", "type": "select", "optional": True, "options": [{"value": "gay"}]},
    list_of("rows", group("row", text("a", default="A"), number("n", default=0)), max=2, defaultNum=1),
    group("single", list_of("ranges", text("range"))),
    group("whole", text("only", default="x"), isSubContent=True),
    group("behaviour", boolean("retry", True), text("hint", optional=True)),
    library_field("part", "Note 1.0", "Lost 1.0"),
    {"name": "film", "type": "video"},
    {"name": "odd", "type": "hologram"},
    text("when", regexp={"pattern": "^[0-9]+:[0-9]{2}$"}),
    {"type": "text"},
]


@pytest.fixture(scope="module")
def main():
    files = {
        **library_files("Main 1.0", semantics=FIELDS),
        **library_files("Note 1.0", semantics=NOTE),
        "h5p.json": json.dumps(manifest("Main 1.0", "Note 1.0")).encode(),
        "content/content.json": b"{}",
        "Main-1.0/language/fr.json": json.dumps({"semantics": [{"default": "Titre", "name": "x"}]}).encode(),
    }
    with open_package(archive(files)) as package:
        yield Shelf(package)


def kept(shelf, **params):
    return filter_params(params, MAIN, shelf).params


def remarks(shelf, **params):
    return [(remark.code, remark.path) for remark in filter_params(params, MAIN, shelf).remarks]


# Filtering.


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"title": "<b> & &amp; 'c' \"d\""}, {"title": "&lt;b&gt; "}),
        ({"title": 7}, {"title": "7"}),
        ({"title": "12345678&nbsp;"}, {"title": "12345678"}),
        ({"body": "<p onclick='x()'>a<script>b()</script><img src=x></p>"}, {"body": "<p>a</p>"}),
        ({"body": '<a href="javascript:x" target="_blank">a</a>'}, {"body": '<a target="_blank">a</a>'}),
        ({"body": '<a href="https://x.example">a</a>'}, {"body": '<a href="https://x.example">a</a>'}),
        (
            {"body": '<span style="color: red; position: fixed; text-align:left">a</span>'},
            {"body": '<span style="color: red; text-align: left">a</span>'},
        ),
        ({"body": '<span style="position:fixed">a</span>'}, {"body": "<span>a</span>"}),
        ({"body": "2 < 3 & 4"}, {"body": "2 &lt; 3 &amp; 4"}),
        ({"size": 12}, {"size": 9}),
        ({"size": "0"}, {"size": 1}),
        ({"size": "2.5"}, {"size": 2.5}),
        ({"open": False}, {"open": False}),
        ({"colour": "blue"}, {"colour": "blue"}),
        ({"colour": "green"}, {"colour": "red"}),
        ({"days": [1, 3, True]}, {"days": [1, 1]}),
        ({"made": "<x>"}, {"made": "&lt;x&gt;"}),
        ({"mood": "sad"}, {"mood": "sad"}),
        ({"rows": [{"a": "x", "b": 1}, {"n": 2}, {"n": 3}]}, {"rows": [{"a": "x"}, {"n": 2}]}),
        ({"rows": [7]}, {"rows": []}),
        ({"single": ["a", "<"]}, {"single": ["a", "&lt;"]}),
        ({"whole": {"only": "y", "subContentId": "0a-b", "x": 1}}, {"whole": {"only": "y", "subContentId": "0a-b"}}),
        ({"whole": {"only": "y", "subContentId": "<"}}, {"whole": {"only": "y"}}),
        ({"behaviour": {"retry": False, "x": 1}}, {"behaviour": {"retry": False}}),
        ({"part": {}}, {}),
        ({"part": ""}, {}),
        ({"part": {"library": "nonsense"}}, {}),
        ({"part": {"library": "Note 1.0"}}, {"part": {"library": "Note 1.0", "params": {}}}),
        (
            {
                "part": {
                    "library": "Note 1.0",
                    "params": {"text": "<i>a</i><em>b</em>", "x": 1},
                    "subContentId": "a-1",
                    "metadata": {"title": "A & B", "authors": [{"name": "Ann", "x": 1}], "evil": 1},
                    "other": 1,
                }
            },
            {
                "part": {
                    "library": "Note 1.0",
                    "params": {"text": "a<em>b</em>"},
                    "subContentId": "a-1",
                    "metadata": {"title": "A &amp; B", "authors": [{"name": "Ann"}]},
                }
            },
        ),
        ({"when": "10:30"}, {"when": "10:30"}),
        ({"when": "noon"}, {"when": ""}),
        ({"title": None}, {}),
    ],
)
def test_a_content_is_made_as_its_fields_allow(main, given, expected):
    assert kept(main, **given) == expected


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"what": 1}, ("unknown-key", ("what",))),
        ({"title": []}, ("wrong-type", ("title",))),
        ({"title": True}, ("wrong-type", ("title",))),
        ({"size": "many"}, ("wrong-type", ("size",))),
        ({"size": True}, ("wrong-type", ("size",))),
        ({"open": 1}, ("wrong-type", ("open",))),
        ({"colour": ["red"]}, ("wrong-type", ("colour",))),
        ({"colour": "green"}, ("not-an-option", ("colour",))),
        ({"rows": {}}, ("wrong-type", ("rows",))),
        ({"rows": [{}, {}, {}]}, ("too-many", ("rows",))),
        ({"rows": [{"n": []}]}, ("wrong-type", ("rows", 0, "n"))),
        ({"behaviour": []}, ("wrong-type", ("behaviour",))),
        ({"odd": 1}, ("wrong-type", ("odd",))),
        ({"part": {"library": "Main 1.0"}}, ("library-not-allowed", ("part",))),
        ({"part": {"library": "Lost 1.0"}}, ("library-not-found", ("part",))),
        ({"part": {"library": "Note 1.0", "params": {"x": 1}}}, ("unknown-key", ("part", "params", "x"))),
        ({"film": [{"path": "../1/a.mp4"}]}, ("file-path", ("film", 0))),
        ({"film": [{"path": "a.mp4", "codecs": "x"}]}, ("unknown-key", ("film", 0, "codecs"))),
    ],
)
def test_what_is_taken_out_is_told_with_its_place(main, params, expected):
    assert remarks(main, **params) == [expected]


def test_of_a_file_only_what_describes_it_is_kept(main):
    file = {
        "path": "videos/a.mp4#tmp",
        "mime": "video/mp4",
        "width": 4,
        "height": "5",
        "copyright": {"license": "U", "title": "<", "x": 1},
        "quality": {"level": 1, "label": "HD"},
    }
    assert kept(main, film=[file, 7, {"mime": "x"}]) == {
        "film": [
            {
                "path": "videos/a.mp4",
                "mime": "video/mp4",
                "width": 4,
                "copyright": {"license": "U", "title": "&lt;"},
                "quality": {"level": 1, "label": "HD"},
            }
        ]
    }
    assert kept(main, film={"path": "a.mp4", "mime": "text/<html>"}) == {"film": {"path": "a.mp4"}}


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("images/a.png#tmp", "images/a.png"),
        ("https://x.example/watch?v=1", "https://x.example/watch?v=1"),
        ("HTTP://x.example", "HTTP://x.example"),
        ('https://x"onerror=', None),
        ("../2/a.png", None),
        ("/a.png", None),
        ("a//b", None),
        ("javascript:x", None),
        ("a\\b", None),
        ("", None),
        (7, None),
    ],
)
def test_a_file_lies_in_its_own_content_or_on_the_web(address, safe):
    assert safe_address(address) == safe


def test_a_pattern_that_could_take_for_ever_is_not_tried(main):
    def result(pattern, value, **more):
        fields = [text("t", regexp={"pattern": pattern, **more})]
        files = {**library_files("Main 1.0", semantics=fields), "h5p.json": json.dumps(manifest("Main 1.0")).encode()}
        with open_package(archive({**files, "content/content.json": b"{}"})) as package:
            return filter_params({"t": value}, MAIN, Shelf(package)).params["t"]

    assert result("(a+)+$", "a" * 40 + "b") == "a" * 40 + "b"
    assert result("^a$", "b" * 2000) == "b" * 2000
    assert result("[", "x") == "x"
    assert result(7, "x") == "x"
    assert result("^A$", "a", modifiers="i") == "a"
    assert result("^A$", "a") == ""


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text("<>&;a'\"\\/.:", max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [field.get("name", "x") for field in FIELDS] + ["library", "params", "text", "path", "a", "n"]
            ),
            inner | st.sampled_from(["Note 1.0", "Lost 1.0", "../a", "<b>x</b>", "<script>"]),
            max_size=4,
        )
    ),
    max_leaves=12,
)
contents = st.dictionaries(st.sampled_from([field.get("name", "x") for field in FIELDS]), json_values, max_size=6)


@given(contents)
def test_filtering_never_fails_and_twice_is_as_once(main, params):
    once = filter_params(params, MAIN, main)
    assert filter_params(once.params, MAIN, main).params == once.params
    assert "<script" not in json.dumps(once.params)


@given(contents)
def test_filling_never_fails_and_keeps_what_was_there(main, params):
    filled = with_defaults(params, MAIN, main)
    assert params.keys() <= filled.keys()
    assert with_defaults(filled, MAIN, main) == filled


# Texts.


def test_text_is_escaped_once():
    assert escaped("<a> & &amp; &#39; &lt; &nope &x; '\"") == (
        "&lt;a&gt; &amp; &amp; &#39; &lt; &amp;nope &amp;x; &#039;&quot;"
    )


@given(st.text("<>&;#a1 '\"", max_size=30))
def test_escaping_twice_is_as_once(given_text):
    assert escaped(escaped(given_text)) == escaped(given_text)
    assert not set("<>'\"") & set(escaped(given_text))


@pytest.mark.parametrize(
    ("tags", "html", "expected"),
    [
        ([], "<p>a</p><br><b>c</b>", "<p>a</p><br>c"),
        (["b", "i", 7], "<b>a</b><strong>b</strong><em>c</em>", "<b>a</b><strong>b</strong><em>c</em>"),
        (["ul"], "<ul><li>a</li></ul>", "<ul><li>a</li></ul>"),
        (["del"], "<del>a</del><s>b</s>", "<del>a</del><s>b</s>"),
        (
            ["table"],
            '<table><tbody><tr><td colspan="2">a</td></tr></tbody></table>',
            '<table><tbody><tr><td colspan="2">a</td></tr></tbody></table>',
        ),
        (["script", "iframe"], "<script>a</script><iframe src=x>b</iframe>", "b"),
        (["a"], '<a href="tel:1">a</a><a href="data:x">b</a><!-- c -->', '<a href="tel:1">a</a><a>b</a>'),
    ],
)
def test_html_has_the_tags_that_its_field_allows(tags, html, expected):
    assert cleaned(html, tags=tags) == expected


@pytest.mark.parametrize(
    ("font", "style", "expected"),
    [
        (None, "color:red", "<p>a</p>"),
        (True, "color:red;font-size:2em", '<p style="color: red; font-size: 2em">a</p>'),
        ({"size": True, "color": False}, "color:red;font-size:2em", '<p style="font-size: 2em">a</p>'),
        (True, "background-color:rgba(1,2,3,.5)", '<p style="background-color: rgba(1,2,3,.5)">a</p>'),
        (True, "background-color:url(https://x)", "<p>a</p>"),
        (True, "color:expression(x)", "<p>a</p>"),
    ],
)
def test_styles_are_those_of_the_font_that_the_field_allows(font, style, expected):
    assert cleaned(f'<p style="{style}">a</p>', tags=[], font=font) == expected


def test_a_clip_leaves_no_half_entity():
    assert [clipped("a&amp;b", length) for length in range(8)] == ["", "a", "a", "a", "a", "a", "a&amp;", "a&amp;b"]


def test_plain_words_are_those_that_are_read():
    assert plain("<p>Fish &amp; <b>chips</b></p>\n&nbsp;") == "Fish & chips"


# Walking.


def test_every_value_is_met_with_its_field_and_place(main):
    params = {
        "title": "a",
        "rows": [{"a": "x"}],
        "single": ["r"],
        "behaviour": {"hint": "h"},
        "part": {"library": "Note 1.0", "params": {"text": "t", "file": {"path": "a.png"}}},
        "film": [{"path": "a.mp4"}, {}, 7],
        "what": 1,
    }
    places = list(walk(params, MAIN, main))
    assert [(place.path, place.field.get("name"), str(place.library)) for place in places] == [
        (("title",), "title", "Main 1.0"),
        (("rows",), "rows", "Main 1.0"),
        (("rows", 0), "row", "Main 1.0"),
        (("rows", 0, "a"), "a", "Main 1.0"),
        (("single",), "single", "Main 1.0"),
        (("single",), "ranges", "Main 1.0"),
        (("single", 0), "range", "Main 1.0"),
        (("behaviour",), "behaviour", "Main 1.0"),
        (("behaviour", "hint"), "hint", "Main 1.0"),
        (("part",), "part", "Main 1.0"),
        (("part", "params", "text"), "text", "Note 1.0"),
        (("part", "params", "file"), "file", "Note 1.0"),
        (("film",), "film", "Main 1.0"),
    ]
    assert [file["path"] for place in places for file in place.files] == ["a.png", "a.mp4"]
    assert list(walk({"rows": 7, "part": 7}, MAIN, main))[-1].path == ("part",)


def test_one_value_is_replaced_and_the_rest_left_alone():
    params = {"rows": [{"a": "x"}, {"a": "y"}]}
    assert replaced(params, ("rows", 1, "a"), "z") == {"rows": [{"a": "x"}, {"a": "z"}]}
    assert params == {"rows": [{"a": "x"}, {"a": "y"}]}
    for path in [("rows", 2), ("rows", "a"), ("x",), ("rows", 0, "a", "b"), ("rows", -1)]:
        with pytest.raises(NoSuchPlace):
            replaced(params, path, 1)


# Defaults.


def test_a_new_content_holds_what_its_fields_hold_at_first(main):
    assert with_defaults({}, MAIN, main) == {
        "title": "Title",
        "size": 5,
        "open": True,
        "colour": "red",
        "rows": [{"a": "A", "n": 0}],
        "whole": {"only": "x"},
        "behaviour": {"retry": True},
    }


def test_what_is_there_is_kept_and_completed(main):
    params = {"rows": [{"n": 4}, {}], "part": {"library": "Note 1.0"}, "behaviour": {}, "film": 7, "single": 7}
    filled = with_defaults(params, MAIN, main)
    assert filled["rows"] == [{"a": "A", "n": 4}, {"a": "A", "n": 0}]
    assert filled["part"] == {"library": "Note 1.0", "params": {}}
    assert filled["behaviour"] == {"retry": True}
    assert filled["film"] == filled["single"] == 7


def test_words_come_in_the_language_where_there_are_some(main):
    assert with_defaults({}, MAIN, main, language="fr")["title"] == "Titre"
    assert with_defaults({}, MAIN, main, language="ne")["title"] == "Title"


def test_a_language_file_changes_words_and_nothing_else():
    fields = [{"name": "a", "type": "text", "default": "A"}, {"type": "group", "fields": [{"label": "L"}]}, {"min": 1}]
    words = {
        "semantics": [
            {"default": "B", "name": "b", "more": 1},
            {"fields": [{"label": ""}, {"label": "x"}]},
            {"min": 2},
            {},
        ]
    }
    assert translated(fields, words) == [{"name": "a", "type": "text", "default": "B"}, *fields[1:]]
    assert translated(fields, {}) == translated(fields, {"semantics": "x"}) == fields
