"""One article of an export, and the row that it becomes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from newsvane.corpus.reading.columns import as_text
from newsvane.corpus.reading.rows import Left, Row, joined, length_problem, one_line, safe

_WORD = r"[^\W\d_]"
# The forms in which databases print a day. No form can match a text in two ways of unequal length.
_DAY = re.compile(
    "|".join(
        (
            rf"\d{{1,2}}(?:\.|er|º|st|nd|rd|th)?\s(?:de\s)?{_WORD}{{3,12}}\.?,?\s(?:de\s)?\d{{4}}\b",
            rf"{_WORD}{{3,12}}\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}}\b",
            r"\d{4}\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]",
            r"\b\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b",
            r"\b\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d\d)\b",
        )
    )
)
# "Winter 2010" and "March 2011": what magazines print; only where no day is found.
_MONTH = re.compile(rf"\b{_WORD}{{3,12}}\.?,?\s(?:de\s)?\d{{4}}\b")
_CLOCK = re.compile(
    rf"(?:,?\s{_WORD}{{3,12}}\b)?,?\s?(?:\bat\s)?\d{{1,2}}:\d\d(?::\d\d)?"
    r"(?:\s?[AaPp]\.?[Mm]\b\.?)?(?:\s[A-Z]{2,4}(?:[+-]\d{1,2}(?::?\d\d)?)?\b)?"
)
_COPYRIGHT = re.compile(
    r"\W{0,3}(?:copyright\b|©|\(c\)\s|copy \d{4}\b|alle rechte|tous droits)", re.I
)
_NUMBER = re.compile(r"\d[\d.,\s]{0,9}")
_IDEOGRAPH = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
# Databases count words that hold letters or digits; what is below half of it is not the whole text.
_MIN_SHARE = 0.5
_MIN_WORDS = 50


@dataclass(frozen=True)
class Story:
    """What an export says of one article.

    `length` is its length as the export prints it ("1,285 words"); paragraphs hold no empty line.
    """

    paragraphs: Sequence[str]
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    url: str | None = None
    language: str | None = None
    published: str | None = None
    length: str | None = None


def to_row(story: Story, *, source_file: str, record: int, format: str) -> Row | Left:
    """Make the record of a story, or say why it is none.

    Examples
    --------
    >>> row = to_row(Story(["It rained."], title="Rain"), source_file="a", record=2, format="nexis")
    >>> row.content, row.place, row.note
    ('It rained.', 'document 2', 'the export gives no outlet, no date')
    """
    place = f"document {record}"
    content = safe("\n\n".join(filter(None, (text.strip() for text in story.paragraphs))))
    problem = length_problem(content, is_html=False)
    if problem:
        return Left(source_file, record, problem, place)
    title, outlet, published = map(as_text, (story.title, story.outlet, story.published))
    missing = [
        name
        for name, value in (("title", title), ("outlet", outlet), ("date", published))
        if value is None
    ]
    notes = [f"the export gives no {', no '.join(missing)}"] if missing else []
    if published and re.fullmatch(r"\d{4}", published):
        notes.append("no day is printed, only the year of the copyright")
    notes += filter(None, [length_note(story.length, content)])
    return Row(
        source_file, record, format, content, is_html=False, title=title, outlet=outlet,
        byline=as_text(story.byline), url=as_text(story.url), language=as_text(story.language),
        published=published, place=place, note="; ".join(notes) or None,
    )  # fmt: skip


def noted(item: Row | Left, note: str | None) -> Row | Left:
    """Add a note to a record, such as what is doubtful about the whole file to its first one.

    Examples
    --------
    >>> noted(Left("a", 1, "no text"), "read as cp1252").reason
    'no text'
    """
    return item._replace(note=joined(item.note, note)) if isinstance(item, Row) else item


def length_note(printed: str | None, content: str) -> str:
    """Say where a text has less than half of the words that its export prints.

    Of Chinese and Japanese, which do not space their words, the characters are counted there; of
    them nothing is said.

    Examples
    --------
    >>> length_note("1,285 words", "only three words " * 20)
    'the export says 1285 words, 60 were found'
    """
    number = _NUMBER.search(printed[:60]) if printed else None
    if number is None or len(_IDEOGRAPH.findall(content[:2_000])) > 50:
        return ""
    n_printed = int(re.sub(r"\D", "", number.group()))
    n_found = len(content.split())
    if n_printed < _MIN_WORDS or n_found >= _MIN_SHARE * n_printed:
        return ""
    return f"the export says {n_printed} words, {n_found} were found"


def printed_date(text: str) -> str | None:
    """Cut the date, with its time of day and zone, out of the line that it stands in.

    Examples
    --------
    >>> printed_date("June 7, 1995, CITY EDITION"), printed_date("Late Edition")
    ('June 7, 1995', None)
    >>> printed_date("Politics, Monday 5 May 2014 9:20 AM GMT, p. 3")
    '5 May 2014 9:20 AM GMT'
    """
    text = " ".join(text[:400].split())
    day = _DAY.search(text)
    if day is None:
        month = _MONTH.search(text)
        return month.group() if month else None
    clock = _CLOCK.match(text, day.end())
    return text[day.start() : clock.end() if clock else day.end()]


def is_copyright(text: str) -> bool:
    """Whether a line claims the rights in an article.

    Examples
    --------
    >>> is_copyright("Copyright 2031 The Mill Ltd"), is_copyright("Copying is dear")
    (True, False)
    """
    return len(text) < 1_000 and bool(_COPYRIGHT.match(text))


def copyright_year(text: str) -> str | None:
    """Return the year of a copyright, the one date that some documents print.

    Examples
    --------
    >>> copyright_year("Copyright 2005 The Mill Ltd"), copyright_year("Copyright The Mill")
    ('2005', None)
    """
    found = re.search(r"\b(?:19|20)\d\d\b", text[:200])
    return found.group() if found else None


def unwrap(text: str) -> list[str]:
    r"""Return the paragraphs of a text whose lines are of a fixed width.

    A paragraph begins after an empty line, or with an indented one.

    Examples
    --------
    >>> unwrap("  It rained and\nrained.\n  Then snow.\n\nThe end.")
    ['It rained and rained.', 'Then snow.', 'The end.']
    """
    paragraphs: list[list[str]] = [[]]
    for line in text.splitlines():
        bare = line.strip()
        if not bare or line[0].isspace():
            paragraphs.append([])
        if bare:
            paragraphs[-1].append(bare)
    return [" ".join(lines) for lines in paragraphs if lines]


def shortfall(found: int, announced: int | None, *, source_file: str) -> list[Left]:
    """List, as record 0, that an export holds no document, or fewer than it announces.

    Examples
    --------
    >>> shortfall(99, 100, source_file="a.html")[0].reason
    'the export announces 100 documents, 99 were found'
    >>> shortfall(100, 100, source_file="a.html")
    []
    """
    if not found and not announced:
        return [Left(source_file, 0, "an export without a document")]
    if announced is None or found >= announced:
        return []
    reason = f"the export announces {announced} documents, {found} were found"
    return [Left(source_file, 0, reason)]


def says(text: str) -> str:
    """Quote what stands in the place of an article."""
    return f"no article; the export says “{one_line(text, limit=120)}”"
