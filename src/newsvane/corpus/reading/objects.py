"""Records of .json and .jsonl files."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from newsvane.corpus.reading import columns as names
from newsvane.corpus.reading.decode import detect, text_of
from newsvane.corpus.reading.delimited import make_row
from newsvane.corpus.reading.rows import Left, Place, Row, UnreadableError, joined, one_line
from newsvane.corpus.reading.source import ReadSettings, Source

# How deep a list of articles may lie in its wrapper: {"response": {"docs": [...]}}.
WRAPPERS = 3
# Python itself refuses to make a number of more digits.
_MAX_DIGITS = 4_300
_NOT_JSON = "not readable as JSON"


def read_json(source: Source, *, settings: ReadSettings) -> Iterator[Row | Left]:
    """Read a .json file: a list of objects, one object, a wrapper around a list, or JSON lines.

    Raises
    ------
    UnreadableError
        When the file is not JSON, holds no object, or no object has text.
    """
    text, doubt = text_of(source.read())
    try:
        data = _parse(text)
    except UnreadableError as error:
        lines = text.split("\n")
        # Many exports write JSON lines into a file called .json.
        if not (len(lines) > 1 and _is_object(lines[0])):
            raise UnreadableError(f"{_NOT_JSON}: {error}") from error
        yield from _read_lines(
            lambda: lines,
            source_file=source.name,
            format="json",
            columns=settings.columns,
            note=doubt,
        )
        return
    articles = _articles(data, columns=settings.columns)
    # A file that is one object is one article: it has no position of its own.
    first = 0 if articles and articles[0] is data else 1
    yield from _read_objects(
        lambda: enumerate(articles, start=first),
        source_file=source.name,
        format="json",
        columns=settings.columns,
        unit="item",
        note=doubt,
    )


def read_lines(source: Source, *, settings: ReadSettings) -> Iterator[Row | Left]:
    """Read a .jsonl file; a record's number is its line, and a bad line is left out alone.

    Raises
    ------
    UnreadableError
        When the file is not text, or no line has article text.
    """
    with source.open() as stream:
        encoding = detect(stream)
        stream.seek(0)
        # Only a line feed ends a line: U+2028 and U+0085 may stand inside a text.
        lines = io.TextIOWrapper(
            stream, encoding=encoding.name, errors=encoding.errors, newline="\n"
        )

        def from_start() -> Iterable[str]:
            lines.seek(0)
            return lines

        yield from _read_lines(
            from_start,
            source_file=source.name,
            format="jsonl",
            columns=settings.columns,
            note=encoding.note,
        )


def _read_lines(
    read: Callable[[], Iterable[str]],
    *,
    source_file: str,
    format: str,
    columns: Mapping[str, str],
    note: str | None,
) -> Iterator[Row | Left]:
    def parsed() -> Iterator[tuple[int, Any]]:
        for number, line in enumerate(read(), start=1):
            line = line.strip(" \t\r\n\ufeff\x1e")
            if not line:
                continue
            try:
                yield number, _parse(line)
            except UnreadableError as error:
                yield number, error

    yield from _read_objects(
        parsed, source_file=source_file, format=format, columns=columns, unit="line", note=note
    )


def _read_objects(
    read: Callable[[], Iterable[tuple[int, Any]]],
    *,
    source_file: str,
    format: str,
    columns: Mapping[str, str],
    unit: str,
    note: str | None,
) -> Iterator[Row | Left]:
    """Turn objects into records, one at a time; `read` starts from the first one on each call.

    `note` is true of the whole file and told once, beside its first record.
    """
    seen, n_other, is_json = _keys(read(), columns=columns)
    if not seen and is_json:
        # A list of numbers is one fault, not a million; lines that are no JSON are told each.
        what = f"{n_other:,} values, none of them" if n_other else "there is not"
        yield Left(source_file, 0, f"no articles: {what} an object")
        return
    if seen:
        names.require(list(seen), columns=columns)
    # Where no object has a mapped column, recognised names are used for its field.
    there = names.usable(seen, columns=columns)
    matches: dict[tuple[str, ...], dict[str, str]] = {}  # objects of a file share few sets of keys
    for number, item in read():
        at = Place(source_file, number, f"{unit} {number}")
        if isinstance(item, UnreadableError):
            yield at.left(f"{_NOT_JSON}: {item}")
            continue
        if not isinstance(item, dict):
            yield at.left(f"{_kind(item)} where an object was expected")
            continue
        keys = tuple(item)
        if keys not in matches:
            matches[keys] = names.match(keys, columns=there)
        values = {field: item[column] for field, column in matches[keys].items()}
        own = item.note if isinstance(item, _Odd) else None
        made = make_row(values, at=at, format=format, note=joined(note, own))
        note = None if isinstance(made, Row) else note
        yield made


def _keys(
    items: Iterable[tuple[int, Any]], *, columns: Mapping[str, str]
) -> tuple[dict[str, None], int, bool]:
    """Return the keys of the first objects, until they hold all that is looked for.

    The others are the number of values that are no objects, and whether all of them are JSON.
    """
    seen: dict[str, None] = {}
    n_other, is_json = 0, True
    for _, item in items:
        if isinstance(item, dict):
            new = [key for key in item if key not in seen]
            seen.update(dict.fromkeys(new))
            there = names.usable(seen, columns=columns)
            if new and len(there) == len(columns) and "text" in names.match(seen, columns=there):
                break
        else:
            n_other += 1
            is_json &= not isinstance(item, UnreadableError)
    return seen, n_other, is_json


class _Odd(dict[str, Any]):
    """An object that no careful writer makes, and what is odd about it."""

    note: str


class _OddNumber(str):
    """A number that JSON does not have, or that no number of a program holds."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    notes = ["a key stands twice; its last value is read"] if len(made) < len(pairs) else []
    notes += [
        f"{one_line(key, limit=40)}: {one_line(value, limit=20)} is no number, and not read"
        for key, value in pairs
        if type(value) is _OddNumber
    ]
    if not notes:
        return made
    odd = _Odd((key, None if type(value) is _OddNumber else value) for key, value in made.items())
    odd.note = "; ".join(notes[:3])
    return odd


def _integer(digits: str) -> str:
    return _OddNumber(digits) if len(digits) > _MAX_DIGITS else digits


def _articles(data: Any, *, columns: Mapping[str, str]) -> list[Any]:
    """Find the articles: the thing itself, or what stands in lists of objects with text in it."""
    if isinstance(data, list):
        return data
    if not isinstance(data, dict):
        raise UnreadableError(f"{_kind(data)} where a list of objects was expected")
    wanted = _level(data, columns=columns)
    if wanted is None and columns:  # mapped for other files, it may be
        wanted = _level(data, columns={})
    return [data] if wanted is None else wanted


def _level(data: dict[str, Any], *, columns: Mapping[str, str]) -> list[Any] | None:
    if isinstance(data.get(names.match(data, columns=columns).get("text", "")), str):
        return [data]
    found: list[Any] = []
    level: list[Any] = [data]
    for _ in range(WRAPPERS):
        values = [value for item in level for value in item.values()]
        # There may be one list for each year or paper.
        for value in values:
            if isinstance(value, list) and any(_has_text(item, columns) for item in value):
                found += value
        level = [value for value in values if isinstance(value, dict)]
    return found or None


def _has_text(item: Any, columns: Mapping[str, str]) -> bool:
    return isinstance(item, dict) and "text" in names.match(item, columns=columns)


def _parse(text: str) -> Any:
    try:
        # Numbers are only ever shown, and a number of 5,000 digits is an error for int.
        return json.loads(
            text,
            parse_int=_integer,
            parse_float=str,
            parse_constant=_OddNumber,
            object_pairs_hook=_object,
        )
    except json.JSONDecodeError as error:
        raise UnreadableError(f"{error.msg} at character {error.pos + 1}") from error
    except RecursionError as error:
        raise UnreadableError("nested too deeply") from error
    except ValueError as error:
        raise UnreadableError(one_line(str(error))) from error


def _is_object(line: str) -> bool:
    try:
        return isinstance(_parse(line), dict)
    except UnreadableError:
        return False


def _kind(item: object) -> str:
    kinds = {list: "a list", str: "a text", bool: "true or false", type(None): "null"}
    return kinds.get(type(item), "a number")
