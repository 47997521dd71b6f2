import pandas as pd
import pytest

from newsvane import tables as declared
from newsvane.report import corpus


@pytest.fixture
def accounted(tables):
    """The tables with an account of every file: one article per file, and two files left out."""
    names = [f"a{n}.txt" for n in range(1, 13)]
    rows = [(name, None, 10, None, 1, 0) for name in names]
    left = tables["dropped"]["source_file"].value_counts()
    rows += [(name, None, 10, None, 0, int(n)) for name, n in left.items()]
    warnings = [("a2.txt", 0, "read", "bytes that are no UTF-8 were mended", "byte 7")]
    return {
        **tables,
        "files": declared.table_of(rows, declared.FILES),
        "warnings": declared.table_of(warnings, declared.WARNINGS),
    }


def test_the_balance_adds_up_for_every_file(accounted):
    found = corpus.balance(accounted)
    total = found.iloc[0]
    assert total["source_file"] == corpus.ALL
    assert (total["came_in"], total["originals"], total["copies"], total["left_out"]) == (
        15,
        11,
        1,
        3,
    )
    assert total["remarks"] == 1
    assert found["adds_up"].all()
    assert found.loc[1, "source_file"] == "export.csv"  # the most that was left out


def test_the_balance_tells_what_is_missing(accounted):
    files = accounted["files"].assign(n_read=accounted["files"]["n_read"].mask(lambda n: n > 0, 2))
    found = corpus.balance({**accounted, "files": files}).set_index("source_file")
    assert not found.loc["a1.txt", "adds_up"]
    assert found.loc["export.csv", "adds_up"]
    lost = corpus.balance({**accounted, "files": accounted["files"].iloc[1:]})
    assert not lost.set_index("source_file").loc["a1.txt", "adds_up"]  # not known to `files`


def test_reasons_are_counted_with_an_example(accounted):
    found = corpus.grouped(accounted["dropped"], by="reason")
    assert found["n"].tolist() == [2, 1]
    assert found.loc[0, ["source_file", "record", "place"]].tolist() == ["export.csv", 7, "row"]
    assert corpus.grouped(accounted["warnings"], by="note").loc[0, "place"] == "byte 7"
    assert len(corpus.grouped(declared.empty(declared.DROPPED), by="reason")) == 0


def test_every_article_is_in_a_period_or_undated(tables):
    found = corpus.outlet_counts(tables["articles"], most=2)
    assert found["n_articles"].sum() == pytest.approx(12)
    assert found["outlet"].drop_duplicates().tolist() == [
        "Harrow Post", "The Weir", corpus.OTHERS, corpus.NO_OUTLET,
    ]  # fmt: skip
    undated = found[found["period"] == corpus.UNDATED].set_index("outlet")["n_articles"]
    assert undated[corpus.NO_OUTLET] == 1
    assert undated.sum() == 1
    assert found["period"].iloc[-1] == corpus.UNDATED


def test_articles_without_any_date_are_all_shown(tables):
    undated = tables["articles"].assign(published_from=pd.NaT, published_to=pd.NaT)
    found = corpus.outlet_counts(undated)
    assert set(found["period"]) == {corpus.UNDATED}
    assert found["n_articles"].sum() == 12


def test_date_kinds_count_every_article_and_its_doubts(tables):
    articles = tables["articles"]
    doubt = articles["date_doubt"].mask(articles["article_id"] == "a2", "two seasons fit")
    found = corpus.date_kinds(articles.assign(date_doubt=doubt))
    assert found["n_articles"].sum() == 12
    by_kind = found.set_index(["date_source", "date_precision"])
    assert by_kind.loc[("text", "range")].tolist() == [2, 1]
    assert by_kind.loc[("none", "none")].tolist() == [1, 0]
    assert found.loc[0, "date_source"] == "text"  # the doubtful ones on top
    assert found["date_source"].drop_duplicates().tolist()[1:] == [
        "metadata",
        "url",
        "file",
        "none",
    ]


def test_doubtful_dates_come_first_with_their_candidates(tables):
    articles = tables["articles"]
    doubt = articles["date_doubt"].mask(articles["article_id"] == "a12", "the address disagrees")
    day, other = pd.Timestamp("2024-06-01"), pd.Timestamp("2024-06-09")
    candidates = declared.table_of(
        [
            ("a12", "metadata", day, day, "2024-06-01", "field date", True),
            ("a12", "url", other, other, "/2024/06/09/", "address", False),
            ("a1", "text", pd.NaT, pd.NaT, "someday", "no date", False),
        ],
        declared.DATE_CANDIDATES,
    )
    found = corpus.dates_to_check(articles.assign(date_doubt=doubt), candidates)
    assert len(found) == 12
    assert found["title"].head(3).tolist() == [
        "A letter without a date", "Cake fair", "Old town counts its visitors",
    ]  # fmt: skip
    assert found.loc[0, ["published", "candidates"]].tolist() == ["undated", "none"]
    assert found.loc[1, "candidates"] == (
        "*metadata: 1 Jun 2024 from “2024-06-01” (field date); "
        "url: 9 Jun 2024 from “/2024/06/09/” (address)"
    )
    shops = found[found["title"] == "Shops welcome the tram"].iloc[0]
    assert shops["candidates"].startswith("text: not usable")


def test_copies_stand_below_their_original(tables):
    found = corpus.copy_groups(tables["articles"])
    assert found["kind"].tolist() == [corpus.ORIGINAL, "near"]
    assert found["group"].tolist() == [1, 1]
    assert found["copied_share"].isna().tolist() == [True, False]
    assert found.loc[1, "outlet"] == "Wire Nine"
    assert len(corpus.copy_groups(tables["articles"].head(3))) == 0


def test_a_copy_of_a_copy_is_in_the_same_group(tables):
    articles = tables["articles"].set_index("article_id")
    articles.loc["a6", ["copy_of", "copy_kind"]] = ["a5", "restated"]
    articles.loc["a6", "copied_share"] = 0.4
    found = corpus.copy_groups(articles.reset_index())
    assert found["kind"].tolist() == [corpus.ORIGINAL, "near", "restated"]
    assert found["group"].tolist() == [1, 1, 1]


def test_speakers_without_a_name_are_classes(tables):
    sentences = tables["sentences"]
    kinds = sentences["speaker_kind"].mask(sentences["speaker"] == "the fishermen", "anonymous")
    sentences = sentences.assign(speaker_kind=kinds)
    found = corpus.speaker_counts(tables["articles"], sentences)
    assert found["n_sentences"].sum() == (sentences["voice"] != "outlet").sum()
    by = found.set_index(["outlet", "speaker"])["n_sentences"]
    assert by["The Weir", corpus.ANONYMOUS] == 1
    assert by["Harrow Post", corpus.UNATTRIBUTED] == 2
    assert by["Harrow Post", "Ada Lind"] == 1


def test_each_outlet_shows_its_nameless_sentences(tables):
    counts = corpus.speaker_counts(tables["articles"], tables["sentences"])
    found = corpus.speakers_by_outlet(counts, most=1)
    harrow = found.loc["Harrow Post"]
    assert harrow.index.tolist()[:2] == [corpus.UNATTRIBUTED, "Ada Lind"]
    assert harrow.loc[corpus.UNATTRIBUTED].tolist() == [2, 2]


def test_the_largest_outlets_stand_first_and_the_cut_is_told():
    counts = pd.DataFrame(
        [
            ("The Weir", "Ada Lind", 9, 3), ("The Weir", "Ole Rask", 4, 1),
            ("A Post", corpus.UNATTRIBUTED, 5, 2), (corpus.NO_OUTLET, "Mette Holm", 50, 9),
            ("B Post", "Ada Lind", 3, 1), ("C Post", "Ada Lind", 2, 1), ("The Weir", "Ib", 1, 1),
        ],
        columns=["outlet", "speaker", "n_sentences", "n_articles"],
    ).sort_values("n_sentences", ascending=False, ignore_index=True)  # fmt: skip
    found = corpus.speakers_by_outlet(counts, most=1, outlets=2)
    assert found.index.tolist() == [
        ("The Weir", "Ada Lind"), ("The Weir", "(2 more speakers)"),
        ("A Post", corpus.UNATTRIBUTED), (corpus.NO_OUTLET, "Mette Holm"),
        ("(2 more outlets)", corpus.OTHERS),
    ]  # fmt: skip
    assert found["n_sentences"].tolist() == [9, 5, 5, 50, 5]
    assert found["n_articles"].isna().tolist() == [False, True, False, False, True]
    assert found["n_sentences"].sum() == counts["n_sentences"].sum()


def test_outlets_are_counted_by_source_the_largest_first(tables):
    articles = tables["articles"].iloc[:6].assign(
        outlet=["B Post", "C Post", "C Post", None, "A Post", "D Post"],
        outlet_source=["url", "text", "metadata", "none", "url", "url"],
    )  # fmt: skip
    found = corpus.outlet_sources(articles, most=2)
    assert found.index.tolist() == ["C Post", "A Post", "(2 more outlets)", corpus.NO_OUTLET]
    assert found.columns.tolist() == ["articles", "metadata", "url", "text", "none"]
    assert found["articles"].tolist() == [2, 1, 2, 1]
    assert found.loc["C Post", ["metadata", "url", "text"]].tolist() == [1, 0, 1]
    whole = corpus.outlet_sources(articles)
    assert whole.index.tolist() == ["C Post", "A Post", "B Post", "D Post", corpus.NO_OUTLET]


def test_leading_speakers_lose_no_sentence(tables):
    counts = corpus.speaker_counts(tables["articles"], tables["sentences"])
    found = corpus.leading_speakers(counts, most=1, outlets=1)
    assert found["n_sentences"].sum() == counts["n_sentences"].sum()
    assert found["speaker"].drop_duplicates().tolist() == [
        corpus.UNATTRIBUTED, "Ada Lind", corpus.OTHERS,
    ]  # fmt: skip
    assert set(found["outlet"]) == {"Harrow Post", corpus.OTHERS}


def test_an_empty_corpus_gives_empty_tables(tables):
    none = {name: frame.head(0) for name, frame in tables.items()}
    assert len(corpus.outlet_counts(none["articles"])) == 0
    assert len(corpus.date_kinds(none["articles"])) == 0
    assert len(corpus.dates_to_check(none["articles"], none["date_candidates"])) == 0
    assert len(corpus.copy_groups(none["articles"])) == 0
    counts = corpus.speaker_counts(none["articles"], none["sentences"])
    assert len(corpus.leading_speakers(counts)) == 0
    assert len(corpus.speakers_by_outlet(counts)) == 0
    assert len(corpus.outlet_sources(none["articles"])) == 0
