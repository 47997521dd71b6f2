"""Sentences of the articles, and who speaks in each: the outlet, or somebody it quotes or reports.

A sentence is `quoted` where its content is mostly a direct quotation, `reported` where a verb of
saying, an "according to" or a "reportedly" hands its content to a source, or where it tells the
stance of one ("the union opposes the plan", "Roe is wary of it"), and `outlet` otherwise, as where
somebody merely acts, or where a stance is asked for or supposed. Scare quotes alone change nothing.
A quotation without a speaker of its own goes on with the one before it while the quotations follow
one another; where nobody is named, speaker is null.

`speaker` is whoever is quoted, or else whoever utters. Where sources stand inside one another,
`speaker_chain` has all of them, the outermost first: in "Roe says that Byron believes it" the
speaker is Roe and the chain "Roe > Byron"; in "“It leaks,” Byron said, according to Roe" the
speaker is Byron and the chain "Roe > Byron". Articles are read one by one, so that a batch gives
the same rows as the whole corpus.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator

import pandas as pd

from newsvane.corpus.batches import by_batch
from newsvane.corpus.isolation.pool import Failure
from newsvane.corpus.isolation.spread import spread
from newsvane.corpus.speech import voicing
from newsvane.corpus.speech.voicing import Article, Sentence
from newsvane.limits import Limits
from newsvane.progress import track
from newsvane.tables import SENTENCES, check, empty

logger = logging.getLogger(__name__)


def split(articles: pd.DataFrame) -> pd.DataFrame:
    r"""Split articles into sentences and tell who speaks in each of them.

    Parameters
    ----------
    articles : DataFrame
        With at least article_id, title and text; paragraphs are separated by an empty line. Where
        there is no language, a text with few of the commonest English words is not English.

    Returns
    -------
    DataFrame
        A `sentences` table: one row per sentence, in order of the articles.

    Raises
    ------
    TableError
        If the result breaks the table, as when an article_id occurs twice.

    Examples
    --------
    >>> text = "“It leaks,” said Ada Byron.\n\nThe ferry is old."
    >>> table = split(pd.DataFrame({"article_id": ["a"], "title": [None], "text": [text]}))
    >>> table[["voice", "speaker"]].values.tolist()
    [['quoted', 'Ada Byron'], ['outlet', nan]]
    """
    ((_, made),) = by_batch([articles], rows=_articles, work=_here)
    return _to_table(made)


def stream(batches: Iterable[pd.DataFrame], *, limits: Limits) -> Iterator[pd.DataFrame]:
    """Yield the sentences of each batch of articles, told in worker processes; see `split`.

    Parameters
    ----------
    batches : iterable of DataFrame
        Parts of a table of articles.
    limits : Limits
        Of the workers. An article that hits one is logged; its paragraphs are attributed to
        nobody.

    Yields
    ------
    DataFrame
        Part of a `sentences` table, one for each batch.
    """
    for _, made in by_batch(batches, rows=_articles, work=lambda rows: _isolated(rows, limits)):
        yield _to_table(made)


def _articles(articles: pd.DataFrame) -> Iterator[Article]:
    languages = articles.get("language", pd.Series(None, index=articles.index, dtype="object"))
    given = (articles["article_id"], articles["title"], articles["text"], languages)
    for article_id, title, text, code in zip(*(one.tolist() for one in given), strict=True):
        headline = title if isinstance(title, str) else None
        yield Article(str(article_id), headline, text, code if isinstance(code, str) else None)


def _here(articles: Iterator[Article]) -> Iterator[list[Sentence]]:
    return map(voicing.rows_of, track(articles, "reading voices", unit="articles"))


def _isolated(articles: Iterator[Article], limits: Limits) -> Iterator[list[Sentence]]:
    made = spread(
        articles, function=voicing.FUNCTION, limits=limits, size=lambda one: len(one.text)
    )
    for article, found in track(made, "reading voices", unit="articles"):
        if isinstance(found, Failure):
            logger.warning("%s: who speaks could not be told: %s", article[0], found.reason)
            found = voicing.unread(article)
        yield found


def _to_table(made: list[list[Sentence]]) -> pd.DataFrame:
    rows = [row for sentences in made for row in sentences]
    if not rows:
        return empty(SENTENCES)
    frame = pd.DataFrame(rows, columns=SENTENCES.names)
    texts = dict.fromkeys(("speaker", "speaker_kind", "speaker_chain", "cue"), "str")
    return check(frame.astype(texts), SENTENCES)
