"""Quotations, speakers and reported sentences against PolNeAR; also articles a second.

Measures, on the articles of one split (first annotator only):

speaker     share of the gold direct quotations (content begins with a quote mark and has at least
            four words) whose sentence got the right speaker: a name in common after surnames are
            led to full names, or the same pronoun
spans       precision, recall and F1 over words: gold words lie in direct quotations, found ones in
            quotation marks of a sentence that is not in the outlet's voice; words of contents that
            mix direct and indirect speech count on neither side
reported    precision, recall and F1 over sentences: gold ones hold an indirect attribution outside
            quotations, found ones are `reported`; right where the source has a name in common.
            PolNeAR also counts wishes, plans and votes; `speech recall` is over cues of saying only
"""

from __future__ import annotations

import argparse
import re
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from newsvane.corpus import voices
from newsvane.corpus.speech import cues, names
from newsvane.corpus.speech.names import Roster
from newsvane.corpus.voices import Spoken

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "quotes"
_MARKS = "“\"‘'«„`"
_WORD = re.compile(r"\w+(?:[-’']\w+)*")
_EMPTY = frozenset("the a an of and in for to mr mrs ms dr s".split())
_PRONOUNS = {
    "he": "he",
    "him": "he",
    "she": "she",
    "her": "she",
    "they": "they",
    "them": "they",
    "it": "it",
}


@dataclass(frozen=True)
class Gold:
    """One attribution: its content text[start:end], source, cue, and whether it is a quotation."""

    start: int
    end: int
    source: str
    cue: str
    is_direct: bool
    is_mixed: bool


def read_gold(folder: Path, split: str) -> dict[str, tuple[str, list[Gold]]]:
    """Return for each article its text and its attributions."""
    rows = pd.read_csv(folder / f"{split}.csv.gz", keep_default_na=False)
    rows = rows[rows["first_annotator"]]
    articles = pd.read_csv(folder / "articles.csv.gz", keep_default_na=False).set_index("article")[
        "text"
    ]
    gold: dict[str, tuple[str, list[Gold]]] = {
        article: (articles[article], [])
        for article in rows["article"].unique()
        if article in articles.index
    }
    for row in rows.itertuples():
        if row.article not in gold:
            continue
        text = gold[row.article][0]
        for start, end in pieces(text, str(row.text), start=row.start, end=row.end):
            is_direct = text[start] in _MARKS and len(text[start:end].split()) >= 4
            is_mixed = bool(row.direct) and not is_direct
            gold[row.article][1].append(
                Gold(start, end, str(row.speaker), str(row.cue), is_direct, is_mixed)
            )
    return gold


def pieces(text: str, content: str, *, start: int, end: int) -> list[tuple[int, int]]:
    """Find a content in its article; one that the tag interrupts lies there in several pieces."""
    found, words, at = [], content.split(), start
    while words:
        size = len(words)
        place = _place(text, words, at, end)
        while place is None and size > 1:
            size -= 1
            place = _place(text, words[:size], at, end)
        if place is not None:
            found.append(place)
            at = place[1]
        words = words[size:]
    return found


def _place(text: str, words: list[str], start: int, end: int) -> tuple[int, int] | None:
    match = re.compile(r"\s+".join(map(re.escape, words))).search(text, start, end)
    return match.span() if match else None


def tokens(name: str, people: Roster) -> set[str]:
    words = _WORD.findall(name)
    if len(words) == 1 and words[0].lower() in _PRONOUNS:
        return {_PRONOUNS[words[0].lower()]}
    full = " ".join(people.resolve(word.removesuffix("’s").removesuffix("'s")) for word in words)
    return {word.lower() for word in _WORD.findall(full)} - _EMPTY


def is_same(gold: str, spoken: Spoken, people: Roster) -> bool:
    wanted = tokens(gold, people)
    if not gold:
        return spoken.speaker is None
    return any(wanted & tokens(name, people) for name in (spoken.mention, spoken.speaker or ""))


def overlap(spoken: Spoken, gold: Gold) -> int:
    return min(spoken.end, gold.end) - max(spoken.start, gold.start)


def compare(text: str, gold: list[Gold], counts: dict[str, int], shown: list[str]) -> None:
    people = names.roster(text)
    found = voices.read(text, people)
    directs = [one for one in gold if one.is_direct]
    for one in directs:
        best = max(found, key=lambda spoken: overlap(spoken, one))
        counts["direct"] += 1
        right = best.voice != "outlet" and is_same(one.source, best, people)
        counts["speaker"] += right
        counts["no_speaker"] += best.speaker is None and not best.mention
        if not right:
            around = text[max(one.start - 160, 0) : one.end + 80]
            found_as = f"{best.voice} {best.mention!r} {best.speaker!r}"
            shown.append(f"SPEAKER {one.source!r} ≠ {found_as}: {around!r}")
    _compare_spans(text, gold, found, counts, shown)
    _compare_reported(text, gold, found, people, counts, shown)


def _compare_spans(
    text: str, gold: list[Gold], found: list[Spoken], counts: dict[str, int], shown: list[str]
) -> None:
    kind = bytearray(len(text))
    for one in gold:
        if one.is_mixed:
            kind[one.start : one.end] = b"\2" * (one.end - one.start)
    for one in gold:
        if one.is_direct:
            kind[one.start : one.end] = b"\1" * (one.end - one.start)
    mine = bytearray(len(text))
    for spoken in found:
        if spoken.voice != "outlet":
            for start, end in spoken.quotes:
                mine[start:end] = b"\1" * (end - start)
    for word in _WORD.finditer(text):
        at = word.start()
        if kind[at] != 2:
            counts["span_right"] += kind[at] == 1 and mine[at] == 1
            counts["span_gold"] += kind[at] == 1
            counts["span_found"] += mine[at] == 1
    for spoken in found:
        wrong = (
            sum(kind[i] == 0 for s, e in spoken.quotes for i in range(s, e))
            if spoken.voice != "outlet"
            else 0
        )
        if wrong > 20:
            shown.append(f"SPAN+ {spoken.speaker!r} {text[spoken.start : spoken.end]!r}")
    for one in gold:
        if one.is_direct and not any(mine[one.start : one.end]):
            shown.append(
                f"SPAN- {one.source!r} {one.cue!r} {text[max(one.start - 100, 0) : one.end + 60]!r}"
            )


def _compare_reported(
    text: str,
    gold: list[Gold],
    found: list[Spoken],
    people: Roster,
    counts: dict[str, int],
    shown: list[str],
) -> None:
    directs = [one for one in gold if one.is_direct]
    sources: dict[int, list[Gold]] = defaultdict(list)
    for one in gold:
        if not one.is_direct and not any(
            d.start <= one.start and one.end <= d.end for d in directs
        ):
            best = max(range(len(found)), key=lambda index: overlap(found[index], one))
            sources[best].append(one)
    for index, spoken in enumerate(found):
        inside = sources.get(index, [])
        if spoken.voice == "quoted":
            continue
        right = spoken.voice == "reported" and any(
            is_same(one.source, spoken, people) for one in inside
        )
        speech = any(set(one.cue.lower().split()) & set(cues.STRONG) for one in inside)
        counts["reported_found"] += spoken.voice == "reported"
        counts["reported_gold"] += bool(inside)
        counts["reported_right"] += right
        counts["speech_gold"] += speech
        counts["speech_right"] += speech and right
        counts["any_right"] += spoken.voice == "reported" and bool(inside)
        if spoken.voice == "reported" and not right:
            wanted = [(one.source, one.cue) for one in inside]
            sentence = text[spoken.start : spoken.end]
            shown.append(f"REP+ {spoken.mention!r} {spoken.speaker!r} {wanted} {sentence!r}")
        if speech and not right and spoken.voice == "outlet":
            shown.append(
                f"REP- {[(o.source, o.cue) for o in inside]} {text[spoken.start : spoken.end]!r}"
            )


def _f1(right: int, found: int, gold: int) -> str:
    precision, recall = right / max(found, 1), right / max(gold, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return f"precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--split", default="dev", choices=("train", "dev", "test"))
    parser.add_argument("--limit", type=int, default=None, help="articles to read")
    shows = "print the cases whose line begins so: SPEAKER, SPAN+, SPAN-, REP+, REP-"
    parser.add_argument("--show", default=None, help=shows)
    options = parser.parse_args()
    if not (options.data / f"{options.split}.csv.gz").exists():
        raise SystemExit(
            f"{options.data}: no {options.split}.csv.gz there; this benchmark needs PolNeAR"
        )
    gold = dict(list(read_gold(options.data, options.split).items())[: options.limit])
    counts: dict[str, int] = defaultdict(int)
    shown: list[str] = []
    for text, attributions in gold.values():
        compare(text, attributions, counts, shown)
    for line in shown:
        if options.show and line.startswith(options.show):
            print(line)
    print(f"{options.split}: {len(gold)} articles, {counts['direct']} direct quotations")
    _print_figures(counts)
    _print_speed({article: text for article, (text, _) in gold.items()})


def _print_figures(counts: dict[str, int]) -> None:
    n_direct, n_speech = max(counts["direct"], 1), max(counts["speech_gold"], 1)
    reported, wanted = counts["reported_found"], counts["reported_gold"]
    none = counts["no_speaker"] / n_direct
    print(f"speaker   {counts['speaker'] / n_direct:.3f}  (none given: {none:.3f})")
    print(f"spans     {_f1(counts['span_right'], counts['span_found'], counts['span_gold'])}")
    print(f"reported  {_f1(counts['reported_right'], reported, wanted)}")
    print(f"  whatever the source: {_f1(counts['any_right'], reported, wanted)}")
    print(f"  speech recall {counts['speech_right'] / n_speech:.3f} of {counts['speech_gold']}")


def _print_speed(texts: dict[str, str]) -> None:
    frame = pd.DataFrame({"article_id": list(texts), "title": None, "text": list(texts.values())})
    began = time.perf_counter()
    voices.split(frame)
    seconds, n_words = (
        time.perf_counter() - began,
        sum(len(text.split()) for text in texts.values()),
    )
    print(f"speed     {n_words / 400 / seconds:.0f} articles of 400 words a second")


if __name__ == "__main__":
    main()
