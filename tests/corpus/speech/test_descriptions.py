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


MAYOR = "Mayor Ada Byron left."


@pytest.mark.parametrize(
    ("mention", "text"),
    [
        ("the harbour guard chief", "Harbour guard chief Byron spoke. Ada Byron left."),
        ("the spy chief", "Ada Byron, the head of French military intelligence, left."),
        ("France’s intelligence chief", "Ada Byron, the head of French intelligence, left."),
        ("Kyiv intelligence chief", "Ukrainian intelligence chief Ada Byron left."),
        ("the Ukrainian president", "Ukraine’s President Ada Byron left."),
        ("the US president", "American President Ada Byron left."),
        ("the Russian leader", "Russian President Ada Byron left."),
        ("the mayor", "Ada Byron left. Byron is the mayor of Tallby."),
        ("the mayor", "Ada Byron left. Byron became the mayor of Tallby in May."),
        ("the mayor", "Ada Byron, who is the mayor of Tallby, left."),
        ("the mayor", "Ada Byron was elected mayor of Tallby in May."),
        ("the mayor", "Ada Byron, 45, the mayor of Tallby, left."),
        ("the mayor", "Ada Byron (mayor of Tallby) left."),
        (
            "the ferry company’s boss",
            "Ada Byron left. Ms Byron, who runs the ferry company, spoke.",
        ),
        ("the head of the dockers’ union", "Ada Byron, who leads the dockers’ union, left."),
        ("the union leader", "Dockers’ union leader Ada Byron left."),
        ("the Florida senator", "Sen. Ada Byron, R-Fla., left."),
        ("the Florida senator", "Florida Sen. Ada Byron left."),
        ("the former mayor", "Former mayor Ada Byron left. Mayor Max Roe stayed."),
        ("the mayor", "Former mayor Max Roe left. Mayor Ada Byron stayed. Byron spoke."),
        ("the foreign minister", "Foreign Minister Ada Byron met Finance Minister Max Roe."),
        ("the HGB director", "Ada Byron, director of the Harbour Guard Board, left."),
        ("the judge", "A judge has closed the ferry. Judge Ada Byron ruled on Monday."),
        ("the prime minister", "Prime Minister Ada Byron met Foreign Minister Max Roe."),
        ("the pilot", "Ada Byron, a pilot from Tallby, left."),
    ],
)
def test_more_ways_to_say_what_somebody_is(mention, text):
    assert resolved(mention, text) == "Ada Byron"


@pytest.mark.parametrize(
    ("mention", "text"),
    [
        # Two fit.
        ("the minister", "Foreign Minister Ada Byron met Finance Minister Max Roe."),
        ("the president", "President Ada Byron met President Max Roe."),
        ("the president", "President Ada Byron left. President Roe stayed."),
        ("the union leader", "Union leader Ada Byron and union leader Max Roe left."),
        # Of another country, organisation or office.
        ("the Russian president", "Ukrainian President Ada Byron left."),
        ("Russia’s spy chief", "Ada Byron, the head of French intelligence, left."),
        ("Moscow intelligence chief", "Ukrainian intelligence chief Ada Byron left."),
        ("the French president", "President Ada Byron left."),  # of a country unsaid
        ("the head of the National Bank", "Ada Byron, the head of the National Police, left."),
        ("the Texas senator", "Florida Sen. Ada Byron left."),
        ("the deputy mayor", MAYOR),
        ("the acting mayor", MAYOR),
        ("the shadow chancellor", "Chancellor Ada Byron left."),
        ("the president", "Vice President Ada Byron left."),
        ("the Freedonian ambassador", "Ada Byron, the ambassador to Freedonia, left."),
        # Not one known person.
        ("the mayors", MAYOR),
        ("one mayor", MAYOR),
        ("another mayor", MAYOR),
        ("his mayor", MAYOR),
        ("whose mayor", MAYOR),
        ("the official", "Ada Byron, an official of the harbour, left."),
        ("the source", "Ada Byron, a source of the paper, left."),
        ("a source close to the mayor", MAYOR),
        ("the candidate", "Harbour candidate Ada Byron left."),  # there are always others
        ("the spokeswoman", "Ada Byron, a spokeswoman, left. A spokeswoman for the mill spoke."),
        ("the boss", "A harbour boss told us. The boss shouted. Ada Byron, a boss, left."),
        # Not said of her.
        ("the mayor", "The mayor praised Ada Byron."),
        ("the ally", "An ally of Mayor Ada Byron left."),
        ("the mother", "The mother of Ada Byron left."),
        ("the son", "Ada Byron left. Eric Byron, son of the pilot, stayed. Ada Byron spoke."),
        ("the mayor", "Ada Byron is not the mayor of Tallby."),
        ("the secretary", "Ada Byron, Secretary Max Roe and others left."),
        # The one whom the story is about has no office in it, as everybody knows what he is.
        ("the president", "Max Roe, Roe and Roe said Roe met Freedonia’s President Ada Byron."),
    ],
)
def test_more_descriptions_that_lead_to_nobody(mention, text):
    assert resolved(mention, text) != "Ada Byron"


@pytest.mark.parametrize("piece", ["Ada Byron, ", "the head of Ada Byron ", "Aa Bb "])
def test_long_texts_take_no_time(piece):
    text = piece * (500_000 // len(piece))
    people = names.roster(text)
    start = time.perf_counter()
    descriptions.described(people, text)
    assert time.perf_counter() - start < 5
