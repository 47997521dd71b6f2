"""Check that the sums of a study add up and that every number leads back to its sentences.

Each check compares tables that were written by different stages, or tables with the files on the
disk: those are opened again, and what is in them is counted by another way than their readers took,
as far as their formats have one (`corpus.census`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from newsvane import pipeline, store, tables
from newsvane.corpus.census import comparing
from newsvane.corpus.reading import listing
from newsvane.corpus.reading.source import ReadSettings
from newsvane.progress import track
from newsvane.study import Study

# Examples that a finding names.
_NAMED = 3
_NONE = np.empty(0, np.uint64)


@dataclass(frozen=True)
class Finding:
    """One check: what it proves, what was counted, and examples of what does not hold."""

    what: str
    counted: str
    wrong: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.wrong


def check(study: Study) -> list[Finding]:
    """Check the tables of a finished study against its input and against each other.

    Parameters
    ----------
    study : Study
        A study that was run.

    Returns
    -------
    list of Finding
        One for each check, in a fixed order.

    Raises
    ------
    InputMissingError
        When the study was not run, or its articles are gone.
    TableError
        When a table is damaged.
    """
    return [finding for one in _CHECKS for finding in one(study)]


def _files(study: Study) -> Iterator[Finding]:
    """Compare the files on the disk with the table `files`.

    Of what is hidden nothing is asked: other programs make and change it at any time.
    """
    files = store.read(study.folder, "files")
    dropped = store.read(study.folder, "dropped")
    known = dict(zip(files["source_file"], files["n_bytes"], strict=True))
    members = set(files.loc[files["archive"].notna(), "source_file"])
    hidden = set(dropped.loc[dropped["reason"].isin(tables.HIDDEN), "source_file"]) - members
    listed = listing.list_files(study.sources())
    found = {name: listing.n_bytes_of(path) for path, name in listed.files}
    passed = members | hidden
    wrong = [f"{name}: not in the table files" for name in found if name not in known]
    wrong += [f"{n}: no longer there" for n in known if n not in found and n not in passed]
    wrong += [
        f"{name}: {known[name]:,} bytes when it was read, now {size:,}"
        for name, size in found.items()
        if name in known and known[name] != size
    ]
    # Those of equal size; `run` sees by the time of change alone which of them are others.
    again = f"delete {store.place(study.folder, 'files')} and run newsvane run {study.folder}"
    sums = dict(zip(files["source_file"], files["sha256"], strict=True))
    same = [(path, name) for path, name in listed.files if known.get(name) == found[name]]
    wrong += [
        f"{name}: its bytes are no longer those that were read; {again}"
        for path, name in track(same, "comparing files", unit="files")
        if isinstance(sums[name], str) and sums[name] != _sha256(path)
    ]
    new = [n for _, n in listed.hidden if n not in known]
    counted = (
        f"{len(found):,} files, {len(members):,} members of archives and {len(hidden):,} hidden "
        f"files and folders ({len(new):,} more came later)"
    )
    yield _finding("every input file was read or is listed", counted, wrong)


def _sha256(path: Path) -> str | None:
    """Return the SHA-256 of a file; None for what cannot be opened, or is a pipe by now."""
    try:
        return store.sha256(path) if path.is_file() else None
    except OSError:
        return None


def _contents(study: Study) -> Iterator[Finding]:
    """Count what is in the files again, beside what the tables say of it."""
    census = comparing.compare(
        listing.list_files(study.sources()).files,
        files=store.read(study.folder, "files"),
        dropped=store.read(study.folder, "dropped"),
        settings=ReadSettings(study.columns, study.limits),
    )
    counted = (
        f"{census.n_files:,} files, {census.n_members:,} members of archives and "
        f"{census.n_records:,} records counted again; {census.n_refused:,} listed as refused, "
        f"{census.n_early:,} as ended early, {census.n_unmarked:,} without a second count"
    )
    yield _finding("a second count finds what reading has found", counted, census.wrong)
    able = f"{census.n_files - census.n_unmarked:,} files"
    yield _finding("what can be counted again was counted", able, census.uncounted)


def _tables(study: Study) -> Iterator[Finding]:
    """Compare each table with the sum (SHA-256) that its stage has noted of it."""
    n_tables = sum(len(stage.writes) for stage in pipeline.STAGES)
    wrong = pipeline.changed_tables(study)
    yield _finding("every table is as its stage wrote it", f"{n_tables:,} tables", wrong)


def _sums(study: Study) -> Iterator[Finding]:
    """Compare records read with articles and records left out, file by file."""
    folder = study.folder
    files = store.read(folder, "files").set_index("source_file")
    dropped = store.read(folder, "dropped")
    left = dropped.groupby(["stage", "source_file"]).size()
    kept: Counter[str] = Counter()
    copies = 0
    columns = ["article_id", "source_file", "copy_of"]
    for batch in store.read_batches(folder, "articles", columns=columns):
        kept.update(batch["source_file"])
        copies += int(batch["copy_of"].notna().sum())
    wrong = []
    by_stage: dict[str, Counter[str]] = {"read": Counter(), "clean": Counter()}
    for (stage, name), number in left.items():
        by_stage.setdefault(stage, Counter())[name] += int(number)
    for name, n_read, n_left in zip(files.index, files["n_read"], files["n_left"], strict=True):
        if by_stage["read"][name] != n_left:
            wrong.append(f"{name}: {n_left} left out by reading, {by_stage['read'][name]} listed")
        if kept[name] + by_stage["clean"][name] != n_read:
            accounted = f"{kept[name]} kept + {by_stage['clean'][name]} left out"
            wrong.append(f"{name}: {n_read} records read, {accounted}")
    strange = (set(kept) | set(dropped["source_file"])) - set(files.index)
    wrong += [f"{name}: in the tables, but not in files" for name in sorted(strange)]
    n_kept = sum(kept.values())
    counted = (
        f"{int(files['n_read'].sum() + files['n_left'].sum()):,} = {n_kept - copies:,} articles + "
        f"{copies:,} copies + {len(dropped):,} left out"
    )
    yield _finding("what was read is kept, a copy or left out", counted, wrong)


def _articles(study: Study) -> Iterator[Finding]:
    """Check ids, intervals of dates, and the way from a copy to the original of its story."""
    ids, originals = [], []
    dates = _Wrong()
    n_dated = n_copies = 0
    columns = ["article_id", "published_from", "published_to", "copy_of", "story_id"]
    for batch in store.read_batches(study.folder, "articles", columns=columns):
        first, last = batch["published_from"], batch["published_to"]
        n_dated += int(first.notna().sum())
        dates.add(batch.loc[(first.isna() != last.isna()) | (first > last), "article_id"])
        is_original = batch["copy_of"].isna()
        n_copies += int((~is_original).sum())
        originals.append(_hashes(batch[is_original], "article_id", "story_id"))
        ids.append(_hashes(batch, "article_id"))
    numbers = np.sort(np.concatenate([_NONE, *ids]))
    repeated, known = _distinct([numbers[1:][_is_repeated(numbers)]]), _distinct(originals)
    twice, lost = _Wrong(), _Wrong()
    columns = ["article_id", "copy_of", "story_id"]
    for batch in store.read_batches(study.folder, "articles", columns=columns):
        twice.add_new(batch.loc[_is_in(_hashes(batch, "article_id"), repeated), "article_id"])
        copies = batch[batch["copy_of"].notna()]
        lost.add(copies.loc[~_is_in(_hashes(copies, "copy_of", "story_id"), known), "article_id"])
    counted = f"{len(numbers):,} articles"
    yield _finding("every article has an id of its own", counted, twice.named, len(repeated))
    yield _finding("every date is an interval", f"{n_dated:,} dated articles", dates.named, dates.n)
    yield _finding(
        "every copy leads to an original of its story", f"{n_copies:,} copies", lost.named, lost.n
    )


def _stories(study: Study) -> Iterator[Finding]:
    """Compare the table of stories with its articles: how many, and where they lead."""
    stories = store.read(study.folder, "stories").set_index("story_id")
    counted = pd.DataFrame(0, index=stories.index, columns=["n_articles", "n_distinct"])
    ids = []
    lost = _Wrong()
    columns = ["article_id", "story_id", "copy_of"]
    for batch in store.read_batches(study.folder, "articles", columns=columns):
        is_known = batch["story_id"].isin(stories.index)
        lost.add(batch.loc[~is_known, "article_id"])
        kept = batch[is_known]
        n_articles = kept["story_id"].value_counts()
        n_distinct = kept.loc[kept["copy_of"].isna(), "story_id"].value_counts()
        counted["n_articles"] += n_articles.reindex(counted.index, fill_value=0)
        counted["n_distinct"] += n_distinct.reindex(counted.index, fill_value=0)
        originals = batch[batch["copy_of"].isna()]
        ids.append(_hashes(originals, "article_id", "story_id"))
    known = _distinct(ids)
    is_wrong = (counted != stories[counted.columns]).any(axis=1)
    wrong = [f"{name}: other numbers of articles" for name in stories.index[is_wrong]]
    each = stories["representatives"].explode().rename("article_id").reset_index()
    first = pd.DataFrame({"article_id": stories.index, "story_id": stories.index})
    led = pd.concat([each, first])
    strange = led["story_id"][~_is_in(_hashes(led, "article_id", "story_id"), known)].unique()
    wrong += [f"{name}: leads to an article of another story" for name in strange]
    n_articles = int(counted["n_articles"].sum()) + lost.n
    yield _finding(
        "every article is part of a story", f"{n_articles:,} articles", lost.named, lost.n
    )
    yield _finding("every story is the sum of its articles", f"{len(stories):,} stories", wrong)


def _sentences(study: Study) -> Iterator[Finding]:
    """Check that sentences stand in their articles where they say, in the order of those."""
    folder = study.folder
    texts = _texts(study)
    n_sentences = 0
    wrong = _Wrong()
    missing = 0
    article, text = "", None
    columns = ["sentence_id", "article_id", "text", "char_start", "char_end"]
    for batch in store.read_batches(folder, "sentences", columns=columns):
        n_sentences += len(batch)
        for row in batch.itertuples(index=False):
            if row.article_id != article:
                article, text, n_passed = _advance(texts, row.article_id)
                missing += n_passed
            if text is None or not _stands(row, text):
                wrong.add([str(row.sentence_id)])
    missing += sum(1 for _ in texts)
    if missing:
        wrong.add([f"{missing:,} articles without a sentence"])
    yield _finding(
        "every sentence stands in its article", f"{n_sentences:,} sentences", wrong.named, wrong.n
    )


def _texts(study: Study) -> Iterator[tuple[str, str]]:
    for batch in store.read_batches(study.folder, "articles", columns=["article_id", "text"]):
        yield from zip(batch["article_id"], batch["text"], strict=True)


def _advance(texts: Iterator[tuple[str, str]], wanted: str) -> tuple[str, str | None, int]:
    """Return the wanted article's text, and the number of articles that were passed over."""
    for n_passed, (article, text) in enumerate(texts):
        if article == wanted:
            return article, text, n_passed
    return wanted, None, 0


def _stands(sentence: object, text: str) -> bool:
    start, end = sentence.char_start, sentence.char_end  # type: ignore[attr-defined]
    if start == -1:
        return bool(end == -1)
    said = sentence.text.split()  # type: ignore[attr-defined]
    return bool(0 <= start < end <= len(text) and text[start:end].split() == said)


def _evidence(study: Study) -> Iterator[Finding]:
    """Follow every stance to sentences of its own article that were judged on its claim."""
    folder = study.folder
    pairs, ids = [], []
    for batch in store.read_batches(folder, "stances", columns=["sentence_id", "claim_id"]):
        pairs.append(_hashes(batch, "sentence_id", "claim_id"))
        ids.append(_hashes(batch, "sentence_id"))
    judged, wanted = _distinct(pairs), _distinct(ids)
    found, owners = [], []
    for batch in store.read_batches(folder, "sentences", columns=["sentence_id", "article_id"]):
        is_wanted = _is_in(_hashes(batch, "sentence_id"), wanted)
        found.append(_hashes(batch[is_wanted], "sentence_id"))
        owners.append(_hashes(batch[is_wanted], "sentence_id", "article_id"))
    lacking = wanted[~_is_in(wanted, _distinct(found))]
    strange = _Wrong()
    for batch in store.read_batches(folder, "stances", columns=["sentence_id"]):
        strange.add_new(batch.loc[_is_in(_hashes(batch, "sentence_id"), lacking), "sentence_id"])
    counted = f"{len(judged):,} judgements"
    yield _finding("every judged sentence is there", counted, strange.named, len(lacking))
    owned = _distinct(owners)
    wrong = _Wrong()
    n_rows = 0
    articles = _NONE
    columns = ["article_id", "claim_id", "evidence"]
    for batch in store.read_batches(folder, "article_stances", columns=columns):
        n_rows += len(batch)
        articles = _distinct([articles, _hashes(batch, "article_id")])
        # A stance without evidence becomes a row whose sentence is null, and no sentence is.
        each = batch.explode("evidence")
        is_proof = _is_in(_hashes(each, "evidence", "article_id"), owned) & _is_in(
            _hashes(each, "evidence", "claim_id"), judged
        )
        is_proved = pd.Series(is_proof, index=each.index).groupby(level=0).all()
        wrong.add((batch["article_id"] + ", " + batch["claim_id"])[~is_proved])
    counted = f"{n_rows:,} stances of {len(articles):,} articles"
    yield _finding("every stance leads back to its sentences", counted, wrong.named, wrong.n)


def _hashes(rows: pd.DataFrame, *columns: str) -> np.ndarray:
    """Return a hash of some columns of each row, ndarray of shape (n_rows,), of 64 bits.

    Eight bytes stand for a row, where its strings would take hundreds. Beside 15 million right
    rows, one of a million wrong ones passes for right with a chance of one in a million.
    """
    # As objects: the same text has the same hash whatever the kind of its column.
    keys = rows[list(columns)].astype(object)
    return pd.util.hash_pandas_object(keys, index=False, categorize=False).to_numpy()


def _distinct(parts: list[np.ndarray]) -> np.ndarray:
    """Return the hashes of some arrays, sorted, each once; np.unique takes ten times the memory."""
    hashes = np.sort(np.concatenate([_NONE, *parts]))
    return np.concatenate([hashes[:1], hashes[1:][~_is_repeated(hashes)]])


def _is_repeated(hashes: np.ndarray) -> np.ndarray:
    """Whether each of some sorted hashes, but the first, is the one before it."""
    return hashes[1:] == hashes[:-1]


def _is_in(hashes: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Whether each hash is one of those known, which are sorted."""
    at = np.minimum(np.searchsorted(known, hashes), max(len(known) - 1, 0))
    return known[at] == hashes if len(known) else np.zeros(len(hashes), dtype=bool)


def _trends(study: Study) -> Iterator[Finding]:
    """Check that a period with nothing has no share, and that other shares sum to 1."""
    trends = store.read(study.folder, "trends")
    shares = trends[["share_favor", "share_against", "share_none"]]
    is_empty = trends["n_articles"] == 0
    is_wrong = (is_empty & shares.notna().any(axis=1)) | (
        ~is_empty & ((shares.sum(axis=1) - 1).abs() > 1e-9)
    )
    names = trends["claim_id"] + ", " + trends["group"] + ", " + trends["period_start"].astype(str)
    counted = f"{len(trends):,} periods"
    yield _finding("absent is not zero, and shares sum to 1", counted, names[is_wrong].tolist())


class _Wrong:
    """What does not hold: how much of it there is, which may be a lot, and the first of it."""

    def __init__(self) -> None:
        self.named: list[str] = []
        self.n = 0

    def add(self, names: Iterable[str]) -> None:
        """Count all of the names and keep the first."""
        for name in names:
            self.n += 1
            if len(self.named) < _NAMED:
                self.named.append(name)

    def add_new(self, names: Iterable[str]) -> None:
        """Count and keep the first names, each once; how many there are is counted elsewhere."""
        self.add(name for name in names if len(self.named) < _NAMED and name not in self.named)


def _finding(what: str, counted: str, wrong: list[str], n_wrong: int | None = None) -> Finding:
    n = len(wrong) if n_wrong is None else n_wrong
    more = (f"and {n - _NAMED:,} more",) if n > _NAMED else ()
    return Finding(what, counted, (*wrong[:_NAMED], *more))


_CHECKS: tuple[Callable[[Study], Iterator[Finding]], ...] = (
    _files, _contents, _tables, _sums, _articles, _stories, _sentences, _evidence, _trends,
)  # fmt: skip
