"""Words of a topic: weighed as BERTopic does, and no two of them the same thing."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from newsvane.topics import words


# umap says on import that tensorflow is not there; nobody wants it.
@pytest.mark.filterwarnings("ignore:Tensorflow not installed:ImportWarning")
def test_weights_are_those_of_bertopic():
    from bertopic.vectorizers import ClassTfidfTransformer

    # One document per topic. BERTopic takes the whole part of the mean length; here it is whole.
    counts = sparse.csr_matrix([[4, 1, 0, 3], [0, 2, 5, 1], [2, 2, 2, 2]], dtype=float)
    theirs = ClassTfidfTransformer().fit_transform(counts.copy()).toarray()
    assert words.class_tfidf(counts, np.arange(3)) == pytest.approx(theirs)


def test_documents_of_no_topic_do_not_count():
    counts = sparse.csr_matrix([[1, 0], [0, 9], [1, 0]])
    weights = words.class_tfidf(counts, np.array([0, -1, 0]))
    assert weights.shape == (1, 2)
    assert weights[0, 1] == 0


@pytest.mark.parametrize(
    ("ranked", "chosen"),
    [
        (["ferry", "ferries"], ["ferry"]),  # plural
        (["classes", "class"], ["classes"]),
        (["tax", "taxes"], ["tax"]),
        (["church", "churches"], ["church"]),
        (["world cup", "cup", "world"], ["world cup"]),  # a word of a phrase
        (["cup", "world cup"], ["cup"]),  # a phrase around a word
        (["russia", "russian"], ["russia"]),  # derived
        (["port", "portugal"], ["port", "portugal"]),  # too short to tell
        (["virus", "viru"], ["virus", "viru"]),  # not a plural
        (["bus", "gas", "glass"], ["bus", "gas", "glass"]),
    ],
)
def test_near_doubles_are_left_out(ranked, chosen):
    assert words.choose(ranked, n=10) == chosen


def test_vocabulary_leaves_out_figures_and_small_words():
    texts = ["The mayor said 2024 was the year", "Zürich's mayor"]
    found = words.vocabulary(texts, min_documents=1)
    assert found == ["mayor", "zürich", "zürich mayor"]


def test_rare_words_are_taken_where_no_word_is_frequent():
    assert words.vocabulary(["tide", "ferry"], min_documents=2) == ["ferry", "tide"]
    assert words.vocabulary(["the", "1 2"], min_documents=1) == []
    assert words.candidates(["the", "1"], names=[], labels=np.array([0, 1])) == [[], []]
