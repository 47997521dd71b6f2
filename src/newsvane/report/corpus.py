"""What a person looks at before trusting a corpus: tables made from tables, for the notebook.

Nothing is dropped here: what has no outlet, no date or no speaker is a class of its own.
"""

from __future__ import annotations

import pandas as pd

from newsvane.report import wording
from newsvane.tables import DATE_PRECISIONS, DATE_SOURCES, OUTLET_SOURCES
from newsvane.trends import calendar

NO_OUTLET = "(outlet not known)"
OTHERS = "(all others)"
UNDATED = "undated"
UNATTRIBUTED = "(unattributed)"
ANONYMOUS = "(anonymous)"
ALL = "all files"
ORIGINAL = "original"


def balance(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Count what came of every input file and every member of an archive.

    Parameters
    ----------
    tables : dict of DataFrame
        At least the tables `files`, `articles`, `dropped` and `warnings`.

    Returns
    -------
    DataFrame
        `source_file`, `came_in` (records read, and what reading left out), `originals`, `copies`,
        `left_out`, `remarks` and `adds_up` (whether came_in = originals + copies + left_out); the
        first row, `ALL`, is the sum, then the files with most left out.
    """
    files = tables["files"].set_index("source_file")
    articles = tables["articles"]
    is_copy = articles["copy_of"].notna()
    counts = pd.DataFrame({"came_in": files["n_read"] + files["n_left"]})
    parts = {
        "originals": articles.loc[~is_copy, "source_file"],
        "copies": articles.loc[is_copy, "source_file"],
        "left_out": tables["dropped"]["source_file"],
        "remarks": tables["warnings"]["source_file"],
    }
    for name, values in parts.items():
        counts = counts.join(values.value_counts().rename(name), how="outer")
    counts = counts.fillna(0).astype("int64").rename_axis("source_file").reset_index()
    counts = counts.sort_values(
        ["left_out", "came_in", "source_file"], ascending=[False] * 2 + [True]
    )
    total = counts.drop(columns="source_file").sum().to_frame().T.assign(source_file=ALL)
    counts = pd.concat([total, counts], ignore_index=True)[list(counts.columns)]
    accounted = counts[["originals", "copies", "left_out"]].sum(axis=1)
    return counts.assign(adds_up=counts["came_in"] == accounted)


def grouped(rows: pd.DataFrame, *, by: str) -> pd.DataFrame:
    """Count rows of `dropped` by their reason, or of `warnings` by their note.

    Parameters
    ----------
    rows : DataFrame
        Table `dropped` or `warnings`.
    by : str
        `reason` or `note`.

    Returns
    -------
    DataFrame
        `stage`, the column `by`, `n`, and an example: `source_file`, `record`, `place`; the most
        frequent first.
    """
    first = rows.groupby(["stage", by], sort=True)
    counts = first.size().rename("n").reset_index()
    examples = rows.drop_duplicates(["stage", by])
    found = counts.merge(examples, on=["stage", by], validate="one_to_one")
    names = ["stage", by, "n", "source_file", "record", "place"]
    return found.sort_values(["n", "stage", by], ascending=[False, True, True])[names].reset_index(
        drop=True
    )


def outlet_counts(articles: pd.DataFrame, *, most: int = 5) -> pd.DataFrame:
    """Count articles by outlet and calendar period, the undated ones in a column of their own.

    Parameters
    ----------
    articles : DataFrame
        Table `articles`.
    most : int
        Outlets told apart; the rest are `OTHERS`. An article without outlet is `NO_OUTLET`.

    Returns
    -------
    DataFrame
        `outlet`, `period` (its name, or `UNDATED`, which comes last) and `n_articles`, for every
        pair. An article counts in each period by its days there, so all sum to the articles.
    """
    outlet = _leading(articles["outlet"], most=most)
    names = list(outlet.value_counts().index)
    names.sort(key=[*(n for n in names if n not in (OTHERS, NO_OUTLET)), OTHERS, NO_OUTLET].index)
    first, last = articles["published_from"], articles["published_to"]
    is_dated = first.notna() & last.notna()
    pairs = [pd.DataFrame({"outlet": outlet[~is_dated], "period": UNDATED, "n_articles": 1.0})]
    labels: list[str] = []
    if is_dated.any():
        name = calendar.choose(first[is_dated], last[is_dated])
        periods = calendar.periods(first[is_dated].min(), last[is_dated].max(), period=name)
        labels = [wording.period(p.period_start, p.period_end) for p in periods.itertuples()]
        parts = calendar.spread(first, last, periods=periods)
        pairs.append(
            pd.DataFrame({
                "outlet": outlet.to_numpy()[parts["row"]],
                "period": [labels[place] for place in parts["period"]],
                "n_articles": parts["weight"].to_numpy(),
            })
        )  # fmt: skip
    grid = pd.MultiIndex.from_product([names, [*labels, UNDATED]], names=["outlet", "period"])
    sums = pd.concat(pairs).groupby(["outlet", "period"])["n_articles"].sum()
    return sums.reindex(grid, fill_value=0.0).reset_index()


def outlet_sources(articles: pd.DataFrame, *, most: int = 20) -> pd.DataFrame:
    """Count the articles of each outlet, and by where its name was found.

    Parameters
    ----------
    articles : DataFrame
        Table `articles`.
    most : int
        Outlets kept; the others are one row, whose name says how many they are.

    Returns
    -------
    DataFrame
        `articles` and a column for each source that occurs, indexed by `outlet`: the one with most
        articles first, the others and `NO_OUTLET` last. `articles` sums to the articles.
    """
    n_articles = articles["outlet"].value_counts().sort_index()
    order = list(n_articles.sort_values(ascending=False, kind="stable").index)
    last = _others(len(order) - most, "outlet")
    names = articles["outlet"].astype("object")
    names = names.where(names.isna() | names.isin(order[:most]), last).fillna(NO_OUTLET)
    found = pd.crosstab(names, articles["outlet_source"])
    rows = [name for name in (*order[:most], last, NO_OUTLET) if name in found.index]
    found = found.loc[rows, [name for name in OUTLET_SOURCES if name in found.columns]]
    found.insert(0, "articles", found.sum(axis=1).astype("int64"))
    return found.rename_axis(index="outlet", columns=None)


def date_kinds(articles: pd.DataFrame) -> pd.DataFrame:
    """Count articles by where their date was found and how precise it is.

    Parameters
    ----------
    articles : DataFrame
        Table `articles`.

    Returns
    -------
    DataFrame
        `date_source`, `date_precision`, `n_articles` and `n_doubtful` (of them), for every pair
        that occurs: the sources with most doubtful dates first, else in the order of the lists.
    """
    kinds = articles.groupby(["date_source", "date_precision"])
    counts = pd.DataFrame(
        {"n_articles": kinds.size(), "n_doubtful": kinds["date_doubt"].count()}, dtype="int64"
    )
    grid = pd.MultiIndex.from_product([DATE_SOURCES, DATE_PRECISIONS], names=counts.index.names)
    found = counts.reindex(grid[grid.isin(counts.index)]).reset_index()
    doubtful = found.groupby("date_source")["n_doubtful"].transform("sum")
    # A stable sort: sources of equally many stay in their order, and each keeps its rows together.
    return found.loc[doubtful.sort_values(ascending=False, kind="stable").index].reset_index(
        drop=True
    )


def dates_to_check(articles: pd.DataFrame, candidates: pd.DataFrame) -> pd.DataFrame:
    """List every article with its date, those that a person should look at on top.

    Parameters
    ----------
    articles, candidates : DataFrame
        Tables `articles` and `date_candidates`.

    Returns
    -------
    DataFrame
        Per article: `title`, `published` in words, `date_doubt`, `date_source`, `date_precision`,
        `date_evidence` and `candidates` (each source with its days, string and note; the chosen one
        marked with *). First what is in doubt or undated, then by length of the interval.
    """
    lines = pd.Series(
        [_candidate(row) for row in candidates.itertuples(index=False)],
        index=candidates["article_id"],
        dtype="object",
    )
    found = lines.groupby(level=0, sort=False).agg("; ".join)
    length = (articles["published_to"] - articles["published_from"]).dt.days
    is_calm = articles["date_doubt"].isna() & length.notna()
    rows = articles.assign(
        published=_published(articles),
        candidates=articles["article_id"].map(found).fillna("none"),
        length=length,
        is_calm=is_calm,
    )
    rows = rows.sort_values(
        ["is_calm", "length", "article_id"], ascending=[True, False, True], na_position="first"
    )
    names = ["title", "published", "date_doubt", "date_source", "date_precision", "date_evidence"]
    return rows[[*names, "candidates"]].reset_index(drop=True)


def copy_groups(articles: pd.DataFrame) -> pd.DataFrame:
    """List the groups of copies, the largest first, each with its original on top.

    Parameters
    ----------
    articles : DataFrame
        Table `articles`.

    Returns
    -------
    DataFrame
        `group` (from 1), `kind` (`ORIGINAL`, or how it copies), `title`, `outlet`, `published` in
        words, `copied_share` and `aligned_share` (null for the original). An article that copies a
        copy stands in the group of its original; an article without copies is no group.
    """
    is_copy = articles["copy_of"].notna()
    source = articles["copy_of"].fillna(articles["article_id"])
    original = source.map(dict(zip(articles["article_id"], source, strict=True))).fillna(source)
    n_copies = is_copy.groupby(original).transform("sum")
    touched = set(articles.loc[is_copy, "copy_of"])
    is_touched = is_copy | articles["article_id"].isin(touched)
    kept = articles.assign(is_copy=is_copy, n_copies=n_copies, original=original)[is_touched]
    kept = kept.sort_values(
        ["n_copies", "original", "is_copy", "copied_share", "article_id"],
        ascending=[False, True, True, False, True],
    )
    groups = {name: place for place, name in enumerate(kept["original"].unique(), start=1)}
    found = pd.DataFrame({
        "group": kept["original"].map(groups).astype("int64"),
        "kind": kept["copy_kind"].astype("object").where(kept["is_copy"], ORIGINAL),
        "title": kept["title"],
        "outlet": kept["outlet"],
        "published": _published(kept),
        "copied_share": kept["copied_share"].where(kept["is_copy"]),
        "aligned_share": kept["aligned_share"].where(kept["is_copy"]),
    })  # fmt: skip
    return found.reset_index(drop=True)


def speaker_counts(articles: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Count quoted and reported sentences by outlet and speaker.

    Parameters
    ----------
    articles, sentences : DataFrame
        Tables of those names.

    Returns
    -------
    DataFrame
        `outlet`, `speaker`, `n_sentences` and `n_articles`, most sentences first. What the text
        attributes to nobody is the speaker `UNATTRIBUTED`, a speaker without a name (“a resident”)
        is `ANONYMOUS`; the outlets' own voice is not counted.
    """
    spoken = sentences[sentences["voice"] != "outlet"]
    outlets = articles.set_index("article_id")["outlet"].fillna(NO_OUTLET)
    speaker = spoken["speaker"].astype("object").where(spoken["speaker"].notna(), UNATTRIBUTED)
    speaker = speaker.mask(spoken["speaker_kind"] == "anonymous", ANONYMOUS)
    rows = spoken.assign(outlet=spoken["article_id"].map(outlets), speaker=speaker)
    by = rows.groupby(["outlet", "speaker"])["article_id"]
    counts = pd.DataFrame({"n_sentences": by.size(), "n_articles": by.nunique()}, dtype="int64")
    return counts.reset_index().sort_values(
        ["n_sentences", "outlet", "speaker"], ascending=[False, True, True], ignore_index=True
    )


def speakers_by_outlet(counts: pd.DataFrame, *, most: int = 5, outlets: int = 8) -> pd.DataFrame:
    """Keep the outlets with most counted sentences and the speakers whom each quotes most.

    Parameters
    ----------
    counts : DataFrame
        What `speaker_counts` returns.
    most : int
        Named speakers kept for each outlet, below its two nameless classes, which are always kept.
    outlets : int
        Outlets kept, the one with most sentences first; then come articles without outlet.

    Returns
    -------
    DataFrame
        `n_sentences` and `n_articles`, indexed by `outlet` and `speaker`. What is not kept is a row
        of its own, of each outlet and of all: its name says how many speakers or outlets it holds,
        its `n_articles` is null, so `n_sentences` sums to that of `counts`.
    """
    by_outlet = counts.groupby("outlet")["n_sentences"].sum().sort_index()
    by_outlet = by_outlet.drop(NO_OUTLET, errors="ignore").sort_values(
        ascending=False, kind="stable"
    )
    order = [*by_outlet.index[:outlets], NO_OUTLET]
    rows: list[tuple[str, str, int, int | None]] = []
    for outlet in order:
        of_it = counts[counts["outlet"] == outlet]
        is_named = ~of_it["speaker"].isin([UNATTRIBUTED, ANONYMOUS])
        kept = pd.concat([of_it[~is_named], of_it[is_named].head(most)])
        rows += list(
            kept[["outlet", "speaker", "n_sentences", "n_articles"]].itertuples(False, None)
        )
        if len(rest := of_it[is_named].iloc[most:]):
            rows.append((outlet, _others(len(rest), "speaker"), rest["n_sentences"].sum(), None))
    if len(rest := by_outlet.iloc[outlets:]):
        rows.append((_others(len(rest), "outlet"), OTHERS, rest.sum(), None))
    found = pd.DataFrame(rows, columns=["outlet", "speaker", "n_sentences", "n_articles"])
    whole = {"n_sentences": "int64", "n_articles": "Int64"}
    return found.astype(whole).set_index(["outlet", "speaker"])


def leading_speakers(counts: pd.DataFrame, *, most: int = 15, outlets: int = 5) -> pd.DataFrame:
    """Keep the most quoted speakers over all outlets, with the two nameless classes on top.

    Parameters
    ----------
    counts : DataFrame
        What `speaker_counts` returns.
    most : int
        Named speakers kept; the other named ones are one row, `OTHERS`, at the bottom.
    outlets : int
        Outlets told apart, by their sentences; the rest are `OTHERS`.

    Returns
    -------
    DataFrame
        `speaker`, `outlet` and `n_sentences`; all sum to those of `counts`.
    """
    totals = counts.groupby("speaker")["n_sentences"].sum().sort_index()
    totals = totals.sort_values(ascending=False, kind="stable")
    nameless = [name for name in (UNATTRIBUTED, ANONYMOUS) if name in totals.index]
    named = [name for name in totals.index if name not in nameless][:most]
    order = [*nameless, *named, OTHERS]
    by_outlet = counts.groupby("outlet")["n_sentences"].sum().sort_values(ascending=False)
    shown = [name for name in by_outlet.index if name != NO_OUTLET][:outlets]
    shown += [name for name in (OTHERS, NO_OUTLET) if name not in shown]
    rows = counts.assign(
        speaker=counts["speaker"].where(counts["speaker"].isin(order), OTHERS),
        outlet=counts["outlet"].where(counts["outlet"].isin(shown), OTHERS),
    )
    sums = rows.groupby(["speaker", "outlet"])["n_sentences"].sum().reset_index()
    rank = sums["speaker"].map(order.index) * len(shown) + sums["outlet"].map(shown.index)
    return sums.loc[rank.sort_values().index].reset_index(drop=True)


def _others(n: int, thing: str) -> str:
    return f"({wording.count(n, f'more {thing}')})"


def _leading(values: pd.Series, *, most: int) -> pd.Series:
    """Keep the most frequent values; others are `OTHERS`, null is `NO_OUTLET`."""
    counts = values.dropna().value_counts()
    kept = sorted(counts.index, key=lambda name: (-counts[name], name))[:most]
    named = values.astype("object")
    return named.where(named.isin(kept) | named.isna(), OTHERS).where(named.notna(), NO_OUTLET)


def _published(articles: pd.DataFrame) -> list[str]:
    """Return the days of each article in words."""
    return [
        wording.days(None if pd.isna(first) else first, None if pd.isna(last) else last)
        for first, last in zip(articles["published_from"], articles["published_to"], strict=True)
    ]


def _candidate(row: object) -> str:
    first, last = row.published_from, row.published_to  # type: ignore[attr-defined]
    days = "not usable" if pd.isna(first) else wording.days(first, last)
    mark = "*" if row.is_chosen else ""  # type: ignore[attr-defined]
    evidence = wording.clip(row.date_evidence, 60)  # type: ignore[attr-defined]
    return f"{mark}{row.source}: {days} from “{evidence}” ({row.note})"  # type: ignore[attr-defined]
