"""Tables to one self-contained report.html.

The page loads nothing: its Content-Security-Policy forbids every request and every script but the
two that are named by their hash, Plotly's and ours. Data of charts lies in blocks that are not
scripts. The same tables give the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import jinja2
import pandas as pd
from markupsafe import Markup

from newsvane import store
from newsvane.report import articles as described
from newsvane.report import blocks, claims, facts, wording
from newsvane.tables import INTERNAL, TABLES, check

REPORT_NAME = "report.html"
# Up to these figures the report carries every article's text; above, its evidence alone.
MOST_TEXTS = 300
MOST_TEXT_CHARS = 2_500_000
MOST_ENTRIES = 2_500
MOST_DROPPED = 200


def write(folder: Path) -> Path:
    """Render the report of the study in `folder` from its tables and put it in place.

    Parameters
    ----------
    folder : Path
        Folder of the study, with `tables/`.

    Returns
    -------
    Path
        `folder/report.html`, written whole or not at all.

    Raises
    ------
    InputMissingError
        If a table has not been written.
    TableError
        If a table is not what it should be.
    """
    tables = store.read_tables(folder)
    manifest = store.read_json(folder / "tables" / "run.json")
    if not isinstance(manifest, Mapping):
        manifest = {}
    study = facts.study(manifest, name=_study_name(folder))
    return store.write_text(folder / REPORT_NAME, render(tables, study=study))


def render(tables: Mapping[str, pd.DataFrame], *, study: facts.StudyFacts) -> str:
    """Return the report as one HTML document.

    Parameters
    ----------
    tables : Mapping
        Table name to table, every one of `newsvane.tables.TABLES` that is meant for readers.
    study : StudyFacts
        How the tables were made.

    Returns
    -------
    str
        The document; equal for equal tables.

    Raises
    ------
    TableError
        If a table is not what `newsvane.tables` declares.
    """
    for name, table in TABLES.items():
        if name not in INTERNAL:
            check(tables[name], table)
    ours = _file("report.js")
    return (
        _environment()
        .get_template("report.html")
        .render(
            **(content := _content(tables)),
            study=study,
            uncovered=facts.uncovered(content["corpus"], languages=study.encoder_languages),
            style=Markup(_file("report.css")),
            scripts=[Markup(_plotly()), Markup(ours)],
            policy=content_policy([_plotly(), ours]),
        )
        .encode("utf-8", "replace")
        .decode("utf-8")
    )


def content_policy(scripts: list[str]) -> str:
    """Return the Content-Security-Policy that lets exactly these inline scripts run.

    Styles may be inline because Plotly sets them so; nothing may be requested from anywhere.

    Examples
    --------
    >>> content_policy(["let a;"]).split("; ")[1]
    "script-src 'sha256-81WALLbUROF1pWdYjuQYKuIcGgY/+TqVJr8UsV6Tkvo='"
    """
    digests = [hashlib.sha256(script.encode("utf-8")).digest() for script in scripts]
    sources = " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {sources}",
            "style-src 'unsafe-inline'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _content(tables: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    """Turn the tables into the plain data that the template shows."""
    articles = tables["articles"]
    dropped = tables["dropped"].sort_values(["source_file", "record", "stage", "reason"])
    entries = described.describe(articles)
    found = claims.quotes(tables["sentences"], tables["stances"])
    told = claims.read(tables, found=found)
    n_chars = int(articles["text"].str.len().sum()) if len(articles) else 0
    has_texts = len(articles) <= MOST_TEXTS and n_chars <= MOST_TEXT_CHARS
    topics = facts.topics(tables["topics"])
    shown = described.chosen(entries, wanted=_linked(told, topics, entries), most=MOST_ENTRIES)
    listed = blocks.evidence(
        tables["article_stances"], found=found, claims=told, article_ids=set(shown)
    )
    texts = blocks.texts(articles, found=found, claims=told) if has_texts else {}
    return {
        "articles": entries,
        "shown": shown,
        "has_texts": has_texts,
        "texts": texts,
        "evidence": listed,
        "homes": blocks.homes(texts, listed),
        "corpus": facts.corpus(articles, dropped),
        "topics": topics,
        "claims": told,
        "dropped": dropped.head(MOST_DROPPED).to_dict("records"),
        "n_more_dropped": max(len(dropped) - MOST_DROPPED, 0),
        "charts": blocks.charts(tables, claims=told),
    }


def _linked(
    told: tuple[claims.ClaimFacts, ...],
    topics: tuple[facts.TopicFacts, ...],
    entries: Mapping[str, described.ArticleFacts],
) -> set[str]:
    """Return the articles that some part of the report links to."""
    linked = {row.article_id for claim in told for row in claim.stances}
    linked |= {quote.article_id for claim in told for quote in claim.favor + claim.against}
    linked |= {name for topic in topics for name in topic.representatives[: blocks.MOST_NEAREST]}
    originals = {entries[name].copy_of for name in linked if name in entries}
    return {name for name in linked | originals if name is not None and name in entries}


def _study_name(folder: Path) -> str:
    try:
        settings = tomllib.loads((folder / "study.toml").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return folder.resolve().name
    name = settings.get("name")
    return name if isinstance(name, str) and name.strip() else folder.resolve().name


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("newsvane.report", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"wording": wording, "anchor": described.anchor}
    environment.filters |= {"json_block": json_block, "clip": wording.clip}
    return environment


def json_block(data: str) -> Markup:
    r"""Return JSON that can stand in a script element: nothing in it can end the element.

    Examples
    --------
    >>> str(json_block('["</script>"]'))
    '["\\u003c/script\\u003e"]'
    """
    for sign in "<>&":
        data = data.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(data)


@cache
def _plotly() -> str:
    from plotly.offline import get_plotlyjs

    # An HTML parser reads every line end as \n; the hash must be of what it reads.
    return get_plotlyjs().replace("\r\n", "\n").replace("\r", "\n")


@cache
def _file(name: str) -> str:
    place = resources.files("newsvane.report").joinpath("templates", name)
    return place.read_text(encoding="utf-8").replace("\r\n", "\n")
