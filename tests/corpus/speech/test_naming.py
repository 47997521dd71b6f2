import pytest

from newsvane.corpus.speech.names import roster
from newsvane.corpus.speech.naming import name_of

PEOPLE = roster("Ada Byron met Max Roe. Campaigner Nina Doe left; Nina Doe is 30.")


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
        ("President Wynter", "Wynter"),  # as he is called elsewhere, though nowhere in full
        ("Sen. Wynter", "Wynter"),
        ("King Otto", "king Otto"),
        ("A Byron aide", "a Byron aide"),
        ("Byron harbour campaign officials", "Byron harbour campaign officials"),
        ("The Roe camp", "the Roe camp"),
        ("Roe spokesman Ole Lund", "Ole Lund"),
        ("Roe himself", "Max Roe"),
        ("the Kremlin", "Kremlin"),
        ("the Harbour Post", "The Harbour Post"),  # newspapers keep their article
        ("A senior US official", "a senior US official"),
        ("Officials", "officials"),
        ("Western sources", "Western sources"),
        ("Campaigner Nina Doe", "Nina Doe"),  # a role, though it has a capital
        ("Son-in-law Nina Doe", "Nina Doe"),
        ("The Post’s Ada Byron", "Ada Byron"),
        ("Water and Energy Minister Ada Byron", "Ada Byron"),  # one office
        ("the Department of Labor and Energy", "the Department of Labor and Energy"),
        ("MUST WATCH Ada Byron", "Ada Byron"),
        ("NINA DOE", "Nina Doe"),
        ("a retired sailor to me", "a retired sailor"),
        ("Roe on Monday", "Max Roe"),
        ("a survey of voters released", "a survey of voters"),
        ("Corbel & Sons", "Corbel & Sons"),
        ("", ""),
    ],
)
def test_name_of(source, name):
    assert name_of(source.split(), PEOPLE) == name
