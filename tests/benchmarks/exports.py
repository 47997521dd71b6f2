"""Exports of media databases with a known number of articles, beside plain reading of the files.

    python tests/benchmarks/exports.py ../shared/data [--dates]

For each file: the true number of articles, how many newsvane finds, the share of them that has a
title, an outlet, a date and a byline, the words kept as a share of all that can be seen in the file
(labels, index terms and covers included) and of the lengths that the export itself prints, and the
seconds. Beside it: how many articles a cut at the one obvious mark gives, which carries no field,
and reading the file as one article (trafilatura for pages, all text for others): words, seconds.

The true numbers are those of the marks in the files: "1 of 74 DOCUMENTS" and DOCUMENTS="74" in
Nexis, "Documents (50)" on the cover and the bookmarks in Lexis, the articles of Factiva and
Europresse, the list of contents of Integrum.
At the end all files, the feeds beside them included, are counted again as `newsvane check` does.
With --dates: each form of printed date, and whether `datestrings.parse` reads it as one day.
"""

from __future__ import annotations

import argparse
import logging
import re
import time
import zipfile
from collections import Counter
from pathlib import Path

from newsvane.corpus import read as reading
from newsvane.corpus.census import comparing
from newsvane.corpus.databases import pieces
from newsvane.corpus.reading.formats import read_source
from newsvane.corpus.reading.ledger import Ledger
from newsvane.corpus.reading.listing import list_files
from newsvane.corpus.reading.rows import Left, Row
from newsvane.corpus.reading.source import ReadSettings, Source

TRUTH = {
    "nexis/afp_2013-03-12_0501.html": 74,
    "nexis/guardian_1986-01-01_0001.html": 262,
    "nexis/irish-times_1995-06-12_0001.html": 166,
    "nexis/spiegel_2012-02-01_0001.html": 49,
    "nexis/lexisnexis_test_copyright_error.html": 1,  # and one that the database could not print
    "nexis/lexisnexis_test_en.html": 2,
    "nexis/lexisnexis_test_fr.html": 3,
    "nexis/nyt.docx": 50,
    "nexis/usa-today.docx": 7,
    "nexis/washington-post.docx": 50,
    "lexis/guardian1.docx": 2,
    "lexis/guardian2.docx": 1,
    "lexis/guardian3.docx": 62,
    "lexis/misc.docx": 100,
    "lexis/nyt1.docx": 50,
    "lexis/nyt2.docx": 100,
    "lexis/usa-today.docx": 7,
    "lexis/washington-post.docx": 50,
    "lexis/sample.DOCX": 10,
    "lexis/sample.TXT": 10,
    "factiva/irish-independence_1_2017-11-14.html": 44,
    "factiva/nyt_1_1993-01-03.html": 27,
    "factiva/suddeutsche_1_2017-11-19.html": 51,
    "factiva/chosun_ilbo_1_2018-05-28.html": 59,
    "factiva/german-ui.html": 100,
    "factiva/chinese-ui.html": 97,
    "factiva/factiva_test.html": 2,
    "factiva/factiva_test.xml": 3,
    "factiva/reut21578-factiva.xml": 19,  # announces 20
    "europresse/europresse_test1.html": 3,
    "europresse/europresse_test2.html": 4,
    "integrum/channel1_20050201-20050228_0001-0059_0059.xlsx": 59,
    "integrum/ntv_20121201-20121231_0001-0100_0190.xlsx": 100,
    "integrum/moscow_1993-06-06_1994-09-02.html": 27,
}
# What somebody in a hurry would cut at.
MARKS = {
    "nexis.html": r"DOCUMENTS</",
    "lexis.txt": r"DOCUMENTS",
    "lexis.docx": r"End of Document",
    "nexis.docx": r"End of Document",
    "factiva.html": r"Document |Dokument ",
    "factiva.xml": r"<article>",
    "europresse.html": r"<article",
    "integrum.html": r"<pre",
}
_WORD = re.compile(r"\w+")
_LENGTH = re.compile(r"\d[\d.,]*")
FIELDS = ("title", "outlet", "published", "byline")


def seen(path: Path) -> str:
    """Return all that can be seen in a file: what is left when the tags are taken out."""
    kind = path.suffix.lower()
    if kind in (".docx", ".xlsx"):
        part = "word/document.xml" if kind == ".docx" else "xl/sharedStrings.xml"
        xml = zipfile.ZipFile(path).read(part).decode()
        return re.sub(r"<[^>]*>", "", re.sub(r"</(?:w:p|si)>", "\n", xml))
    text, _ = pieces.whole(Source(path.name, path), is_html=kind == ".html")
    if kind == ".html":
        # Elements that are never closed would lie too deep for one tree.
        parts = re.split(r"(?i)(?=<a name=|<article|<div class=.article |<table id)", text)
        return "\n".join(p for part in parts for p in pieces.paragraphs(pieces.parse(part)))
    return re.sub(r"<[^>]*>", " ", text) if kind == ".xml" else text


def words(text: str) -> int:
    """Count the words of a text."""
    return len(_WORD.findall(text))


def read(path: Path) -> tuple[list[Row], list[Left], list[tuple[int, int]], float]:
    """Read a file; return rows, what was left out, (printed, found) lengths and the seconds."""
    from newsvane.corpus.databases import story

    lengths: list[tuple[int, int]] = []
    note = story.length_note

    def spy(printed: str | None, content: str) -> str:
        number = _LENGTH.search(printed or "")
        if number and not story._IDEOGRAPH.search(content[:500]) and "字" not in (printed or ""):
            lengths.append((int(re.sub(r"\D", "", number.group())), len(content.split())))
        return note(printed, content)

    story.length_note = spy
    start = time.perf_counter()
    items = list(read_source(Source(path.name, path), settings=ReadSettings()))
    seconds = time.perf_counter() - start
    story.length_note = note
    rows = [item for item in items if isinstance(item, Row)]
    return rows, [item for item in items if isinstance(item, Left)], lengths, seconds


def as_one(path: Path, text: str) -> tuple[int, float]:
    """Return the words that reading the file as one article keeps, and the seconds."""
    start = time.perf_counter()
    if path.suffix == ".html":
        import trafilatura

        text = trafilatura.extract(pieces.whole(Source(path.name, path))[0]) or ""
    return words(text), time.perf_counter() - start


def line(name: str, path: Path) -> tuple[str, list[Row], list[Left]]:
    """Measure one file."""
    rows, left, lengths, seconds = read(path)
    text = seen(path)
    n_seen, n_kept = words(text), sum(words(row.content) for row in rows)
    filled = [sum(getattr(row, f) is not None for row in rows) / max(len(rows), 1) for f in FIELDS]
    printed = sum(p for p, _ in lengths)
    share = f"{sum(f for _, f in lengths) / printed:7.2f}" if printed else "      –"
    mark = MARKS.get(f"{name.partition('/')[0]}{path.suffix.lower()}")
    raw = text if path.suffix in (".docx", ".DOCX") else None
    if mark and raw is None:
        raw = path.read_text("utf-8", "replace")
    n_cut = str(len(re.findall(mark, raw))) if mark and raw else "–"
    n_one, one_seconds = as_one(path, text)
    cells = "".join(f"{value:7.2f}" for value in filled)
    return (
        f"{name:56}{TRUTH[name]:5}{len(rows):6}{cells}{n_kept / max(n_seen, 1):7.2f}{share}"
        f"{seconds:7.2f} |{n_cut:>6}{1:4}{n_one / max(n_seen, 1):7.2f}{one_seconds:7.2f}",
        rows,
        left,
    )


def print_dates(rows: list[Row]) -> None:
    """Print each form of printed date, and whether it is understood."""
    from newsvane.corpus.dating.datestrings import parse

    count: Counter[str] = Counter()
    understood: Counter[str] = Counter()
    example: dict[str, str] = {}
    for row in rows:
        if row.published:
            form = re.sub(r"[^\W\d_]+", "a", re.sub(r"\d+", "9", row.published))
            found = parse(row.published, short_years=True)
            count[form] += 1
            understood[form] += found is not None and found.n_days == 1
            example.setdefault(form, row.published)
    print("\nform of the date                      rows   a day  example")
    for form, n in count.most_common():
        print(f"{form:36}{n:6}{understood[form]:8}  {example[form]}")


def second_count(folder: Path) -> str:
    """Read all exports and feeds, count them again as `newsvane check` does; say what differs."""
    ledger, settings = Ledger(), ReadSettings()
    start = time.perf_counter()
    for _ in reading.stream([folder], ledger=ledger, settings=settings):
        continue
    middle = time.perf_counter()
    census = comparing.compare(
        list_files([folder]).files, files=ledger.files(), dropped=ledger.account.drain().dropped,
        settings=settings,
    )  # fmt: skip
    seconds = time.perf_counter() - middle
    for difference in (*census.wrong, *census.uncounted):
        print(f"    {difference}")
    return (
        f"counted again, feeds included: {census.n_files:,} files, {census.n_members:,} members, "
        f"{census.n_records:,} records; {len(census.wrong)} differ, {len(census.uncounted)} not "
        f"counted, {census.n_unmarked} without a second count, {census.n_refused} refused; "
        f"{seconds:.1f} s beside {middle - start:.1f} s of reading"
    )


def main() -> None:
    """Read the options, measure, print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="the folder that holds exports/")
    parser.add_argument("--dates", action="store_true", help="also list the forms of the dates")
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    folder = options.data / "exports"
    everything: list[Row] = []
    print(f"{'':56}{'newsvane':63} | {'cut':>5} {'as one article'}")
    print(
        f"{'file':56}{'true':>5}{'found':>6}{'title':>7}{'outlet':>7}{'date':>7}{'byline':>7}"
        f"{'seen':>7}{'length':>7}{'s':>7} |{'found':>6}{'':4}{'seen':>7}{'s':>7}"
    )
    n_right = 0
    for name, truth in TRUTH.items():
        path = folder / name
        if not path.exists():
            print(f"{name:56} skipped: not there")
            continue
        text, rows, left = line(name, path)
        print(text)
        for item in left:
            print(f"    left out, record {item.record}: {item.reason}")
        n_right += len(rows) == truth
        everything += rows
    print(f"\n{n_right} of {len(TRUTH)} files with the true number; {len(everything)} articles")
    print(second_count(folder))
    if options.dates:
        print_dates(everything)


if __name__ == "__main__":
    main()
