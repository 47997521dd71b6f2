"""The paragraphs of .docx files, read from their own XML."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO, NamedTuple

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
_NO_TITLE = re.compile(
    r"microsoft|document\d*$|dokument\d*$|untitled|.{0,200}\.(?:docx?|rtf)$", re.I
)
# What was deleted, moved away or stands twice is not part of the text.
_UNREAD = ("del", "moveFrom", "Fallback", "delText", "instrText", "delInstrText", "tabs", "rPr")
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}


# lxml has no types of its own.
Element = Any


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

        def tree(name: str) -> Element:
            return _tree(_part(stream, parts[name], limits=limits, source=source), name=name)

        body = tree(_DOCUMENT)
        # A fault of the styles or the properties costs their facts, not the text.
        styles = _optional(tree, _STYLES, parts=parts)
        core = _optional(tree, _CORE, parts=parts)
    return list(_paragraphs(body, styles=_style_names(styles))), _core_title(core)


def _part(stream: BinaryIO, info: zipfile.ZipInfo, *, limits: Limits, source: Source) -> bytes:
    if info.file_size > MAX_PART_MB << 20:
        size = info.file_size / 1e6
        raise UnreadableError(f"too long for one article: {info.filename} has {size:,.0f} MB")
    problem = directory.problem(info)
    if problem:
        raise UnreadableError(f"{info.filename}: {problem}")
    try:
        return directory.unpack(stream, info, limits=limits, budget=source.budget)
    except UnreadableError as error:
        raise UnreadableError(f"{info.filename}: {error}") from error


def _tree(data: bytes, *, name: str) -> Element:
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


def _optional(
    tree: Callable[[str], Element], name: str, *, parts: Mapping[str, zipfile.ZipInfo]
) -> Element | None:
    if name not in parts:
        return None
    try:
        return tree(name)
    except UnreadableError:
        return None


def _local(element: Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _attribute(element: Element, name: str) -> str:
    found = (value for key, value in element.attrib.items() if key.endswith("}" + name))
    return next(found, "")


def _style_names(styles: Element | None) -> dict[str, str]:
    """Return style id to name: the ids are of the program's language, the names of headings not."""
    names = {}
    for style in [] if styles is None else styles:
        if _local(style) == "style":
            name = next((_attribute(one, "val") for one in style if _local(one) == "name"), "")
            names[_attribute(style, "styleId")] = name
    return names


def _paragraphs(body: Element, *, styles: Mapping[str, str]) -> Iterator[Paragraph]:
    from lxml import etree

    etree.strip_elements(body, *(f"{{*}}{name}" for name in _UNREAD), with_tail=False)
    for paragraph in body.iter("{*}p"):
        text = "".join(_text(paragraph)).strip()
        if text:
            style = _paragraph_style(paragraph)
            yield Paragraph(text, styles.get(style, style))


def _paragraph_style(paragraph: Element) -> str:
    for properties in paragraph:
        if _local(properties) == "pPr":
            return next(
                (_attribute(one, "val") for one in properties if _local(one) == "pStyle"), ""
            )
    return ""


def _text(paragraph: Element) -> Iterator[str]:
    """Yield the text of a paragraph without that of the paragraphs in its text boxes."""
    has_box = paragraph.find(".//{*}p") is not None
    for element in paragraph.iter("{*}t", *(f"{{*}}{name}" for name in _SIGNS)):
        if has_box and next(element.iterancestors("{*}p")) is not paragraph:
            continue
        name = _local(element)
        yield (element.text or "") if name == "t" else _SIGNS[name]


def _core_title(core: Element | None) -> str | None:
    found = (one.text for one in ([] if core is None else core) if _local(one) == "title")
    return as_text(next(found, None))
