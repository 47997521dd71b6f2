"""Reading files: what is found, which formats give records, and that no fault is silent."""

import json
import os

import pandas as pd
import pytest

from newsvane import tables
from newsvane.corpus import read
from newsvane.corpus.reading import listing
from newsvane.corpus.reading.listing import Listing, list_files
from newsvane.errors import StudyError

BODY = "The ferry to Ostmark will stop in May, its owners said on Monday."


def put(folder, name, content):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content, encoding="utf-8", newline="")
    return path


def reasons(outcome):
    return [(row.record, row.reason) for row in outcome.dropped.itertuples()]


class TestFormats:
    def test_one_article_per_text_page_and_markdown_file(self, tmp_path):
        put(tmp_path, "a.txt", BODY)
        put(tmp_path, "b.html", f"<html><body><p>{BODY}</p></body></html>")
        put(tmp_path, "c.md", f"---\ntitle: Ferry\ndate: 2024-03-01\n---\n{BODY}")
        kept = read.read([tmp_path]).kept
        assert kept["format"].tolist() == ["txt", "html", "md"]
        assert kept["is_html"].tolist() == [False, True, False]
        assert kept["record"].tolist() == [0, 0, 0]
        assert kept["title"].tolist()[2] == "Ferry"
        assert kept["published"].tolist()[2] == "2024-03-01"

    def test_a_suffix_that_is_not_read_is_listed(self, tmp_path):
        put(tmp_path, "a.odt", "x")
        put(tmp_path, "README", "x")
        assert [reason for _, reason in reasons(read.read([tmp_path]))] == [
            "a file without a suffix is not read",
            "format .odt is not read",
        ]

    def test_columns_of_common_exports_are_recognised(self, tmp_path):
        header = "ID,Headline,Publish Date,media_name,URL,Lang,Authors,Content"
        put(
            tmp_path, "a.csv", f'{header}\n1,Ferry,2024-03-01,Bote,http://b.x,en,A. Bell,"{BODY}"\n'
        )
        row = read.read([tmp_path]).kept.iloc[0]
        assert (row["title"], row["outlet"], row["byline"]) == ("Ferry", "Bote", "A. Bell")
        assert (row["published"], row["url"], row["language"]) == ("2024-03-01", "http://b.x", "en")
        assert (row["record"], row["content"]) == (1, BODY)

    def test_columns_can_be_mapped(self, tmp_path):
        put(tmp_path, "a.tsv", f"text\tkopf\tinhalt\nx\tFerry\t{BODY}\n")
        kept = read.read([tmp_path], columns={"text": "inhalt", "title": "kopf"}).kept
        assert kept["title"].tolist() + kept["content"].tolist() == ["Ferry", BODY]

    @pytest.mark.parametrize("name", ["a.csv", "a.json", "a.jsonl", "a.parquet"])
    def test_a_column_mapped_for_one_file_throws_no_other_out(self, tmp_path, name):
        save_table(pd.DataFrame({"inhalt": [BODY], "text": ["teaser"]}), tmp_path / "0.csv")
        save_table(pd.DataFrame({"headline": ["Ferry"], "text": [BODY]}), tmp_path / name)
        outcome = read.read([tmp_path], columns={"text": "inhalt", "title": "kopf"})
        assert outcome.kept["content"].tolist() == [BODY, BODY]
        assert outcome.kept["title"].tolist()[1] == "Ferry"
        assert not len(outcome.dropped)

    @pytest.mark.parametrize("name", ["a.csv", "a.json", "a.jsonl", "a.parquet"])
    def test_without_the_mapped_and_a_known_text_column_the_file_is_dropped(self, tmp_path, name):
        save_table(pd.DataFrame({"id": ["1", "2"], "headline": ["a", "b"]}), tmp_path / name)
        ((record, reason),) = reasons(read.read([tmp_path], columns={"text": "inhalt"}))
        assert record == 0
        assert "no column with article text ('inhalt' is mapped to it); found id, head" in reason

    def test_an_object_that_lacks_the_mapped_key_of_its_file_is_not_read_elsewise(self, tmp_path):
        # There "text" is a teaser; only a file in which no object has the key falls back.
        lines = [{"inhalt": BODY, "text": "teaser"}, {"text": "teaser"}]
        put(tmp_path, "a.jsonl", "\n".join(map(json.dumps, lines)))
        outcome = read.read([tmp_path], columns={"text": "inhalt"})
        assert outcome.kept["content"].tolist() == [BODY]
        assert reasons(outcome) == [(2, "no text")]

    def test_a_wrapper_is_opened_where_the_mapped_column_is_missing(self, tmp_path):
        put(tmp_path, "a.json", json.dumps({"docs": [{"headline": {"main": "F"}, "text": BODY}]}))
        kept = read.read([tmp_path], columns={"text": "inhalt"}).kept
        assert kept["title"].tolist() + kept["content"].tolist() == ["F", BODY]

    @pytest.mark.parametrize("name", ["a.csv", "a.json", "a.jsonl", "a.parquet"])
    def test_a_table_without_text_is_one_row_that_names_its_columns(self, tmp_path, name):
        save_table(pd.DataFrame({"id": ["1", "2"], "headline": ["a", "b"]}), tmp_path / name)
        ((record, reason),) = reasons(read.read([tmp_path]))
        assert record == 0
        assert "no column with article text; found id, headline" in reason

    @pytest.mark.parametrize("name", ["a.csv", "a.json", "a.jsonl", "a.parquet"])
    def test_rows_without_text_are_listed_by_number(self, tmp_path, name):
        save_table(pd.DataFrame({"text": [BODY, " ", BODY]}), tmp_path / name)
        outcome = read.read([tmp_path])
        assert outcome.kept["record"].tolist() == [1, 3]
        assert reasons(outcome) == [(2, "no text")]

    def test_a_field_that_there_is_not_cannot_be_mapped(self, tmp_path):
        with pytest.raises(StudyError, match="columns.body"):
            read.read([tmp_path], columns={"body": "x"})

    def test_table_cells_that_hold_page_source_are_pages(self, tmp_path):
        put(tmp_path, "a.csv", f'text\n"<p>{BODY}</p><p>{BODY}</p>"\n"2 < 3, {BODY}"\n')
        assert read.read([tmp_path]).kept["is_html"].tolist() == [True, False]


def save_table(frame, path):
    writers = {
        ".csv": lambda: frame.to_csv(path, index=False),
        ".json": lambda: frame.to_json(path, orient="records"),
        ".jsonl": lambda: frame.to_json(path, orient="records", lines=True),
        ".parquet": lambda: frame.to_parquet(path),
    }
    writers[path.suffix]()


class TestFaults:
    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            (b"", "empty file"),
            (b" \n\t\r\n", "empty file"),
            (b"\x00" * 4096, "NUL bytes only"),
            (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not text: the file is a picture"),
            (bytes(range(1, 32)) * 20 + b"abc" * 10, "not text: the file holds binary data"),
        ],
    )
    def test_files_that_are_no_text_are_dropped(self, tmp_path, content, reason):
        put(tmp_path, "a.txt", content)
        assert reasons(read.read([tmp_path])) == [(0, reason)]

    def test_a_nul_inside_a_text_does_not_end_it(self, tmp_path):
        put(tmp_path, "a.txt", BODY + "\0" + BODY)
        assert read.read([tmp_path]).kept["content"].tolist() == [BODY + BODY]

    def test_ten_megabytes_on_one_line_are_refused_in_words(self, tmp_path):
        put(tmp_path, "a.txt", b"word " * 2_100_000)
        ((_, reason),) = reasons(read.read([tmp_path]))
        assert reason.startswith("too long for one article: 10,500,000 characters")

    def test_a_pipe_is_not_waited_for(self, tmp_path):
        os.mkfifo(tmp_path / "a.txt")
        assert reasons(read.read([tmp_path])) == [(0, "not a regular file")]

    def test_a_link_to_nothing_is_listed(self, tmp_path):
        (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
        assert reasons(read.read([tmp_path])) == [(0, "cannot be read: No such file or directory")]

    def test_a_link_to_itself_and_a_file_that_vanishes_are_listed(self, tmp_path, monkeypatch):
        (tmp_path / "a.txt").symlink_to(tmp_path / "a.txt")
        for name in ("b.txt", "c.csv", "d.parquet", "e.jsonl", "f/g.json"):
            put(tmp_path, name, BODY)
        put(tmp_path, "z.txt", BODY)
        listed = list_files([tmp_path]).files
        for path, _ in listed[1:-1]:
            path.unlink()
        monkeypatch.setattr(read, "list_files", lambda _: Listing(listed, []))
        outcome = read.read([tmp_path])
        assert outcome.kept["source_file"].tolist() == ["z.txt"]
        assert len(outcome.dropped) == 6
        assert outcome.dropped["reason"].str.startswith("cannot be read: ").all()

    def test_a_folder_that_vanishes_is_listed(self, tmp_path, monkeypatch):
        put(tmp_path, "a/b.txt", BODY)
        identity = listing._identity
        monkeypatch.setattr(
            listing, "_identity", lambda folder: None if folder.name == "a" else identity(folder)
        )
        assert reasons(read.read([tmp_path])) == [(0, "not a regular file")]

    @pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
    def test_what_may_not_be_read_is_listed(self, tmp_path):
        put(tmp_path, "a.txt", BODY).chmod(0)
        assert reasons(read.read([tmp_path])) == [(0, "cannot be read: Permission denied")]

    def test_an_empty_folder_gives_two_empty_tables(self, tmp_path):
        outcome = read.read([tmp_path])
        assert (len(outcome.kept), len(outcome.dropped)) == (0, 0)
        tables.check(outcome.kept, tables.RECORDS)
        tables.check(outcome.dropped, tables.DROPPED)

    def test_one_bad_file_leaves_the_others(self, tmp_path):
        put(tmp_path, "a.json", "{oops")
        put(tmp_path, "b.txt", BODY)
        outcome = read.read([tmp_path])
        assert outcome.kept["source_file"].tolist() == ["b.txt"]
        assert outcome.dropped["stage"].tolist() == ["read"]

    def test_a_records_table_survives_parquet(self, tmp_path):
        put(tmp_path / "in", "a.jsonl", json.dumps({"text": BODY + "\ud800 é"}) + "\n")
        kept = read.read([tmp_path / "in"]).kept
        kept.to_parquet(tmp_path / "a.parquet")
        assert pd.read_parquet(tmp_path / "a.parquet")["content"].tolist() == [BODY + "\ufffd é"]
