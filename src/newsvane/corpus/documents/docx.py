"""The paragraphs of .docx files, read from their own XML."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from newsvane.corpus.containers import directory
from newsvane.corpus.containers.zips import within_budget
from newsvane.corpus.reading.columns import as_text
from newsvane.corpus.reading.rows import Left, Row, UnreadableError, length_problem, safe
from newsvane.corpus.reading.source import Limits, ReadSettings, Source

# The XML of a novel has about 10 MB; a tree takes ten times the memory of its text.
MAX_PART_MB = 64
_DOCUMENT, _STYLES, _CORE = "word/document.xml", "word/styles.xml", "docProps/core.xml"
# A heading this far down is no headline.
_FIRST = 5
_TITLES = re.compile(r"title|heading [12]", re.I)
_NO_TITLE = re.compile(r"microsoft|document\d*$|dokument\d*$|untitled|.{0,200}\.(?:docx?|rtf)$", re.I)
# What was deleted, moved away or stands twice is not part of the text.
_UNREAD = ("del", "moveFrom", "Fallback", "delText", "instrText", "delInstrText", "pPr", "rPr")
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}


class Paragraph(NamedTuple):
    """A paragraph, a heading or a paragraph of a table's cell, and the name of its style."""

    text: str
    style: str


def read_docx(source: Source, *, settings: ReadSettings) -> Iterator[Row | Left]:
    """Read a Word document as one article; its record is 0.

    The title is a heading among the first paragraphs, else that of the file's properties, which is
    noted. Author and dates of the properties are those of the file, not of the article.

    Raises
    ------
    UnreadableError
        When it is no Word document, is encrypted or damaged, or unpacks to too much.
    """
    found, properties = read_parts(source, limits=settings.limits)
    content = safe("\n\n".join(one.text for one in found))
    problem = length_problem(content, is_html=False)
    if problem:
        yield Left(source.name, 0, problem)
        return
    heading = next((one.text for one in found[:_FIRST] if _TITLES.fullmatch(one.style)), None)
    title, note = as_text(heading), None
    if title is None and properties and not _NO_TITLE.match(properties):
        title, note = properties, "the title is that of the file's properties"
    yield Row(source.name, 0, "docx", content, False, title=title, note=note)


def read_parts(source: Source, *, limits: Limits) -> tuple[list[Paragraph], str | None]:
    """Return the paragraphs that have text, in reading order, and the title of the properties.

    Raises
    ------
    UnreadableError
        As for `read_docx`.
    """
    source = within_budget(source, limits=limits)
    with source.open() as stream:
        head = stream.read(8)
        if head.startswith(b"\xd0\xcf\x11\xe0"):
            raise UnreadableError(
                "an old Word document, or one with a password; save it as .docx without one"
            )
        if head and not head.startswith(b"PK"):
            raise UnreadableError("not a Word document, though its name says so")
        parts = {info.filename: info for info in directory.entries(stream, limits=limits)}
        if _DOCUMENT not in parts:
            raise UnreadableError("not a Word document: it has no word/document.xml")

        def tree(name: str) -> object:
            return _tree(_part(stream, parts[name], limits=limits, source=source), name=name)

        body = tree(_DOCUMENT)
        # A fault of the styles or the properties costs their facts, not the text.
        styles = _optional(tree, _STYLES, parts=parts)
        core = _optional(tree, _CORE, parts=parts)
    return list(_paragraphs(body, styles=_style_names(styles))), _core_title(core)


def _part(stream: object, info: zipfile.ZipInfo, *, limits: Limits, source: Source) -> bytes:
    if info.file_size > MAX_PART_MB << 20:
        size = info.file_size / 1e6
        raise UnreadableError(f"too long for one article: {info.filename} has {size:,.0f} MB")
    problem = directory.problem(info)
    if problem:
        raise UnreadableError(f"{info.filename}: {problem}")
    try:
        return directory.unpack(stream, info, limits=limits, budget=source.budget)  # type: ignore[arg-type]
    except UnreadableError as error:
        raise UnreadableError(f"{info.filename}: {error}") from error


def _tree(data: bytes, *, name: str) -> object:
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError(f"{name} is damaged: {error}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableError(f"{name} declares entities, as no Word document does")
    return root


def _optional(tree: object, name: str, *, parts: Mapping[str, object]) -> object | None:
    if name not in parts:
        return None
    try:
        return tree(name)  # type: ignore[operator, no-any-return]
    except UnreadableError:
        return None


def _local(element: object) -> str:
    tag = element.tag  # type: ignore[attr-defined]
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _attribute(element: object, name: str) -> str:
    found = (value for key, value in element.attrib.items() if key.endswith("}" + name))  # type: ignore[attr-defined]
    return next(found, "")


def _style_names(styles: object | None) -> dict[str, str]:
    """Return style id to name: the ids are of the program's language, the names of headings not."""
    names = {}
    for style in [] if styles is None else styles:  # type: ignore[attr-defined]
        if _local(style) == "style":
            name = next((_attribute(one, "val") for one in style if _local(one) == "name"), "")
            names[_attribute(style, "styleId")] = name
    return names


def _paragraphs(body: object, *, styles: Mapping[str, str]) -> Iterator[Paragraph]:
    skipped = 0
    from lxml import etree

    # One walk in document order; what is to be left out is counted in and out again.
    for event, element in etree.iterwalk(body, events=("start", "end")):
        name = _local(element)
        if name in _UNREAD:
            skipped += 1 if event == "start" else -1
        elif name == "p" and event == "start" and not skipped:
            text = "".join(_text(element)).strip()
            if text:
                style = _paragraph_style(element)
                yield Paragraph(text, styles.get(style, style))


def _paragraph_style(paragraph: object) -> str:
    for properties in paragraph:  # type: ignore[attr-defined]
        if _local(properties) == "pPr":
            return next((_attribute(one, "val") for one in properties if _local(one) == "pStyle"), "")
    return ""


def _text(paragraph: object) -> Iterator[str]:
    """Yield the text of a paragraph without that of the paragraphs in its text boxes."""
    waiting = list(reversed(paragraph))  # type: ignore[call-overload]
    while waiting:
        element = waiting.pop()
        name = _local(element)
        if name == "t":
            yield element.text or ""
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name != "p" and name not in _UNREAD:
            waiting.extend(reversed(element))


def _core_title(core: object | None) -> str | None:
    found = (one.text for one in ([] if core is None else core) if _local(one) == "title")  # type: ignore[attr-defined]
    return as_text(next(found, None))
