from newsvane.corpus.speech import names, units


def build(text: str) -> list[units.Unit]:
    return units.build(text, names.roster(text))


def test_sentences_of_one_quotation_share_its_number():
    found = build("Roe said: “It leaks. It sinks.\n\n“It is gone.” “No,” Doe said.")
    assert [unit.groups for unit in found[:3]] == [(0,), (0,), (0,)]
    assert 0 not in found[3].groups


def test_words_inside_and_outside_quotations_are_counted_apart():
    unit = build("“It leaks a lot,” said Max Roe.")[0]
    assert (unit.n_quoted, unit.n_plain, unit.mention) == (4, 3, "Max Roe")


def test_the_cue_nearest_to_the_long_quotation_counts():
    # Two people speak; the longer quotation is what the sentence says.
    text = "When a boy shouted “Go,” Max Roe replied: “We shall never go anywhere again.”"
    assert build(text)[0].mention == "Max Roe"


def test_the_subject_is_a_guess_where_no_verb_of_saying_stands():
    unit = build("Max Roe lauded the crew for “steering through the night and the storm.”")[0]
    assert (unit.is_attributed, unit.is_guess, unit.mention) == (True, True, "Max Roe")


def test_a_name_before_a_colon_speaks():
    assert build("Max Roe on the ferry: ‘It leaks’")[0].mention == "Max Roe"
