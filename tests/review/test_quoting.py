"""What is quoted, in any script; an apostrophe quotes nothing."""

import pytest

from review.quoting import quoted


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('He said, "obey" and left.', ['"obey"']),
        ("He said, “obey” and left.", ["“obey”"]),
        ("Il dit « obéir » et part.", ["« obéir »"]),
        ("Er sagt „gehorche“ und geht.", ["„gehorche“"]),
        ("Er sagt ‚gehorche‘ und geht.", ["‚gehorche‘"]),
        ("It says 'obey me' here.", ["'obey me'"]),
        ("It says ‘don’t go’ here.", ["‘don’t go’"]),
        ("Don't take the workers' day.", []),
        ('An open " quotes nothing.', []),
        ('One "line\nends" it.', []),
    ],
)
def test_quotations_are_found(text, inside):
    assert [text[start:end] for start, end in quoted(text)] == inside
