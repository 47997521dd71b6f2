"""Articles to documents: what is clustered, in an order that depends on the texts alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from newsvane.errors import ModelError
from newsvane.topics import passages

FEW_ARTICLES = 100  # below: passages instead of articles, so that there is something to compare


@dataclass(frozen=True)
class Documents:
    """Distinct texts with their vectors, and which of them each article consists of.

    Parameters
    ----------
    texts : list of str
        Sorted, for BERTopic gives other topics when two documents swap places.
    units : ndarray of shape (n_texts, n_dims)
        Rows of unit length.
    parts : dict
        article_id → rows of its documents, in reading order.
    kind : str
        "articles" or "passages".
    """

    texts: list[str]
    units: np.ndarray
    parts: dict[str, np.ndarray]
    kind: str


def originals_of(articles: pd.DataFrame) -> dict[str, str]:
    """Map each article_id to the one whose topics it has: itself, or what it copies, to the end."""
    is_copy = articles["copy_kind"].isin(["exact", "near"])
    known = set(articles["article_id"])
    rows = articles.loc[is_copy, ["article_id", "copy_of"]].itertuples(index=False)
    source = {copy: original for copy, original in rows if original in known}

    def follow(article_id: str) -> str:
        seen = [article_id]
        while (after := source.get(seen[-1])) is not None and after not in seen:
            seen.append(after)
        # Articles that copy each other in a ring must all end at the same one.
        return min(seen[seen.index(after) :]) if after is not None else seen[-1]

    return {article_id: follow(article_id) for article_id in articles["article_id"]}


def prepare(
    originals: pd.DataFrame, *, vectors: Callable[[Sequence[str]], np.ndarray]
) -> Documents:
    """Cut articles into documents and embed these.

    Parameters
    ----------
    originals : DataFrame
        With article_id, title and text; copies left out.
    vectors : callable
        Texts → ndarray of shape (n_texts, n_dims).

    Raises
    ------
    ModelError
        When a vector is missing, zero or not finite.
    """
    by_passage = len(originals) < FEW_ARTICLES
    titles = originals["title"].astype(object).where(originals["title"].notna(), None)
    rows = zip(originals["article_id"], titles, originals["text"], strict=True)
    pieces = {
        article_id: passages.split(title, text) if by_passage else [passages.head(title, text)]
        for article_id, title, text in rows
    }
    texts = sorted({text for own in pieces.values() for text in own})
    place = {text: row for row, text in enumerate(texts)}
    parts = {name: np.array([place[text] for text in own]) for name, own in pieces.items()}
    units = unit_rows(vectors(texts), n_texts=len(texts))
    return Documents(texts, units, parts, kind="passages" if by_passage else "articles")


def unit_rows(vectors: np.ndarray, *, n_texts: int) -> np.ndarray:
    """Return vectors of texts as float32 rows of unit length; a `ModelError` where one is none."""
    found = np.asarray(vectors, dtype=np.float32)
    if found.ndim != 2 or len(found) != n_texts:
        problem = f"an array of shape {found.shape} for {n_texts} texts"
        raise ModelError("vectors", problem, advice="use those of newsvane.topics.embed")
    norms = np.linalg.norm(found, axis=1, keepdims=True)
    bad = ~np.isfinite(norms) | (norms == 0)
    if bad.any():
        problem = f"{int(bad.sum())} of {n_texts} are zero or not finite"
        raise ModelError("vectors", problem, advice="check the encoder, or empty its cache")
    return found / norms
