"""Objects of .json and .jsonl files, rows of Parquet files."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator

from newsvane.corpus.census.items import EXACT, ONE
from newsvane.corpus.reading.decode import detect, text_of
from newsvane.corpus.reading.objects import articles_in
from newsvane.corpus.reading.source import ReadSettings, Source

_CHUNK = 1 << 20
_BLANK = " \t\r\n\ufeff\x1e"


def count_lines(source: Source, settings: ReadSettings) -> Iterator[int]:
    """Yield, in parts, how many lines of a file are not blank; none of them is parsed."""
    with source.open() as stream:
        encoding = detect(stream)
        stream.seek(0)
        text = io.TextIOWrapper(stream, encoding=encoding.name, errors="replace", newline="\n")
        yield from filled_lines(iter(lambda: text.read(_CHUNK), ""))


def filled_lines(chunks: Iterable[str]) -> Iterator[int]:
    r"""Yield for each chunk of a text how many more of its lines are not blank.

    Examples
    --------
    >>> sum(filled_lines(["a\n", " \n", "b", "c\n\n", "d"]))
    3
    """
    is_filled = False
    for chunk in chunks:
        first, *others = chunk.split("\n")
        is_filled = is_filled or bool(first.strip(_BLANK))
        if others:
            yield is_filled + sum(bool(line.strip(_BLANK)) for line in others[:-1])
            is_filled = bool(others[-1].strip(_BLANK))
        else:
            yield 0
    yield int(is_filled)


def count_json(source: Source, settings: ReadSettings) -> tuple[int, str]:
    """Return the length of the list of articles in a .json file, and whether it is one article."""
    text, _ = text_of(source.read())
    try:
        # Numbers of any length: int refuses those of more than 4,300 digits.
        data = json.loads(text, parse_int=str, parse_float=str)
    except json.JSONDecodeError:
        return sum(filled_lines([text])), EXACT  # JSON lines in a file called .json
    articles = articles_in(data, columns=settings.columns)
    return len(articles), ONE if articles and articles[0] is data else EXACT


def count_parquet(source: Source, settings: ReadSettings) -> Iterator[int]:
    """Yield how many rows the footer of a Parquet file states."""
    from pyarrow import parquet

    with source.open() as stream, parquet.ParquetFile(stream) as file:
        yield int(file.metadata.num_rows)
