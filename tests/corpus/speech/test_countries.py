from newsvane.corpus.speech.countries import COUNTRIES, COUNTRY


def test_people_and_capitals_lead_to_their_country():
    assert COUNTRY["norwegian"] == COUNTRY["oslo"] == "norway"
    assert "norway" in COUNTRIES and "oslo" not in COUNTRIES
