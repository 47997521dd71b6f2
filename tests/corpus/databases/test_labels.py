from newsvane.corpus.databases.labels import split_label


def test_a_label_is_a_word_that_the_databases_use():
    assert split_label("Byline:\xa0Ada Lind") == ("Byline", "Ada Lind")
    assert split_label("  LONGUEUR: 143 mots") == ("LONGUEUR", "143 mots")


def test_a_speaker_is_no_label():
    assert split_label("MINISTER: We shall see.") is None
    assert split_label("Section without a colon") is None
