"""Markdown to plain lines: the words stay, the markup goes."""

from __future__ import annotations

import re

_HEADING = re.compile(r"#{1,6}\s+(.*?)\s*#*\Z")
_RULE = re.compile(r"(?:[-*_=]\s?){3,}\Z")
_FENCE = re.compile(r"(?:```|~~~)")
_QUOTED = re.compile(r"(?:>\s?){1,9}")
_ITEM = re.compile(r"[*+]\s+")
_IMAGE = re.compile(r"!\[([^\[\]]{0,300})\](?:\([^()]{0,500}\)|\[[^\[\]]{0,100}\])")
_LINK = re.compile(r"\[([^\[\]]{1,500})\](?:\([^()]{0,500}\)|\[[^\[\]]{0,100}\])")
_REFERENCE = re.compile(r"\[[^\[\]]{1,100}\]:\s+\S+")
_AUTOLINK = re.compile(r"<(https?://[^<>\s]{1,500})>")
_EMPHASIS = re.compile(r"(?<![\w*_])(\*{1,3}|_{1,3})(?=\S)([^*_]{1,1000}?)(?<=\S)\1(?![\w*_])")
_CODE = re.compile(r"`([^`]{1,300})`")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!>-])")
_TAG = re.compile(r"</?(?:br|p|div|span|em|strong|b|i|sup|sub|u)\b[^<>]{0,200}>", re.I)


def lines_without_markup(lines: list[str]) -> tuple[list[str], str | None]:
    """Take the markup off each line.

    Pictures go with their texts, links keep theirs, headings become paragraphs of their own.

    Returns
    -------
    lines : list of str
        Plain lines.
    title : str or None
        The first heading, where it stands above all text; it is not among the lines then.

    Examples
    --------
    >>> lines_without_markup(["# Rain", "", "It **rained** on [Bath](http://b.example)."])
    (['', 'It rained on Bath.'], 'Rain')
    """
    plain: list[str] = []
    title: str | None = None
    for line in lines:
        if _RULE.match(line) or _FENCE.match(line) or _REFERENCE.match(line):
            plain.append("")
            continue
        quoted = _QUOTED.match(line)
        line = line[quoted.end() :] if quoted else line
        heading = _HEADING.match(line)
        if not heading:
            plain.append(_inline(_ITEM.sub("• ", line, count=1) if _ITEM.match(line) else line))
        elif title is None and not any(plain):
            title = _inline(heading.group(1)) or None
        else:
            plain.extend(("", _inline(heading.group(1)), ""))
    return plain, title


def _inline(line: str) -> str:
    line = _IMAGE.sub("", line)
    line = _LINK.sub(r"\1", line)
    line = _AUTOLINK.sub(r"\1", line)
    line = _TAG.sub(" ", line)
    for _ in range(2):  # emphasis within emphasis
        line = _EMPHASIS.sub(r"\2", line)
    return " ".join(_ESCAPE.sub(r"\1", _CODE.sub(r"\1", line)).split())
