"""Whether somebody without a full name may be meant."""

import pytest

from newsvane.corpus.speech import descriptions, names
from newsvane.corpus.speech.offices import role_of
from newsvane.corpus.speech.rivals import has_rival


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("President Ada Byron met President Roe.", True),
        ("President Ada Byron met Vice President Roe.", False),
        ("President Ada Byron met the French president.", True),
        ("French President Ada Byron met the French president.", False),
        ("President Ada Byron left. A president came.", True),
        ("A president came. It was President Ada Byron.", False),
        ("A president came. The president left. Then came President Ada Byron.", True),
        ("Ada Byron, a president, left.", False),
    ],
)
def test_rivals(text, expected):
    people = descriptions.described(names.roster(text), text)
    assert has_rival(role_of("", ["the", "president"]), "Ada Byron", people) is expected
