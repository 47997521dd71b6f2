"""The built-in sample: its files and its truth agree, and the turns are planted."""

from __future__ import annotations

import csv
import json
import re
import tomllib
from collections import Counter
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

SAMPLE = Path(str(files("newsvane") / "sample"))
ARTICLES = SAMPLE / "articles"
TRUTH = json.loads((SAMPLE / "truth.json").read_text(encoding="utf-8"))
STUDY = tomllib.loads((SAMPLE / "study.toml").read_text(encoding="utf-8"))
OUTLETS = {
    "Velmaran Press Agency",
    "The Ostrand Courier",
    "Daily Lantern",
    "The Taler",
    "Westmark Echo",
    "The Plumb Line",
}
ENCODINGS = {
    "latest/union.txt": "utf-16",
    "latest/sallow bridge breaking.txt": "cp1252",
    "pages/the-taler_chamber.html": "cp1252",
    "clippings/pellucid results.txt": "utf-8-sig",
}


def _by_place():
    return {(row["source_file"], row["record"]): row for row in TRUTH["articles"]}


def _rows(name):
    path = ARTICLES / name
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _text(row):
    name, record = row["source_file"], row["record"]
    if record:
        found = _rows(name)[record - 1]
        return found.get("body") or found["text"]
    return (ARTICLES / name).read_bytes().decode(ENCODINGS.get(name, "utf-8"))


def _words(text):
    return re.findall(r"\w+", re.sub(r"<[^>]*>", " ", text).lower())


def _net(claim_id, start, end):
    sides = [
        row["stance"][claim_id]
        for row in TRUTH["articles"]
        if start <= row["published"] < end and row["stance"][claim_id] is not None
    ]
    return (sides.count("favor") - sides.count("against")) / len(sides)


def test_every_file_and_row_is_in_the_truth_once():
    there = set()
    for path in ARTICLES.rglob("*"):
        name = path.relative_to(ARTICLES).as_posix()
        if path.suffix in (".csv", ".jsonl"):
            there |= {(name, i) for i in range(1, len(_rows(name)) + 1)}
        elif path.is_file():
            there.add((name, 0))
    dropped = [(row["source_file"], row["record"]) for row in TRUTH["dropped"]]
    told = [(row["source_file"], row["record"]) for row in TRUTH["articles"]] + dropped
    assert Counter(told) == Counter(there)
    assert len(dropped) == 3


def test_counts_of_articles_formats_and_outlets():
    rows = TRUTH["articles"]
    assert 66 <= len(rows) <= 76
    formats = Counter(row["source_file"].rsplit(".", 1)[1] for row in rows)
    assert formats == {"txt": 22, "html": 20, "csv": 14, "jsonl": 13, "md": 6}
    outlets = Counter(row["outlet"] for row in rows)
    assert set(outlets) - {None} == OUTLETS
    assert outlets[None] < len(rows) / 2  # else there is nothing to group by
    assert min(Counter(row["topic"] for row in rows).values()) >= 18


def test_articles_are_as_long_as_news_is():
    # Pages carry menus and scripts besides the article.
    lengths = [
        len(_words(_text(row)))
        for row in TRUTH["articles"]
        if not row["source_file"].endswith(".html")
    ]
    assert min(lengths) >= 110
    assert max(lengths) <= 450


def test_the_sample_stays_small():
    assert sum(path.stat().st_size for path in SAMPLE.rglob("*") if path.is_file()) < 600_000


@pytest.mark.parametrize("name", sorted(ENCODINGS))
def test_encodings_are_what_they_are_meant_to_be(name):
    # A tool that tidies files on commit would turn these into plain UTF-8.
    content = (ARTICLES / name).read_bytes()
    content.decode(ENCODINGS[name])
    if ENCODINGS[name] == "utf-8-sig":
        assert content.startswith(b"\xef\xbb\xbf")
    else:
        with pytest.raises(UnicodeDecodeError):
            content.decode("utf-8")


def test_one_file_is_garbled_and_one_has_dos_line_ends():
    garbled = (ARTICLES / "clippings/without the dam.txt").read_text(encoding="utf-8")
    assert "\u00e2\u20ac\u0153" in garbled  # an opening quote mark read in the wrong encoding
    assert b"\r\n" in (ARTICLES / "latest/lantern wrong results.txt").read_bytes()


def test_unusable_inputs_hold_no_article():
    assert (ARTICLES / "misc/untitled.txt").read_bytes() == b""
    assert set((ARTICLES / "Downloads 2/recovered_0417.txt").read_bytes()) == {0}
    csv_row = next(row for row in TRUTH["dropped"] if row["source_file"].endswith(".csv"))
    assert _rows(csv_row["source_file"])[csv_row["record"] - 1]["body"] == ""


def test_dates_are_within_eighteen_months_and_intervals_hold_them():
    kinds = Counter(row["datable"] for row in TRUTH["articles"])
    assert kinds["none"] >= 5
    assert kinds["interval"] >= 5
    for row in TRUTH["articles"]:
        day = date.fromisoformat(row["published"])
        assert date(2023, 3, 1) <= day <= date(2024, 8, 31)
        ends = [row["published_from"], row["published_to"]]
        if row["datable"] == "none":
            assert ends == [None, None]
        else:
            assert ends[0] <= row["published"] <= ends[1]
            assert (ends[0] == ends[1]) == (row["datable"] == "day")


@pytest.mark.parametrize("row", [row for row in TRUTH["articles"] if row["datable"] == "none"])
def test_undatable_articles_give_no_year_of_their_own(row):
    # 2017 is the year of the old flood; a footer's © 2024 tells when a page was saved.
    text = re.sub(r"© 2024", "", _text(row))
    if row["record"]:
        assert _rows(row["source_file"])[row["record"] - 1]["publish_date"] == ""
    assert not re.search(r"20(22|23|24)", text)


def test_titles_stand_in_their_files():
    for row in TRUTH["articles"]:
        if row["title"] is None:
            continue
        if row["record"]:
            found = _rows(row["source_file"])[row["record"] - 1]
            assert (found.get("headline") or found["title"]) == row["title"]
        elif row["source_file"] != "clippings/without the dam.txt":  # the garbled file
            assert row["title"] in _text(row).replace('\\"', '"')
    assert sum(row["title"] is None for row in TRUTH["articles"]) == 3


def test_outlets_stand_in_their_files():
    for row in TRUTH["articles"]:
        if row["outlet"] is None:
            continue
        found = _rows(row["source_file"])[row["record"] - 1] if row["record"] else {}
        named = found.get("media_name") or found.get("source")
        assert named == row["outlet"] if row["record"] else row["outlet"] in _text(row)


def test_copies_share_most_of_their_words():
    places = _by_place()
    kinds = Counter()
    for row in TRUTH["articles"]:
        if row["copy_of"] is None:
            assert row["copy_kind"] is None
            continue
        original = places[tuple(row["copy_of"].values())]
        kinds[row["copy_kind"]] += 1
        assert original["copy_of"] is None
        assert original["published"] <= row["published"]
        assert original["stance"] == row["stance"]
        assert _shared(_text(row), _text(original)) >= (0.4 if _is_restated(row) else 0.75)
    assert kinds == {"exact": 1, "near": 7, "restated": 1}


def _is_restated(row):
    return row["copy_kind"] == "restated"


def _shared(copy, original):
    """Part of the copy's words that stand in runs of five which the original has too."""
    copied, runs = _words(copy.split("<main>")[-1].split("</article>")[0]), set()
    source = _words(original)
    known = {tuple(source[i : i + 5]) for i in range(len(source) - 4)}
    for i in range(len(copied) - 4):
        if tuple(copied[i : i + 5]) in known:
            runs |= set(range(i, i + 5))
    return len(runs) / len(copied)


def test_articles_that_are_no_copies_share_little():
    # Fiction by template would show here: the same sentences with other words in them.
    rows = [row for row in TRUTH["articles"] if row["copy_of"] is None]
    bodies = [_text(row).split('class="story-body"')[-1].split("</article>")[0] for row in rows]
    for i, one in enumerate(bodies):
        assert all(_shared(one, other) < 0.1 for other in bodies[:i])


def test_speakers_stand_in_their_articles():
    for row in TRUTH["articles"]:
        text = " ".join(_words(_text(row)))
        for fact in row["voices"]:
            assert fact["stance"] in ("favor", "against", "none")
            assert row["stance"][fact["claim"]] is not None
            assert " ".join(_words(fact["speaker"])) in text, row["source_file"]
    assert sum(len(row["voices"]) for row in TRUTH["articles"]) >= 80


def test_claims_of_the_study_are_those_of_the_truth():
    told = [(c["id"], c["text"], c["opposite"]) for c in TRUTH["claims"]]
    assert told == [(c["id"], c["text"], c.get("opposite")) for c in STUDY["claims"]]
    assert [c.get("opposite") is None for c in STUDY["claims"]] == [False, False, True]
    assert STUDY["articles"] == ["articles"]


def test_each_article_is_about_the_claim_of_its_story_alone():
    of_topic = {claim["topic"]: claim["id"] for claim in TRUTH["claims"]}
    for row in TRUTH["articles"]:
        about = [claim for claim, side in row["stance"].items() if side is not None]
        assert about == [of_topic[row["topic"]]]


@pytest.mark.parametrize(
    ("claim_id", "turn", "sign"), [("korrim-dam", "2023-11", 1), ("free-transport", "2024-01", -1)]
)
def test_the_turn_is_planted(claim_id, turn, sign):
    claim = next(claim for claim in TRUTH["claims"] if claim["id"] == claim_id)
    assert claim["turn"] == turn
    assert sign * _net(claim_id, "2023-03", turn) > 0.4
    assert sign * _net(claim_id, turn, "2024-09") < -0.4


def test_the_control_does_not_turn():
    early, late = _net("onechart", "2023-03", "2023-12"), _net("onechart", "2023-12", "2024-09")
    assert max(early, late) < -0.1
    assert abs(early - late) < 0.35


@pytest.mark.parametrize("claim", [claim["id"] for claim in TRUTH["claims"]])
def test_articles_without_a_side_stand_on_either_side_of_the_middle(claim):
    days = [row["published"] for row in TRUTH["articles"] if row["stance"][claim] == "none"]
    assert min(days) < "2023-12" <= max(days)


def test_the_folder_says_that_it_is_fiction():
    assert "fiction" in (SAMPLE / "README.md").read_text(encoding="utf-8").splitlines()[0]
    assert TRUTH["note"].startswith("Fiction")
