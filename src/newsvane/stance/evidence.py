"""From sentences to articles: which sentences are about a claim, and what they add up to."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from newsvane.progress import track
from newsvane.stance.claims import Claim
from newsvane.stance.embedded import Vectors, state
from newsvane.stance.judge import Judge, Pair
from newsvane.tables import ARTICLE_STANCES, STANCES_TABLE, check, empty

# A sentence, article, voice or speaker takes a side when its lean or net passes this; below it the
# side is "none". The judge's probabilities stay close to the prior, so that nets are small by
# construction; on the sample corpus the sides come out alike from .02 to .04.
NET_THRESHOLD = 0.03
# Sentences named as evidence, for each article, voice and speaker.
N_EVIDENCE = 5
# Evidence is ranked by lean and by how far relatedness passes this: to the point before outspoken.
EVIDENCE_FLOOR = 0.35
# Sentences shorter than this say too little to be about anything.
MIN_WORDS = 4


def judge_sentences(
    sentences: pd.DataFrame,
    *,
    claims: Sequence[Claim],
    judge: Judge,
    vectors: Vectors,
    related: float,
) -> pd.DataFrame:
    """Judge every sentence that is about a claim.

    Parameters
    ----------
    sentences : DataFrame
        Table `sentences`.
    claims : sequence of Claim
        The study's claims.
    judge : Judge
        Gives p_favor, p_against, p_none.
    vectors : callable
        Texts to an ndarray of shape (n_texts, n_dims), rows of unit length.
    related : float
        Least cosine (0–1) to a statement of the claim, or of its opposite, at which a sentence is
        about the claim.

    Returns
    -------
    DataFrame
        Table `stances`, ordered by claim, then as the sentences.
    """
    long_enough = sentences[sentences["text"].str.count(r"\S+") >= MIN_WORDS]
    if not claims or long_enough.empty:
        return empty(STANCES_TABLE)
    embedded = vectors(long_enough["text"].tolist())
    stated = state(claims, vectors)
    tables = [
        _judge_claim(long_enough, stated[claim].related(embedded), claim, judge, related)
        for claim in track(claims, "judging claims", unit="claims")
    ]
    tables = [table for table in tables if len(table)]
    return pd.concat(tables, ignore_index=True) if tables else empty(STANCES_TABLE)


def _judge_claim(
    sentences: pd.DataFrame, cosine: np.ndarray, claim: Claim, judge: Judge, related: float
) -> pd.DataFrame:
    rows = np.flatnonzero(cosine >= related)
    if not len(rows):
        return empty(STANCES_TABLE)
    about = sentences.iloc[rows]
    probabilities = judge.judge([Pair(text, claim) for text in about["text"]])
    return pd.DataFrame(
        {
            "sentence_id": about["sentence_id"].to_numpy(),
            "claim_id": claim.claim_id,
            "related": np.clip(cosine[rows], 0, 1).astype(float),
            "p_favor": probabilities[:, 0],
            "p_against": probabilities[:, 1],
            "p_none": probabilities[:, 2],
            "model": judge.name,
        }
    )


def summarise(stances: pd.DataFrame, *, sentences: pd.DataFrame) -> pd.DataFrame:
    """Sum up sentences per article and claim: as a whole, and per voice and speaker.

    The net of a group is the mean lean (p_favor − p_against) of its sentences, each weighed by
    related² × |lean|: what is close to the claim and takes a side counts most, and sentences that
    merely mention it do not water down those that speak. Every sentence counts in the whole,
    whoever says it; the rows per voice keep outlet and speakers apart.

    Parameters
    ----------
    stances : DataFrame
        Table `stances`.
    sentences : DataFrame
        Table `sentences`.

    Returns
    -------
    DataFrame
        Table `article_stances`.
    """
    if stances.empty:
        return empty(ARTICLE_STANCES)
    described = sentences[["sentence_id", "article_id", "voice", "speaker"]]
    judged = stances.merge(described, on="sentence_id", validate="many_to_one")
    judged = judged.sort_values(["claim_id", "article_id", "sentence_id"], kind="stable")
    lean = judged["p_favor"] - judged["p_against"]
    judged = judged.assign(weight=judged["related"] ** 2 * lean.abs(), lean=lean)
    whole = judged.assign(voice=None, speaker=None)
    table = pd.concat([_sum_up(whole), _sum_up(judged)], ignore_index=True)
    order = ["claim_id", "article_id", "voice", "speaker"]
    table = table.sort_values(order, na_position="first", kind="stable", ignore_index=True)
    return check(table, ARTICLE_STANCES)


def _sum_up(judged: pd.DataFrame) -> pd.DataFrame:
    keys = ["article_id", "claim_id", "voice", "speaker"]
    rows = [(*key, *_total(group)) for key, group in judged.groupby(keys, dropna=False, sort=False)]
    frame = pd.DataFrame(rows, columns=ARTICLE_STANCES.names)
    for name in ("voice", "speaker"):
        frame[name] = frame[name].astype("str").where(frame[name].notna())
    return frame


def _total(group: pd.DataFrame) -> tuple[float, str, int, list[str]]:
    weight, lean = group["weight"].to_numpy(), group["lean"].to_numpy()
    net = float(np.average(lean, weights=weight)) if weight.any() else 0.0
    stance = side(net)
    about = np.clip(group["related"].to_numpy() - EVIDENCE_FLOOR, 0, None) ** 2
    pull = about * (np.abs(lean) if stance == "none" else np.sign(net) * lean)
    order = np.argsort(-pull, kind="stable")
    is_sided = np.abs(lean) > NET_THRESHOLD
    carries = [row for row in order if pull[row] > 0 and is_sided[row]][:N_EVIDENCE]
    return net, stance, len(group), group["sentence_id"].iloc[carries or [int(order[0])]].tolist()


def side(net: float) -> str:
    """Name the side of a lean or net (−1…1).

    Examples
    --------
    >>> side(0.2), side(-0.2), side(0.01)
    ('favor', 'against', 'none')
    """
    if abs(net) <= NET_THRESHOLD:
        return "none"
    return "favor" if net > 0 else "against"
