"""What a page says about its article outside of its text: headline, author, site, address."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from newsvane.corpus.cleaning.bylines import is_name
from newsvane.corpus.cleaning.repair import repair
from newsvane.corpus.cleaning.titles import plain, without_site
from newsvane.corpus.cleaning.tree import short_text

logger = logging.getLogger(__name__)

_MAX_JSON = 500_000
_MAX_TITLE = 400
_MAX_BYLINE = 120
_TITLES = ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title")
_AUTHORS = (
    "author", "article:author", "parsely-author", "sailthru.author", "dc.creator",
    "dcterms.creator", "citation_author", "byl", "twitter:creator",
)  # fmt: skip
_SITES = ("og:site_name", "application-name", "dc.publisher", "publisher")
# Attributes first: few elements have one of these.
_MARKED = (
    "//@rel[. = 'author']/.. | //@itemprop[. = 'author']/.. | //@class[contains(., 'byline')"
    " or contains(., 'author-name') or contains(., 'article-author')]/.."
)
_BY = re.compile(r"(?:written |story |words |text )?(?:by|von|par|por|di|door|av|af)\b:?\s+", re.I)
_TAIL = re.compile(
    r"\s*(?:[|•·–—/]|,?\s*\b(?:published|updated|posted|staff writer|correspondent|reporter"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b|,?\s*\d).*\Z",
    re.I | re.S,
)
_NO_AUTHOR = re.compile(
    r"https?:|www\.|@|\.com\b|\A(?:admin|editor|staff|unknown|null|none)\Z", re.I
)
_ARTICLE_TYPES = frozenset(
    """
    article newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle blogposting
    reviewnewsarticle backgroundnewsarticle liveblogposting webpage socialmediaposting report
    """.split()
)


@dataclass(frozen=True)
class Described:
    """What was found; `body` is the text of the article as the page repeats it for machines."""

    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    body: str | None = None


def describe(tree: Any) -> Described:
    """Read the marks of a page: structured data first, then meta elements, then its layout.

    Parameters
    ----------
    tree : lxml element
        The root, before anything is taken out of it.
    """
    metas = _metas(tree)
    article = _article(tree)
    outlet = _line(_name(article.get("publisher"))) or _first(metas, _SITES)
    if outlet and _NO_AUTHOR.search(outlet):
        outlet = _first(metas, _SITES)
    title = _title(tree, metas, article)
    url = _url(tree, metas)
    host = url.split("/")[2] if url and url.count("/") >= 2 else None
    body = article.get("articleBody")
    return Described(
        title=without_site(title, outlet=outlet or host) if title else None,
        byline=_byline(tree, metas, article=article, outlet=outlet),
        outlet=outlet,
        url=url,
        language=_line(tree.get("lang")),
        body=body if isinstance(body, str) else None,
    )


def _metas(tree: Any) -> dict[str, str]:
    metas: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name")
        content = element.get("content")
        if name and content and content.strip():
            metas.setdefault(name.strip().lower(), content)
    return metas


def _article(tree: Any) -> Mapping[str, Any]:
    """Return the entry of the page's structured data (JSON-LD) that is the article, or nothing."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text:
            continue
        for entry in _entries(_loaded(script.text)):
            kinds = entry.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(str(kind).lower() in _ARTICLE_TYPES for kind in kinds) and "headline" in entry:
                return entry
    return {}


def _loaded(text: str) -> Any:
    if len(text) > _MAX_JSON:
        return None
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        logger.debug("structured data that is no JSON: %s", error)
        return None


def _entries(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for one in value[:50]:
            yield from _entries(one) if isinstance(one, dict) else ()
    elif isinstance(value, dict):
        yield value
        if isinstance(value.get("@graph"), list):
            yield from (one for one in value["@graph"][:50] if isinstance(one, dict))


def _title(tree: Any, metas: dict[str, str], article: Mapping[str, Any]) -> str | None:
    found = (short_text(element, limit=_MAX_TITLE) for element in tree.iter("h1"))
    headings = [text for text in found if text]
    named = next((short_text(one, limit=2 * _MAX_TITLE) for one in tree.iter("title")), None)
    # The one main heading is what readers see; where there are several, the site's name is one.
    if len(headings) == 1 and named and plain(headings[0]) in plain(named):
        return _line(headings[0])
    headline = article.get("headline")
    stated = _line(headline if isinstance(headline, str) else None) or _first(metas, _TITLES)
    return stated or _line(named) or _line(headings[0] if headings else None)


def _byline(
    tree: Any, metas: dict[str, str], *, article: Mapping[str, Any], outlet: str | None
) -> str | None:
    names = _names(article.get("author"))
    candidates = [", ".join(dict.fromkeys(names))] if names else []
    candidates += [metas[name] for name in _AUTHORS if name in metas]
    for candidate in candidates:
        byline = _author(candidate)
        if byline and plain(byline) != plain(outlet or ""):
            return byline
    for element in tree.xpath(_MARKED)[:20]:
        byline = _author(short_text(element, limit=2 * _MAX_BYLINE) or "")
        if byline and is_name(re.split(r"\s*(?:,|&|\band\b|\bund\b|\bet\b)\s*", byline)[0]):
            return byline
    return None


def _author(written: str) -> str | None:
    line = _line(written[:500])
    if not line or _NO_AUTHOR.search(line):
        return None
    line = _TAIL.sub("", _BY.sub("", line, count=1)).strip(" ,;:")
    is_usable = 2 < len(line) <= _MAX_BYLINE
    return line if is_usable else None


def _names(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    found = (_name(one) for one in values[:10])
    return [name for name in found if name]


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list):
        value = ", ".join(one for one in value[:10] if isinstance(one, str))
    return value if isinstance(value, str) and value.strip() else None


def _url(tree: Any, metas: dict[str, str]) -> str | None:
    for link in tree.iter("link"):
        address = link.get("href") or ""
        if (link.get("rel") or "").lower() == "canonical" and address.startswith("http"):
            return _line(address)
    address = metas.get("og:url", "")
    return _line(address) if address.startswith("http") else None


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((_line(metas[name]) for name in names if name in metas), None)


def _line(value: str | None) -> str | None:
    return " ".join(repair(value[: 4 * _MAX_TITLE]).split())[:_MAX_TITLE] or None if value else None
