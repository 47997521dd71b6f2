"""Which descriptions lead to a person, and which must not."""

import time

import pytest

from newsvane.corpus.speech import descriptions, names


def resolved(mention: str, text: str) -> str | None:
    return descriptions.resolve(mention, descriptions.described(names.roster(text), text))


@pytest.mark.parametrize(
    ("mention", "text"),
    [
        ("the head of the harbour guard", "Ada Byron, the head of the harbour guard, left."),
        ("Tallby guard chief", "Ada Byron, head of the harbour guard, left."),  # a headline's way
        ("the harbour chief", "Harbour chief Ada Byron left."),
        ("the mayor", "Mayor Ada Byron left."),
        ("the baker", "The baker of the town, Ada Byron, left."),
    ],
)
def test_descriptions_that_lead_to_a_person(mention, text):
    assert resolved(mention, text) == "Ada Byron"


@pytest.mark.parametrize(
    ("mention", "text"),
    [
        ("a harbour chief", "Harbour chief Ada Byron left."),  # any of them
        ("harbour chiefs", "Harbour chief Ada Byron left."),  # several
        ("the mill chief", "Harbour chief Ada Byron left."),  # of something else
        ("Upby's harbour chief", "Harbour chief Ada Byron left."),  # of somebody else
        ("the former mayor", "Mayor Ada Byron left."),
        ("the mayor", "Former mayor Ada Byron left."),
        ("the mayor", "Mayor Ada Byron met Max Roe, the mayor of Upby."),  # two of them
        ("the mayor", "Ada Byron, Max Roe and the mayor left."),  # a list
        ("the ferry", "The ferry of Ada Byron left."),  # no person
    ],
)
def test_descriptions_that_lead_to_nobody(mention, text):
    assert resolved(mention, text) is None


@pytest.mark.parametrize("piece", ["Ada Byron, ", "the head of Ada Byron ", "Aa Bb "])
def test_long_texts_take_no_time(piece):
    text = piece * (500_000 // len(piece))
    people = names.roster(text)
    start = time.perf_counter()
    descriptions.described(people, text)
    assert time.perf_counter() - start < 5
