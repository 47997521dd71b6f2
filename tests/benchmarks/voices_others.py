"""Alternatives to newsvane's reading of voices, for the benchmark to print beside it.

Each is a function of one text to what was found in it. None is a dependency: what is not installed
says so, and how to install it.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from newsvane.corpus.speech import cues


@dataclass(frozen=True)
class Found:
    """A sentence or a quotation text[start:end] with its voice; `names` are for who speaks.

    `cue` are the words that attribute, and `content` the parts that the speaker says, where the
    method tells.
    """

    start: int
    end: int
    voice: str
    names: tuple[str, ...]
    quotes: tuple[tuple[int, int], ...]
    cue: str = ""
    content: tuple[tuple[int, int], ...] = ()


Read = Callable[[str], list[Found]]

_SENTENCE = re.compile(r"[^\n]+?(?:[.!?][”\"]?(?=\s|$)|$)", re.MULTILINE)
_QUOTED = re.compile(r"“[^”\n]*”?|\"[^\"\n]*\"?")
_NAME = re.compile(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*|\b(?:he|she|they)\b")
_CUE = re.compile(rf"\b(?:{'|'.join(sorted(cues.STRONG))}|according to)\b")


def nearest_name(_: Path | None) -> Read | str:
    """The textbook baseline: the capitalised words or pronoun nearest to a verb of saying."""
    return _nearest_name


def _nearest_name(text: str) -> list[Found]:
    plain = _QUOTED.sub(lambda quote: " " * len(quote.group()), text)
    found = []
    for start, end in (match.span() for match in re.finditer(r"[^\n]+", text)):
        quotes = [quote.span() for quote in _QUOTED.finditer(text, start, end)]
        for first, last in quotes:
            name, _ = _said_by(plain, start, end, near=first)
            found.append(Found(first, last, "quoted", (name,), ((first, last),)))
        for sentence in _SENTENCE.finditer(plain, start, end):
            if sentence.group().strip():
                name, cue = _said_by(plain, *sentence.span(), near=sentence.start())
                voice = "reported" if cue else "outlet"
                found.append(Found(*sentence.span(), voice, (name,), (), cue))
    return found


def _said_by(plain: str, start: int, end: int, *, near: int) -> tuple[str, str]:
    """Return the name nearest to the verb of saying nearest to a place, and that verb."""
    cues_there = list(_CUE.finditer(plain, start, end))
    if not cues_there:
        return "", ""
    cue = min(cues_there, key=lambda one: abs(one.start() - near))
    names = list(_NAME.finditer(plain, start, end))
    name = min(names, key=lambda one: abs(one.start() - cue.start()), default=None)
    return name.group() if name else "", cue.group()


_SCRIPT = """
const parser = require(process.argv[1] + '/node_modules/quote-parser');
const lines = require('readline').createInterface({input: process.stdin});
lines.on('line', line => console.log(
  JSON.stringify(parser.parse(JSON.parse(line), 'en', {minLength: 10}))));
"""


def quote_parser(folder: Path | None) -> Read | str:
    """Read with the rules of the npm package quote-parser."""
    node = shutil.which("node")
    if node is None or folder is None or not (folder / "node_modules/quote-parser").is_dir():
        return "not installed: run npm install quote-parser in a folder, give it as --quote-parser"
    process = subprocess.Popen(
        [node, "-e", _SCRIPT, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )

    def read(text: str) -> list[Found]:
        # It knows straight marks and no others; one sign for another, so that offsets hold.
        plain = text.translate(str.maketrans("“”", '""'))
        process.stdin.write(json.dumps(plain) + "\n")
        process.stdin.flush()
        found = []
        for quote in json.loads(process.stdout.readline()):
            span = (quote["index"], quote["index"] + len(quote["text"]))
            name = quote.get("name", {}).get("text", "")
            found.append(Found(*span, "quoted", (name,), (span,)))
        return found

    return read


def textacy(_: Path | None) -> Read | str:
    """Read with textacy, which needs one of spaCy's trained pipelines to find anybody."""
    try:
        import spacy
        from textacy.extract import direct_quotations
    except ImportError:
        return "not installed: pip install textacy, and spaCy's en_core_web_sm"
    if spacy.util.is_package("en_core_web_sm"):
        pipeline = spacy.load("en_core_web_sm")
    else:
        print("\nen_core_web_sm is not installed, so textacy gets a pipeline without a parser:")
        pipeline = spacy.blank("en")
        pipeline.add_pipe("sentencizer")

    def read(text: str) -> list[Found]:
        try:
            quotations = list(direct_quotations(pipeline(text)))
        except ValueError:  # an odd number of quote marks
            return []
        found = []
        for quote in quotations:
            span = (quote.content.start_char, quote.content.end_char)
            name = " ".join(token.text for token in quote.speaker)
            found.append(Found(*span, "quoted", (name,), (span,)))
        return found

    return read


OTHERS: dict[str, Callable[[Path | None], Read | str]] = {
    "nearest capitalised name to a verb of saying (textbook baseline, written here)": nearest_name,
    "quote-parser (npm, rules)": quote_parser,
    "textacy (PyPI)": textacy,
}
