"""Two runs compared: by their groups, not by the names or numbers of these."""

from __future__ import annotations

import pandas as pd
import pytest

from newsvane import tables
from newsvane.errors import TableError
from newsvane.topics.comparing import compare


def run(groups: dict[str, str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the tables of a run: each topic_id with its articles, one letter each."""
    topics = pd.DataFrame([
        {"topic_id": int(topic), "label": f"topic {topic}", "words": ["dam"],
         "n_articles": len(own), "trust": None, "representatives": [own[0]]}
        for topic, own in groups.items()
    ]).astype({"trust": "float64"})  # fmt: skip
    rows = [(one, int(topic), 1.0) for topic, own in groups.items() for one in own]
    return topics, pd.DataFrame(rows, columns=tables.ARTICLE_TOPICS.names)


def test_the_same_groups_under_other_numbers_agree_fully():
    found = compare(
        run({"0": "abc", "1": "de", "-1": "f"}), run({"1": "abc", "0": "de", "-1": "f"})
    )
    assert (found.n_articles, found.n_first, found.n_second) == (6, 0, 0)
    assert found.adjusted_rand == found.adjusted_mutual_info == pytest.approx(1)
    assert found.pairs["topic_id"].tolist() == [0, 1, -1]
    assert found.pairs["other_id"].tolist() == [1, 0, -1]
    assert found.pairs["jaccard"].tolist() == [1.0] * 3


def test_what_differs_is_counted_on_the_articles_of_both():
    found = compare(run({"0": "abcd", "1": "xy"}), run({"0": "abz", "1": "cd"}))
    assert (found.n_articles, found.n_first, found.n_second) == (4, 2, 1)
    (row,) = found.pairs.to_dict("records")
    assert (row["n_first"], row["n_second"], row["n_both"], row["jaccard"]) == (4, 2, 2, 0.5)
    assert found.adjusted_rand == pytest.approx(0)


def test_the_largest_share_is_an_articles_topic():
    topics, shares = run({"0": "abc", "1": "d"})
    shares.loc[shares["article_id"] == "c", "share"] = 0.3
    shares = pd.concat([shares, pd.DataFrame([("c", 1, 0.7)], columns=shares.columns)])
    found = compare((topics, shares.reset_index(drop=True)), run({"0": "ab", "1": "cd"}))
    assert found.adjusted_rand == 1


def test_runs_without_a_common_article_are_an_error():
    with pytest.raises(TableError, match="1 and 2 articles, none of them in both"):
        compare(run({"0": "a"}), run({"0": "bc"}))
