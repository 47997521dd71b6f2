"""Documents: few articles are cut up, many are not, and copies lead to their original."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from newsvane.topics.documents import originals_of, prepare


def articles(n: int) -> pd.DataFrame:
    long = "\n\n".join(" ".join(["tide"] * 140) for _ in range(3))
    return pd.DataFrame(
        {"article_id": [f"a{k}" for k in range(n)], "title": None, "text": f"{long}"}
    ).assign(text=lambda frame: frame["article_id"] + " " + frame["text"])


def ones(texts):
    return np.ones((len(texts), 2))


@pytest.mark.parametrize(("n", "kind", "n_texts"), [(99, "passages", 100), (100, "articles", 100)])
def test_a_hundred_articles_are_enough_to_stand_for_themselves(n, kind, n_texts):
    # 99 first passages differ by their id; the second and third are all the same text.
    found = prepare(articles(n), vectors=ones)
    assert found.kind == kind
    assert len(found.texts) == n_texts == len(found.units)
    assert found.texts == sorted(found.texts)
    assert {len(rows) for rows in found.parts.values()} == {3 if kind == "passages" else 1}


def links(**targets: tuple[str | None, str | None]) -> pd.DataFrame:
    rows = [(name, *target) for name, target in targets.items()]
    return pd.DataFrame(rows, columns=["article_id", "copy_of", "copy_kind"])


def test_a_copy_leads_to_what_it_copies_to_the_end():
    frame = links(a=(None, None), b=("a", "near"), c=("b", "exact"), d=("a", "restated"))
    assert originals_of(frame) == {"a": "a", "b": "a", "c": "a", "d": "d"}


def test_a_ring_of_copies_ends_at_one_of_them():
    frame = links(a=("c", "near"), b=("c", "near"), c=("b", "near"), d=("d", "exact"))
    assert originals_of(frame) == {"a": "b", "b": "b", "c": "b", "d": "d"}


def test_a_copy_of_what_is_not_there_is_its_own_original():
    assert originals_of(links(a=("gone", "near"))) == {"a": "a"}
