"""dates.csv: what is listed, what a person may write, and that nothing they wrote is lost."""

import csv
import io
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from newsvane.corpus.dating.fixes import COLUMNS, Fix, listed, read
from newsvane.errors import StudyError

HEAD = "article_id,fixed_from,fixed_to"


def articles(**columns: list[object]) -> pd.DataFrame:
    n = 3
    plain: dict[str, list[object]] = {
        "article_id": [f"id{i}" for i in range(n)],
        "source_file": ["a.csv"] * n,
        "record": [*range(n)],
        "outlet": ["Post", None, "Post"],
        "title": ["Rain", "=1+1", "Sun"],
        "published_from": [pd.Timestamp("2021-05-03"), pd.NaT, pd.Timestamp("2021-05-01")],
        "published_to": [pd.Timestamp("2021-05-03"), pd.NaT, pd.Timestamp("2021-05-31")],
        "date_source": ["metadata", "none", "metadata"],
        "date_evidence": ["2021-05-03", None, "May 2021"],
        "date_precision": ["day", "none", "month"],
        "date_doubt": [None, "no date found", None],
    }
    return pd.DataFrame({**plain, **columns})


CANDIDATES = pd.DataFrame({
    "article_id": ["id1", "id2"],
    "source": ["metadata", "metadata"],
    "published_from": [pd.NaT, pd.Timestamp("2021-05-01")],
    "published_to": [pd.NaT, pd.Timestamp("2021-05-31")],
    "date_evidence": ["soon", "May 2021"],
    "note": ["invalid date: not understood", "given"],
})  # fmt: skip


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_doubtful_come_first_and_the_certain_not_at_all(tmp_path: Path) -> None:
    text, listing = listed(articles(), candidates=CANDIDATES, path=tmp_path / "dates.csv")
    made = rows(text)
    assert tuple(made[0]) == COLUMNS
    assert [row["article_id"] for row in made] == ["id1", "id2"]
    assert (listing.n_articles, listing.n_doubtful, listing.n_fixed) == (3, 1, 0)
    assert made[0]["candidates"] == "metadata: invalid date: not understood"
    assert made[1]["candidates"] == "metadata: 2021-05-01 to 2021-05-31 (May 2021)"
    assert (made[0]["published_from"], made[1]["published_from"]) == ("", "2021-05-01")


@pytest.mark.parametrize(
    ("evidence", "shown"),
    [("2021/05/" + "a" * 112, "2021/05/" + "a" * 112), ("b" * 121, "b" * 119 + "…")],
)
def test_a_candidate_shows_its_evidence(tmp_path: Path, evidence: str, shown: str) -> None:
    found = CANDIDATES.assign(date_evidence=["soon", evidence])
    text, _ = listed(articles(), candidates=found, path=tmp_path / "dates.csv")
    assert rows(text)[1]["candidates"].endswith(f"({shown})")


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1"])
def test_no_cell_is_a_formula(start: str, tmp_path: Path) -> None:
    frame = articles(title=["Rain", start, "Sun"])
    text, _ = listed(frame, candidates=CANDIDATES, path=tmp_path / "dates.csv")
    for row in rows(text):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row.values())


def test_entries_stay_when_it_is_written_again(tmp_path: Path) -> None:
    path = tmp_path / "dates.csv"
    path.write_text(f"{HEAD}\nid0,2021-05,\ngone,2020,2021\n", "utf-8")
    text, listing = listed(articles(), candidates=CANDIDATES, path=path)
    made = {row["article_id"]: (row["fixed_from"], row["fixed_to"]) for row in rows(text)}
    assert made["id0"] == ("2021-05", "")  # certain, but fixed
    assert made["gone"] == ("2020", "2021")  # not in the study now
    assert listing.n_fixed == 2
    path.write_text(text, "utf-8")
    assert listed(articles(), candidates=CANDIDATES, path=path)[0] == text


@pytest.mark.parametrize(
    ("cells", "fix"),
    [
        ("2021-05-03,", Fix(date(2021, 5, 3), date(2021, 5, 3))),
        ("2021-5-3,", Fix(date(2021, 5, 3), date(2021, 5, 3))),
        ("'2021-05-03,", Fix(date(2021, 5, 3), date(2021, 5, 3))),
        ("2021-02,", Fix(date(2021, 2, 1), date(2021, 2, 28))),
        ("2021,", Fix(date(2021, 1, 1), date(2021, 12, 31))),
        ("2021-05-03,2021-06", Fix(date(2021, 5, 3), date(2021, 6, 30))),
    ],
)
def test_what_a_person_may_write(cells: str, fix: Fix, tmp_path: Path) -> None:
    path = tmp_path / "dates.csv"
    for text in (f"{HEAD}\nid0,{cells}\nid1,,\n", f"\ufeff{HEAD}\r\nid0,{cells}\r\n"):
        path.write_bytes(text.encode())
        assert read(path) == {"id0": fix}
    path.write_text(f"{HEAD}\nid0,{cells}\n".replace(",", ";"), "utf-8")
    assert read(path) == {"id0": fix}


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ("03/05/2021,", "line 3, column fixed_from"),
        ("2021-02-30,", "line 3, column fixed_from"),
        ("soon,", "line 3, column fixed_from"),
        ("2021-05-03,later", "line 3, column fixed_to"),
        ("2021-05-03,2020", "line 3, column fixed_to"),
        (",2020", "line 3: fixed_to without fixed_from"),
        ("1066,", "line 3, column fixed_from"),
    ],
)
def test_a_bad_entry_is_named_by_line_and_column(cells: str, column: str, tmp_path: Path) -> None:
    path = tmp_path / "dates.csv"
    path.write_text(f"{HEAD}\nid0,,\nid1,{cells}\n", "utf-8")
    with pytest.raises(StudyError, match=column):
        read(path)
    with pytest.raises(StudyError):  # and it is not written over
        listed(articles(), candidates=CANDIDATES, path=path)


def test_other_faults(tmp_path: Path) -> None:
    path = tmp_path / "dates.csv"
    assert read(path) == {}
    path.write_text("article_id,title\nid0,Rain\n", "utf-8")
    with pytest.raises(StudyError, match="line 1: no column fixed_from, fixed_to"):
        read(path)
    path.write_bytes(f"{HEAD}\nid0,\xff,".encode("latin-1"))
    with pytest.raises(StudyError, match="UTF-8"):
        read(path)


def test_two_rows_for_one_article_must_agree(tmp_path):
    path = tmp_path / "dates.csv"
    path.write_text(f"{HEAD}\nid0,2021-05-03,\nid0,2021-05-03,\n", encoding="utf-8")
    assert list(read(path)) == ["id0"]
    path.write_text(f"{HEAD}\nid0,2021-05-03,\nid0,2021-05-04,\n", encoding="utf-8")
    with pytest.raises(StudyError, match="two rows for id0"):
        read(path)
