"""Check that the sums of a study add up and that every number leads back to its sentences.

Each check compares tables that were written by different stages, or tables with the files on the
disk: those are opened again, and what is in them is counted by another way than their readers took,
as far as their formats have one (`corpus.census`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pandas as pd

from newsvane import store, tables
from newsvane.corpus import read
from newsvane.corpus.census import comparing
from newsvane.corpus.reading.source import ReadSettings
from newsvane.study import Study

# Examples that a finding names.
_NAMED = 3


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
    found = {name: read.n_bytes_of(path) for path, name in read.find(study.sources())}
    passed = members | hidden
    wrong = [f"{name}: not in the table files" for name in found if name not in known]
    wrong += [f"{n}: no longer there" for n in known if n not in found and n not in passed]
    wrong += [
        f"{name}: {known[name]:,} bytes when it was read, now {size:,}"
        for name, size in found.items()
        if name in known and known[name] != size
    ]
    new = [n for _, n in read.find_hidden(study.sources()) if n not in known]
    counted = (
        f"{len(found):,} files, {len(members):,} members of archives and {len(hidden):,} hidden "
        f"files and folders ({len(new):,} more came later)"
    )
    yield _finding("every input file was read or is listed", counted, wrong)


def _contents(study: Study) -> Iterator[Finding]:
    """Count what is in the files again, beside what the tables say of it."""
    census = comparing.compare(
        read.find(study.sources()),
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
    columns = ["article_id", "published_from", "published_to", "copy_of", "story_id"]
    batches = store.read_batches(study.folder, "articles", columns=columns)
    articles = pd.concat(batches, ignore_index=True)
    ids = articles["article_id"]
    twice = ids[ids.duplicated()].tolist()
    yield _finding("every article has an id of its own", f"{len(ids):,} articles", twice)
    first, last = articles["published_from"], articles["published_to"]
    is_wrong = (first.isna() != last.isna()) | (first > last)
    counted = f"{int(first.notna().sum()):,} dated articles"
    yield _finding("every date is an interval", counted, ids[is_wrong].tolist())
    is_copy = articles["copy_of"].notna()
    originals = articles[~is_copy]
    stories = dict(zip(originals["article_id"], originals["story_id"], strict=True))
    story = articles.loc[is_copy, "copy_of"].map(stories)
    is_lost = story.isna() | (story != articles.loc[is_copy, "story_id"])
    yield _finding(
        "every copy leads to an original of its story",
        f"{int(is_copy.sum()):,} copies",
        ids[is_copy][is_lost].tolist(),
    )


def _sentences(study: Study) -> Iterator[Finding]:
    """Check that sentences stand in their articles where they say, in the order of those."""
    folder = study.folder
    texts = _texts(study)
    n_sentences = 0
    wrong: list[str] = []
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
                wrong.append(str(row.sentence_id))
    missing += sum(1 for _ in texts)
    if missing:
        wrong.append(f"{missing:,} articles without a sentence")
    yield _finding("every sentence stands in its article", f"{n_sentences:,} sentences", wrong)


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
    judged: set[tuple[str, str]] = set()
    for batch in store.read_batches(folder, "stances", columns=["sentence_id", "claim_id"]):
        judged.update(zip(batch["sentence_id"], batch["claim_id"], strict=True))
    ids: set[str] = set()
    owner: dict[str, str] = {}
    wanted = {sentence for sentence, _ in judged}
    for batch in store.read_batches(folder, "sentences", columns=["sentence_id", "article_id"]):
        chosen = batch[batch["sentence_id"].isin(wanted)]
        owner.update(zip(chosen["sentence_id"], chosen["article_id"], strict=True))
    strange = sorted(wanted - set(owner))
    yield _finding("every judged sentence is there", f"{len(judged):,} judgements", strange)
    wrong = []
    n_rows = 0
    for batch in store.read_batches(folder, "article_stances"):
        n_rows += len(batch)
        for row in batch.itertuples(index=False):
            ids.add(row.article_id)
            good = [
                s
                for s in row.evidence
                if owner.get(s) == row.article_id and (s, row.claim_id) in judged
            ]
            if not len(row.evidence) or len(good) < len(row.evidence):
                wrong.append(f"{row.article_id}, {row.claim_id}")
    counted = f"{n_rows:,} stances of {len(ids):,} articles"
    yield _finding("every stance leads back to its sentences", counted, wrong)


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


def _finding(what: str, counted: str, wrong: list[str]) -> Finding:
    named = tuple(wrong[:_NAMED])
    more = (f"and {len(wrong) - _NAMED:,} more",) if len(wrong) > _NAMED else ()
    return Finding(what, counted, named + more)


_CHECKS: tuple[Callable[[Study], Iterator[Finding]], ...] = (
    _files, _contents, _sums, _articles, _sentences, _evidence, _trends,
)  # fmt: skip
