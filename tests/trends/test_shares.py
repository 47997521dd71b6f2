"""Shares per claim, group and period."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsvane import tables
from newsvane.errors import StudyError, TableError
from newsvane.trends import shares

MONTHLY = shares.TrendSettings(period="month", draws=200)
NET = {"favor": 0.8, "against": -0.8, "none": 0.0}


def articles(rows):
    """Make the table `articles` from (article_id, outlet, from, to, story_id)."""
    n = len(rows)
    frame = pd.DataFrame(rows, columns=["article_id", "outlet", "from", "to", "story_id"])
    return pd.DataFrame(
        {
            "article_id": frame["article_id"].astype("str"),
            "source_file": pd.Series(["a.csv"] * n, dtype="str"),
            "record": range(1, n + 1),
            **{name: pd.Series([None] * n, dtype="str") for name in ("title", "byline", "url")},
            "outlet": frame["outlet"].astype("str"),
            "language": pd.Series(["en"] * n, dtype="str"),
            "text": pd.Series(["The bridge is closed."] * n, dtype="str"),
            "length_words": [4] * n,
            "published_from": frame["from"].astype("datetime64[s]"),
            "published_to": frame["to"].astype("datetime64[s]"),
            "date_source": pd.Series(["metadata"] * n, dtype="str"),
            "date_evidence": pd.Series([None] * n, dtype="str"),
            "story_id": frame["story_id"].astype("str"),
            "copy_of": pd.Series([None] * n, dtype="str"),
            "copy_kind": pd.Series([None] * n, dtype="str"),
            "copied_share": [0.0] * n,
            "aligned_share": [0.0] * n,
        }
    )[tables.ARTICLES.names]


def stances(rows):
    """Make the table `article_stances` from (article_id, claim_id, voice, speaker, net, n)."""
    columns = ["article_id", "claim_id", "voice", "speaker", "net", "n_sentences"]
    frame = pd.DataFrame(rows, columns=columns)
    texts = {name: frame[name].astype("str") for name in columns[:4]}
    sides = np.select([frame["net"] > 0.05, frame["net"] < -0.05], ["favor", "against"], "none")
    return frame.assign(
        **texts,
        net=frame["net"].astype(float),
        n_sentences=frame["n_sentences"].astype(int),
        stance=pd.Series(sides, dtype="str"),
        evidence=pd.Series([[] for _ in rows], dtype="object"),
    )[tables.ARTICLE_STANCES.names]


def whole(article_id, stance="favor", claim_id="c1"):
    return (article_id, claim_id, None, None, NET[stance], 1)


def claims(*ids):
    return pd.DataFrame(
        {
            "claim_id": pd.Series(ids, dtype="str"),
            "claim": pd.Series(["The bridge is safe"] * len(ids), dtype="str"),
            "opposite": pd.Series(["The bridge is unsafe"] * len(ids), dtype="str"),
            "opposite_source": pd.Series(["rule"] * len(ids), dtype="str"),
        }
    )


def count(stance_rows, article_rows, *, claim_ids=("c1",), how=MONTHLY):
    return shares.count(
        stances(stance_rows),
        articles=articles(article_rows),
        claims=claims(*claim_ids),
        settings=how,
    )


def on(article_id, day, outlet="Gazette", story=None):
    return (article_id, outlet, day, day, story or article_id)


def line(trends, group_by="all", group="all", claim_id="c1"):
    of_line = (
        (trends["claim_id"] == claim_id)
        & (trends["group_by"] == group_by)
        & (trends["group"] == group)
    )
    return trends[of_line].set_index(trends.loc[of_line, "period_start"].dt.strftime("%Y-%m-%d"))


def test_shares_are_of_the_articles_about_the_claim():
    trends = count(
        [whole("a"), whole("b"), whole("c", "against"), whole("d", "none")],
        [on(name, "2024-01-10") for name in "abcde"],
    )
    row = line(trends).loc["2024-01-01"]
    assert row["n_articles"] == 4.0  # the fifth has nothing to say about the claim
    assert row["n_stories"] == 4
    assert row[["share_favor", "share_against", "share_none", "net"]].tolist() == [
        0.5,
        0.25,
        0.25,
        0.25,
    ]
    assert -1 <= row["low"] < 0.25 < row["high"] <= 1


def test_a_period_with_nothing_has_a_row_with_n_0_and_nulls():
    # The unrelated article of March gives the range its end: its months are there.
    trends = count([whole("a")], [on("a", "2024-01-10"), on("z", "2024-03-10")])
    found = line(trends)
    assert found["n_articles"].tolist() == [1, 0, 0]
    assert found["n_stories"].tolist() == [1, 0, 0]
    nulls = ["share_favor", "share_against", "share_none", "net", "low", "high"]
    assert found[nulls].iloc[1:].isna().all(axis=None)
    assert found["net_corrected"].isna().all()


def test_every_claim_has_every_group_and_period():
    rows = [
        on("a", "2024-01-10"),
        on("b", "2024-02-10", outlet="Herald"),
        on("c", "2024-02-11", outlet=None),
    ]
    trends = count([whole("a")], rows, claim_ids=("c2", "c1"))
    # all; Gazette, Herald, (unknown); outlet, quoted, reported; two months.
    assert len(trends) == 2 * (1 + 3 + 3) * 2
    assert trends["claim_id"].drop_duplicates().tolist() == ["c1", "c2"]
    assert set(trends.loc[trends["group_by"] == "outlet", "group"]) == {
        "Gazette",
        "Herald",
        "(unknown)",
    }


def test_an_article_without_outlet_counts_as_unknown():
    trends = count([whole("a")], [on("a", "2024-01-10", outlet=None)])
    assert line(trends, "outlet", "(unknown)")["n_articles"].tolist() == [1]


def test_an_interval_weighs_in_each_of_its_periods():
    # Six of ten days in January, four in February: one story, in both.
    trends = count([whole("a")], [("a", "Gazette", "2024-01-26", "2024-02-04", "s")])
    found = line(trends)
    assert found["n_articles"].tolist() == pytest.approx([0.6, 0.4])
    assert found["n_stories"].tolist() == [1, 1]
    assert found["share_favor"].tolist() == [1, 1]


def test_an_article_without_date_is_in_no_period():
    trends = count(
        [whole("a"), whole("u")], [on("a", "2024-01-10"), ("u", "Gazette", None, None, "u")]
    )
    assert line(trends)["n_articles"].tolist() == [1]


def test_copies_weigh_in_the_share_but_are_one_story():
    one = count([whole("a")], [on("a", "2024-01-10", story="s")])
    names = [f"a{i}" for i in range(50)]
    fifty = count([whole(n) for n in names], [on(n, "2024-01-10", story="s") for n in names])
    few, many = line(one).iloc[0], line(fifty).iloc[0]
    assert (few["n_articles"], many["n_articles"]) == (1, 50)
    assert (few["n_stories"], many["n_stories"]) == (1, 1)
    assert (few["low"], few["high"]) == (many["low"], many["high"])
    assert many["high"] - many["low"] > 1.5


def test_the_speakers_of_a_voice_become_one_value():
    # Two sentences strongly for, six weakly against: −0.1, the quoted voice is against.
    trends = count(
        [
            whole("a"),
            ("a", "c1", "quoted", "Mayor Ruiz", 0.8, 2),
            ("a", "c1", "quoted", None, -0.4, 6),
            ("a", "c1", "outlet", None, 0.01, 3),
        ],
        [on("a", "2024-01-10")],
    )
    quoted = line(trends, "voice", "quoted").iloc[0]
    assert (quoted["n_articles"], quoted["share_against"]) == (1, 1)
    assert line(trends, "voice", "outlet").iloc[0]["share_none"] == 1
    assert line(trends, "voice", "reported").iloc[0]["n_articles"] == 0
    # The rows per voice are not counted again as articles.
    assert line(trends).iloc[0]["n_articles"] == 1


def test_the_ends_of_the_corpus_are_partial():
    rows = [on("a", "2024-01-10"), on("b", "2024-03-30"), on("c", "2024-02-01")]
    assert line(count([whole("a")], rows))["partial"].tolist() == [True, False, True]
    rows = [on("a", "2024-01-01"), on("b", "2024-03-31")]
    assert line(count([whole("a")], rows))["partial"].tolist() == [False, False, False]


def test_another_claim_leaves_the_first_as_it_was():
    rows = [on("a", "2024-01-10"), on("b", "2024-01-11"), on("c", "2024-02-11")]
    one = count([whole("a"), whole("b", "against")], rows)
    both = count(
        [whole("a"), whole("b", "against"), whole("c", "none", claim_id="c0")],
        rows,
        claim_ids=("c0", "c1"),
    )
    pd.testing.assert_frame_equal(one, both[both["claim_id"] == "c1"].reset_index(drop=True))


@pytest.mark.parametrize(
    ("stance_rows", "article_rows", "claim_ids"),
    [
        ([], [], ()),
        ([], [], ("c1",)),
        ([], [on("a", "2024-01-10")], ()),
        ([], [("a", "Gazette", None, None, "a")], ("c1",)),  # nothing is dated
    ],
)
def test_nothing_to_count_gives_an_empty_table(stance_rows, article_rows, claim_ids):
    trends = count(stance_rows, article_rows, claim_ids=claim_ids)
    assert trends.empty
    tables.check(trends, tables.TRENDS)


def test_no_stances_give_rows_of_n_0():
    trends = count([], [on("a", "2024-01-10")])
    assert len(trends) == 5
    assert (trends["n_articles"] == 0).all()


def test_unknown_articles_and_claims_are_errors():
    with pytest.raises(TableError, match=r"article_stances\.article_id"):
        count([whole("b")], [on("a", "2024-01-10")])
    with pytest.raises(TableError, match=r"article_stances\.claim_id"):
        count([whole("a", claim_id="c9")], [on("a", "2024-01-10")])


@pytest.mark.parametrize(
    "fault", [{"period": "fortnight"}, {"draws": 1}, {"level": 1.0}, {"seed": -1}]
)
def test_settings_out_of_range_are_errors(fault):
    with pytest.raises(StudyError, match=f"trends.{next(iter(fault))}"):
        shares.TrendSettings(**fault)


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["Gazette", "Herald", None]),
        st.integers(0, 200),  # days after the first
        st.integers(0, 60),  # width of the date in days
        st.sampled_from(["s1", "s2", "s3"]),
        st.sampled_from(["favor", "against", "none", None]),  # null: not about the claim
        st.booleans(),  # whether it is dated
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=25, deadline=None)
@given(rows=ROWS, order=st.randoms(use_true_random=False))
def test_shares_sum_to_1_nothing_is_lost_and_order_does_not_matter(rows, order):
    start = pd.Timestamp("2023-12-15")
    article_rows, stance_rows, n_dated = [], [], 0
    for number, (outlet, day, width, story, stance, is_dated) in enumerate(rows):
        first = start + pd.Timedelta(days=day)
        span = (first, first + pd.Timedelta(days=width)) if is_dated else (None, None)
        article_rows.append((f"a{number}", outlet, *span, story))
        if stance is not None:
            n_dated += is_dated
            stance_rows += [whole(f"a{number}", stance)]
            stance_rows += [(f"a{number}", "c1", "quoted", None, NET[stance], 2)]
    given_stances, given_articles = stances(stance_rows), articles(article_rows)
    before = given_stances.copy(deep=True), given_articles.copy(deep=True)
    facts = {"claims": claims("c1"), "settings": MONTHLY}
    trends = shares.count(given_stances, articles=given_articles, **facts)
    pd.testing.assert_frame_equal(given_stances, before[0])
    pd.testing.assert_frame_equal(given_articles, before[1])
    full = trends[trends["n_articles"] > 0]
    sums = full[["share_favor", "share_against", "share_none"]].sum(axis=1)
    assert np.allclose(sums, 1)
    assert np.allclose(full["net"], full["share_favor"] - full["share_against"])
    assert ((full["low"] <= full["net"]) & (full["net"] <= full["high"])).all()
    assert trends.loc[trends["n_articles"] == 0, ["net", "low", "high"]].isna().all(axis=None)
    totals = trends.groupby("group_by")["n_articles"].sum()
    assert np.allclose(totals, n_dated) or trends.empty
    order.shuffle(article_rows)
    order.shuffle(stance_rows)
    again = shares.count(stances(stance_rows), articles=articles(article_rows), **facts)
    pd.testing.assert_frame_equal(trends, again)
