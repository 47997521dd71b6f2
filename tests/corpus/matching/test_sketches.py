"""Sketches: candidates are found whatever the batches, and boilerplate does not multiply them."""

import random

import numpy as np

from newsvane.corpus.matching import sketches, words


def prose(seed, n=200):
    rng = random.Random(seed)
    return " ".join("".join(rng.choices("bdfgklmnprst", k=2)) + "ova" for _ in range(n))


def pairs(texts, least_part=0.1):
    found = sketches.sketch(texts).copied
    position = np.arange(len(texts))
    return sketches.pair(found, position=position, least_part=least_part)


def test_a_cut_text_is_a_candidate_of_the_whole():
    texts = [prose(1), prose(2), prose(1, 60), prose(3)]
    found = pairs(texts)
    assert found.pairs.tolist() == [[0, 2]]
    assert found.part[0] == 1.0


def test_batches_and_chunks_make_no_difference(monkeypatch):
    texts = [prose(seed, 80) for seed in (1, 2, 1, 4)] + [""]
    whole = sketches.sketch(texts)
    monkeypatch.setattr(words, "CHUNK", 300)
    parts = [sketches.sketch(texts[:2]), sketches.sketch(texts[2:])]
    for name in ("copied", "reworded"):
        joined = sketches.join([getattr(part, name) for part in parts])
        assert joined.values.tolist() == getattr(whole, name).values.tolist()
        assert joined.ends.tolist() == getattr(whole, name).ends.tolist()
    counts = parts[0].n_with_stem + parts[1].n_with_stem
    assert (counts == whole.n_with_stem).all()


def test_what_is_left_out_has_no_pairs():
    found = sketches.sketch([prose(1), prose(1), prose(1)]).copied
    position = np.array([1, -1, 0])
    assert sketches.pair(found, position=position, least_part=0.1).pairs.tolist() == [[0, 1]]


def test_ten_thousand_texts_of_one_paragraph_yield_few_pairs():
    n = 10_000
    assert len(pairs([prose(1, 60)] * n).pairs) <= 2 * n


def test_word_pairs_survive_rewording_and_frequent_ones_are_left_out():
    text = prose(1)
    changed = " ".join(w if i % 4 else "other" for i, w in enumerate(text.split()))
    found = sketches.sketch([text, changed, prose(2)])
    position = np.arange(3)
    assert not len(sketches.pair(found.copied, position=position, least_part=0.1).pairs)
    like = sketches.pair(found.reworded, position=position, least_part=0.1, least_shared=3)
    assert like.pairs.tolist() == [[0, 1]]
    found = sketches.sketch([text] * 5).reworded
    assert not len(sketches.pair(found, position=np.arange(5), least_part=0.1, most=4).pairs)


def test_stems_are_counted_once_per_text():
    counts = sketches.sketch(["river river rivers", "river"]).n_with_stem
    stem = words.split(["river"]).stems
    assert counts[sketches.bucket(stem)].tolist() == [2]


def test_frequent_values_are_those_of_many_asked_articles():
    found = sketches.sketch([prose(1), prose(1), prose(2)]).copied
    asked = np.array([True, True, False])
    assert len(sketches.frequent(found, is_asked=asked, least=2)) == found.sizes[0]
    assert not len(sketches.frequent(found, is_asked=~asked, least=2))
