"""Reports that Integrum exports as pages; its workbooks are in workbook.py."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from newsvane.corpus.databases import pieces
from newsvane.corpus.databases.story import Story, noted, printed_date, shortfall, to_row, unwrap
from newsvane.corpus.reading.rows import Left, Row
from newsvane.corpus.reading.source import ReadSettings, Source

_MARKER = re.compile(r"<a name=\"?\d{1,6}\"?>", re.I)
_LISTED = re.compile(r"<a href=\"?#\d{1,6}\"?>", re.I)
# ^ИС source, ^ДТ date, ^АВ author, ^ЗГ title; ^РБ section and ^НР page are not kept.
_FIELD = re.compile(r"\^(\w{2}):")


def read_integrum(source: Source, *, settings: ReadSettings) -> Iterator[Row | Left]:
    """Read a report that Integrum has exported as a page; each document is a record.

    Raises
    ------
    UnreadableError
        When the page is empty, not text, or too large.
    """
    text, doubt = pieces.whole(source)
    before, documents = pieces.split(text, marker=_MARKER)
    record = 0
    for record, piece in enumerate(documents, start=1):
        story = _story(pieces.parse(piece).find("body"))
        row = to_row(story, source_file=source.name, record=record, format="integrum")
        yield noted(row, doubt if record == 1 else None)
    announced = len(_LISTED.findall(before)) or None
    yield from shortfall(record, announced, source_file=source.name)


def _story(body: Any) -> Story:
    table = body.find(".//table")
    parts = _FIELD.split("" if table is None else pieces.text_in(table))
    values = {name: text.strip(" ,") for name, text in zip(parts[1::2], parts[2::2], strict=True)}
    heading, text = body.find(".//h3"), body.find(".//pre")
    return Story(
        [] if text is None else unwrap("".join(text.itertext())),
        title=values.get("ЗГ") or (None if heading is None else pieces.text_in(heading)),
        outlet=values.get("ИС"),
        byline=values.get("АВ"),
        published=printed_date(values.get("ДТ", "")),
    )
