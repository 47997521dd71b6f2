"""Members of zip archives and parts of mails, counted in their own lists."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from itertools import islice

from newsvane.corpus.census.items import ONE, Count, Counted, Item, Listed
from newsvane.corpus.containers import directory
from newsvane.corpus.containers.mail import (
    MAX_MAIL_MB,
    MOST_DEPTH,
    MOST_PARTS,
    PAGE_SUFFIXES,
    attached_name,
    bytes_of,
    filename,
    parse,
)
from newsvane.corpus.containers.zips import Namer
from newsvane.corpus.reading.rows import UnreadableError
from newsvane.corpus.reading.source import ReadSettings, Source

_CHUNK = 1 << 20
# A mail begins after an empty line; the file begins with one.
_NEXT = re.compile(rb"\n\r?\nFrom ")
_MARK_BYTES = 8


def count_zip(
    source: Source, settings: ReadSettings, *, count: Count, refused: frozenset[str]
) -> Iterator[Item]:
    """Yield the members that the directory of an archive names, and what is counted in each.

    Parameters
    ----------
    source : Source
        The archive.
    settings : ReadSettings
        Limits: of depth, and of what one member may unpack to.
    count : callable
        `counting.count_source`.
    refused : frozenset of str
        Members that reading has refused; they are named, and not unpacked.
    """
    named = Namer()
    with source.open() as stream, zipfile.ZipFile(stream) as archive:
        for info in archive.infolist():
            if info.is_dir() and not info.file_size:
                continue
            plain = directory.name_of(info)
            name = named(plain)
            yield Listed(f"{source.name}/{name}", source.name)
            if f"{source.name}/{name}" in refused:
                continue
            data = _unpacked(archive, info, most=settings.limits.unpacked_mb << 20)
            member = replace(source.member(name, data), inner=directory.shown(plain))
            yield from count(member, settings=settings, refused=refused)


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, *, most: int) -> bytes:
    with archive.open(info) as member:
        data = member.read(most + 1)
    if len(data) > most:
        raise UnreadableError(f"{info.filename} unpacks to more than {most >> 20:,} MB")
    return data


def count_mail(
    source: Source, settings: ReadSettings, *, count: Count, refused: frozenset[str]
) -> Iterator[Item]:
    """Yield a mail or a saved page as one article, and what is attached to it."""
    yield Counted(source.name, 1, ONE)
    yield from _attached(source, settings, archive=source.name, count=count, refused=refused)


def count_mbox(
    source: Source, settings: ReadSettings, *, count: Count, refused: frozenset[str]
) -> Iterator[Item]:
    """Yield how many mails an mbox file opens, and what is attached to them."""
    for number, data in enumerate(_mails(source), start=1):
        yield Counted(source.name, 1)
        if data is not None:
            name = f"{source.name}/{number}.eml"
            mail = replace(source, name=name, inner="", path=None, data=_without_mark(data))
            yield from _attached(mail, settings, archive=source.name, count=count, refused=refused)


def _mails(source: Source) -> Iterator[bytes | None]:
    """Cut an mbox file before each line that opens a mail; none in place of one too large."""
    most = MAX_MAIL_MB << 20
    held, is_large = b"", False
    with source.open() as stream:
        while chunk := stream.read(_CHUNK):
            at = max(0, len(held) - _MARK_BYTES)
            held += chunk
            while found := _NEXT.search(held, at):
                start = found.end() - len(b"From ")
                yield None if is_large or start > most else held[:start]
                held, is_large, at = held[start:], False, 0
            if len(held) > most:
                held, is_large = held[-_MARK_BYTES:], True
    yield None if is_large else held


def _without_mark(data: bytes) -> bytes:
    return data.partition(b"\n")[2].replace(b"\n>From ", b"\nFrom ")


def _attached(
    source: Source,
    settings: ReadSettings,
    *,
    archive: str,
    count: Count,
    refused: frozenset[str],
) -> Iterator[Item]:
    named = Namer()
    is_page = source.suffix in PAGE_SUFFIXES
    for number, part in enumerate(_parts(parse(source.read()), is_page=is_page), start=1):
        plain = attached_name(part, number=number)
        name = named(plain)
        yield Listed(f"{source.name}/{name}", archive)
        if f"{source.name}/{name}" not in refused:
            member = replace(source.member(name, bytes_of(part)), inner=plain.replace("\\", "/"))
            yield from count(member, settings=settings, refused=refused)


def _parts(message: Message, *, is_page: bool) -> list[Message]:
    """Return what is attached, in its order: all leaves but the texts and the pictures in them."""
    parts = list(islice(_walk(message, depth=0), MOST_PARTS + 1))
    if len(parts) > MOST_PARTS:
        return []  # its reader takes nothing of it, and says so
    leaves = [part for part, is_leaf in parts if is_leaf]
    texts = [
        next((leaf for leaf in leaves if _is_text(leaf, kind, is_page=is_page)), None)
        for kind in ("text/html", "text/plain")
    ]
    return [
        leaf
        for leaf in leaves
        if not any(leaf is text for text in texts) and _is_attached(leaf, message, is_page=is_page)
    ]


def _walk(part: Message, *, depth: int) -> Iterator[tuple[Message, bool]]:
    """Yield a part and those inside it, each with whether it is a leaf."""
    payload = part.get_payload()
    is_inner = part.get_content_type() == "message/rfc822" and depth > 0
    is_leaf = is_inner or not isinstance(payload, list) or depth > MOST_DEPTH
    yield part, is_leaf
    if not is_leaf and isinstance(payload, list):
        for inner in payload:
            if isinstance(inner, Message):
                yield from _walk(inner, depth=depth + 1)


def _is_text(leaf: Message, kind: str, *, is_page: bool) -> bool:
    is_sent_along = leaf.get_content_disposition() == "attachment" and not is_page
    return leaf.get_content_type() == kind and not is_sent_along


def _is_attached(leaf: Message, message: Message, *, is_page: bool) -> bool:
    if leaf.get_content_type() == "message/rfc822" and leaf is not message:
        return True
    if is_page:
        return False
    is_sent_along = leaf.get_content_disposition() == "attachment"
    return is_sent_along or bool(filename(leaf) and not leaf.get("Content-ID"))
