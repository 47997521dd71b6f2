"""Alignment: sentences in other words, in the order of the original."""

import numpy as np

from newsvane.corpus.matching import alignment, sketches
from newsvane.corpus.matching.alignment import Weights, align
from newsvane.corpus.matching.pieces import Piece

REPORT = (
    "the harbour council approved the second ferry on tuesday after months of quarrel. "
    "traders had collected 2,400 signatures in favour of the larger vessel. "
    "opponents warned that the noise would drive guests from the northern beaches. "
    "the shipyard at malrow will deliver the vessel within eighteen months. "
    "passengers will pay four crowns for a crossing, twice the present fare."
)
RETOLD = (
    "approval came tuesday: the council of the harbour wants a second ferry, ending the quarrel. "
    "some 2,400 signatures were collected by traders who favour a larger vessel. "
    "noise would drive guests away from northern beaches, opponents had warned. "
    "delivery of the vessel by the malrow shipyard takes eighteen months. "
    "a crossing will cost passengers four crowns, or twice the fare of today."
)
OTHER = (
    "the school board met on monday to talk about the broken roof of the gymnasium. "
    "parents complained that lessons were held in the corridor all winter. "
    "repairs would cost nine hundred crowns, according to the treasurer. "
    "teachers asked for heating in the old library as well. "
    "nothing was decided, and the board will meet again in june."
)


def weights(*texts):
    return Weights(sketches.sketch(texts).n_with_stem, len(texts))


def share(piece, original, *, is_shared=None):
    one, other = Piece(piece, ()), Piece(original, ())
    flags = np.zeros(len(one.words), dtype=bool) if is_shared is None else is_shared
    found = weights(REPORT, RETOLD, OTHER)
    n_aligned, n_sentences = align(one, other, is_shared=flags, weights=found)
    return n_aligned / max(n_sentences, 1)


def test_a_retold_report_is_aligned_and_another_one_is_not():
    assert share(RETOLD, REPORT) == 1.0
    assert share(OTHER, REPORT) <= 0.2


def test_sentences_in_another_order_count_less():
    turned = " ".join(sentence + "." for sentence in RETOLD.rstrip(".").split(". ")[::-1])
    assert share(turned, REPORT) <= 0.4


def test_many_sentences_on_one_of_the_original_count_once_or_so():
    lead = "the harbour council approved the second ferry on tuesday after months of quarrel. "
    assert share(lead * 8, REPORT) <= 0.2


def test_a_sentence_with_other_numbers_is_not_aligned():
    assert share(RETOLD.replace("2,400", "17"), REPORT) == 0.8


def test_shared_passages_need_no_words_by_weight():
    text = "so it was, and so it is, and so it will be. so they say in all of it"
    flags = np.ones(len(Piece(text, ()).words), dtype=bool)
    assert share(text, text + " dams", is_shared=flags) in (0.0, 1.0)
    assert share(REPORT, REPORT, is_shared=np.ones(len(Piece(REPORT, ()).words), bool)) == 1.0


def test_texts_without_words_or_sentences_have_none():
    assert share("", REPORT) == 0.0
    assert share("he agreed.", REPORT) == 0.0
    assert share(REPORT, "") == 0.0


def test_words_of_all_articles_weigh_next_to_nothing():
    texts = [f"common rare{n}" for n in range(1000)]
    found = weights(*texts)
    common, rare = (found.of(Piece(w, ()).words.stems)[0] for w in ("common", "rare7"))
    assert common < 0.05 < 3 < rare


def test_a_very_long_text_is_cut_off(monkeypatch):
    monkeypatch.setattr(alignment, "MOST_SENTENCES", 3)
    one = Piece(RETOLD, ())
    flags = np.zeros(len(one.words), dtype=bool)
    n_aligned, n = align(one, Piece(REPORT, ()), is_shared=flags, weights=weights(REPORT, RETOLD))
    assert 0 < n_aligned <= n == 3
