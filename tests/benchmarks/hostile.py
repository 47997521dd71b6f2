"""What becomes of inputs that were built to break readers, beside what is wanted of each.

    python tests/benchmarks/hostile.py DATA

DATA holds hostile/generated with its MANIFEST.csv, and other folders of hostile files beside it.
The generated ones are read, cleaned, named, dated and searched for copies as one study; each ends
as REJECT (left out), WARN (kept with a remark, a date that was found and is doubtful, or some of it
left out) or OK (kept). "fits" means that the manifest allows that end and the number of articles.
Where OK is wanted and a remark is made, that is shown as it is and does fit: it says more than was
asked. The second part reads everything else below DATA/hostile; anything but rows and reasons would
end the command.

Both parts are counted again as `newsvane check` does: how many files, members and records another
way of counting finds, and how many differ from the tables.
"""

from __future__ import annotations

import argparse
import csv
import re
import tempfile
import time
from pathlib import Path

import pandas as pd
import workers

from newsvane import stage, stages, store, study
from newsvane.corpus.census import comparing
from newsvane.corpus.reading.listing import list_files
from newsvane.corpus.reading.source import ReadSettings

CORPUS = ("read", "clean", "outlets", "candidates", "date", "copies")


def run(articles: Path, folder: Path, names: tuple[str, ...]) -> tuple[study.Study, float]:
    made = study.create(folder, articles=[articles])
    start = time.perf_counter()
    for one in stages.STAGES:
        if one.name in names:
            stage.perform(one, made)
    return made, time.perf_counter() - start


def of_file(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Rows of a file and of its members."""
    is_own = frame["source_file"] == name
    return frame[is_own | frame["source_file"].str.startswith(f"{name}/")]


def verdict(name: str, *, folder: Path) -> tuple[str, int, int, str]:
    """Return the end of a file, its articles, those that are no copy, and the remarks."""
    articles = of_file(store.read(folder, "articles"), name)
    dropped = of_file(store.read(folder, "dropped"), name)
    notes = of_file(store.read(folder, "warnings"), name)["note"].tolist()
    doubts = articles["date_doubt"].dropna()
    doubts = doubts[doubts != "no date found"].tolist()
    reasons = dropped["reason"].tolist()
    remarks = "; ".join(map(str, [*reasons, *notes, *doubts]))
    n_new = int(articles["copy_of"].isna().sum())
    if articles.empty:
        return "REJECT", 0, 0, remarks
    return ("WARN" if remarks else "OK"), len(articles), n_new, remarks


def fits(wanted: str, end: str, n_kept: int, n_new: int) -> bool:
    """Whether the manifest's words allow what has happened."""
    head = re.split(r"[;,-]", wanted, maxsplit=1)[0]
    allowed = set(re.findall(r"OK|WARN|REJECT", head + wanted[: wanted.find(" ", 12)]))
    if end == "WARN" and "OK" in allowed:
        allowed.add("WARN")
    if end == "REJECT" and "WARN" in allowed and "(0)" in wanted:
        allowed.add("REJECT")  # nothing kept, and everything listed
    if end not in allowed:
        return False
    number = re.search(r"\((\d+)( new)?\)", wanted)
    if not number or end == "REJECT":
        return True
    n = n_new if number.group(2) else n_kept
    return n == int(number.group(1))


def counted(made: study.Study, *, dropped: str = "dropped") -> str:
    """Count the files of a study again, as `newsvane check` does; return what came of it."""
    start = time.perf_counter()
    census = comparing.compare(
        list_files(made.sources()).files,
        files=store.read(made.folder, "files"),
        dropped=store.read(made.folder, dropped),
        settings=ReadSettings(made.columns, made.limits),
    )
    for difference in (*census.wrong, *census.uncounted):
        print(f"    {difference}".encode("unicode_escape").decode())
    return (
        f"counted again: {census.n_files:,} files, {census.n_members:,} members, "
        f"{census.n_records:,} records; {census.n_refused:,} refused, "
        f"{census.n_early:,} ended early, {census.n_unmarked:,} without a second count; "
        f"{len(census.wrong)} differ, {len(census.uncounted)} not counted; "
        f"{time.perf_counter() - start:.1f} s"
    )


def generated(data: Path, folder: Path) -> None:
    place = data / "hostile" / "generated"
    watch = workers.Watch()
    made, seconds = run(place / "files", folder, CORPUS)
    rows = list(csv.DictReader((place / "MANIFEST.csv").open(encoding="utf-8")))
    n_fit = 0
    for row in rows:
        end, n_kept, n_new, remarks = verdict(row["file"], folder=folder)
        is_fit = fits(row["expected"], end, n_kept, n_new)
        n_fit += is_fit
        mark = "fits " if is_fit else "DIFFERS"
        line = f"{mark:8}{row['file']:22}{end}({n_kept})  wanted {row['expected']}"
        print(f"{line}  |  {remarks[:150]}".encode("unicode_escape").decode())
    most = watch.most_mb()
    print(
        f"\n{n_fit} of {len(rows)} as wanted; {seconds:.0f} s, at most {most:,.0f} MB in a worker"
    )
    print(counted(made))


def the_rest(data: Path, folder: Path) -> None:
    print()
    for place in sorted((data / "hostile").iterdir()):
        if place.is_dir() and place.name != "generated":
            at = folder / place.name
            made, seconds = run(place, at, ("read",))
            n_files = store.count_rows(at, "files")
            n_kept, n_left = store.count_rows(at, "records"), store.count_rows(at, "dropped_read")
            what = f"{n_files:,} files and members, {n_kept:,} records, {n_left:,} left out"
            print(f"{place.name:28}{what}; {seconds:.1f} s", flush=True)
            print(f"{'':28}{counted(made, dropped='dropped_read')}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    data = parser.parse_args().data
    with tempfile.TemporaryDirectory() as folder:
        generated(data, Path(folder) / "generated")
        the_rest(data, Path(folder))


if __name__ == "__main__":
    main()
