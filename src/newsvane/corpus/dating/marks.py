"""Find every place in a saved web page that is marked as a date, and say how it is marked.

A mark is a string of the page with what the page says about it. The kinds, the most telling first:

- `published`: a meta tag, JSON-LD field or attribute that says "published";
- `shown`: a date that readers see, in an element whose class, tag or label says that it is one;
- `general`: a meta tag that says "date" and not of what: many systems write the last change there;
- `line`: a date that readers see alone in its line, or at the start of the first paragraph;
- `changed`: a date of the last change.

Menus, lists of other articles, comments and footers are left out by their tags and class names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

_PUBLISHED = frozenset({
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished",
    "article:published", "article.published", "parsely-pub-date", "rnews:datepublished",
    "dc.date.issued", "dcterms.issued", "originalpublicationdate", "publishdate", "publish-date",
    "publish_date", "publication_date", "published-date", "published_date", "published_time",
    "publication-date", "release_date", "article_date_original", "pubdate",
    "citation_publication_date", "citation_online_date", "bt:pubdate", "displaydate",
    "cxenseparse:recs:publishtime", "prism.publicationdate",
})  # fmt: skip
# What was created may be published later.
_GENERAL = frozenset({
    "date", "dc.date", "dcterms.date", "created", "citation_date", "pdate", "dc:date", "og:date",
    "sailthru.date", "dcterms.created", "dc.date.created", "dc.created", "article.created",
    "article:create_date", "datecreated",
})  # fmt: skip
_CHANGED = re.compile(r"modif|updat|revis|chang", re.IGNORECASE)
_JSON_LD = re.compile(r'"datePublished"\s{0,9}:\s{0,9}"([^"]{4,60})"')
_JSON_CHANGED = re.compile(r'"dateModified"\s{0,9}:\s{0,9}"([^"]{4,60})"')
# What a date and its byline take up; a longer string is prose.
MAX_SHOWN_CHARS = 160
MAX_SHOWN_WORDS = 12
# Strings looked at in one page; hostile pages hold millions.
MAX_STRINGS = 20_000
# Elements above a date whose class may say that it is another article's.
FOREIGN_PARENTS = 40
_IS_DATE = re.compile(
    r"(?:^|[\s_-])(?:post|entry|article|news|pub|publish(?:ed)?|field|meta|text|create[ds]?)?[\s_-]?"
    r"(?:date|datum|fecha|dateline|byline|timestamp|timedata|datetime|published|pubdate|posted"
    r"|postmeta(?:data)?|time)(?=$|[\s_\d-])|(?-i:[a-z](?:Date|Byline|Meta|Time)\b)",
    re.IGNORECASE,
)
_IS_FOREIGN = re.compile(
    r"comment|related|teaser|sidebar|side-bar|footer|(?:^|[\s_-])(?:nav(?:bar|top|igation)?|menu"
    r"|widget|event|ticker|latest|recent|popular|more|recommend\w{0,6}|archive|caption|credit|copyright|signature|card|promo)"
    r"(?=$|[\s_-])", re.IGNORECASE,
)  # fmt: skip
_FOREIGN_TAGS = frozenset(
    {"nav", "footer", "aside", "select", "option", "script", "style", "noscript", "form", "button",
     "figcaption", "figure", "template", "iframe", "textarea"}
)  # fmt: skip
_LABEL = re.compile(
    r"\b(?:published|posted|publication date|date|veröffentlicht|erschienen|erstellt|datum|publié"
    r"|publicado|pubblicato|gepubliceerd|created|eingestellt|pubblicazione|notizia del)\b",
    re.IGNORECASE,
)
_LABEL_CHANGED = re.compile(
    r"\b(?:updated?|modified|last change|geändert|aktualisiert|bearbeitet|stand|zuletzt"
    r"|mis à jour|actualizado|aggiornato|bijgewerkt)\b", re.IGNORECASE,
)  # fmt: skip
_HAS_DATE = re.compile(r"(?:19|20)\d\d|\d\.\s?\d\d?\.\s?\d\d|\d/\d\d?/\d\d")
_WORDS = re.compile(r"[^\W\d_]{2,}")
# A day that opens a paragraph, in brackets or before a full stop, is its dateline.
_OPENING = re.compile(
    r"^\W{0,3}(?:[^\W\d_a-z][^\W\d_]{2,20}[\s,/]{1,3}){0,2}\(?(?:\d{1,2}\.?\s?\S{1,10}\s?\d{4}"
    r"|[A-Z][a-z]{2,8} \d{1,2}, \d{4})\)?\s?[.:–—)-]"
)


class Mark(NamedTuple):
    """A string of a page that is marked as a date.

    `is_seen` tells that readers see it; the rest stands in attributes, meta tags and scripts.
    """

    kind: str
    text: str
    is_after_title: bool = False
    is_seen: bool = False
    is_head: bool = False


def marks(tree: Any) -> Iterator[Mark]:
    """Yield the marks of a page, what stands in its head first, the rest in the order of reading.

    Parameters
    ----------
    tree : lxml element
        The root of the parsed page.
    """
    for kind, text in (*_metas(tree), *_scripts(tree)):
        if text:
            yield Mark(kind, text, is_head=True)
    yield from _visible(tree)


def _metas(tree: Any) -> Iterator[tuple[str, str]]:
    for meta in tree.iter("meta"):
        if _is_foreign(meta):
            continue
        names = (meta.get("property"), meta.get("name"), meta.get("itemprop"))
        name = next((n for n in names if n), "").lower()
        content = meta.get("content") or ""
        if name in _PUBLISHED:
            yield "published", content
        elif name in _GENERAL:
            yield "general", content
        elif name and _CHANGED.search(name):
            yield "changed", content
        elif name in ("description", "og:description") and (label := _LABEL.search(content)):
            yield "shown", content[label.end() : label.end() + 60]


def _scripts(tree: Any) -> Iterator[tuple[str, str]]:
    for script in tree.iter("script"):
        if "json" in (script.get("type") or "") and script.text:
            yield from (("published", text) for text in _JSON_LD.findall(script.text))
            yield from (("changed", text) for text in _JSON_CHANGED.findall(script.text))


def _visible(tree: Any) -> Iterator[Mark]:
    """Yield the dates of the body with whether a title stands before them."""
    is_after, n_strings = False, 0
    for item in tree.iter():
        tag = item.tag if isinstance(item.tag, str) else ""
        if not tag or tag in ("meta", "script", "style"):
            continue
        mark = _attribute(item, tag)
        if mark and not _is_foreign(item):
            yield mark._replace(is_after_title=is_after)
        is_after = is_after or tag == "h1"
        for text in (item.text, *(child.tail for child in item)):
            if text and _HAS_DATE.search(text[: 4 * MAX_SHOWN_CHARS]):
                n_strings += 1
                if n_strings > MAX_STRINGS:
                    return
                text = " ".join(text[: 10 * MAX_SHOWN_CHARS].split())
                if kind := _kind(item, text):
                    yield Mark(kind, text, is_after, is_seen=True)


def _attribute(item: Any, tag: str) -> Mark | None:
    """Return what an element's own attributes or its marked content give."""
    own = item.get("content") or item.get("datetime") or ""
    role = (item.get("itemprop") or "").lower()
    names = f"{item.get('class') or ''} {item.get('id') or ''}"
    if role == "datepublished" or item.get("pubdate") is not None:
        return Mark("published", own or _text(item), is_seen=not own)
    if role == "datemodified":
        return Mark("changed", own or _text(item), is_seen=not own)
    if tag == "time":
        kind = "changed" if _CHANGED.search(names) else "shown"
        return Mark(kind, own or _text(item), is_seen=not own)
    if len(names) > 1 and _IS_DATE.search(names) and not _CHANGED.search(names):
        text = _text(item)
        if len(text) <= MAX_SHOWN_CHARS and len(_WORDS.findall(text)) <= MAX_SHOWN_WORDS:
            return Mark("shown", text, is_seen=True)
    return None


def _kind(item: Any, text: str) -> str | None:
    """Return the kind of a string of running text, None where it is not marked."""
    is_opening = _OPENING.match(text) is not None
    if (len(text) > MAX_SHOWN_CHARS and not is_opening) or _is_foreign(item):
        return None
    if _LABEL_CHANGED.search(text):
        return "changed"
    n_words = len(_WORDS.findall(text[: 2 * MAX_SHOWN_CHARS]))
    if n_words <= MAX_SHOWN_WORDS and (_LABEL.search(text) or _is_labelled(item)):
        return "shown"
    return "line" if is_opening or n_words <= MAX_SHOWN_WORDS // 2 else None


def _is_labelled(item: Any) -> bool:
    """Whether the element just before, or just within, is the label of a date."""
    label = item[0] if len(item) else item.getprevious()
    if label is None or not isinstance(label.tag, str):
        return False
    text = _text(label)
    return len(text) < 40 and _LABEL.search(text) is not None


def _is_foreign(item: Any) -> bool:
    """Whether an element stands in what belongs to other articles or to the site."""
    if item.tag == "a" and item.get("rel") != "bookmark":
        return True
    parent, steps = item, 0
    while parent is not None and steps < FOREIGN_PARENTS:
        if parent.tag in _FOREIGN_TAGS:
            return True
        if parent.tag not in ("body", "html", "main", "article"):
            names = f"{parent.get('class') or ''} {parent.get('id') or ''}"
            if len(names) > 1 and _IS_FOREIGN.search(names):
                return True
        parent, steps = parent.getparent(), steps + 1
    return False


def _text(item: Any) -> str:
    """Return the first letters of an element, more of them than a date may have."""
    pieces: list[str] = []
    n_chars = 0
    for piece in item.itertext():
        pieces.append(piece)
        n_chars += len(piece.strip())
        if n_chars > MAX_SHOWN_CHARS:
            break
    return " ".join("".join(pieces)[:2000].split())[: 2 * MAX_SHOWN_CHARS]
