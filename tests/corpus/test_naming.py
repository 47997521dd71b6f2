import pytest

from newsvane.corpus.names import roster
from newsvane.corpus.naming import name_of

PEOPLE = roster("Ada Byron met Max Roe.")


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Byron", "Ada Byron"),
        ("Mr. Roe", "Max Roe"),
        ("Freedonia’s president Ada Byron", "Ada Byron"),
        ("spokesman Ole Lund", "Ole Lund"),  # named here alone
        ("Byron and Roe", "Ada Byron and Max Roe"),
        ("Ada Byron of Harbour News", "Ada Byron"),
        ("a statement from Byron", "Ada Byron"),
        ("Roe’s report", "Max Roe"),
        ("Roe’s spokesman", "Roe’s spokesman"),  # somebody else than Roe
        ("the Kremlin", "Kremlin"),
        ("the Harbour Post", "The Harbour Post"),  # newspapers keep their article
        ("A senior US official", "a senior US official"),
        ("Officials", "officials"),
        ("Western sources", "Western sources"),
        ("", ""),
    ],
)
def test_name_of(source, name):
    assert name_of(source.split(), PEOPLE) == name
