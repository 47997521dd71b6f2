"""Characters: mojibake, controls, invisible marks and odd spaces are mended first of all."""

from __future__ import annotations

import html
import re
import unicodedata

# Zero-width space and joiner, byte order mark, soft hyphen, and what turns the direction of print.
# The joiners U+200C and U+200D stay: Persian words and emoji are made with them.
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufff9-\ufffb]")
# Unicode normalisation takes quadratic time on a long run of marks on one letter.
_MARKS = re.compile("([\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{8})"
                    "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+")  # fmt: skip
# Mojibake always has letters or signs beyond the typography of good English text.
_SUSPECT = re.compile("[^\x00-\x7f\xa0‘’“”–—…•·é£€\u200b]")
# Any character that a rule of this module may touch. Most texts have none, and are done with.
_ODD = re.compile("[^\t\n\x20-\x7e\xa0‘’“”–—…•·é£€]")
# What steers a terminal: colours, cursor, window title.
_ESCAPES = re.compile(r"\x1b(?:\[[0-9;?]{0,20}[A-Za-z]|\][^\x07\x1b]{0,200}(?:\x07|\Z)?)")
_NOTES = (
    (re.compile("\x00"), "NUL bytes removed"),
    (_ESCAPES, "terminal escapes removed"),
    (re.compile("[\x01-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]"), "control characters removed"),
    (re.compile("[\u202a-\u202e\u2066-\u2069]"), "bidi overrides removed"),
    (re.compile("[\u200b\u2060\ufeff]"), "zero-width characters removed"),
    (_MARKS, "long runs of combining marks cut"),
    (re.compile("\ufffd"), "characters that could not be decoded are shown as U+FFFD"),
)
_BREAKS = re.compile("\r\n?|[\x0c\x85\u2028]")


def repairs(text: str) -> tuple[str, tuple[str, ...]]:
    r"""Return repaired text and what was mended in it, in words.

    Only what a reader may want to know is named: lost or strange characters, not line ends.

    Examples
    --------
    >>> repairs("Ra\u200bin\x00")
    ('Rain', ('NUL bytes removed', 'zero-width characters removed'))
    """
    mended = repair(text)
    if not _ODD.search(text):
        return mended, ()
    inside = text.removeprefix("\ufeff")  # a byte order mark is no part of the text
    found = [note for pattern, note in _NOTES if pattern.search(inside)]
    if mended != text and _SUSPECT.search(text):
        # Without what the notes above name, is there still something to mend?
        plain = _INVISIBLE.sub("", _CONTROLS.sub("", _MARKS.sub(r"\1", text)))
        if _mended(plain) != plain:
            found.append("mojibake mended")
    return mended, tuple(found)


def repair(text: str) -> str:
    r"""Return `text` with broken characters mended; words and quotation marks stay as they are.

    Mojibake is undone, HTML entities are resolved where there are no tags, controls and invisible
    characters are removed, line ends become line feeds, accents are composed (NFC).

    Examples
    --------
    >>> repair("The cafÃ©\u200b said \u201cno\u201d &amp; closed\r\n")
    'The café said “no” & closed\n'
    """
    if not text.isascii() and _ODD.search(text):
        text = _MARKS.sub(r"\1", text)
        text = _mended(text)
    if "&" in text and "<" not in text:  # where there are tags, entities may be meant as written
        text = html.unescape(text)
    if not _ODD.search(text):
        return text
    if "\x1b" in text:
        text = _ESCAPES.sub("", text)
    text = _BREAKS.sub("\n", text).replace("\u2029", "\n\n")
    text = _CONTROLS.sub("", text)
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def lines_of(text: str) -> list[str]:
    """Return the lines of repaired text, each without space around it and with single spaces.

    str.split knows every Unicode space, and unlike an expression on white space it is linear.
    """
    return [" ".join(line.split()) for line in text.split("\n")]


def _mended(text: str) -> str:
    """Undo mojibake; ftfy takes most of the time here, so cheap tests go first."""
    if not _SUSPECT.search(text):
        return text
    from ftfy import badness, fix_text

    if not badness.is_bad(text):
        return text
    return fix_text(
        text,
        uncurl_quotes=False,  # the quotation marks tell who speaks
        fix_character_width=False,  # full-width marks are right in Chinese and Japanese
        fix_line_breaks=False,
        unescape_html=False,
        normalization=None,
        explain=False,
    )
