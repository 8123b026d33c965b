"""What files weigh is said in the units in which their budgets are written."""

import pytest
from django.utils.translation import override

from core.templatetags.baon import weight


@pytest.mark.parametrize(
    ("size", "said"), [(0, "0 kB"), (None, "0 kB"), (1, "1 kB"), (130_001, "131 kB"), (2_500_000, "2.5 MB")]
)
def test_a_weight_in_words(size, said):
    assert weight(size) == said


def test_as_the_reader_writes_it():
    with override("fr"):
        assert weight(2_500_000).split() == ["2,5", "Mo"]
