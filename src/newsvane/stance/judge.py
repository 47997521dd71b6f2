"""The judge: what every backend for stance looks like from outside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from newsvane.stance.claims import Claim


@dataclass(frozen=True)
class Pair:
    """One sentence with its context (the article's title, or empty) and the claim."""

    sentence: str
    claim: Claim
    context: str = ""


class Judge(Protocol):
    """Tells which side sentences take."""

    name: str

    def judge(self, pairs: Sequence[Pair]) -> np.ndarray:
        """Return an array of shape (n_pairs, 3): p_favor, p_against, p_none; rows sum to 1."""
        ...
