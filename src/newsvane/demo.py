"""The built-in sample corpus: put it into a folder, compare what a study made of it with its truth.

The sample is fiction: `sample/README.md` says what it holds, `sample/truth.json` what is true.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import pandas as pd

from newsvane import store
from newsvane.errors import InputMissingError, StudyError

_KEY = ["source_file", "record"]
_SIDES = ("favor", "against", "none")
# A claim without a planted turn is split here, in the middle of the eighteen months.
_MIDDLE = "2023-12"


def write_sample(folder: Path) -> Path:
    """Write the sample corpus with its study.toml and its truth into `folder`.

    Files that are there already and are the same are left alone, so that a finished demo stays
    finished. Nothing is written where anything would have to be overwritten.

    Parameters
    ----------
    folder : Path
        Made where it does not exist.

    Returns
    -------
    Path
        `folder`.

    Raises
    ------
    StudyError
        If the folder holds another study, or a file in the place of one of the sample's.
    """
    missing = [
        (folder / name, content)
        for name, content in _contents()
        if not _is_there(folder, name, content)
    ]
    # study.toml comes last: a folder that has it has the whole sample.
    for path, content in sorted(missing, key=lambda item: item[0].name == "study.toml"):
        store.write_with(path, lambda stream, content=content: stream.write(content))  # type: ignore[misc]
    return folder


def compare(folder: Path) -> list[str]:
    """Say in plain lines how well the tables of a finished demo agree with the truth.

    Parameters
    ----------
    folder : Path
        Folder into which `write_sample` wrote, after a run.

    Returns
    -------
    list of str
        One line per question: what was read, titles, outlets, dates, copies, speakers, and for each
        claim the stance of the articles and the planted turn.

    Raises
    ------
    InputMissingError
        If the truth or a table is not there.
    """
    truth = read_truth(folder)
    expected = pd.DataFrame(truth["articles"])
    names = ("articles", "dropped", "sentences", "article_stances", "trends")
    found = {name: store.read(folder, name) for name in names}
    both = expected.merge(found["articles"], on=_KEY, suffixes=("_true", ""))
    lines = [
        _inputs_line(truth, both=both, dropped=found["dropped"]),
        _titles_line(both),
        _outlets_line(both),
        _dates_line(both),
        _copies_line(both),
        _speakers_line(both, sentences=found["sentences"], stances=found["article_stances"]),
    ]
    for claim in truth["claims"]:
        lines.append(_stance_line(claim["id"], both=both, stances=found["article_stances"]))
        lines.append(_turn_line(claim, expected=expected, trends=found["trends"]))
    return lines


def read_truth(folder: Path) -> dict[str, Any]:
    """Return the data of FOLDER/truth.json.

    Raises
    ------
    InputMissingError
        If there is none, or it cannot be read.
    """
    truth = store.read_json(folder / "truth.json")
    if truth is None:
        raise InputMissingError(
            folder / "truth.json", wanted="the truth of the sample, as newsvane demo writes it"
        )
    return dict(truth)


def _contents() -> Iterator[tuple[str, bytes]]:
    """Yield each file of the sample: its path below the sample, and its bytes."""
    sample = files("newsvane") / "sample"
    for name in ("README.md", "truth.json", "study.toml"):
        yield name, (sample / name).read_bytes()
    yield from _below(sample / "articles", "articles")


def _below(place: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(place.iterdir(), key=lambda entry: entry.name):
        path = f"{name}/{entry.name}"
        if entry.is_dir():
            yield from _below(entry, path)
        else:
            yield path, entry.read_bytes()


def _is_there(folder: Path, name: str, content: bytes) -> bool:
    path = folder / name
    try:
        same = path.read_bytes() == content
    except FileNotFoundError:
        return False
    except (IsADirectoryError, NotADirectoryError):
        same = False
    if not same:
        what = (
            "is another study" if name == "study.toml" else "is not the sample's file of that name"
        )
        raise StudyError(str(path), what, advice="give newsvane demo a new or empty folder")
    return True


def _inputs_line(truth: Mapping[str, Any], *, both: pd.DataFrame, dropped: pd.DataFrame) -> str:
    wanted = {(row["source_file"], row["record"]) for row in truth["dropped"]}
    left = set(dropped[_KEY].itertuples(index=False, name=None))
    articles = {(row["source_file"], row["record"]) for row in truth["articles"]}
    return (
        f"articles read: {len(both)} of {len(articles)}; "
        f"left out as expected: {len(left & wanted)} of {len(wanted)}; "
        f"left out wrongly: {len(left & articles)}"
    )


def _titles_line(both: pd.DataFrame) -> str:
    has = both["title_true"].notna()
    right = (both["title_true"] == both["title"])[has].sum()
    empty = both.loc[~has, "title"].isna().sum()
    return (
        f"titles right: {right} of {has.sum()}; "
        f"none given where there is none: {empty} of {(~has).sum()}"
    )


def _outlets_line(both: pd.DataFrame) -> str:
    told = both["outlet_true"].notna()
    right = (both["outlet_true"] == both["outlet"])[told].sum()
    return f"outlets right: {right} of {told.sum()} that the input tells"


def _dates_line(both: pd.DataFrame) -> str:
    true = pd.to_datetime(both["published"])
    dated = both["published_from"].notna()
    holds = (both["published_from"] <= true) & (true <= both["published_to"])
    exact = holds & (both["published_from"] == both["published_to"])
    day, none = both["datable"] == "day", both["datable"] == "none"
    return (
        f"dates that contain the true day: {holds.sum()} of {dated.sum()} given; "
        f"to the day: {(exact & day).sum()} of {day.sum()}; "
        f"undated as expected: {(~dated & none).sum()} of {none.sum()}"
    )


def _copies_line(both: pd.DataFrame) -> str:
    places = list(both[_KEY].itertuples(index=False, name=None))
    of_id = dict(zip(both["article_id"], places, strict=True))
    originals = [tuple(place.values()) if place else None for place in both["copy_of_true"]]
    true = _links(places, originals, kinds=both["copy_kind_true"])
    found = _links(places, both["copy_of"].map(of_id, na_action="ignore"), kinds=both["copy_kind"])
    right = true.keys() & found.keys()
    same = sum(true[link] == found[link] for link in right)
    return (
        f"copies found: {len(right)} of {len(true)}, {same} of them of the right kind; "
        f"wrongly linked: {len(found.keys() - right)}"
    )


def _links(
    copies: Iterable[Any], originals: Iterable[Any], *, kinds: Iterable[Any]
) -> dict[frozenset[Any], Any]:
    """Return the kind of each link; of two identical files either may be the copy: no direction."""
    rows = zip(copies, originals, kinds, strict=True)
    return {frozenset((copy, of)): kind for copy, of, kind in rows if isinstance(of, tuple)}


def _speakers_line(both: pd.DataFrame, *, sentences: pd.DataFrame, stances: pd.DataFrame) -> str:
    heard = _by_name(sentences.drop_duplicates(["article_id", "speaker"]))
    # Where a speaker is both quoted and reported, the voice with more sentences counts.
    summed = _by_name(stances.sort_values("n_sentences", ascending=False, kind="stable"))
    facts = [
        (row.article_id, _surname(fact["speaker"]), fact["claim"], fact["stance"])
        for row in both.itertuples()
        for fact in row.voices
    ]
    names = {(article, name) for article, name, _, _ in facts}
    known = set(zip(heard["article_id"], heard["name"], strict=True))
    judged: dict[tuple[str, str, str], str] = {}
    for row in summed.itertuples():
        judged.setdefault((row.article_id, row.name, row.claim_id), row.stance)
    reached = [(judged.get((a, n, c), "none"), s) for a, n, c, s in facts if (a, n) in known]
    right = sum(found == true for found, true in reached)
    return (
        f"speakers found: {len(names & known)} of {len(names)}; "
        f"their stance right: {right} of {len(reached)}"
    )


def _by_name(frame: pd.DataFrame) -> pd.DataFrame:
    spoken = frame[frame["speaker"].notna()]
    return spoken.assign(name=[_surname(speaker) for speaker in spoken["speaker"]])


def _surname(speaker: str) -> str:
    return speaker.split()[-1].casefold() if speaker.split() else ""


def _stance_line(claim_id: str, *, both: pd.DataFrame, stances: pd.DataFrame) -> str:
    whole = stances[(stances["claim_id"] == claim_id) & stances["voice"].isna()]
    given = dict(zip(whole["article_id"], whole["stance"], strict=True))
    found = [given.get(article, "none") for article in both["article_id"]]
    true = [stance[claim_id] for stance in both["stance"]]
    about = [(t, f) for t, f in zip(true, found, strict=True) if t is not None]
    others = [f for t, f in zip(true, found, strict=True) if t is None]
    right = sum(t == f for t, f in about)
    sided = sum(f != "none" for f in others)
    return (
        f"stance on {claim_id}: {right} of {len(about)} articles right, "
        f"macro-F1 {_macro_f1(about):.2f}; "
        f"articles on other stories given a side: {sided} of {len(others)}"
    )


def _macro_f1(pairs: list[tuple[str, str]]) -> float:
    """Return the mean F1 of the sides over (true, found) pairs; a side without any counts 0."""
    scores = []
    for side in _SIDES:
        hits = sum(t == f == side for t, f in pairs)
        marked = sum((t == side) + (f == side) for t, f in pairs)
        scores.append(2 * hits / marked if marked else 0.0)
    return sum(scores) / len(scores)


def _turn_line(claim: Mapping[str, Any], *, expected: pd.DataFrame, trends: pd.DataFrame) -> str:
    split = pd.Timestamp(f"{claim['turn'] or _MIDDLE}-01")
    rows = trends[(trends["claim_id"] == claim["id"]) & (trends["group_by"] == "all")]
    # A period that contains the turn belongs to neither side.
    before = _net(rows[rows["period_end"] < split])
    after = _net(rows[rows["period_start"] >= split])
    true = expected.assign(side=[stance[claim["id"]] for stance in expected["stance"]])
    is_early = pd.to_datetime(true["published"]) < split
    what = (
        f"planted turn of {claim['id']}" if claim["turn"] else f"no turn planted on {claim['id']}"
    )
    return (
        f"{what}: net {before} before, {after} after "
        f"(truth {_true_net(true[is_early])}, {_true_net(true[~is_early])})"
    )


def _net(rows: pd.DataFrame) -> str:
    rows = rows[rows["net"].notna() & (rows["n_articles"] > 0)]
    if not len(rows):
        return "unknown"
    return f"{(rows['net'] * rows['n_articles']).sum() / rows['n_articles'].sum():+.2f}"


def _true_net(articles: pd.DataFrame) -> str:
    sides = articles["side"].dropna()
    return f"{(sides == 'favor').mean() - (sides == 'against').mean():+.2f}"
