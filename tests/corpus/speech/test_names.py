import pytest

from newsvane.corpus.speech import names


def test_surname_leads_to_the_full_name():
    people = names.roster("Harbour Minister Ada Byron spoke. Byron left with Mr. Max Roe.")
    assert people.resolve("Byron") == "Ada Byron"
    assert people.resolve("Roe") == "Max Roe"
    assert people.resolve("Doe") == "Doe"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Ukrainian President Ada Byron", "Ada Byron"),
        ("US Treasury Secretary Ada Byron", "Ada Byron"),
        ("Lt. Gen. Max Roe", "Max Roe"),
        ("Steve King", "Steve King"),  # a surname that is also a title
        ("Monday Ada Byron", "Ada Byron"),  # "On Monday Ada Byron said"
    ],
)
def test_titles_go(words, name):
    assert " ".join(names.strip_titles(words.split())) == name


@pytest.mark.parametrize("name", ["New York", "Labour Party", "Harbour Post", "Ada", "White House"])
def test_places_and_organisations_are_no_people(name):
    assert not names.is_person(name)


def test_a_possessive_breaks_a_name():
    # "Freedonia’s President Ada Byron" is no person called Freedonia.
    assert names.roster("Freedonia’s President Ada Byron came.").people == {"Ada Byron": 1}


def test_gender_from_title_or_first_name_else_unknown():
    people = names.roster("Mary Byron and Xq Roe came. Mrs. Roe spoke. Zzy Doe left.")
    assert [people.gender(n) for n in ("Mary Byron", "Xq Roe", "Zzy Doe")] == ["f", "f", ""]


def test_a_title_confirms_names_and_makes_none():
    headed = names.roster("Mr. Byron spoke. Max Roe left.", "Byron Vows Swift Action on Ferry")
    assert headed.people == {"Max Roe": 1}
    assert names.roster("Max Roe left.", "Swift Reply: Max Roe").people == {"Max Roe": 2}
    # In sentence case it may give the first name that the text leaves out.
    title = "Ada Byron, ‘weary’ after hearings, leaves the harbour"
    assert names.roster("Byron spoke.", title).resolve("Byron") == "Ada Byron"
    assert names.roster("Tallby met Ostmark.", "Was this Tallby Ostmark dispute over?").people == {}


def test_common_words_at_a_sentence_start_are_no_names():
    assert names.roster("However Ada Byron left. Most Nobody knew.").people == {"Ada Byron": 1}


def test_a_role_with_a_capital_is_no_part_of_a_name():
    found = names.roster("Campaigner Sela Wynter spoke. Then Sela Wynter left.")
    assert found.people == {"Sela Wynter": 2}
    # A first name that is also a role stays where the rest is nobody's name.
    assert "Marine Le Pen" in names.roster("Marine Le Pen spoke.").people
