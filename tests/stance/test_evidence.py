"""Sentences about a claim, and what they add up to per article, voice and speaker."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsvane import tables
from newsvane.stance import claims, evidence
from newsvane.stance.judge import Pair

DAM = claims.make("The dam is safe", claim_id="dam")
TRAM = claims.make("The tram is loud", claim_id="tram")


class Fixed:
    """A judge that reads the probabilities out of the sentence: "… 7 1" is 0.7 in favor."""

    name = "fixed"

    def __init__(self):
        self.asked: list[Pair] = []

    def judge(self, pairs):
        self.asked += pairs
        sides = [[int(word) / 10 for word in pair.sentence.split()[-2:]] for pair in pairs]
        return np.array([[favor, against, 1 - favor - against] for favor, against in sides])


def vectors(texts):
    """Return directions by key word: the dam, the tram, both, or neither."""
    rows = np.array([["dam" in text, "tram" in text, 0.01] for text in texts], dtype=float)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def sentences(*rows):
    """Make the table of (article_id, text, voice, speaker) rows."""
    made = [
        (f"{article_id}:{place}", article_id, place, text, 0, len(text), voice, speaker)
        for place, (article_id, text, voice, speaker) in enumerate(rows, 1)
    ]
    frame = pd.DataFrame(made, columns=tables.SENTENCES.names[:8]).astype({"speaker": "str"})
    unknown = dict.fromkeys(tables.SENTENCES.names[8:])
    return tables.check(frame.assign(**unknown), tables.SENTENCES)


TABLE = sentences(
    ("a", "The dam holds well 8 1", "outlet", None),
    ("a", "The dam may break 1 7", "quoted", "Ada"),
    ("a", "The dam is wet 3 3", "quoted", None),
    ("b", "The tram and the dam run 2 6", "reported", "Bo"),
    ("b", "A fair of cakes 5 5", "outlet", None),
    ("b", "dam 9 0", "outlet", None),  # three words say too little
)


def judged(table=TABLE, *, asked=(DAM, TRAM), related=0.5):
    return evidence.judge_sentences(
        table, claims=asked, judge=Fixed(), vectors=vectors, related=related
    )


def test_only_sentences_about_the_claim_are_judged():
    found = tables.check(judged(), tables.STANCES_TABLE)
    assert found[["sentence_id", "claim_id"]].to_numpy().tolist() == [
        ["a:1", "dam"],
        ["a:2", "dam"],
        ["a:3", "dam"],
        ["b:4", "dam"],
        ["b:4", "tram"],
    ]
    assert found["p_favor"].tolist() == [0.8, 0.1, 0.3, 0.2, 0.2]
    assert set(found["model"]) == {"fixed"}
    assert found["related"].between(0, 1).all()


def test_a_higher_bar_keeps_fewer():
    assert judged(related=0.9)["sentence_id"].tolist() == ["a:1", "a:2", "a:3"]


@pytest.mark.parametrize(
    ("table", "asked"),
    [
        (TABLE, ()),
        (TABLE.head(0), (DAM,)),
        (TABLE.iloc[[4]], (DAM,)),  # none is about it
        (TABLE.iloc[[5]], (DAM,)),  # none is long enough
    ],
)
def test_nothing_to_judge_is_an_empty_table(table, asked):
    found = tables.check(judged(table, asked=asked), tables.STANCES_TABLE)
    assert found.empty
    assert tables.check(evidence.summarise(found, sentences=table), tables.ARTICLE_STANCES).empty


def test_two_claims_of_one_wording_are_judged_apart():
    twin = claims.make(DAM.text, claim_id="twin")
    found = judged(asked=(DAM, twin))
    assert found["claim_id"].value_counts().to_dict() == {"dam": 4, "twin": 4}


def test_the_tables_given_are_not_changed():
    before = TABLE.copy(deep=True)
    stances = judged()
    copy = stances.copy(deep=True)
    evidence.summarise(stances, sentences=TABLE)
    pd.testing.assert_frame_equal(TABLE, before)
    pd.testing.assert_frame_equal(stances, copy)


def _row(found, article_id, claim_id, voice=None, speaker=None):
    rows = found[(found["article_id"] == article_id) & (found["claim_id"] == claim_id)]
    for name, value in (("voice", voice), ("speaker", speaker)):
        rows = rows[rows[name].isna() if value is None else rows[name] == value]
    assert len(rows) == 1
    return rows.iloc[0]


def test_an_article_is_the_mean_weighed_by_closeness_and_lean():
    found = evidence.summarise(judged(), sentences=TABLE)
    whole = _row(found, "a", "dam")
    # Leans 0.7, -0.6 and 0 of equal closeness, weighed by their size.
    assert whole["net"] == pytest.approx((0.7 * 0.7 - 0.6 * 0.6) / (0.7 + 0.6))
    assert whole["stance"] == "favor"
    assert whole["n_sentences"] == 3
    assert list(whole["evidence"]) == ["a:1"]


def test_voices_and_speakers_stand_apart():
    found = evidence.summarise(judged(), sentences=TABLE)
    assert _row(found, "a", "dam", "outlet")["net"] == pytest.approx(0.7)
    assert _row(found, "a", "dam", "quoted", "Ada")["stance"] == "against"
    unattributed = _row(found, "a", "dam", "quoted")
    assert (unattributed["net"], unattributed["stance"]) == (0, "none")
    assert list(unattributed["evidence"]) == ["a:3"]  # there is always a sentence to read
    assert _row(found, "b", "tram", "reported", "Bo")["stance"] == "against"


def test_a_small_net_is_no_side():
    table = sentences(
        ("a", "The dam is old 54 50", "outlet", None),
        ("a", "The dam is new 50 54", "outlet", None),
    )
    stances = judged(table, asked=(DAM,)).assign(p_favor=[0.54, 0.5], p_against=[0.5, 0.53])
    whole = _row(evidence.summarise(stances, sentences=table), "a", "dam")
    assert 0 < whole["net"] < evidence.NET_THRESHOLD
    assert whole["stance"] == "none"


def test_evidence_is_strongest_first_and_limited():
    rows = [("a", f"The dam is number {n} here {n} 0", "outlet", None) for n in range(1, 10)]
    table = sentences(*rows, ("a", "The dam is against us 0 9", "outlet", None))
    whole = _row(evidence.summarise(judged(table, asked=(DAM,)), sentences=table), "a", "dam")
    assert list(whole["evidence"]) == [f"a:{n}" for n in range(9, 9 - evidence.N_EVIDENCE, -1)]


@given(st.permutations(range(len(TABLE))), st.permutations(range(5)))
@settings(deadline=None, max_examples=25)
def test_the_order_of_rows_does_not_matter(order, stance_order):
    table = TABLE.iloc[order].reset_index(drop=True)
    stances = judged(table).iloc[stance_order].reset_index(drop=True)
    found = evidence.summarise(stances, sentences=table)
    pd.testing.assert_frame_equal(found, evidence.summarise(judged(), sentences=TABLE))


@given(
    st.lists(
        st.tuples(
            st.sampled_from("ab"), st.integers(0, 5), st.integers(0, 5), st.sampled_from("oqr")
        ),
        min_size=1,
        max_size=15,
    )
)
@settings(deadline=None, max_examples=25)
def test_every_sentence_counts_once_in_the_whole_and_once_in_its_voice(rows):
    voices = {voice[0]: voice for voice in tables.VOICES}
    table = sentences(
        *((a, f"The dam is {f} {g}", voices[v], None if v == "o" else "Ada") for a, f, g, v in rows)
    )
    found = evidence.summarise(judged(table, asked=(DAM,)), sentences=table)
    whole = found["voice"].isna()
    assert found[whole]["n_sentences"].sum() == found[~whole]["n_sentences"].sum() == len(rows)
    assert found["net"].between(-1, 1).all()
    for row in found.itertuples():
        assert 1 <= len(row.evidence) <= evidence.N_EVIDENCE
        assert len(set(row.evidence)) == len(row.evidence)
