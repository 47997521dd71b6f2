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


@pytest.mark.parametrize(
    "opening", ["Upon", "Technologist", "Justices", "Ukraine", "Tallby-born", "Count", "Canadian"]
)
def test_what_opens_a_sentence_or_tells_the_place_is_no_part_of_a_name(opening):
    found = names.roster(f"It was so. {opening} Sela Wynter left.")
    assert found.people == {"Sela Wynter": 1}
    assert found.resolve("Wynter") == found.resolve(f"{opening} Sela Wynter") == "Sela Wynter"


@pytest.mark.parametrize("name", ["Jordan Sela Wynter", "Walker Sela Wynter", "Oslo Wynter Jr"])
def test_first_names_that_look_like_places_or_roles_stay(name):
    assert names.roster(f"Then {name} left.").people == {name: 1}


def test_a_name_ends_before_a_word_of_it_comes_again():
    found = names.roster("Sela Wynter Wynter spoke. Max Roe Max Otto RoeTallby left.")
    assert found.people == {"Sela Wynter": 1, "Max Roe": 1}
    assert found.resolve("Sela Wynter Wynter") == "Sela Wynter"


def test_a_role_and_a_surname_are_who_has_it():
    found = names.roster("Sela Wynter came. Administrator Wynter spoke.")
    assert found.people == {"Sela Wynter": 1}
    assert found.resolve("Administrator Wynter") == "Sela Wynter"
    assert found.resolve("Walker Wynter") == "Walker Wynter"  # another one


def test_common_words_at_a_sentence_start_are_no_names():
    assert names.roster("However Ada Byron left. Most Nobody knew.").people == {"Ada Byron": 1}


def test_a_role_with_a_capital_is_no_part_of_a_name():
    found = names.roster("Campaigner Sela Wynter spoke. Then Sela Wynter left.")
    assert found.people == {"Sela Wynter": 2}
    # A first name that is also a role stays where the rest is nobody's name.
    assert "Marine Le Pen" in names.roster("Marine Le Pen spoke.").people
