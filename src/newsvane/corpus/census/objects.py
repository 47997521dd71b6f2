"""Objects of .json and .jsonl files, rows of Parquet files."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping

from newsvane.corpus.census.items import EXACT, ONE
from newsvane.corpus.reading import columns as names
from newsvane.corpus.reading.decode import detect, text_of
from newsvane.corpus.reading.objects import WRAPPERS
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
    if isinstance(data, list):
        return len(data), EXACT
    n_articles = _in_lists(data, columns=settings.columns)
    if not n_articles and settings.columns:  # mapped for other files, it may be
        n_articles = _in_lists(data, columns={})
    return (n_articles, EXACT) if n_articles else (1, ONE)


def _in_lists(data: object, *, columns: Mapping[str, str], depth: int = 0) -> int:
    """Return how long the lists with texts are together; 0 where an object is an article itself."""
    if isinstance(data, list):
        return len(data) if any(_has_text(item, columns) for item in data) else 0
    if not isinstance(data, dict) or depth == WRAPPERS:
        return 0
    if not depth and isinstance(data.get(names.match(data, columns=columns).get("text", "")), str):
        return 0
    return sum(_in_lists(value, columns=columns, depth=depth + 1) for value in data.values())


def _has_text(item: object, columns: Mapping[str, str]) -> bool:
    return isinstance(item, dict) and "text" in names.match(item, columns=columns)


def count_parquet(source: Source, settings: ReadSettings) -> Iterator[int]:
    """Yield how many rows the footer of a Parquet file states."""
    from pyarrow import parquet

    with source.open() as stream, parquet.ParquetFile(stream) as file:
        yield int(file.metadata.num_rows)
