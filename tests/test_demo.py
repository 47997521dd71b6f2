"""Writing the sample, and comparing a study's tables with its truth."""

from __future__ import annotations

import shutil

import pandas as pd
import pytest

from newsvane import demo, store, tables
from newsvane.errors import InputMissingError, StudyError


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Write the sample once: every file of it is flushed to the disk, which takes its time."""
    return demo.write_sample(tmp_path_factory.mktemp("sample") / "demo")


@pytest.fixture
def folder(written, tmp_path):
    return shutil.copytree(written, tmp_path / "demo")


def _whole(rows):
    return [
        {
            "article_id": row["id"],
            "claim_id": claim,
            "voice": None,
            "speaker": None,
            "net": {"favor": 1.0, "against": -1.0, "none": 0.0}[side],
            "stance": side,
            "n_sentences": 1,
            "evidence": [f"{row['id']}:1"],
        }
        for row in rows
        for claim, side in row["stance"].items()
        if side is not None
    ]


def _spoken(rows):
    facts = [(row["id"], fact) for row in rows for fact in row["voices"]]
    return [
        {
            "article_id": article_id,
            "claim_id": fact["claim"],
            "voice": "quoted",
            "speaker": fact["speaker"],
            "net": 0.0,
            "stance": fact["stance"],
            "n_sentences": 1,
            "evidence": [f"{article_id}:1"],
        }
        for article_id, fact in facts
    ]


def _articles(rows, ids):
    frame = pd.DataFrame(
        {
            "article_id": [row["id"] for row in rows],
            "source_file": [row["source_file"] for row in rows],
            "record": [row["record"] for row in rows],
            "title": [row["title"] for row in rows],
            "outlet": [row["outlet"] for row in rows],
            "text": "Text.",
            "length_words": 1,
            "date_source": "text",
            "date_precision": "range",
            "story_id": [row["id"] for row in rows],
            "copy_of": [
                ids[tuple(row["copy_of"].values())] if row["copy_of"] else None for row in rows
            ],
            "copy_kind": [row["copy_kind"] for row in rows],
            "copied_share": 0.0,
            "aligned_share": 0.0,
        }
    )
    for end in ("published_from", "published_to"):
        frame[end] = pd.to_datetime([row[end] for row in rows]).astype("datetime64[s]")
    frame["outlet_source"] = "none"
    for name in ("byline", "url", "language", "outlet_evidence", "date_evidence", "date_doubt"):
        frame[name] = pd.Series([None] * len(rows), dtype="str")
    return frame


def _sentences(rows):
    facts = [(row["id"], i, fact) for row in rows for i, fact in enumerate(row["voices"])]
    return pd.DataFrame(
        {
            "sentence_id": [f"{article}:{i}" for article, i, _ in facts],
            "article_id": [article for article, _, _ in facts],
            "position": [i for _, i, _ in facts],
            "text": "Text.",
            "char_start": 0,
            "char_end": 5,
            "voice": "quoted",
            "speaker": [fact["speaker"] for _, _, fact in facts],
            "speaker_kind": "named",
            "speaker_chain": None,
            "cue": "said",
        }
    )


def _trends(nets):
    rows = pd.DataFrame(
        nets, columns=["claim_id", "period_start", "period_end", "n_articles", "net"]
    )
    for name in tables.TRENDS.names:
        if name not in rows:
            rows[name] = float("nan")
    for name in ("period_start", "period_end"):
        rows[name] = pd.to_datetime(rows[name]).astype("datetime64[s]")
    return rows.assign(group_by="all", group="all", n_stories=1, partial=False)


@pytest.fixture
def perfect(folder):
    """Write the tables of a run that gets everything right."""
    rows = demo.read_truth(folder)["articles"]
    for i, row in enumerate(rows):
        row["id"] = f"a{i:02d}"
    ids = {(row["source_file"], row["record"]): row["id"] for row in rows}
    left = [
        (r["source_file"], r["record"], "read", "x", None)
        for r in demo.read_truth(folder)["dropped"]
    ]
    nets = [
        ("korrim-dam", "2023-07-01", "2023-09-30", 4.0, 0.5),
        ("korrim-dam", "2023-10-01", "2023-12-31", 9.0, 0.9),  # holds the turn: on neither side
        ("korrim-dam", "2024-01-01", "2024-03-31", 1.0, -0.2),
        ("korrim-dam", "2024-04-01", "2024-06-30", 3.0, -0.6),
        ("korrim-dam", "2024-07-01", "2024-09-30", 0.0, None),  # nothing appeared
    ]
    store.write(_articles(rows, ids), folder, "articles")
    store.write(tables.dropped(left), folder, "dropped")
    store.write(_sentences(rows), folder, "sentences")
    stances = pd.DataFrame(_whole(rows) + _spoken(rows))
    store.write(stances, folder, "article_stances")
    store.write(_trends(nets), folder, "trends")
    return folder


def test_the_sample_is_written_whole(folder):
    truth = demo.read_truth(folder)
    assert all((folder / "articles" / row["source_file"]).is_file() for row in truth["articles"])
    assert (folder / "study.toml").is_file()
    assert (folder / "README.md").is_file()


def test_writing_again_changes_nothing(folder):
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    demo.write_sample(folder)
    after = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    assert before == after


def test_a_missing_file_is_put_back(folder):
    lost = folder / "articles" / "latest" / "union.txt"
    content = lost.read_bytes()
    lost.unlink()
    demo.write_sample(folder)
    assert lost.read_bytes() == content


def test_another_study_is_never_overwritten(tmp_path):
    (tmp_path / "study.toml").write_text('name = "mine"\n', encoding="utf-8")
    with pytest.raises(StudyError, match="another study"):
        demo.write_sample(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["study.toml"]


def test_a_changed_article_is_never_overwritten(folder):
    (folder / "articles" / "latest" / "union.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(StudyError, match=r"union\.txt"):
        demo.write_sample(folder)


def test_a_file_in_the_place_of_the_folder_is_an_error(tmp_path):
    (tmp_path / "demo").write_text("mine", encoding="utf-8")
    with pytest.raises(StudyError, match="new or empty folder"):
        demo.write_sample(tmp_path / "demo")


def test_a_perfect_run_gets_full_marks(perfect):
    lines = demo.compare(perfect)
    assert lines[:6] == [
        "articles read: 75 of 75; left out as expected: 3 of 3; left out wrongly: 0",
        "titles right: 72 of 72; none given where there is none: 3 of 3",
        "outlets right: 52 of 52 that the input tells",
        "dates that contain the true day: 67 of 67 given; to the day: 62 of 62; "
        "undated as expected: 8 of 8",
        "copies found: 9 of 9, 9 of them of the right kind; wrongly linked: 0",
        "speakers found: 97 of 97; their stance right: 97 of 97",
    ]
    assert lines[6].startswith("stance on korrim-dam: 30 of 30 articles right, macro-F1 1.00;")
    assert lines[6].endswith("given a side: 0 of 45")


def test_the_turn_leaves_out_the_period_that_holds_it(perfect):
    line = next(line for line in demo.compare(perfect) if "turn of korrim-dam" in line)
    assert line.startswith("planted turn of korrim-dam: net +0.50 before, -0.50 after")
    # No rows for the other claims: nothing is known, which is not 0.
    assert "no turn planted on onechart: net unknown before, unknown after" in "\n".join(
        demo.compare(perfect)
    )


def test_faults_are_counted(perfect):
    articles = store.read(perfect, "articles")
    dam = articles["source_file"] == "korrim two years.txt"
    articles.loc[dam, "title"] = "Another headline"
    articles.loc[dam, "published_from"] = pd.Timestamp("2022-01-01")
    articles.loc[dam, "published_to"] = pd.Timestamp("2022-01-02")
    articles.loc[dam, "copy_of"] = "a05"
    store.write(articles[articles["article_id"] != "a70"], perfect, "articles")
    stances = store.read(perfect, "article_stances")
    stances["stance"] = "none"
    store.write(stances, perfect, "article_stances")
    text = "\n".join(demo.compare(perfect))
    assert "articles read: 74 of 75" in text
    assert "titles right: 70 of 71" in text
    assert "wrongly linked: 1" in text
    assert "stance on korrim-dam: 4 of" in text  # the four that take no side


def test_of_two_identical_files_either_may_be_the_copy(perfect):
    articles = store.read(perfect, "articles")
    at = articles.index[articles["copy_kind"] == "exact"][0]
    other = articles.index[articles["article_id"] == articles.loc[at, "copy_of"]][0]
    articles.loc[other, ["copy_of", "copy_kind"]] = [articles.loc[at, "article_id"], "exact"]
    articles.loc[at, ["copy_of", "copy_kind"]] = None
    store.write(articles, perfect, "articles")
    assert "copies found: 9 of 9" in "\n".join(demo.compare(perfect))


def test_a_folder_without_the_sample_is_named(tmp_path):
    with pytest.raises(InputMissingError, match=r"truth\.json"):
        demo.compare(tmp_path)


def test_a_sample_that_was_not_run_is_named(folder):
    with pytest.raises(InputMissingError, match="the table articles"):
        demo.compare(folder)
