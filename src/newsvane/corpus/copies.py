"""Copies: which articles are the same text, nearly the same, or mostly restate another one.

Every copy points to the one original of its story, which is itself no copy; its id is the story's.
Texts are read twice: first for small sketches, then, of those articles alone that may share much,
into a temporary file. So memory does not grow with the length of the corpus' texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
import pandas as pd

from newsvane import tables
from newsvane.corpus.matching import alignment, near, originals, pieces, restated, sketches, words
from newsvane.corpus.matching.alignment import Weights
from newsvane.corpus.matching.originals import Facts
from newsvane.corpus.matching.pieces import Shelf
from newsvane.corpus.matching.sketches import Sketch
from newsvane.errors import TableError
from newsvane.progress import track

# Part of the smaller sketch from which a pair may be near or restated: well below the shares that
# make a copy, because a sketch holds a sample, and a changed word costs five shingles.
NEAR_PART, CANDIDATE_PART = 0.3, 0.15
# The same for pairs of content words; how many must be shared, and the number of stories from which
# such a pair of words is a stock phrase.
REWORDED_PART, REWORDED_SHARED, REWORDED_MOST = 0.12, 4, 20

Batches = Callable[[], Iterator[pd.DataFrame]]

_QUOTES = {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'"}
_COLUMNS = ["story_id", "copy_of", "copy_kind", "copied_share", "aligned_share"]


@dataclass(frozen=True)
class _Corpus:
    """What is kept of all articles: no texts. In the order of reading."""

    ids: pd.Series
    keys: np.ndarray
    copied: Sketch
    reworded: Sketch
    n_with_stem: np.ndarray
    last_day: np.ndarray
    facts: Facts


def link(dated: pd.DataFrame) -> pd.DataFrame:
    """Find the copies among the articles, and the story that each article belongs to.

    Parameters
    ----------
    dated : DataFrame
        Table `dated`.

    Returns
    -------
    DataFrame
        Table `articles`: the same rows in the same order, as `attach` makes them from what `find`
        finds.

    Raises
    ------
    TableError
        If `dated` is not as declared.
    """
    return attach(dated, find(lambda: iter([dated])))


def find(batches: Batches) -> pd.DataFrame:
    """Find the copies among articles that come in batches.

    Exact: the same text but for case, white space and the form of quote marks. Near: at least
    `near.NEAR_CONTAINED` of the shorter text's words stand in runs of five or more that the longer
    one has too, from its first half on, and the numbers between them are not all others. Restated:
    at least `restated.TAKEN_SHARE` of a piece's words do so (`restated.CITED_SHARE` of one that
    quotes or names the other), or at least `restated.ALIGNED_SHARE` of its sentences are aligned
    with the original, word for word or in other words.

    The original is the earlier one where the intervals of dates do not overlap; else the one that
    does not name the other; else the longer; else the smaller article_id. Of a restated pair it is
    the one that the other quotes or names, which goes before dates that were only found in a text,
    and before length.

    Parameters
    ----------
    batches : callable
        Returns an iterator over the batches of a table `dated`. It is called twice, and must give
        the same articles in the same order.

    Returns
    -------
    DataFrame
        One row per article in the order of reading, with article_id as its index: story_id
        (article_id of the story's original), copy_of and copy_kind (null for originals),
        copied_share (part of the words that stand in shared runs of five or more) and aligned_share
        (part of the sentences that are aligned), both 0–1 and 0 for originals; last_day, the latest
        published_to of an original's copies (null elsewhere). Where the article that a piece copies
        is itself a copy, copy_of is the story's original, which may share less with it.

    Raises
    ------
    TableError
        If a batch is not as declared, if an article_id comes twice, or if the second reading gives
        other articles than the first.
    """
    corpus = _gather(batches)
    order = originals.order(corpus.facts)
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    facts = originals.take(corpus.facts, order)
    exact = near.exact(corpus.keys[order], facts=facts)
    # Exact copies are found: only one of them takes part in what follows.
    position = np.where(exact[place] == place, place, -1)
    like = sketches.pair(corpus.copied, position=position, least_part=CANDIDATE_PART)
    again = sketches.pair(
        corpus.reworded,
        position=position,
        least_part=REWORDED_PART,
        least_shared=REWORDED_SHARED,
        most=REWORDED_MOST,
    ).pairs
    wanted = np.zeros(len(order), dtype=bool)
    wanted[like.pairs.ravel()] = wanted[again.ravel()] = True
    with pieces.open_shelf() as shelf:
        _fill(shelf, batches, corpus=corpus, position=np.where(wanted[place], place, -1))
        found = near.find(like.pairs[like.part >= NEAR_PART], shelf=shelf, facts=facts)
        rest = np.unique(np.sort(found[np.concatenate([like.pairs, again])], axis=1), axis=0)
        rest = rest[rest[:, 0] != rest[:, 1]]
        is_asked = np.isin(place, rest)
        weights = Weights(corpus.n_with_stem, len(order))
        taken = restated.find(
            rest,
            shelf=shelf,
            facts=facts,
            boilerplate=sketches.frequent(
                corpus.copied, is_asked=is_asked, least=restated.BOILERPLATE_FROM
            ),
            weights=weights,
        )
        steps = {"exact": exact, "near": found[exact], "restated": taken[found[exact]]}
        original, kind = _kinds(steps)
        shares = _shares(original, kind, exact=exact, shelf=shelf, weights=weights)
    return _table(original[place], kind[place], shares[place], order=order, corpus=corpus)


def attach(dated: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Give a batch of articles the columns of copies.

    Parameters
    ----------
    dated : DataFrame
        Table `dated`, or some of its rows.
    links : DataFrame
        As `find` returns it.

    Returns
    -------
    DataFrame
        Table `articles`: the same rows in the same order. An original appeared no later than its
        copies: where its interval of dates was found in a text and ends after the latest
        published_to of its copies, it ends there, unless that is before its own first day.

    Raises
    ------
    TableError
        If `dated` is not as declared, or holds articles that `links` lacks.
    """
    tables.check(dated, tables.DATED)
    at = links.index.get_indexer(pd.Index(dated["article_id"]))
    if (at < 0).any():
        raise TableError(
            "dated", "article_id", wanted="articles that were searched for copies",
            found=f"{(at < 0).sum()} others", advice="run corpus.copies.find over all batches",
        )  # fmt: skip
    found = links.iloc[at]
    columns = {name: found[name].array for name in _COLUMNS}
    bound = pd.Series(found["last_day"].array, index=dated.index)
    # Other sources give the day or month itself; only the end of a text's interval is assumed.
    is_later = (
        dated["date_source"].isin(["text", "none"])
        & (bound < dated["published_to"])
        & (bound >= dated["published_from"])
    )
    published_to = dated["published_to"].mask(is_later, bound)
    articles = dated.assign(**columns, published_to=published_to)
    return tables.check(articles[tables.ARTICLES.names], tables.ARTICLES)


def _gather(batches: Batches) -> _Corpus:
    """Read all articles once, and keep their sketches and facts."""
    facts, keys, copied, reworded = [], [], [], []
    n_with_stem = np.zeros(1 << sketches.COUNTED_BITS, dtype=np.uint32)
    for batch in track(batches(), "sketching articles", unit="batches"):
        tables.check(batch, tables.DATED)
        sketched = sketches.sketch([words.plain(text) for text in batch["text"]])
        copied.append(sketched.copied)
        reworded.append(sketched.reworded)
        n_with_stem += sketched.n_with_stem
        keys.append(_keys(batch["text"]))
        facts.append(batch[_FACTS])
    frame = pd.concat(facts, ignore_index=True) if facts else tables.empty(tables.DATED)[_FACTS]
    n_twice = int(frame["article_id"].duplicated().sum())
    if n_twice:
        raise TableError("dated", "", wanted="one row per article_id", found=f"{n_twice} repeated")
    return _Corpus(
        ids=frame["article_id"],
        keys=np.concatenate([np.empty((0, 2), dtype=np.uint64), *keys]),
        copied=sketches.join(copied),
        reworded=sketches.join(reworded),
        n_with_stem=n_with_stem,
        last_day=frame["published_to"].to_numpy().astype("datetime64[s]"),
        facts=originals.gather(frame),
    )


_FACTS = ["article_id", "length_words", "published_from", "published_to", "date_source"]


def _keys(texts: pd.Series) -> np.ndarray:
    """Return 128 bits per text that are equal for equal texts, and zero where there is none."""
    digests = [
        blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        if text
        else bytes(16)
        for text in map(normalise, texts)
    ]
    return np.frombuffer(b"".join(digests), dtype="<u8").reshape(-1, 2)


def normalise(text: str) -> str:
    """Return `text` in one case, with plain quote marks and single spaces.

    Examples
    --------
    >>> normalise("“Closed”,  said the Mayor")
    '"closed", said the mayor'
    """
    if not text.isascii():
        for mark, plain in _QUOTES.items():
            text = text.replace(mark, plain)
    return " ".join(text.casefold().split())


def _fill(shelf: Shelf, batches: Batches, *, corpus: _Corpus, position: np.ndarray) -> None:
    """Read all articles again and put those with a position on the shelf."""
    first = 0
    for batch in track(batches(), "reading candidates", unit="batches"):
        here = position[first : first + len(batch)]
        known = corpus.ids.iloc[first : first + len(batch)]
        if not np.array_equal(known.to_numpy(), batch["article_id"].to_numpy()):
            break
        first += len(batch)
        rows = batch.loc[here >= 0, ["text", "byline", "outlet", "url"]]
        for at, row in zip(here[here >= 0].tolist(), rows.itertuples(index=False), strict=True):
            named = pieces.names_of(byline=row.byline, outlet=row.outlet, url=row.url)
            shelf.put(at, text=row.text, named=named)
    else:
        if first == len(position):
            return
    raise TableError(
        "dated", "article_id", wanted="the same articles at the second reading",
        found=f"others after row {first}", advice="give batches that do not change",
    )  # fmt: skip


def _kinds(steps: dict[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Return the original and the kind of each article after steps that each go further back."""
    original = np.arange(len(steps["exact"]))
    kind = np.full(len(original), None, dtype=object)
    for name, step in steps.items():
        kind[step != original] = name
        original = step
    return original, kind


def _shares(
    original: np.ndarray, kind: np.ndarray, *, exact: np.ndarray, shelf: Shelf, weights: Weights
) -> np.ndarray:
    """Return for each article the parts of its words and of its sentences that are copied."""
    shares = np.zeros((len(original), 2))
    shares[kind == "exact"] = 1.0
    known: dict[int, tuple[float, float]] = {}
    for position in np.flatnonzero((kind == "near") | (kind == "restated")).tolist():
        # Of texts that are equal only one is on the shelf.
        at = int(exact[position])
        if at not in known:
            piece, source = shelf[at], shelf[int(original[position])]
            is_shared = restated.overlap(piece, source)[0]
            n_aligned, n = alignment.align(piece, source, is_shared=is_shared, weights=weights)
            share = float(is_shared.mean()) if len(is_shared) else 0.0
            known[at] = (share, n_aligned / n if n else share)
        shares[position] = known[at]
    return shares


def _table(
    original: np.ndarray,
    kind: np.ndarray,
    shares: np.ndarray,
    *,
    order: np.ndarray,
    corpus: _Corpus,
) -> pd.DataFrame:
    """Return what `find` returns; the arguments are in the order of reading."""
    source = order[original]
    is_copy = source != np.arange(len(source))
    story = corpus.ids.take(source).array
    latest = pd.Series(corpus.last_day[is_copy]).groupby(source[is_copy]).max()
    return pd.DataFrame(
        {
            "story_id": pd.array(story, dtype="str"),
            "copy_of": pd.Series(story, dtype="str").where(is_copy).array,
            "copy_kind": pd.array(kind, dtype="str"),
            "copied_share": shares[:, 0],
            "aligned_share": shares[:, 1],
            "last_day": latest.reindex(np.arange(len(source))).astype("datetime64[s]").array,
        },
        index=pd.Index(corpus.ids.array, name="article_id"),
    )
