"""Dates with a known truth: of saved pages, beside htmldate, and of plain texts.

    python tests/benchmarks/dates.py [../shared/data] [--wrong]
    python tests/benchmarks/dates.py --text ../shared/data/topics/allsides/data.csv.gz [--wrong]

Pages (DATA/pages/dates): "day right" means that the answer is one day and the true one; "or as
printed" counts also those whose evidence has the true day, and another only as the UTC day. Both
are run on the same pages, by the page source alone. The pages are split in two by the hash of
their address: rules were made looking at wrong answers of the first half only (`--wrong` lists no
others). "Holds the day" counts, of the answers given, those whose days hold the true one.
Texts (DATA/quotes, or a table with the columns text and date): how many get an interval, and how
often it holds the true day, give or take one for the time zone; then, for each place in which a
date can stand, how often the latest one of a text is at most so many days old. Texts whose date is
missing, or of before 2000, are left out. Last, what the five articles beside DATA get.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import time
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

from newsvane.corpus.dating import judging

REPO = Path(__file__).resolve().parents[2]
ONE_DAY = timedelta(days=1)
# Days for which newsvane takes a date in that place as recent; a year for those that close nothing.
REACH = {
    "line_end": judging.STAMP_DAYS, "caption": judging.PLACED_DAYS, "weekday": judging.PLACED_DAYS,
    "archive": judging.ARCHIVE_DAYS, "prose": 365, "month": 365, "year": 730,
}  # fmt: skip


def load(folder: Path) -> list[tuple[str, str, date]]:
    """Return (address, page source, true day) for every page that is there."""
    rows = []
    for url, row in json.loads((folder / "ground-truth.json").read_text("utf-8")).items():
        packed = folder / "html" / (row["file"] + ".gz")
        raw = (
            gzip.decompress(packed.read_bytes())
            if packed.exists()
            else (folder / "html" / row["file"]).read_bytes()
        )
        rows.append((url, raw.decode("utf-8", "replace"), date.fromisoformat(row["date"])))
    return rows


def half_of(url: str) -> int:
    """Return 0 or 1 by the hash of an address."""
    return hashlib.sha256(url.encode()).digest()[-1] % 2


def measure(rows: list[tuple[str, str, date]], *, show_wrong: bool) -> Counter[str]:
    """Count right, covered and null answers of both, and time them."""
    from htmldate import find_date

    from newsvane.corpus.dating import pages
    from newsvane.corpus.dating.choosing import choose

    count: Counter[str] = Counter()
    for url, source, truth in rows:
        # Both orders are run, so that neither gains from the other's warm caches.
        for who in ("newsvane", "htmldate") if len(url) % 2 else ("htmldate", "newsvane"):
            start = time.perf_counter()
            if who == "newsvane":
                found = choose(pages.candidates(source))
            else:
                answer = find_date(
                    source, original_date=True, min_date=pages.FIRST_DAY, max_date=pages.LAST_DAY
                )
            count[f"{who} ms"] += int(1e6 * (time.perf_counter() - start))
        given = date.fromisoformat(answer) if answer else None
        for who, first, last in (
            ("newsvane", found.first, found.last), ("htmldate", given, given)
        ):  # fmt: skip
            count[f"{who} none"] += first is None
            if first is None or last is None:
                continue
            count[f"{who} right"] += first == last == truth
            count[f"{who} printed"] += who == "htmldate" and first == truth
            count[f"{who} holds"] += first <= truth <= last
            count[f"{who} wide"] += first != last
            count[f"{who} given"] += 1
        # The truth is the day as printed; a stamp with a zone becomes the UTC day.
        if found.first == found.last and (found.evidence or "").startswith(truth.isoformat()):
            count["newsvane printed"] += 1
        elif found.first == truth == found.last:
            count["newsvane printed"] += 1
        is_right = found.first == truth == found.last
        count["newsvane doubt"] += found.doubt is not None
        count["newsvane doubt, not right"] += found.doubt is not None and not is_right
        if show_wrong and not is_right:
            print(f"{truth}  {found.first} – {found.last}  htmldate {answer}", end="  ")
            print(f"{found.evidence!r}  {found.doubt}  {url}")
    return count


def print_pages(rows: list[tuple[str, str, date]], *, show_wrong: bool) -> None:
    """Measure the two halves apart and print them beside each other and together."""
    halves = [[row for row in rows if half_of(row[0]) == half] for half in (0, 1)]
    counts = [
        measure(half, show_wrong=show_wrong and not number) for number, half in enumerate(halves)
    ]
    counts.append(counts[0] + counts[1])
    sizes = [len(halves[0]), len(halves[1]), len(rows)]
    print(f"{len(rows)} pages            first half          second half         all")
    print(" " * 20 + "newsvane  htmldate  " * 3)
    for name, key in (
        ("day right", "right"), ("  or as printed", "printed"), ("answers given", "given"),
        ("  holds the day", "holds"), ("  wider than a day", "wide"), ("none", "none"),
    ):  # fmt: skip
        cells = [f"{c[f'{who} {key}']:8}  " for c in counts for who in ("newsvane", "htmldate")]
        print(f"{name:20}{''.join(cells)}")
    shares = [
        c[f"{who} holds"] / max(c[f"{who} given"], 1)
        for c in counts
        for who in ("newsvane", "htmldate")
    ]
    print(f"{'  as a share':20}" + "".join(f"{share:8.3f}  " for share in shares))
    ms = [
        c[f"{who} ms"] / max(n, 1) / 1e3
        for c, n in zip(counts, sizes, strict=True)
        for who in ("newsvane", "htmldate")
    ]
    print(f"{'ms per page':20}" + "".join(f"{value:8.1f}  " for value in ms))
    doubt, wrong = counts[2]["newsvane doubt"], counts[2]["newsvane doubt, not right"]
    print(f"newsvane is in doubt on {doubt} pages, of which {wrong} are not right to the day")


def print_articles(folder: Path) -> None:
    """Print what the real articles without metadata get."""
    for path in sorted(folder.glob("*.txt")):
        found = judging.candidates(path.read_text("utf-8"))
        days = f"{found[0].first} – {found[0].last}  {found[0].evidence!r}" if found else "none"
        print(f"{path.name[:24]:26}{days}")


def load_texts(path: Path, every: int) -> list[tuple[str, date]]:
    """Return (text, true day) of every `every`-th text that has a whole date."""
    import pandas as pd

    frame = pd.read_csv(
        path, dtype=str, keep_default_na=False, usecols=["text", "date"], encoding="utf-8"
    )
    frame = frame[frame["date"].str.fullmatch(r"20\d\d-\d\d-\d\d.*")].iloc[::every]
    days = [date.fromisoformat(day[:10]) for day in frame["date"]]
    return list(zip(frame["text"], days, strict=True))


def measure_texts(rows: list[tuple[str, date]], *, show_wrong: bool) -> Counter[str]:
    """Count the intervals that `judging.judge` gives, and those that hold the true day."""
    count: Counter[str] = Counter()
    for text, truth in rows:
        start = time.perf_counter()
        found = judging.judge(text)
        count["us"] += int(1e6 * (time.perf_counter() - start))
        if found is None:
            continue
        right = found.first - ONE_DAY <= truth <= found.last + ONE_DAY
        kind = "day" if found.n_days == 1 else "wider"
        count[kind] += 1
        count[f"{kind} right"] += right
        count["days"] += found.n_days
        if show_wrong and not right:
            print(f"{truth}  {found.first} – {found.last}  {found.evidence!r}  {text[:80]!r}")
    return count


def ages(rows: list[tuple[str, date]]) -> dict[str, list[int]]:
    """Return, by the place of a full date, the age in days of the latest one of each text."""
    from newsvane.corpus.dating.mentions import find

    found: dict[str, list[int]] = {place: [] for place in REACH}
    for text, truth in rows:
        latest: dict[str, date] = {}
        for m in find(text):
            if m.first is None or m.tense != "past" or m.kind not in ("day", "month", "year"):
                continue
            place = m.place if m.kind == "day" else m.kind
            if place == "prose" and m.weekday is not None:
                place = "weekday"
            latest[place] = max(latest.get(place, m.first), m.first)
        for place, day in latest.items():
            found[place].append((truth - day).days)
    return found


def print_texts(path: Path, *, every: int, show_wrong: bool) -> None:
    """Measure on plain texts and print both tables."""
    rows = load_texts(path, every)
    count = measure_texts(rows, show_wrong=show_wrong)
    given, right = count["day"] + count["wider"], count["day right"] + count["wider right"]
    print(
        f"{len(rows)} texts with a known day ({count['us'] / 1e3 / max(len(rows), 1):.1f} ms each)"
    )
    print(f"get an interval      {given:8}  {given / max(len(rows), 1):.3f}")
    print(f"  it holds the day   {right:8}  {right / max(given, 1):.3f}")
    print(f"get one single day   {count['day']:8}")
    print(f"  it is the day      {count['day right']:8}")
    print(f"mean width in days   {count['days'] / max(given, 1):8.0f}")
    print("latest full date     texts  at most")
    for place, old in ages(rows).items():
        within = sum(-1 <= age <= REACH[place] for age in old) / max(len(old), 1)
        print(f"  {place:18} {len(old):6}  {REACH[place]:4} days old in {within:.2f}")


def main() -> None:
    """Read the options, measure, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "data", type=Path, nargs="?", default=REPO.parent / "shared" / "data", help="folder of data"
    )
    parser.add_argument("--wrong", action="store_true", help="also list what newsvane gets wrong")
    parser.add_argument("--text", type=Path, help="only a table of dated texts")
    parser.add_argument("--every", type=int, default=1, help="take only every Nth text")
    options = parser.parse_args()
    if options.text is not None:
        print_texts(options.text, every=options.every, show_wrong=options.wrong)
        return
    pages = options.data / "pages" / "dates"
    if (pages / "ground-truth.json").exists():
        print_pages(load(pages), show_wrong=options.wrong)
    else:
        print(f"skipped: no ground-truth.json in {pages}")
    texts = options.data / "quotes" / "articles.csv.gz"
    if texts.exists():
        print()
        print_texts(texts, every=options.every, show_wrong=options.wrong)
    print()
    print_articles(options.data.parent / "articles")


if __name__ == "__main__":
    main()
