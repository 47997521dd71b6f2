"""Mails (.eml, .mbox) and pages that browsers save as mail (.mhtml, .mht)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import errors, message_from_bytes, policy
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr
from typing import NamedTuple

from newsvane.corpus.containers.charsets import decoded
from newsvane.corpus.containers.zips import Namer, within_budget
from newsvane.corpus.reading.columns import as_text
from newsvane.corpus.reading.rows import (
    MAX_PAGE_CHARACTERS,
    Left,
    Member,
    Place,
    Row,
    UnreadableError,
    joined,
    length_problem,
    safe,
)
from newsvane.corpus.reading.source import Item, Reader, ReadSettings, Source

# With its pictures and attachments.
MAX_MAIL_MB = 64
MOST_PARTS = 1_000
MOST_DEPTH = 20
_MOST_HEADER = 5_000
_FROM = b"From "
PAGE_SUFFIXES = (".mht", ".mhtml")
# Headers that mailing programs of newsletters write, and people do not.
_LIST_HEADERS = ("List-Id", "List-Unsubscribe", "List-Post")
_ENDINGS = {
    "application/pdf": ".pdf",
    "message/rfc822": ".eml",
    "text/csv": ".csv",
    "text/html": ".html",
    "text/plain": ".txt",
}
_FORWARDED = re.compile(r"^(?:(?:re|fwd?|aw|wg|tr|rv)\s?:\s?)+", re.I)


class _Parts(NamedTuple):
    """The leaves of a mail: its texts and what is attached to it."""

    html: Message | None
    plain: Message | None
    attached: list[Message]
    n_more: int = 0  # texts beside the first one of their kind


def read_mail(source: Source, *, settings: ReadSettings, read: Reader) -> Iterator[Item]:
    """Read a mail, or a page saved as .mhtml; its text is record 0, attachments are members.

    Of a mail the subject is the title and its date the date of publication; who sent it is the
    outlet where it is a newsletter, else the byline. The date of an .mhtml file is the day on
    which it was saved, so it is left alone.

    Parameters
    ----------
    source : Source
        What is read.
    settings : ReadSettings
        Limits.
    read : Reader
        `formats.read_source`.

    Raises
    ------
    UnreadableError
        When it is no mail, or is too large.
    """
    if source.n_bytes > MAX_MAIL_MB << 20:
        raise UnreadableError(f"a mail of {source.n_bytes / 1e6:,.0f} MB, at most {MAX_MAIL_MB}")
    data = source.read()
    if not data.strip():
        raise UnreadableError("empty file")
    message = parse(data)
    if not message.keys():
        raise UnreadableError("not a mail: it has no headers")
    yield from _items(message, source=source, settings=settings, read=read)


def read_mbox(source: Source, *, settings: ReadSettings, read: Reader) -> Iterator[Item]:
    """Read the mails of an mbox file; a record's number is that of the mail.

    Raises
    ------
    UnreadableError
        When it does not begin as mbox files do.
    """
    number = 0
    for number, (place, data) in enumerate(_mails(source), start=1):
        if data is None:
            reason = f"a mail of more than {MAX_MAIL_MB} MB"
            yield Left(source.name, number, reason, f"byte {place}")
            continue
        mail = replace(source, name=f"{source.name}/{number}.eml", inner="", path=None, data=data)
        at = Place(source.name, number, f"byte {place}")
        try:
            yield from _of_box(mail, at=at, settings=settings, read=read)
        except UnreadableError as error:  # of this mail; the next ones may be good
            yield at.left(str(error))


def _of_box(mail: Source, *, at: Place, settings: ReadSettings, read: Reader) -> Iterator[Item]:
    """Read a mail of an mbox file, whose text is a record of the file."""
    for item in _items(parse(mail.data), source=mail, settings=settings, read=read):
        if isinstance(item, Row | Left) and item.source_file == mail.name:
            yield item._replace(source_file=at.source_file, record=at.record, place=at.place)
        elif isinstance(item, Member) and item.archive == mail.name:
            yield item._replace(archive=at.source_file)
        else:
            yield item


def _mails(source: Source) -> Iterator[tuple[int, bytes | None]]:
    """Yield each mail's offset and bytes; none where it is too large."""
    with source.open() as stream:
        if stream.read(len(_FROM)) != _FROM:
            raise UnreadableError("not an mbox file: it does not begin with a mail")
        stream.seek(0)
        held: list[bytes] = []
        start = at = n_held = 0
        after_blank = True
        while line := stream.readline(1 << 20):
            if after_blank and line.startswith(_FROM) and at:
                yield start, b"".join(held) if n_held <= MAX_MAIL_MB << 20 else None
                held, start, n_held = [], at, 0
            elif at != start:
                n_held += len(line)
                if n_held <= MAX_MAIL_MB << 20:
                    held.append(line[1:] if line.startswith(b">From ") else line)
            at += len(line)
            after_blank = line in (b"\n", b"\r\n")
        yield start, b"".join(held) if n_held <= MAX_MAIL_MB << 20 else None


def parse(data: bytes) -> Message:
    """Parse a mail; raises `UnreadableError` where that cannot be done."""
    try:
        # The newer policies parse every header at once, some of them in quadratic time.
        return message_from_bytes(data, policy=policy.compat32)
    except (errors.MessageError, ValueError, LookupError, RecursionError) as error:
        raise UnreadableError(f"not readable as a mail: {error}") from error


def _items(
    message: Message, *, source: Source, settings: ReadSettings, read: Reader
) -> Iterator[Item]:
    is_page = source.suffix in PAGE_SUFFIXES
    parts = _parts(message, is_page=is_page)
    yield _row(message, parts, source=source, is_page=is_page)
    named = Namer()
    for number, part in enumerate(parts.attached, start=1):
        plain = attached_name(part, number=number)
        name, data = named(plain), bytes_of(part)
        yield Member(f"{source.name}/{name}", source.name, len(data))
        try:
            source = within_budget(source, limits=settings.limits)
            if source.budget is not None:
                source.budget.take(n_bytes=len(data), n_members=1)
        except UnreadableError as error:
            yield Left(f"{source.name}/{name}", 0, str(error))
            continue
        member = replace(source.member(name, data), inner=plain.replace("\\", "/"))
        yield from read(member, settings=settings)


def _row(message: Message, parts: _Parts, *, source: Source, is_page: bool) -> Row | Left:
    problem = "no text"
    for part, is_html in ((parts.html, True), (parts.plain, False)):
        if part is None:
            continue
        data = bytes_of(part)
        if len(data) > 4 * MAX_PAGE_CHARACTERS:
            problem = f"too long for one article: {len(data) / 1e6:,.1f} MB"
            continue
        try:
            text, doubt = decoded(data, charset=_charset(part), is_html=is_html)
        except UnreadableError as error:
            problem = str(error)
            continue
        content = safe(text)
        problem = length_problem(content, is_html=is_html)
        if not problem:
            described = _page_fields(message, part) if is_page else _mail_fields(message)
            return Row(
                source.name, 0, "mhtml" if is_page else "eml", content, is_html,
                note=joined(_note(message, part), doubt, _more(parts)), **described,
            )  # fmt: skip
    return Left(source.name, 0, "no text" if problem == "empty file" else problem)


def _parts(message: Message, *, is_page: bool) -> _Parts:
    html = plain = None
    attached = []
    waiting = [(message, 0)]
    n_parts = n_more = 0
    while waiting:
        part, depth = waiting.pop()
        n_parts += 1
        if n_parts > MOST_PARTS:
            raise UnreadableError(f"a mail of more than {MOST_PARTS:,} parts")
        kind = part.get_content_type()
        is_forwarded = kind == "message/rfc822" and depth > 0
        if part.is_multipart() and not is_forwarded:
            if depth > MOST_DEPTH:
                raise UnreadableError(f"parts are nested more than {MOST_DEPTH} deep")
            waiting += [(one, depth + 1) for one in reversed(_inside(part))]
        elif is_forwarded or (part.get_content_disposition() == "attachment" and not is_page):
            attached.append(part)
        elif kind == "text/html" and html is None:
            html = part
        elif kind == "text/plain" and plain is None:
            plain = part
        # What else has a name is attached, but for the pictures and styles of the page itself.
        elif filename(part) and not is_page and not part.get("Content-ID"):
            attached.append(part)
        elif kind in ("text/html", "text/plain") and not is_page:
            n_more += bool(bytes_of(part).strip())
    return _Parts(html, plain, attached, n_more)


def _inside(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [one for one in payload if isinstance(one, Message)] if isinstance(payload, list) else []


def bytes_of(part: Message) -> bytes:
    """Return what a part holds, its transfer encoding undone; of a mail inside, all of it."""
    payload = part.get_payload()
    inside = _inside(part)
    try:
        if part.get_content_type() == "message/rfc822" and inside:
            return inside[0].as_bytes()
        data = part.get_payload(decode=True)
    except (
        errors.MessageError,
        ValueError,
        LookupError,
        TypeError,
    ):  # not what its transfer encoding says
        data = None
    if isinstance(data, bytes):
        return data
    return payload.encode("utf-8", "surrogateescape") if isinstance(payload, str) else b""


def attached_name(part: Message, *, number: int) -> str:
    """Return the name of what is attached, or one made of its number and kind."""
    ending = _ENDINGS.get(part.get_content_type(), "")
    return filename(part) or f"part {number}{ending}"


def filename(part: Message) -> str:
    """Return the name that a part states, or an empty text."""
    try:
        return _header(part.get_filename())
    except (ValueError, LookupError):  # in a charset that there is not
        return ""


def _charset(part: Message) -> str | None:
    try:
        return part.get_content_charset()
    except (ValueError, LookupError):
        return None


def _note(message: Message, part: Message) -> str | None:
    defects = {type(one).__name__ for one in (*message.defects, *part.defects)}
    if "CloseBoundaryNotFoundDefect" in defects or "StartBoundaryNotFoundDefect" in defects:
        return "the mail is cut short: the end of its parts is missing"
    if defects & {"InvalidBase64PaddingDefect", "InvalidBase64LengthDefect"}:
        return "the mail is cut short: its text ends inside a code"
    return None


def _more(parts: _Parts) -> str | None:
    return f"{parts.n_more} more parts of its text are not read" if parts.n_more else None


def _mail_fields(message: Message) -> dict[str, str | None]:
    sender = _sender(_header(message.get("From")))
    is_newsletter = any(header in message for header in _LIST_HEADERS)
    return {
        "title": as_text(_FORWARDED.sub("", _header(message.get("Subject")))),
        "outlet": sender if is_newsletter else None,
        "byline": None if is_newsletter else sender,
        "published": as_text(_header(message.get("Date"))),
    }


def _sender(written: str) -> str | None:
    try:
        name, address = parseaddr(written[:1_000])
    except (RecursionError, ValueError, LookupError):  # comments in comments in comments
        return None
    return as_text(name) or as_text(address)


def _page_fields(message: Message, part: Message) -> dict[str, str | None]:
    address = message.get("Snapshot-Content-Location") or part.get("Content-Location")
    return {
        "title": as_text(_header(message.get("Subject"))),
        "url": as_text(_header(address)),
    }


def _header(value: object) -> str:
    """Return a header as text, its encoded words read."""
    written = str(value or "")[:_MOST_HEADER]
    try:
        parts = [
            (part if isinstance(part, str) else part.decode(charset or "utf-8", "replace"))
            for part, charset in decode_header(written)
        ]
    except (errors.HeaderParseError, ValueError, LookupError):
        parts = [written]
    return " ".join("".join(parts).split())
