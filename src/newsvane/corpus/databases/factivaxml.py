"""XML that Factiva exports."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from newsvane.corpus.databases.story import Story, shortfall, to_row, unwrap
from newsvane.corpus.reading.rows import Left, Row, UnreadableError
from newsvane.corpus.reading.source import ReadSettings, Source

_CHUNK = 1 << 16


def read_factiva_xml(source: Source, *, settings: ReadSettings) -> Iterator[Row | Left]:
    """Read XML that Factiva has exported; each article is a record.

    Raises
    ------
    UnreadableError
        When the XML breaks off or is wrong; the articles before that place are kept.
    """
    parser = etree.XMLPullParser(
        ("start", "end"), tag=("{*}article", "{*}ppsarticleResultSet"), resolve_entities=False,
        no_network=True, load_dtd=False, huge_tree=False,
    )  # fmt: skip
    record, announced = 0, None
    try:
        with source.open() as stream:
            while chunk := stream.read(_CHUNK):
                parser.feed(chunk)
                for event, element in parser.read_events():
                    if event == "start":
                        count = element.get("count", "")
                        announced = int(count) if count.isdecimal() else announced
                    elif etree.QName(element).localname == "article":
                        record += 1
                        yield to_row(
                            _story(element),
                            source_file=source.name, record=record, format="factiva",
                        )  # fmt: skip
                        element.clear()
            parser.close()
    except etree.XMLSyntaxError as error:
        after = f" after article {record}" if record else ""
        raise UnreadableError(f"not readable as XML{after}: {error}") from error
    yield from shortfall(record, announced, source_file=source.name)


def _story(article: Any) -> Story:
    date = article.find("{*}publicationDate")
    return Story(
        [*_paragraphs(article, "leadParagraph"), *_paragraphs(article, "tailParagraphs")],
        title=" ".join(_paragraphs(article, "headline")),
        outlet=_text(article, "sourceName"),
        byline=" ".join(_paragraphs(article, "byline")),
        url=_text(article, "webURL"),
        language=_text(article, "baseLanguage"),
        # One of <date> and <dateTime>.
        published=None if date is None else " ".join("".join(date.itertext()).split()),
        length=_text(article, "wordCount"),
    )


def _text(article: Any, name: str) -> str | None:
    found = article.find(f"{{*}}{name}")
    return None if found is None else " ".join("".join(found.itertext()).split())


def _paragraphs(article: Any, name: str) -> list[str]:
    parent = article.find(f"{{*}}{name}")
    if parent is None:
        return []
    found = parent.findall("{*}paragraph")
    if found:
        return [" ".join("".join(paragraph.itertext()).split()) for paragraph in found]
    return unwrap("".join(parent.itertext()))
