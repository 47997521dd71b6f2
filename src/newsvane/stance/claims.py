"""Claims: the sentences that articles support or dispute, and what their opposite says.

A judge that works by comparison needs both sides. A study may give a claim's opposite; otherwise it
is formed by rule (`newsvane.stance.opposites`), stored in the table `claims` and shown to the user,
who can overrule it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

from newsvane.errors import StudyError
from newsvane.stance.opposites import oppose
from newsvane.tables import CLAIMS


@dataclass(frozen=True)
class Claim:
    """One claim of a study; `opposite_source` is "study" where the user wrote the opposite."""

    claim_id: str
    text: str
    opposite: str
    opposite_source: str = "rule"


def make(text: str, *, claim_id: str, opposite: str | None = None) -> Claim:
    """Return the claim, with an opposite formed by rule where none is given.

    Parameters
    ----------
    text : str
        One declarative sentence.
    claim_id : str
        Its name within the study.
    opposite : str, optional
        What a text against the claim would say.

    Raises
    ------
    StudyError
        If the claim has no word, is a question, or equals its opposite.
    """
    text = " ".join(text.split())
    if not re.search(r"\w", text):
        raise StudyError(
            f"claim {claim_id}", "it has no words", advice="write one declarative sentence"
        )
    if text.endswith("?"):
        raise StudyError(f"claim {claim_id}", "it is a question", advice="write it as a statement")
    given = " ".join((opposite or "").split())
    made = Claim(claim_id, text, given or oppose(text), "study" if given else "rule")
    if made.opposite.casefold() == made.text.casefold():
        raise StudyError(
            f"claim {claim_id}", "the opposite repeats the claim", advice="write what disputes it"
        )
    return made


def from_target(target: str) -> str:
    """Turn a target (a person, a policy) into a claim.

    Raises
    ------
    StudyError
        If the target has no word.

    Examples
    --------
    >>> from_target("The river dam")
    'The river dam deserves support'
    """
    if not re.search(r"\w", target):
        raise StudyError(
            f"target {target!r}", "it has no words", advice="name a person or a policy"
        )
    return f"{target.strip().rstrip('.')} deserves support"


def to_table(claims: tuple[Claim, ...]) -> pd.DataFrame:
    """Return the table `claims`, in the study's order."""
    rows = [(claim.claim_id, claim.text, claim.opposite, claim.opposite_source) for claim in claims]
    return pd.DataFrame(rows, columns=CLAIMS.names)


def pick(table: pd.DataFrame, number: int) -> pd.Series:
    """Return row `number`, counted from 0, of the table `claims`.

    Raises
    ------
    StudyError
        If the study has no such claim.
    """
    if not 0 <= number < len(table):
        advice = "add it as [[claims]] to study.toml and run again"
        raise StudyError(f"claim {number}", f"the study has {len(table)} claims", advice=advice)
    return table.iloc[number]
