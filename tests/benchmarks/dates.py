"""Dates with a known truth: of saved pages, beside htmldate, and of plain texts.

    python tests/benchmarks/dates.py [--folder ../shared/data/pages/dates] [--wrong]
    python tests/benchmarks/dates.py --text ../shared/data/topics/allsides/data.csv.gz [--wrong]

Pages: "day right" means that the answer is one day and the true one. The truth is the day as the
page prints it; newsvane answers the UTC day, so "or printed day" also counts answers whose evidence
prints it. Both are run on the same pages.
Texts (a table with the columns text and date): how many get an interval, and how often it holds the
true day, give or take one for the time zone; then, for each place in which a date can stand, how
often the latest one of a text is at most so many days old. Texts whose date is missing, or of
before 2000, are left out.
"""

from __future__ import annotations

import argparse
import gzip
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


def measure(rows: list[tuple[str, str, date]], *, show_wrong: bool) -> Counter[str]:
    """Count right, covered and null answers of both, and time them."""
    from htmldate import find_date

    from newsvane.corpus.dating import pages

    count: Counter[str] = Counter()
    for url, source, truth in rows:
        # Both orders are run, so that neither gains from the other's warm caches.
        for who in ("newsvane", "htmldate") if len(url) % 2 else ("htmldate", "newsvane"):
            start = time.perf_counter()
            if who == "newsvane":
                found = pages.find(source) or pages.seen(source)
            else:
                answer = find_date(
                    source, original_date=True, min_date=pages.FIRST_DAY, max_date=pages.LAST_DAY
                )
            count[f"{who} ms"] += int(1e6 * (time.perf_counter() - start))
        count["htmldate right"] += answer == truth.isoformat()
        count["htmldate null"] += answer is None
        count["htmldate wrong"] += answer not in (None, truth.isoformat())
        count["newsvane null"] += found is None
        if found is None:
            continue
        right = found.first == found.last == truth
        printed = found.n_days == 1 and found.evidence.startswith(truth.isoformat())
        count["newsvane right"] += right
        count["newsvane printed"] += right or printed
        count["newsvane covered"] += found.first <= truth <= found.last or printed
        count["newsvane wide"] += found.n_days > 1
        count["newsvane wrong"] += found.n_days == 1 and not right
        count["newsvane off"] += not (found.first <= truth <= found.last or printed)
        if show_wrong and not (right or printed):
            print(f"{truth}  {found.first} – {found.last}  htmldate {answer}", end="  ")
            print(f"{found.evidence!r}  {url}")
    return count


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
        "--folder", type=Path, default=REPO.parent / "shared" / "data" / "pages" / "dates"
    )
    parser.add_argument("--wrong", action="store_true", help="also list what newsvane gets wrong")
    parser.add_argument("--text", type=Path, help="a table of dated texts instead of pages")
    parser.add_argument("--every", type=int, default=1, help="take only every Nth text")
    options = parser.parse_args()
    if options.text is not None:
        print_texts(options.text, every=options.every, show_wrong=options.wrong)
        return
    if not (options.folder / "ground-truth.json").exists():
        print(f"skipped: no ground-truth.json in {options.folder}")
        return
    rows = load(options.folder)
    count = measure(rows, show_wrong=options.wrong)
    n = len(rows)
    print(f"{n} pages            newsvane  htmldate")
    print(f"day right            {count['newsvane right']:8}  {count['htmldate right']:8}")
    print(f"  or printed day     {count['newsvane printed']:8}  {'':8}")
    print(f"interval covers      {count['newsvane covered']:8}  {count['htmldate right']:8}")
    print(f"wider than a day     {count['newsvane wide']:8}  {0:8}")
    print(f"wrong day            {count['newsvane wrong']:8}  {count['htmldate wrong']:8}")
    print(f"  and not as printed {count['newsvane off']:8}  {count['htmldate wrong']:8}")
    print(f"none                 {count['newsvane null']:8}  {count['htmldate null']:8}")
    ms = [count[f"{who} ms"] / n / 1e3 for who in ("newsvane", "htmldate")]
    print(f"ms per page          {ms[0]:8.1f}  {ms[1]:8.1f}")


if __name__ == "__main__":
    main()
