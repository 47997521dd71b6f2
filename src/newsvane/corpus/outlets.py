"""Name the outlet of every article, one spelling for one outlet, with the string that says so.

The sources, in this order: what the file or the page gives (metadata), the host of the article's
address (url), a folder that is called like an outlet (folder), what the text says of itself (text).
The first that says anything counts. A page's own name for its site gives way to its address where
the table knows the address and not the name. A host that the table does not know is shown as it is,
unless nearly all articles of that host that have a name have the same one. An agency's dateline or
credit counts last and under "text": it says who wrote the text, not where it appeared.

What the file said is never lost: it is the evidence.
"""

from __future__ import annotations

import html
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

import pandas as pd

from newsvane.corpus.mastheads import imprints, keys
from newsvane.corpus.mastheads.register import Names, load_names
from newsvane.corpus.mastheads.surveying import Survey, folders_of
from newsvane.tables import CLEANED, DATED, RECORDS, Table, check

__all__ = ["Survey", "load_names", "name", "survey"]

_FOOTER_CHARACTERS = 8_000
_MOST_SITE_CHARACTERS = 60
_COPYRIGHT = re.compile(r"\W*(?:©|\(c\)|copyright|(?:19|20)\d\d)", re.I)
_BETWEEN = re.compile(r"\s[|•·–—:-]{1,2}\s")
_TAG = re.compile(r"<[^<>]{0,500}>")
_MOST_NAME_CHARACTERS = 150  # what is longer is no name


class _Named(NamedTuple):
    name: str | None
    source: str
    evidence: str | None


class _Article(NamedTuple):
    source_file: str
    record: int
    title: str | None
    outlet: str | None
    byline: str | None
    url: str | None
    source: str
    evidence: str | None
    text: str


_NOTHING = _Named(None, "none", None)
_Teller = Callable[[str | None, str | None], _Named]


def survey(articles: pd.DataFrame, *, names: Names) -> Survey:
    """Count what only the whole corpus shows: spellings, and names by host and by folder.

    Parameters
    ----------
    articles : DataFrame
        A `cleaned` or `dated` table, or a batch of one.
    names : Names
        From `load_names`.

    Returns
    -------
    Survey
        Its size grows with the outlets, hosts and folders, not with the articles. The surveys of
        batches are added with `+`.
    """
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    hosts: dict[str, Counter[str]] = defaultdict(Counter)
    folders: dict[str, Counter[str]] = defaultdict(Counter)
    told = _teller(names, Survey())
    for article in _rows(articles):
        host = _host(article.url)
        found = told(article.outlet, article.url) if article.source == "metadata" else _NOTHING
        if found.name is None and host and (outlet := names.at(host)) and outlet.kind != "carrier":
            found = _Named(outlet.name, "url", article.url)
        if found.name is None:
            continue
        if found.source == "metadata" and names.named(found.name) is None:
            spellings[keys.key(found.name)][found.name] += 1
        if found.source == "metadata" and host:
            hosts[keys.registered(host)][found.name] += 1
        for folder in folders_of(article.source_file, record=article.record):
            folders[folder][found.name] += 1
    return Survey(dict(spellings), dict(hosts), dict(folders))


def name(
    articles: pd.DataFrame,
    *,
    records: pd.DataFrame,
    names: Names,
    whole: Survey | None = None,
) -> pd.DataFrame:
    """Return the articles with the outlet named, its source and its evidence.

    Parameters
    ----------
    articles : DataFrame
        A `cleaned` or `dated` table, or a batch of one, with what cleaning found of the outlet; it
        is not changed.
    records : DataFrame
        The `records` that the articles were made of: credits and disclaimers, which cleaning takes
        away, name the outlet.
    names : Names
        From `load_names`.
    whole : Survey, optional
        Of the whole corpus, where `articles` is a batch of it; by default that of `articles`.

    Returns
    -------
    DataFrame
        The same rows and columns, outlet, outlet_source and outlet_evidence filled.

    Raises
    ------
    TableError
        When one of the two is not the table that it should be.
    """
    table = _table(articles)
    check(articles, table)
    check(records, RECORDS)
    whole = whole if whole is not None else survey(articles, names=names)
    told = _teller(names, whole)
    contents = _by_place(records)
    found = []
    for article in _rows(articles):
        place = (article.source_file, article.record)
        content, is_page, is_given = contents.get(place, (article.text, False, True))
        found.append(
            _given(article, told=told, names=names, is_of_page=is_page and not is_given)
            or _at_host(article.url, names=names, whole=whole)
            or _in_folder(article, names=names, whole=whole)
            or _in_text(
                article,
                content=_of_page(article.text, content) if is_page else content,
                names=names,
                whole=whole,
            )
            or _NOTHING
        )
    return check(_with(articles, found), table)


def _table(articles: pd.DataFrame) -> Table:
    return DATED if "date_source" in articles.columns else CLEANED


def _given(article: _Article, *, told: _Teller, names: Names, is_of_page: bool) -> _Named | None:
    """Return what the file gives; of a page, what can be the name of its site."""
    if article.source != "metadata" or article.outlet is None:
        return None
    found = told(article.outlet, article.url)
    if found.name is None:
        return None
    if is_of_page:
        outlet, host = names.named(article.outlet), _host(article.url)
        at = names.at(host) if host else None
        if at is not None and at.kind != "carrier" and (outlet is None or outlet.kind):
            return _Named(at.name, "url", article.url)
        if outlet is None and not _can_be_site(article.outlet, title=article.title):
            return None
        # An account that nobody knows says less than the address.
        if host and article.outlet == f"@{found.name}":
            return None
        # A page credits an agency, and has the buttons of networks; neither is the site.
        if outlet is not None and outlet.kind and outlet != at:
            return None
    return found._replace(evidence=article.evidence or article.outlet)


def _can_be_site(name: str, *, title: str | None) -> bool:
    """Whether what a page gives as its site is no headline, list, account or copyright line."""
    if len(_BETWEEN.findall(name)) > 1 or (name.isascii() and len(keys.key(name)) < 3):
        return False
    if len(name) > _MOST_SITE_CHARACTERS or "_" in name or _COPYRIGHT.match(name):
        return False
    head = keys.key(title or "")
    return not (len(head) > 15 and head in keys.key(name))


def _teller(names: Names, whole: Survey) -> _Teller:
    """Return a function from an outlet as given, and the address, to how it is to be called."""

    @cache
    def at(given: str, host: str | None) -> _Named:
        if keys.says_nothing(given) or len(given) > _MOST_NAME_CHARACTERS:
            return _NOTHING
        address = keys.host_of(given.removeprefix("@"))
        outlet = names.at(address) if address else None
        if outlet is None and address and "//" not in given:
            outlet = names.named(given, host=host)  # "FT.com", "Salon.com" may be names as well
        if address:
            called = outlet.name if outlet else keys.registered(address)
            return _Named(called, "metadata", given)
        if given.startswith("@"):
            outlet = names.by_label.get(keys.key(given).replace(" ", ""))
        outlet = outlet or names.named(given, host=host)
        called = outlet.name if outlet else whole.spelling(given.lstrip("@ "))
        return _Named(called, "metadata", given)

    def told(given: str | None, url: str | None) -> _Named:
        return at(given, _host(url)) if given else _NOTHING

    return told


def _at_host(url: str | None, *, names: Names, whole: Survey) -> _Named | None:
    host = _host(url)
    if host is None:
        return None
    outlet = names.at(host)
    if outlet is not None:
        return None if outlet.kind == "carrier" else _Named(outlet.name, "url", url)
    registered = keys.registered(host)
    return _Named(whole.of_host(registered) or registered, "url", url)


def _in_folder(article: _Article, *, names: Names, whole: Survey) -> _Named | None:
    for folder in folders_of(article.source_file, record=article.record):
        outlet = None
        if folder not in keys.COMMON and len(folder) > 2:
            found = names.by_key.get(folder, ())
            outlet = found[0] if found else names.by_label.get(folder.replace(" ", ""))
        called = outlet.name if outlet and outlet.kind != "carrier" else whole.of_folder(folder)
        if called is not None:
            return _Named(called, "folder", folder)
    return None


def _in_text(article: _Article, *, content: str, names: Names, whole: Survey) -> _Named | None:
    found = imprints.find(content, names=names, title=article.title, byline=article.byline)
    if found is not None and not found.is_source:
        return _Named(whole.spelling(found.name), "text", found.evidence)
    if article.source == "text" and article.outlet:  # what cleaning found in a disclaimer
        outlet = names.named(article.outlet)
        called = outlet.name if outlet else whole.spelling(article.outlet)
        return _Named(called, "text", article.evidence or article.outlet)
    return _Named(found.name, "text", found.evidence) if found else None


def _of_page(text: str, page: str) -> str:
    """Return the article of a page and what stands below it: a footer may say whose page it is."""
    footer = html.unescape(_TAG.sub("\n", page[-_FOOTER_CHARACTERS:].rpartition("</script>")[2]))
    return f"{text}\n\n{footer}"


def _host(url: str | None) -> str | None:
    return keys.host_of(url) if url else None


def _rows(articles: pd.DataFrame) -> Iterator[_Article]:
    columns = (
        "source_file", "record", "title", "outlet", "byline", "url", "outlet_source",
        "outlet_evidence", "text",
    )  # fmt: skip
    plain = (articles[c].astype(object).where(articles[c].notna(), None) for c in columns)
    for row in zip(*plain, strict=True):
        yield _Article(*row)


def _by_place(records: pd.DataFrame) -> dict[tuple[str, int], tuple[str, bool, bool]]:
    """Return content, whether it is a page, and whether the file gives an outlet, by place."""
    return {
        (file, number): (content, bool(is_html), isinstance(outlet, str))
        for file, number, content, is_html, outlet in zip(
            records["source_file"], records["record"], records["content"], records["is_html"],
            records["outlet"], strict=True,
        )
    }  # fmt: skip


def _with(articles: pd.DataFrame, found: list[_Named]) -> pd.DataFrame:
    frame = articles.copy()
    for column, values in zip(
        ("outlet", "outlet_source", "outlet_evidence"), zip(*found, strict=True), strict=False
    ):
        frame[column] = pd.Series(values, index=frame.index, dtype="str")
    return frame
