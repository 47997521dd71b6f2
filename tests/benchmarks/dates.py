"""Dates of saved pages with a known truth: newsvane beside htmldate, in one run on the same pages.

    python tests/benchmarks/dates.py [--folder ../shared/data/pages/dates] [--wrong]

"day right": the answer is one day and it is the true one. The truth is the day as the page prints
it; newsvane answers the UTC day, so "or printed day" also counts answers whose evidence prints it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections import Counter
from datetime import date
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]


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

    from newsvane.corpus import pages

    count: Counter[str] = Counter()
    for url, source, truth in rows:
        # Both orders are run, so that neither gains from the other's warm caches.
        for who in ("newsvane", "htmldate") if len(url) % 2 else ("htmldate", "newsvane"):
            start = time.perf_counter()
            if who == "newsvane":
                found = pages.find(source)
            else:
                answer = find_date(
                    source, original_date=True, min_date=pages.FIRST_DAY, max_date=pages.LAST_DAY
                )
            count[f"{who} ms"] += int(1e6 * (time.perf_counter() - start))
        count["htmldate right"] += answer == truth.isoformat()
        count["htmldate null"] += answer is None
        count["newsvane null"] += found is None
        if found is None:
            continue
        right = found.first == found.last == truth
        printed = found.n_days == 1 and found.evidence.startswith(truth.isoformat())
        count["newsvane right"] += right
        count["newsvane printed"] += right or printed
        count["newsvane covered"] += found.first <= truth <= found.last or printed
        count["newsvane wide"] += found.n_days > 1
        if show_wrong and not (right or printed):
            print(f"{truth}  {found.first} – {found.last}  htmldate {answer}", end="  ")
            print(f"{found.evidence!r}  {url}")
    return count


def main() -> None:
    """Read the options, measure, print one table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--folder", type=Path, default=REPO.parent / "shared" / "data" / "pages" / "dates"
    )
    parser.add_argument(
        "--wrong", action="store_true", help="also list the pages that newsvane gets wrong"
    )
    options = parser.parse_args()
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
    print(f"no answer            {count['newsvane null']:8}  {count['htmldate null']:8}")
    ms = [count[f"{who} ms"] / n / 1e3 for who in ("newsvane", "htmldate")]
    print(f"ms per page          {ms[0]:8.1f}  {ms[1]:8.1f}")


if __name__ == "__main__":
    main()
