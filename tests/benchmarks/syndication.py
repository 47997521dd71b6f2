"""Edits that newsrooms and software make to an agency's text, for tests/benchmarks/copies.py.

Every edit takes a text, another text to borrow from, and a random generator. The corpora are given
at run time; what is written out here is invented.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np

Edit = Callable[[str, str, np.random.Generator], str]

TOWNS = ("Ostervik", "Malrow", "Tennick", "Saint Orla", "Bruvand", "Kellmouth")
PEOPLE = ("Ada Brandvold", "Ruben Tock", "Ines Marolla", "Piet Sanderfell", "Yara Quist")
OUTLETS = ("Ostervik Ledger", "The Malrow Sentinel", "Tennick Daily", "Orla Evening News")
HEADLINES = (
    "What we know so far",
    "Pressure grows as both sides dig in",
    "New figures cast doubt on the plan",
    "Leaders meet again after a night of talks",
    "A decision that nobody wanted to make",
)


def cut(kept: float) -> Edit:
    def edit(text: str, _: str, __: np.random.Generator) -> str:
        words = text.split(" ")
        return " ".join(words[: max(30, int(len(words) * kept))])

    return edit


def headline(text: str, _: str, rng: np.random.Generator) -> str:
    return f"{rng.choice(HEADLINES)}\n\n{text}"


def byline(text: str, _: str, rng: np.random.Generator) -> str:
    return f"By {rng.choice(PEOPLE)}, {rng.choice(OUTLETS)}\n\n{text}"


def dateline(text: str, _: str, rng: np.random.Generator) -> str:
    return f"{rng.choice(TOWNS).upper()}, {rng.integers(1, 29)} March (Agency) — {text}"


def insert(text: str, other: str, rng: np.random.Generator) -> str:
    """Put in two passages of another article, together a tenth to a quarter of the text."""
    own, foreign = paragraphs(text), other.split()
    n = int(len(text.split()) * rng.uniform(0.05, 0.125))
    for start in (0, n):
        place = int(rng.integers(1, len(own) + 1))
        own.insert(place, " ".join(foreign[start : start + n]))
    return "\n\n".join(own)


def typographic(text: str, _: str, __: np.random.Generator) -> str:
    text = re.sub(r'"(?=\w)', "“", text).replace('"', "”")
    return text.replace("'", "’").replace(" - ", " — ")


def mojibake(text: str, other: str, rng: np.random.Generator) -> str:
    curly = typographic(text, other, rng)
    return curly.encode("utf-8").decode("cp1252", errors="replace")


def question_marks(text: str, other: str, rng: np.random.Generator) -> str:
    return typographic(text, other, rng).encode("ascii", errors="replace").decode("ascii")


def hyphenated(text: str, _: str, __: np.random.Generator) -> str:
    """Set in a column of 45 characters, with every long word at a line's end divided."""
    lines, line = [], ""
    for word in text.split():
        if len(line) + len(word) > 45 and len(word) > 7 and word.isalpha():
            lines.append(f"{line} {word[:4]}-")
            line = word[4:]
        elif len(line) + len(word) > 45:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


def misread(text: str, _: str, rng: np.random.Generator) -> str:
    """Misread a letter in one word of fifty, as scanners do."""
    words = text.split(" ")
    for at in np.flatnonzero(rng.random(len(words)) < 0.02).tolist():
        words[at] = words[at].replace("e", "c", 1).replace("l", "1", 1) + "i"
    return " ".join(words)


def chain(*edits: Edit) -> Edit:
    def edit(text: str, other: str, rng: np.random.Generator) -> str:
        for each in edits:
            text = each(text, other, rng)
        return text

    return edit


def cut_by_chance(text: str, other: str, rng: np.random.Generator) -> str:
    return cut(float(rng.uniform(0.3, 0.8)))(text, other, rng)


NEAR: dict[str, Edit] = {
    "cut by 20 %": cut(0.8),
    "cut by 30 %": cut(0.7),
    "cut by 50 %": cut(0.5),
    "cut by 70 %": cut(0.3),
    "headline": headline,
    "byline": byline,
    "dateline": dateline,
    "paragraphs more": insert,
    "typographic": typographic,
    "mojibake": mojibake,
    "question marks": question_marks,
    "hyphenated": hyphenated,
    "misread": misread,
    "cut, head, by, date": chain(cut_by_chance, dateline, byline, headline),
    "cut, paragraphs": chain(cut_by_chance, insert),
    "cut, mojibake": chain(cut_by_chance, mojibake),
    "all but misread": chain(cut_by_chance, insert, dateline, byline, headline, mojibake),
}


def reworded(part: float) -> Edit:
    """Replace a part of the words, drop half as many, and put neighbouring sentences about."""

    def edit(text: str, other: str, rng: np.random.Generator) -> str:
        stock = [word for word in other.split() if len(word) > 3 and word.isalpha()]
        found = sentences(text)
        for at in range(0, len(found) - 1, 4):
            found[at], found[at + 1] = found[at + 1], found[at]
        return " ".join(_rewrite(sentence, part, stock, rng) for sentence in found)

    return edit


def retold(text: str, other: str, rng: np.random.Generator) -> str:
    """Keep two sentences of three, a quarter of their words replaced, in a frame of a fifth."""
    kept = [s for s in sentences(text) if rng.random() < 0.67]
    body = reworded(0.25)(" ".join(kept), other, rng)
    own = sentences(other)
    n = max(1, len(kept) // 10)
    return " ".join([*own[:n], body, *own[n : 2 * n]])


def quoting(text: str, other: str, _: np.random.Generator) -> str:
    """Quote two passages, a third of the text, between as many words of another one."""
    # Inside of quote marks, others are single.
    text = re.sub(r'["“”]', "'", text)
    words, own = text.split(), other.split()
    sixth = len(words) // 6
    parts = []
    for number, at in enumerate((sixth, 4 * sixth)):
        opening = " ".join(own[number * sixth : (number + 1) * sixth])
        parts.append(f"{opening}: “{' '.join(words[at : at + sixth])}.”")
    return "\n\n".join(parts)


DERIVED: dict[str, Edit] = {
    "third quoted": quoting,
    "10 % reworded": reworded(0.1),
    "20 % reworded": reworded(0.2),
    "30 % reworded": reworded(0.3),
    "40 % reworded": reworded(0.4),
    "retold, 25 %": retold,
}


def follow_up(background: float) -> Edit:
    """Return a new article that ends with background paragraphs of the first one."""

    def edit(text: str, other: str, _: np.random.Generator) -> str:
        new, old = other.split(), text.split()
        n_old = min(int(len(new) * background / (1 - background)), len(old) // 2)
        new = new[: int(n_old * (1 - background) / background)]
        start = len(old) - n_old
        return f"{' '.join(new)}\n\n{' '.join(old[start:])}"

    return edit


FOLLOW_UPS = {"follow-up, 25 %": follow_up(0.25), "follow-up, 40 %": follow_up(0.4)}

_FORMS = {
    "weather": (
        "{town} will see highs of {a} degrees and lows of {b} on {day}, the weather office said. "
        "Winds of {c} kilometres an hour are expected from the {side}, with gusts of up to {d}. "
        "The chance of rain is {e} per cent. The sun rises at {f}.{g} and sets at {h}.{i}. "
        "Residents are advised to follow the advice of the local authorities at all times."
    ),
    "market": (
        "The {town} exchange closed {side} on {day}, with the main index at {a}.{b} points after "
        "{c}.{d} the day before. Turnover came to {e} million crowns. Shares of the harbour firm "
        "moved to {f}.{g} crowns, those of the mining firm to {h}.{i}. Analysts said that "
        "investors were waiting for the figures of the central bank, which are due next week."
    ),
    "list": (
        "Here are ten things that you should know as you start your {day}. Our editors choose them "
        "every morning from the news of the night. One: {town} votes on {a} new seats. Two: storms "
        "of force {b} near the {side} coast. Three: {c} schools stay closed. Four: the price of "
        "oil is at {d}. Five: {e} people are still missing. You can have this letter sent to you "
        "every day, free of charge; write to the desk, and tell us what we should do better."
    ),
}  # fmt: skip


def forms(name: str, n: int, rng: np.random.Generator) -> list[str]:
    """Fill one form n times: same wording, other facts."""
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
    sides = ("north", "south", "east", "west", "higher", "lower")
    texts = []
    for _ in range(n):
        numbers = {letter: int(rng.integers(2, 99)) for letter in "abcdefghi"}
        words = {"town": rng.choice(TOWNS), "day": rng.choice(days), "side": rng.choice(sides)}
        texts.append(_FORMS[name].format(**numbers, **words))
    return texts


FORMS = tuple(_FORMS)


def paragraphs(text: str) -> list[str]:
    found = [part for part in re.split(r"\n\s*\n", text) if part.strip()]
    return found if len(found) > 3 else sentences(text)


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[a-z)”\"][.!?])\s+", text) if part]


def _rewrite(sentence: str, part: float, stock: list[str], rng: np.random.Generator) -> str:
    words = []
    *body, last = sentence.split()
    for word, chance in zip(body, rng.random(len(body)), strict=True):
        if chance < part and stock:
            words.append(str(rng.choice(stock)))
        elif chance >= 1.5 * part:
            words.append(word)
    # The last word keeps the full stop.
    return " ".join([*words, last])
