"""Outlets with a known truth: by address, by text and by page, beside trafilatura on the pages.

    python tests/benchmarks/outlets.py ../shared/data [--wrong] [--every 1]

by address: the rows of topics/uci_aggregator_head and topics/allsides give an outlet and an
address; newsvane sees the address alone. The truth is the outlet as that table prints it. Right is
an answer that the table of names takes for the same outlet, or the host of the address, whose
letters hold those of the outlet; "named" counts names, not hosts. Limits: both tables call many
outlets by names of their own ("Guest Writer", a syndicate, a section), and uci_aggregator's are
Google's.
by text: the same for allsides and quotes, where newsvane sees the text alone. Most texts do not say
where they appeared; what counts is how many of the answers are right. An agency's credit is counted
apart: it names who wrote the text, and the table who printed it.
by page: pages/dates and pages/body. The truth is the page's own og:site_name, taken out of the page
before either of the two sees it. Limits: it is what the site calls itself, at times a slogan; blogs
and companies are among the pages. trafilatura gives its `sitename` from the same page, and newsvane
takes that over where it knows nothing better, so what is compared is the whole path, with the
address where the data has it (pages/dates). Equal is equal up to case, "the" and punctuation, or
the same outlet of the table, or a host whose letters hold those of the name.
The table of names was written with the sources that allsides prints in view, so its figures are no
test on unseen names: "Fox Online News" and "CNN Web News" are spellings of that set alone, which
stand in the table for whoever reads it; rows that print them are counted apart, as "of its own
spellings". Of pages/body, PolitiFact and NJ.com were added after their pages had been called by the
names of accounts.
spellings: outlets as printed that the table knows, and how many spellings become how many names.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from newsvane import tables
from newsvane.corpus import clean, outlets, read
from newsvane.corpus.mastheads import keys
from newsvane.corpus.reading.rows import Row

NAMES = outlets.load_names()
SITE_NAME = re.compile(
    r"<meta\b(?=[^<>]*[\"'](?:og:site_name|application-name|al:android:app_name|al:ios:app_name"
    r"|twitter:app:name:\w+|apple-mobile-web-app-title)[\"'])[^<>]*>", re.I,
)  # fmt: skip
OWN = re.compile(
    r"<meta\b(?=[^<>]*[\"']og:site_name[\"'])[^<>]*content=([\"'])(.*?)\1", re.I | re.S
)


# Spellings that only allsides has, and that stand in the table for it.
OF_ALLSIDES = frozenset({"fox online news", "cnn web news"})


def letters(name: str) -> str:
    return keys.key(name).replace(" ", "")


def is_same(answer: str, truth: str) -> bool:
    """Whether an answer is the outlet that the truth prints."""
    if letters(answer) == letters(truth):
        return True
    a, b = NAMES.named(answer), NAMES.named(truth)
    if a is not None and a == b:
        return True
    if (host := keys.host_of(truth)) and a is not None and NAMES.at(host) == a:
        return True
    hosts = [(keys.host_of(answer), truth), (keys.host_of(truth), answer)]
    return any(host and letters(name) in letters(host) for host, name in hosts)


def cleaned(rows: list[Row]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return rows as a `cleaned` table with their text as it is, and as `records`."""
    records = read.records(rows)
    frame = records[[*(c for c in tables.CLEANED.names if c in records.columns)]].assign(
        article_id=[f"a{n}" for n in range(len(rows))],
        text=records["content"],
        length_words=1,
        outlet_source=["metadata" if row.outlet else "none" for row in rows],
        outlet_evidence=records["outlet"],
    )
    return frame[tables.CLEANED.names], records


def score(title: str, answers: pd.DataFrame, truth: list[str], *, show_wrong: bool) -> None:
    """Print how many got an answer, how many of those are right, and by which source."""
    by_source: dict[str, Counter[str]] = {}
    wrong: Counter[tuple[str, str]] = Counter()
    columns = (answers[name] for name in ("outlet", "outlet_source", "outlet_evidence"))
    for answer, source, evidence, expected in zip(*columns, truth, strict=True):
        outlet = NAMES.named(answer) if isinstance(answer, str) else None
        is_agency = source == "text" and outlet is not None and outlet.kind == "agency"
        count = by_source.setdefault("agency" if is_agency else source, Counter())
        count["n"] += 1
        if not isinstance(answer, str):
            continue
        count["named"] += keys.host_of(answer) is None
        count["right"] += is_same(answer, expected)
        if not is_same(answer, expected):
            wrong[expected, f"{answer} ({str(evidence)[:90]})"] += 1
    for source, count in sorted(by_source.items()):
        share = f"{count['right'] / count['n']:.3f}" if source != "none" else ""
        print(
            f"{title:34} {source:9} {count['n']:6}  right {count['right']:6} {share:5}"
            f"  named {count['named']:6}"
        )
    own = [keys.key(name) in OF_ALLSIDES for name in truth]
    if any(own):
        rest = right_but(own, answers, truth)
        print(f"{'':34} of its own spellings {sum(own)}, all else right {rest}")
    if show_wrong:
        for (expected, answer), n in wrong.most_common(40):
            print(f"    {n:4}  {expected!r} called {answer!r}")


def right_but(left: list[bool], answers: pd.DataFrame, truth: list[str]) -> str:
    """Say how many of the answers are right, the rows that are left out aside."""
    kept = [
        is_same(answer, expected)
        for answer, expected, out in zip(answers["outlet"], truth, left, strict=True)
        if isinstance(answer, str) and not out
    ]
    return f"{sum(kept)} of {len(kept)}"


def named(rows: list[Row]) -> tuple[pd.DataFrame, float]:
    """Name the outlets of rows; also return milliseconds per row."""
    frame, records = cleaned(rows)
    began = time.process_time()
    found = outlets.name(frame, records=records, names=NAMES)
    return found, (time.process_time() - began) / max(1, len(rows)) * 1e3


def table(path: Path, *, every: int) -> pd.DataFrame | None:
    if not path.exists():
        print(f"skipped: no {path}")
        return None
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    return frame.iloc[::every].reset_index(drop=True)


def by_table(data: Path, *, every: int, show_wrong: bool) -> None:
    spellings: set[str] = set()
    for name, columns in (
        ("topics/uci_aggregator_head/data.csv.gz", ("url",)),
        ("topics/allsides/data.csv.gz", ("url", "text")),
        ("quotes/articles.csv.gz", ("text",)),
    ):
        frame = table(data / name, every=every)
        if frame is None:
            continue
        frame = frame[frame["source"].str.strip() != ""].reset_index(drop=True)
        # The rows of uci_aggregator_head escape their brackets.
        truth = frame["source"].str.replace("\\", "").tolist()
        spellings |= set(truth)
        short = name.rsplit("/", 1)[0].split("/")[-1]
        for column in columns:
            rows = [
                Row("t.csv", n + 1, "csv", *((" ", False) if column == "url" else (value, False)),
                    url=value if column == "url" else None)
                for n, value in enumerate(frame[column])
            ]  # fmt: skip
            found, ms = named(rows)
            score(f"{short} by {column}", found, truth, show_wrong=show_wrong)
            print(f"{'':34} {1e3 / max(ms, 1e-9):,.0f} articles a second of the processor")
    known = {spelling: outlet for spelling in spellings if (outlet := NAMES.named(spelling))}
    print(
        f"spellings: {len(spellings)} as printed, {len(known)} known, which are "
        f"{len({outlet.name for outlet in known.values()})} outlets"
    )


def pages(folder: Path) -> Iterable[tuple[str | None, str]]:
    """Yield (address or None, source) of every page that is there."""
    truth = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    for known, row in truth.items():
        file = row.get("file") or f"{known}.html"
        path = folder / "html" / file
        packed = path.with_name(path.name + ".gz")
        raw = gzip.decompress(packed.read_bytes()) if packed.exists() else path.read_bytes()
        yield (known if "//" in known else row.get("url")), raw.decode("utf-8", "replace")


def by_page(folder: Path, *, every: int, show_wrong: bool) -> None:
    import html

    import trafilatura

    rows, truth, theirs = [], [], []
    for number, (url, source) in enumerate(pages(folder)):
        own = OWN.search(source)
        expected = html.unescape(own.group(2)).strip() if own else ""
        if number % every or not expected:
            continue
        hidden = SITE_NAME.sub("", source)
        rows.append(Row(f"p{number}.html", 0, "html", hidden, True, url=url))
        truth.append(expected)
        document = trafilatura.bare_extraction(hidden, url=url, with_metadata=True)
        theirs.append(document.sitename if document else None)
    records = read.records(rows)
    outcome = clean.clean(records)
    expected_at = {row.source_file: name for row, name in zip(rows, truth, strict=True)}
    began = time.process_time()
    found = outlets.name(outcome.kept, records=records, names=NAMES)
    ms = (time.process_time() - began) / max(1, len(found)) * 1e3
    right = [expected_at[file] for file in found["source_file"]]
    title = f"pages/{folder.name}"
    print(f"{title}: {len(rows)} pages with a site name, {len(found)} with an article")
    score(title, found, right, show_wrong=show_wrong)
    both = [
        sum(isinstance(a, str) and is_same(a, t) for a, t in zip(answers, names, strict=True))
        for answers, names in ((found["outlet"], right), (theirs, truth))
    ]
    print(f"{title}: newsvane {both[0]}, trafilatura {both[1]} of {len(rows)} right ({ms:.2f} ms)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="folder of the data, with pages/ and topics/")
    parser.add_argument("--wrong", action="store_true", help="list what is wrong")
    parser.add_argument("--every", type=int, default=1, help="take only every Nth row or page")
    options = parser.parse_args()
    by_table(options.data, every=options.every, show_wrong=options.wrong)
    for name in ("dates", "body"):
        if (options.data / "pages" / name / "ground-truth.json").exists():
            by_page(options.data / "pages" / name, every=options.every, show_wrong=options.wrong)
        else:
            print(f"skipped: no pages/{name} in {options.data}")


if __name__ == "__main__":
    main()
