"""The text of PDF files, page after page, by PDFium."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from newsvane.corpus.containers.inflate import Meter, inflate
from newsvane.corpus.reading.columns import as_text
from newsvane.corpus.reading.rows import (
    Left,
    Row,
    UnreadableError,
    length_problem,
    one_line,
    safe,
)
from newsvane.corpus.reading.source import Limits, ReadSettings, Source

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

# A book has 1,500 pages; what has more is a dump, and each page takes time.
MAX_PAGES = 2_000
# A page of a scan may carry a stamp or a page number as text.
_MIN_LETTERS_A_PAGE = 25
_HEAD = 1_024
# A page scanned in colour at 600 dots per inch has 104 MB.
MAX_STREAM_MB = 256
_MOST_RATIO = 1_032  # of deflate
# PDFium writes U+FFFE (U+0002 in old versions) and no line end where a hyphen ends a line.
_DIVIDED = re.compile(r"(\w{1,50})[\ufffe\x02](\w{1,50})")
_WORDS = re.compile(r"\w+(?:-\w+)*")
_NUMBER = re.compile(r"\d+")
# How many lines at the top and at the bottom may be of the page, not of the text.
_EDGE = 2
_MIN_RUNNING, _RUNNING_SHARE = 3, 0.6
# What programs write as the title: a file's name, or their own.
_NO_TITLE = re.compile(
    r"(?:microsoft|powerpoint|untitled|document\d*$|layout \d|slide \d|print)|"
    r".{0,200}\.(?:docx?|indd|qxd|pdf|pptx?|xlsx?|html?|tex|rtf|odt|txt)$",
    re.I,
)


def read_pdf(source: Source, *, settings: ReadSettings) -> Iterator[Row | Left]:
    """Read a PDF as one article; its record is 0.

    Pages are parted by a form feed, and lines that head or close most pages are left out and noted.
    Words that a hyphen divides at the end of a line are joined.
    The title of the file's properties is taken where it is no program's or file's name; its author
    and dates are those of the file, not of the article, and are left alone.

    Raises
    ------
    UnreadableError
        When it is no PDF, is encrypted, or has no text.
    """
    import pypdfium2 as pdfium

    limit = settings.limits.unpacked_mb << 20
    if source.n_bytes > limit:
        raise UnreadableError(f"too large for one article: {source.n_bytes / 1e6:,.0f} MB")
    data = source.read()
    if not data:
        raise UnreadableError("empty file")
    if b"%PDF-" not in data[:_HEAD]:
        raise UnreadableError("not a PDF, though its name says so")
    if _has_bomb(data):
        raise UnreadableError(f"a part of it unpacks to more than {MAX_STREAM_MB} MB: a bomb")
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise UnreadableError(_reason(str(error))) from error
    try:
        yield _row(source, document)
    finally:
        document.close()


def _has_bomb(data: bytes) -> bool:
    """Whether a packed part of the file unpacks to far more than a page can need.

    PDFium unpacks up to 1 GB of each part, and holds it twice.
    """
    at = 0
    while (at := data.find(b"stream", at)) >= 0:
        start = at + len(b"stream")
        start += 2 if data.startswith(b"\r\n", start) else 1
        end = data.find(b"endstream", start)
        end = len(data) if end < 0 else end
        if (end - start) * _MOST_RATIO > MAX_STREAM_MB << 20 and _n_bytes(data[start:end]) is None:
            return True
        at = end + len(b"endstream")
    return False


def _n_bytes(packed: bytes) -> int | None:
    """Return how many bytes a part has, as far as it is packed; nothing for too many."""
    n_bytes = 0
    meter = Meter(len(packed), limits=Limits(ratio=2 * _MOST_RATIO, unpacked_mb=2 * MAX_STREAM_MB))
    try:
        for piece in inflate(iter([packed]), meter=meter, wbits=zlib.MAX_WBITS):
            n_bytes += len(piece)
            if n_bytes > MAX_STREAM_MB << 20:
                return None
    except UnreadableError:  # packed in another way, or cut short
        return n_bytes
    return n_bytes


def _reason(message: str) -> str:
    if "assword" in message:
        return "encrypted: save it without its password first"
    if "ecurity" in message:
        return "encrypted in a way that is not read"
    return "not readable as a PDF: damaged or cut short"


def _row(source: Source, document: PdfDocument) -> Row | Left:
    n_pages = len(document)
    if n_pages > MAX_PAGES:
        return Left(source.name, 0, f"too long for one article: {n_pages:,} pages")
    pages, faults = _pages(document, n_pages=n_pages)
    pages, running = without_running(pages)
    content = safe(join_divided("\f".join(pages)))
    n_letters = sum(map(str.isalnum, content))
    if n_pages == 0:
        return Left(source.name, 0, "a PDF without pages")
    if not n_letters and len(faults) < n_pages:
        return Left(source.name, 0, "no text layer: a scan; run text recognition (OCR) first")
    problem = length_problem(content, is_html=False)
    if problem:
        return Left(source.name, 0, "no page can be read" if faults else problem)
    notes = [f"page {number} cannot be read" for number in faults[:5]]
    if n_letters < _MIN_LETTERS_A_PAGE * n_pages:
        notes.append("hardly any text: perhaps a scan without text recognition")
    if running:
        shown = "; ".join(one_line(line, limit=40) for line in running[:2])
        notes.append(f"lines that stand on most pages are left out: {shown}")
    scans = [n for n, page in enumerate(pages, 1) if not page.strip() and n not in faults]
    if scans:
        shown = ", ".join(map(str, scans[:5])) + (", …" if len(scans) > 5 else "")
        notes.append(f"no text on page {shown}")
    title = _title(document)
    note = "; ".join(notes) or None
    return Row(source.name, 0, "pdf", content, False, title=title, note=note)


def _pages(document: PdfDocument, *, n_pages: int) -> tuple[list[str], list[int]]:
    """Return the text of each page, and the numbers of those that cannot be read."""
    import pypdfium2 as pdfium

    pages, faults = [], []
    for i in range(n_pages):
        try:
            page = document[i]
            text = page.get_textpage()
            # A control character from the page's text must not part it.
            pages.append(text.get_text_range().replace("\r\n", "\n").replace("\f", "\n"))
            text.close()
            page.close()
        except pdfium.PdfiumError:
            pages.append("")
            faults.append(i + 1)
    return pages, faults


def without_running(pages: list[str]) -> tuple[list[str], list[str]]:
    r"""Take out the lines at the top and the bottom that most pages share but for their numbers.

    Browsers print the address and the date on every page, papers their name.

    Returns
    -------
    pages : list of str
        As they were, where there are fewer than three.
    running : list of str
        The first line of each kind that was taken out.

    Examples
    --------
    >>> without_running(["The Bote, 1\nRain.", "The Bote, 2\nSun.", "The Bote, 3\nIce."])
    (['Rain.', 'Sun.', 'Ice.'], ['The Bote, 1'])
    """
    if len(pages) < _MIN_RUNNING:
        return pages, []
    split = [page.split("\n") for page in pages]
    edges = [{*lines[:_EDGE], *lines[-_EDGE:]} for lines in split]
    count = Counter(kind for edge in edges for kind in {_kind(line) for line in edge})
    least = max(_MIN_RUNNING, _RUNNING_SHARE * len(pages))
    shared = {kind for kind, n_pages in count.items() if kind and n_pages >= least}
    running: dict[str, str] = {}
    kept = []
    for lines in split:
        inner = lines[_EDGE : max(_EDGE, len(lines) - _EDGE)]
        first, last = lines[:_EDGE], lines[_EDGE + len(inner) :]
        for line in (*first, *last):
            if _kind(line) in shared:
                running.setdefault(_kind(line), line)
        outer = [[line for line in edge if _kind(line) not in shared] for edge in (first, last)]
        kept.append("\n".join([*outer[0], *inner, *outer[1]]))
    return kept, list(running.values())


def _kind(line: str) -> str:
    return _NUMBER.sub("#", line.strip())


def _title(document: PdfDocument) -> str | None:
    title = as_text(document.get_metadata_value("Title"))
    return None if title is None or _NO_TITLE.match(title) else title


def join_divided(text: str) -> str:
    """Join words that were divided at a line's end; the rest of the text says which had a hyphen.

    A word that stands elsewhere with its hyphen, and not without, keeps it.

    Examples
    --------
    >>> join_divided("The is\ufffeland has a well\ufffeknown, yes, a well-known ferry.")
    'The island has a well-known, yes, a well-known ferry.'
    """
    if "\ufffe" not in text and "\x02" not in text:
        return text
    known = {word.casefold() for word in _WORDS.findall(text)}

    def join(found: re.Match[str]) -> str:
        first, second = found.groups()
        is_compound = f"{first}-{second}".casefold() in known
        if is_compound and f"{first}{second}".casefold() not in known:
            return f"{first}-{second}"
        # "Anglo-" before a capital and "2020-" before a figure are no divided words.
        return first + second if second[0].islower() else f"{first}-{second}"

    return _DIVIDED.sub(join, text).replace("\ufffe", "-").replace("\x02", "-")
