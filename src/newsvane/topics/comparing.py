"""How far two runs agree on topics: which articles are together, whatever the topics are called."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from newsvane import tables
from newsvane.errors import TableError


@dataclass(frozen=True)
class Comparison:
    """What two runs have in common.

    Parameters
    ----------
    n_articles : int
        Articles that both have.
    n_first, n_second : int
        Articles that only the first, or the second, has.
    adjusted_rand : float
        Adjusted Rand index of the topics of the common articles, outliers as one topic more: 1
        where they are the same groups, about 0 where the runs have nothing to do with each other.
    adjusted_mutual_info : float
        The same by adjusted mutual information, which small topics weigh more in.
    pairs : DataFrame
        For each topic of the first run, largest first: topic_id, its label, the topic of the second
        run that overlaps most (other_id, other_label), n_first, n_second and n_both
        (articles among the common ones), and jaccard (0–1).
    """

    n_articles: int
    n_first: int
    n_second: int
    adjusted_rand: float
    adjusted_mutual_info: float
    pairs: pd.DataFrame


def compare(
    first: tuple[pd.DataFrame, pd.DataFrame], second: tuple[pd.DataFrame, pd.DataFrame]
) -> Comparison:
    """Compare the topics of two runs on the articles that both have.

    Parameters
    ----------
    first, second : tuple of DataFrame
        Tables `topics` and `article_topics` of a run. Articles are the same by their article_id:
        the same record of the same file, by its path below what the study names.

    Raises
    ------
    TableError
        When a table is not as declared, or no article is in both runs.
    """
    from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

    one, other = home_of(first[1]), home_of(second[1])
    common = one.index.intersection(other.index)
    if common.empty:
        raise TableError(
            "article_topics",
            "article_id",
            wanted="articles that both runs have",
            found=f"{len(one)} and {len(other)} articles, none of them in both",
            advice="compare runs on the same files",
        )
    mine, yours = one[common], other[common]
    return Comparison(
        n_articles=len(common),
        n_first=len(one) - len(common),
        n_second=len(other) - len(common),
        adjusted_rand=float(adjusted_rand_score(mine, yours)),
        adjusted_mutual_info=float(adjusted_mutual_info_score(mine, yours)),
        pairs=_pairs(mine, yours, labels=(_labels(first[0]), _labels(second[0]))),
    )


def home_of(article_topics: pd.DataFrame) -> pd.Series:
    """Return the topic_id of each article's largest share, by article_id; in a tie the smallest.

    Examples
    --------
    >>> shares = pd.DataFrame({"article_id": ["a", "a"], "topic_id": [0, 1], "share": [0.4, 0.6]})
    >>> home_of(shares).to_dict()
    {'a': 1}
    """
    tables.check(article_topics, tables.ARTICLE_TOPICS)
    ordered = article_topics.sort_values(["share", "topic_id"], ascending=[False, True])
    return ordered.drop_duplicates("article_id").set_index("article_id")["topic_id"]


def _labels(topics: pd.DataFrame) -> pd.Series:
    return tables.check(topics, tables.TOPICS).set_index("topic_id")["label"]


def _pairs(
    mine: pd.Series, yours: pd.Series, *, labels: tuple[pd.Series, pd.Series]
) -> pd.DataFrame:
    both = pd.crosstab(mine, yours)
    n_mine, n_yours = both.sum(axis=1), both.sum(axis=0)
    rows = []
    for topic in n_mine.sort_values(ascending=False, kind="stable").index:
        either = n_mine[topic] + n_yours - both.loc[topic]
        jaccard = both.loc[topic] / either
        best = jaccard.idxmax()
        rows.append({
            "topic_id": int(topic),
            "label": labels[0][topic],
            "other_id": int(best),
            "other_label": labels[1][best],
            "n_first": int(n_mine[topic]),
            "n_second": int(n_yours[best]),
            "n_both": int(both.loc[topic, best]),
            "jaccard": float(jaccard[best]),
        })  # fmt: skip
    return pd.DataFrame(rows)
