from collections import Counter

from newsvane.corpus.speech import glued, names


def test_a_name_is_parted_from_what_is_run_together_with_it():
    counts = Counter({"Ada Byron": 1, "Max Roe": 1, "Ada ByronPilots": 1})
    assert glued.parted(counts, "Byron left.") == Counter({"Ada Byron": 2, "Max Roe": 1})


def test_a_link_s_full_name_behind_the_surname_is_the_name():
    counts = Counter({"Byron Ada Jane ByronLund": 2, "Ada Byron": 1})
    assert "Ada Jane Byron" in glued.parted(counts, "Byron left.")


def test_a_surname_before_its_full_name_goes():
    assert glued.parted(Counter({"ByronAda Byron": 1}), "Byron left.") == Counter({"Ada Byron": 1})


def test_a_name_with_a_capital_inside_stays():
    counts = Counter({"RoseAnn Doe": 1, "Ian McDonald": 1, "Vera DeLuca": 1})
    assert glued.parted(counts, "RoseAnn Doe met Ian McDonald and Vera DeLuca.") == counts


def test_the_speaker_has_no_rest_of_a_headline():
    text = "Byron Ada ByronPilots left. Ada Byron met Max Roe. Byron said the ferry leaks."
    assert names.roster(text).resolve("Byron") == "Ada Byron"
