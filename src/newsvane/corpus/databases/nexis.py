"""Pages that Nexis and LexisNexis export: "12 of 74 DOCUMENTS"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from newsvane.corpus.databases import pieces
from newsvane.corpus.databases.labels import MAX_LABEL, role_of, split_label
from newsvane.corpus.databases.story import (
    Story,
    copyright_year,
    is_copyright,
    noted,
    printed_date,
    says,
    shortfall,
    to_row,
)
from newsvane.corpus.reading.rows import Left, Row
from newsvane.corpus.reading.source import ReadSettings, Source

MARKER = re.compile(r"<a name=\"doc_id_[\d_]{1,20}\">", re.I)
# "12 of 74 DOCUMENTS", "Dokument 12 von 74", "12 sur 74 DOCUMENTS".
POSITION = re.compile(
    r"\W{0,3}(?P<front>[^\W\d_]{5,12} )?(?P<at>\d{1,6}) [^\W\d_]{1,4} (?P<of>\d{1,6})"
    r"(?P<back> [^\W\d_]{5,12})?\W{0,3}"
)
_ANNOUNCED = re.compile(r"<meta [^<>]{0,100}\bdocuments=\"(\d{1,6})\"", re.I)
_OPEN, _CLOSED = re.compile("<docfull>", re.I), re.compile("</docfull>", re.I)
_MAX_DEPTH = 50
_BROKEN = "the export breaks off here"
_CLASS = re.compile(r"\.(c\d{1,4}) \{([^{}]{0,500})\}")


@dataclass(frozen=True)
class Block:
    """A part of a printed document: paragraphs, and the label before them, if there is one."""

    paragraphs: list[str]
    label: str | None = None

    @property
    def text(self) -> str:
        """All of it on one line."""
        return " ".join(" ".join(self.paragraphs).split())


@dataclass
class _Found:
    before: list[str] = field(default_factory=list)  # unlabelled lines above the first label
    values: dict[str, Block] = field(default_factory=dict)
    body: list[str] = field(default_factory=list)
    is_labelled: bool = False


def read_nexis(source: Source, *, settings: ReadSettings) -> Iterator[Row | Left]:
    """Read a page that Nexis or LexisNexis has exported; each document is a record.

    Raises
    ------
    UnreadableError
        When the page is empty, not text, or too large.
    """
    text, doubt = pieces.whole(source)
    before, documents = pieces.split(text, marker=MARKER)
    in_body = {name for name, rule in _CLASS.findall(before) if "margin-top: 1em" in rule}
    announced = _ANNOUNCED.search(before)
    record = 0
    for record, piece in enumerate(documents, start=1):
        root = pieces.parse(piece)
        blocks = [] if root is None else list(_blocks(root.find("body"), in_body=in_body))
        row = row_of(blocks, source_file=source.name, record=record)
        if _OPEN.search(piece) and not _CLOSED.search(piece):
            row = noted(row, _BROKEN)
        yield noted(row, doubt if record == 1 else None)
    n_announced = int(announced.group(1)) if announced else None
    yield from shortfall(record, n_announced, source_file=source.name)


def _blocks(parent: Any, *, in_body: set[str], depth: int = 0) -> Iterator[Block]:
    for child in parent:
        is_outer = child.tag == "div" and any(inner.tag in ("div", "table") for inner in child)
        if is_outer and depth < _MAX_DEPTH:
            if child.text and child.text.strip():
                yield Block([" ".join(child.text.split())])
            yield from _blocks(child, in_body=in_body, depth=depth + 1)
        elif isinstance(child.tag, str):
            found = pieces.paragraphs(child, is_layout=False)
            if found:
                yield _labelled(found, is_field=_is_field(child, in_body=in_body))
        if child.tail and child.tail.strip():
            yield Block([" ".join(child.tail.split())])


def _is_field(block: Any, *, in_body: set[str]) -> bool:
    """Whether a block can begin with a label: interviews have their speakers in capitals, too."""
    first = next(block.iter("p"), None)
    return first is None or first.get("class") not in in_body


def _labelled(found: list[str], *, is_field: bool) -> Block:
    label, colon, value = found[0].partition(":")
    is_label = is_field and colon and len(label) <= MAX_LABEL and label == label.upper()
    if not is_label or not label.strip() or label[0].isdigit():
        return Block(found)
    return Block([text for text in (value.strip(), *found[1:]) if text], label.strip())


def row_of(blocks: list[Block], *, source_file: str, record: int) -> Row | Left:
    """Make the record of a printed document of its blocks, in the order in which they stand.

    Outlet, date and title stand above the first label, the body below the last one of those, and
    after it more labels and the copyright.
    """
    found = _sort(blocks)
    if not found.is_labelled and len(found.before) < 3:
        return Left(
            source_file, record, says(" ".join(found.before) or "nothing"), f"document {record}"
        )
    story = _heading(found)
    return to_row(story, source_file=source_file, record=record, format="nexis")


def _sort(blocks: list[Block]) -> _Found:
    found = _Found()
    for block in blocks:
        role = (role_of(block.label) or "other") if block.label else None
        if role in ("body", "lead", "correction"):
            found.is_labelled = True
            found.body += block.paragraphs
        elif role is not None:
            found.is_labelled = True
            found.values.setdefault(role, block)
        elif is_copyright(block.text):
            found.values.setdefault("copyright", block)
        elif POSITION.fullmatch(block.text):
            continue
        elif found.is_labelled:
            found.body += block.paragraphs
        else:
            found.before.append(block.text)
            # Without any label, what follows outlet, date and title is the body.
            if len(found.before) > 3:
                found.body += block.paragraphs
    return found


def _heading(found: _Found) -> Story:
    values, lines = found.values, found.before
    dates = [i for i, line in enumerate(lines[:6]) if i and len(line) < 200 and printed_date(line)]
    at = dates[0] if dates else 0
    title = lines[at + 1] if at + 1 < len(lines) else None
    below = lines[at + 2 :]
    story = Story(
        paragraphs=[*below, *found.body] if found.is_labelled else found.body,
        title=values["title"].text if "title" in values else title,
        outlet=lines[0] if lines else None,
        published=printed_date(lines[at])
        if dates
        else copyright_year(_value(values, "copyright") or ""),
    )
    return replace(
        story,
        byline=_value(values, "byline"),
        url=_value(values, "url"),
        language=(_value(values, "language") or "").split(";")[0] or None,
        length=_value(values, "length"),
    )


def _value(values: dict[str, Block], role: str) -> str | None:
    return values[role].text or None if role in values else None


def labelled_line(text: str) -> Block:
    """Make a block of a paragraph of plain text, whose label must be one that we know."""
    found = split_label(text)
    if found is None or not found[0].isupper():
        return Block([text])
    return Block([found[1]] if found[1] else [], found[0])
