"""The judge that ships with the package: a sentence against the claim and its opposite.

Sentence and statements are embedded; the sentence leans to the side that it lies nearer to. Four
antisymmetric measures are weighed, so that judge(claim) mirrors judge(opposite) and gloomy words
alone do not read as "against":

- cosine to the claim minus cosine to its negation,
- cosine to the claim minus cosine to its opposite (by antonyms, and as the study gives it),
- whether the sentence is negated where the claim is not, or the other way round,
- a constant with the sign of the claim's polarity: negated sentences lie further from everything.

Weights and the share of "none" are fitted on public development sets by
`python tests/benchmarks/stance.py DATA --fit`, which also prints the figures; calibration.json
names the sets. An embedding tells what a sentence is about better than which side it takes: single
probabilities stay close to the prior.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import resources

import numpy as np

from newsvane.stance import opposites
from newsvane.stance.claims import Claim
from newsvane.stance.judge import Pair

Vectors = Callable[[Sequence[str]], np.ndarray]
MEASURES = ("negation", "opposite", "parity", "polarity")
# What is the case says little about what ought to be, and the other way round ("they should leave"
# is no report that they leave): the measures of a sentence in the other mood than the claim count
# by this factor. It is chosen by that argument, not fitted: on the sets of the benchmark, whose
# texts were collected because they argue, it lowers the AUC by up to .04 (fnc1) and .01 (others).
OTHER_MOOD = 0.35


@dataclass(frozen=True)
class Calibration:
    """Weights of `MEASURES` for the side, and (constant, slope of relatedness) of "none"."""

    side: tuple[float, ...]
    none: tuple[float, float]
    version: str

    @classmethod
    def packaged(cls) -> Calibration:
        """Return the calibration that ships with the package."""
        path = resources.files("newsvane.stance") / "calibration.json"
        facts = json.loads(path.read_text(encoding="utf-8"))
        return cls(tuple(facts["side"]), tuple(facts["none"]), facts["version"])


@dataclass(frozen=True)
class Statements:
    """A claim's statements as vectors of shape (n_dims,).

    `against` is the mean of the opposites: the one by rule and, where given, the study's own.
    One wording alone moves a claim's balance as a whole; two move it less.
    """

    favor: np.ndarray
    negation: np.ndarray
    against: np.ndarray

    def related(self, embedded: np.ndarray) -> np.ndarray:
        """Return the cosine of each row to the nearer of claim and opposite, shape (n_rows,)."""
        nearer = np.maximum(embedded @ self.favor, embedded @ self.against)
        return np.asarray(nearer)


class EmbeddedJudge:
    """Judges by embeddings alone.

    Parameters
    ----------
    vectors : callable
        Texts to an ndarray of shape (n_texts, n_dims), rows of unit length.
    calibration : Calibration, optional
        Fitted weights; the packaged ones by default.
    """

    def __init__(self, vectors: Vectors, calibration: Calibration | None = None) -> None:
        self.vectors = vectors
        self.calibration = calibration or Calibration.packaged()
        self.name = f"embedded-{self.calibration.version}"

    def judge(self, pairs: Sequence[Pair]) -> np.ndarray:
        """Return probabilities of shape (n_pairs, 3): p_favor, p_against, p_none."""
        if not pairs:
            return np.empty((0, 3))
        return probabilities(*measure(pairs, self.vectors), self.calibration)


def measure(pairs: Sequence[Pair], vectors: Vectors) -> tuple[np.ndarray, np.ndarray]:
    """Measure each pair.

    Returns
    -------
    ndarray of shape (n_pairs, 4)
        `MEASURES`; each changes its sign when claim and opposite change places.
    ndarray of shape (n_pairs,)
        Relatedness: greatest cosine to a statement of either side, −1…1.
    """
    sentences = vectors([pair.sentence for pair in pairs])
    by_claim: dict[Claim, list[int]] = {}
    for row, pair in enumerate(pairs):
        by_claim.setdefault(pair.claim, []).append(row)
    measures, related = np.zeros((len(pairs), len(MEASURES))), np.zeros(len(pairs))
    stated = state(list(by_claim), vectors)
    for claim, rows in by_claim.items():
        about, texts = stated[claim], [pairs[row].sentence for row in rows]
        related[rows] = about.related(sentences[rows])
        measures[rows] = _measure_claim(sentences[rows], claim, about, texts)
    return measures, related


def _measure_claim(
    sentences: np.ndarray, claim: Claim, about: Statements, texts: list[str]
) -> np.ndarray:
    favor, is_normative = sentences @ about.favor, opposites.is_normative(claim.text)
    polarity = -1.0 if opposites.is_negated(claim.text) else 1.0
    negated = np.array([opposites.is_negated(text) for text in texts], dtype=float)
    mood = np.array([opposites.is_normative(text) == is_normative for text in texts])
    measures = np.column_stack(
        [
            favor - sentences @ about.negation,
            favor - sentences @ about.against,
            -polarity * negated * np.clip(about.related(sentences), 0, 1),
            np.full(len(sentences), polarity),
        ]
    )
    return measures * np.where(mood, 1.0, OTHER_MOOD)[:, None]


def state(to_state: Sequence[Claim], vectors: Vectors) -> dict[Claim, Statements]:
    """Embed the statements of claims, all in one go."""
    texts = [
        [claim.text, opposites.negate(claim.text), claim.opposite, opposites.oppose(claim.text)]
        for claim in to_state
    ]
    embedded = vectors([text for four in texts for text in four])
    stated = {}
    for number, claim in enumerate(to_state):
        favor, negation, *against = embedded[4 * number : 4 * number + 4]
        stated[claim] = Statements(favor, negation, np.mean(against, axis=0))
    return stated


def probabilities(
    measures: np.ndarray, related: np.ndarray, calibration: Calibration
) -> np.ndarray:
    """Turn measures into p_favor, p_against and p_none by a softmax over (side, −side, none)."""
    side = measures @ np.array(calibration.side)
    none = calibration.none[0] + calibration.none[1] * related
    logits = np.column_stack([side, -side, none])
    weights = np.exp(logits - logits.max(axis=1, keepdims=True))
    return weights / weights.sum(axis=1, keepdims=True)
