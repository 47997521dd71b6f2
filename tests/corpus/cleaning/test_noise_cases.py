"""The labelled cases: noise goes but for a known rest, and no paragraph of an article does."""

import re
from collections import Counter
from pathlib import Path

import pytest

from newsvane.corpus.cleaning import noise

SECTION = re.compile(r"\[([^,\]]+), (top|middle|end)(?:, fresh)?\]")
BODY = [
    "The tide clock of Port Selby has been repaired, the council said on Tuesday evening.",
    "It stopped in the storm of last winter, and nobody alive had ever seen it stand still.",
    "A watchmaker from Norbury worked on it for nine weeks and asked for nothing but her meals.",
    "“It is a fine clock,” she said. It will be started again when the first boats come in.",
]


def cases():
    kind = place = ""
    text = Path(__file__).with_name("noise_cases.txt").read_text(encoding="utf-8")
    for block in text.split("\n\n"):
        lines = [line for line in block.splitlines() if not line.startswith("# ")]
        section = SECTION.fullmatch(lines[0]) if lines else None
        if section:
            kind, place = section.groups()
            lines = lines[1:]
        if lines:
            yield kind, place, lines


def removed(place, lines):
    at = {"top": 0, "middle": 2, "end": len(BODY)}[place]
    paragraphs = ["The clock is right again", *BODY[:at], *lines, *BODY[at:]]
    found = noise.rules(paragraphs)
    start = at + 1
    around = found[:start] + found[start + len(lines) :]
    assert around == [""] * (len(BODY) + 1), lines
    return [line for line, rule in zip(lines, found[start:], strict=False) if rule]


ARTICLES = [case for case in cases() if case[0].startswith("article")]


@pytest.mark.parametrize(("kind", "place", "lines"), ARTICLES)
def test_no_paragraph_of_an_article_goes(kind, place, lines):
    assert removed(place, lines) == []


def articles():
    for file in ("noise_articles.txt", "noise_unseen.txt"):
        text = Path(__file__).with_name(file).read_text(encoding="utf-8")
        for part in text.split("\n== ")[1:]:
            name, *lines = filter(None, part.splitlines())
            yield pytest.param([line.split(" | ", 1) for line in lines], id=name)


@pytest.mark.parametrize("labelled", list(articles()))
def test_nothing_of_a_whole_article_goes(labelled):
    rules = noise.rules([text for _, text in labelled])
    own = ("article", "tricky", "title", "standfirst")
    gone = [text for (kind, text), rule in zip(labelled, rules, strict=True)
            if rule and kind.startswith(own)]  # fmt: skip
    assert gone == []
    assert sum(map(bool, rules)) >= 4


def test_most_noise_of_every_kind_goes():
    gone, total = Counter(), Counter()
    for kind, place, lines in cases():
        total[kind] += len(lines)
        gone[kind] += len(removed(place, lines))
    noisy = [kind for kind in total if not kind.startswith("article")]
    assert sum(total[kind] for kind in noisy) > 200
    assert {
        kind: gone[kind] / total[kind] for kind in noisy if gone[kind] < 0.6 * total[kind]
    } == {}
