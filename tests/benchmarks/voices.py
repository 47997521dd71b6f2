"""Quotations, speakers and reported speech against PolNeAR, beside alternatives; also speed.

PolNeAR (Newell et al. 2018) marks every attribution of a news article: source, cue and content.
Only the first annotator's rows count. An attribution is

direct      if its content begins with a quote mark and has at least four words
indirect    if no quote mark stands in its content (PolNeAR's direct == False)
mixed       otherwise: a partly quoted content

and, apart from the direct ones, only where it does not lie inside a direct one. Measured are

speaker     share of the direct attributions whose sentence got the right mention or speaker: a name
            in common once surnames are led to full names, or the same pronoun; for "who" one of the
            eight words before it; none where PolNeAR gives no source
  named     of those whose source is no pronoun, the same by the speaker alone, as the table has it
  pronoun   of those whose source is one, the share whose sentence has it as its mention, and the
            share that got a speaker. Whether it is the right one is NOT measured, as PolNeAR says
            "he" and not who that is; `speaker` counts these as right whatever they are led to
spans       precision, recall and F1 over words: gold words lie in direct contents, found ones in
            quotation marks of a sentence that is not in the outlet's voice; words of mixed contents
            count on neither side
reported    over sentences without a direct attribution. Gold: one that holds the larger part of an
            indirect or mixed content. Found: one that is not in the outlet's voice. Right: both,
            and the speaker is the source of one of the contents in it. On neither side: a sentence
            that ends in a colon (the tag of what follows), and one that is taken for a quotation
            and holds nothing (its words count against `spans`)
indirect    the same where only indirect contents are gold (sentences with a mixed one are left out)
words       words of indirect and mixed contents against words of the contents of the found
            sentences; right is a word of both whose content has the found speaker as its source.
            The table has sentences; a content is what `units.content` tells of the sentence, or
            for a method that tells none the longer side of its cue
  longer    the same with the longer side of the cue for newsvane as well, as a reader of the table
            has to guess it

PolNeAR also counts wishes, plans, votes and gestures as attributions, two in five of its indirect
ones; `cues of saying` is the recall on the sentences that have a verb of saying.

    python tests/benchmarks/voices.py DATA [--split dev] [--quote-parser DIR] [--speed TOPICS]
"""

from __future__ import annotations

import argparse
import re
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from voices_others import OTHERS, Found

from newsvane.corpus import voices
from newsvane.corpus.speech import cues, descriptions, names, units, voicing
from newsvane.corpus.speech.names import Roster

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"
_MARKS = "“\"‘'«„`"
_WORD = re.compile(r"\w+(?:[-’']\w+)*")
_EMPTY = frozenset("the a an of and in for to mr mrs ms dr s".split())
_PRONOUNS = {
    "he": "he", "him": "he", "his": "he", "she": "she", "her": "she", "they": "they",
    "them": "they", "their": "they", "it": "it", "its": "it",
}  # fmt: skip
_RELATIVE = frozenset({"who", "which", "that"})
_ANTECEDENT = 8  # words before a relative pronoun that may name whom it stands for
Counts = dict[str, int]


@dataclass(frozen=True)
class Gold:
    """One attribution: its content text[start:end], its source, its cue, and its kind."""

    start: int
    end: int
    source: str
    cue: str
    kind: str


def read_gold(folder: Path, split: str) -> dict[str, tuple[str, list[Gold]]]:
    """Return for each article its text and its attributions."""
    rows = pd.read_csv(folder / f"{split}.csv.gz", keep_default_na=False)
    rows = rows[rows["first_annotator"]]
    articles = pd.read_csv(folder / "articles.csv.gz", keep_default_na=False)
    texts = dict(zip(articles["article"], articles["text"], strict=True))
    found: dict[str, list[Gold]] = defaultdict(list)
    for row in rows.itertuples():
        text = texts.get(row.article, "")
        for start, end in pieces(text, str(row.text), start=row.start, end=row.end):
            found[row.article].append(_gold(text, start, end, row))
    return {article: (texts[article], _outermost(gold)) for article, gold in found.items()}


def _gold(text: str, start: int, end: int, row) -> Gold:
    source = str(row.speaker)
    if source.lower() in _RELATIVE:
        at = text.lower().rfind(f" {source.lower()} ", max(start - 200, 0), start)
        source = " ".join(_WORD.findall(text[max(at - 100, 0) : at])[-_ANTECEDENT:]) or source
    is_direct = text[start] in _MARKS and len(text[start:end].split()) >= 4
    kind = "direct" if is_direct else "mixed" if row.direct else "indirect"
    return Gold(start, end, source, str(row.cue), kind)


def _outermost(gold: list[Gold]) -> list[Gold]:
    directs = [one for one in gold if one.kind == "direct"]

    def is_inside(one: Gold) -> bool:
        return any(d.start <= one.start and one.end <= d.end for d in directs)

    return directs + [one for one in gold if one.kind != "direct" and not is_inside(one)]


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


def ours(text: str) -> list[Found]:
    """Read one text with newsvane."""
    return [
        Found(
            one.start,
            one.end,
            one.voice,
            (one.mention, one.speaker or ""),
            one.quotes,
            one.cue,
            units.content(text, one.unit) if one.unit else (),
        )
        for one in voicing.read(text, descriptions.described(names.roster(text), text))
    ]


def tokens(name: str, people: Roster) -> set[str]:
    words = _WORD.findall(name)
    if len(words) == 1 and words[0].lower() in _PRONOUNS:
        return {_PRONOUNS[words[0].lower()]}
    full = " ".join(people.resolve(word.removesuffix("’s").removesuffix("'s")) for word in words)
    return {word.lower() for word in _WORD.findall(full)} - _EMPTY


def is_same(source: str, found: Found, people: Roster, *, by_speaker: bool = False) -> bool:
    """Whether the mention or the speaker, or else the speaker alone, is a gold source."""
    if not source:
        return not found.names[-1]
    wanted = tokens(source, people)
    names = found.names[-1:] if by_speaker else found.names
    return any(wanted & tokens(name, people) for name in names)


def overlap(found: Found, gold: Gold) -> int:
    return min(found.end, gold.end) - max(found.start, gold.start)


def compare(text: str, gold: list[Gold], found: list[Found], counts: Counts) -> list[str]:
    """Add one article to the counts, and return the errors in words."""
    people = names.roster(text)
    errors = []
    for one in gold:
        if one.kind != "direct":
            continue
        best = max(found, key=lambda other: overlap(other, one), default=None)
        is_found = best is not None and best.voice != "outlet" and overlap(best, one) > 0
        right = is_found and is_same(one.source, best, people)
        counts["direct"] += 1
        counts["speaker_right"] += right
        counts["speaker_none"] += not is_found or not any(best.names)
        if one.source.lower() in _PRONOUNS:
            counts["pronoun"] += 1
            counts["pronoun_right"] += right
            counts["pronoun_led"] += is_found and best.names[-1].lower() not in {"", *_PRONOUNS}
        else:
            counts["named"] += 1
            is_right = is_found and is_same(one.source, best, people, by_speaker=True)
            counts["named_right"] += is_right
        if not right:
            around = text[max(one.start - 160, 0) : one.end + 80]
            errors.append(f"SPEAKER {one.source!r} ≠ {best and best.names}: {around!r}")
    _compare_spans(text, gold, found, counts)
    return errors + _compare_reported(text, gold, found, people, counts)


def _compare_spans(text: str, gold: list[Gold], found: list[Found], counts: Counts) -> None:
    kind, mine = bytearray(len(text)), bytearray(len(text))
    for mark, wanted in ((b"\2", "mixed"), (b"\1", "direct")):
        for one in gold:
            if one.kind == wanted:
                kind[one.start : one.end] = mark * (one.end - one.start)
    for one in found:
        for start, end in one.quotes if one.voice != "outlet" else ():
            mine[start:end] = b"\1" * (end - start)
    for word in _WORD.finditer(text):
        at = word.start()
        if kind[at] != 2:
            counts["spans_right"] += kind[at] == 1 and mine[at] == 1
            counts["spans_gold"] += kind[at] == 1
            counts["spans_found"] += mine[at] == 1


def _compare_reported(
    text: str, gold: list[Gold], found: list[Found], people: Roster, counts: Counts
) -> list[str]:
    errors = []
    inside: dict[int, list[Gold]] = defaultdict(list)
    for one in gold:
        if one.kind != "direct" and found:
            inside[max(range(len(found)), key=lambda i: overlap(found[i], one))].append(one)
    directs = [one for one in gold if one.kind == "direct"]
    for index, spoken in enumerate(found):
        if any(overlap(spoken, one) > 0 for one in directs):
            continue
        held = inside[index]
        is_tag = text[spoken.end - 1] == ":" or spoken.voice == "quoted"
        if is_tag and not held:
            continue
        is_found = spoken.voice != "outlet"
        fitting = [one for one in held if is_found and is_same(one.source, spoken, people)]
        _count("reported", is_found, bool(held), bool(fitting), counts)
        counts["whatever_right"] += is_found and bool(held)
        if not any(one.kind == "mixed" for one in held):
            _count("indirect", is_found, bool(held), bool(fitting), counts)
        is_said = any(set(one.cue.lower().split()) & set(cues.STRONG) for one in held)
        counts["said_gold"] += is_said
        counts["said_right"] += is_said and bool(fitting)
        longer = (_longer_side(text, spoken),)
        _count_words(text, spoken, spoken.content or longer, (held, fitting), "words", counts)
        _count_words(text, spoken, longer, (held, fitting), "longer", counts)
        if is_found != bool(held) or is_found and not fitting:
            wanted = [(one.source, one.cue) for one in held]
            kind = "REP+" if is_found else "REP-"
            errors.append(f"{kind} {spoken.names} {wanted} {text[spoken.start : spoken.end]!r}")
    return errors


def _count_words(
    text: str,
    found: Found,
    content: Sequence[tuple[int, int]],
    gold: tuple[list[Gold], list[Gold]],
    what: str,
    counts: Counts,
) -> None:
    held, fitting = gold
    is_found = found.voice != "outlet"
    for word in _WORD.finditer(text, found.start, found.end):
        at = word.start()
        is_mine = is_found and any(first <= at < last for first, last in content)
        is_right = is_mine and any(one.start <= at < one.end for one in fitting)
        _count(what, is_mine, any(one.start <= at < one.end for one in held), is_right, counts)


def _longer_side(text: str, found: Found) -> tuple[int, int]:
    """Return what a sentence says without the tag: the longer side of the cue."""
    at = text.find(f"{found.cue} ", found.start, found.end) if found.cue else -1
    if at < 0:
        return found.start, found.end
    end = at + len(found.cue)
    return (end, found.end) if found.end - end > at - found.start else (found.start, at)


def _count(what: str, is_found: bool, is_gold: bool, is_right: bool, counts: Counts) -> None:
    counts[f"{what}_found"] += is_found
    counts[f"{what}_gold"] += is_gold
    counts[f"{what}_right"] += is_right


def _f1(what: str, counts: Counts) -> str:
    right, found, gold = (counts[f"{what}_{name}"] for name in ("right", "found", "gold"))
    precision, recall = right / max(found, 1), right / max(gold, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return f"precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}  of {gold}"


def _print_figures(name: str, counts: Counts) -> None:
    n_direct = max(counts["direct"], 1)
    none = counts["speaker_none"] / n_direct
    right = counts["speaker_right"] / n_direct
    print(f"\n{name}")
    print(
        f"  speaker   {right:.3f} of {counts['direct']} direct quotations, by mention or speaker, "
        f"pronouns included (none given: {none:.3f})"
    )
    named = counts["named_right"] / max(counts["named"], 1)
    n_pronouns = max(counts["pronoun"], 1)
    by_mention, led = counts["pronoun_right"] / n_pronouns, counts["pronoun_led"] / n_pronouns
    print(f"    named   {named:.3f} of {counts['named']} by speaker")
    print(
        f"    pronoun {by_mention:.3f} of {counts['pronoun']} by mention; "
        f"led to somebody: {led:.3f} (to whom is not measured)"
    )
    print(f"  spans     {_f1('spans', counts)} words")
    if counts["reported_found"] and "quote-parser" not in name and "textacy" not in name:
        print(f"  reported  {_f1('reported', counts)} sentences")
        counts["whatever_found"] = counts["reported_found"]
        counts["whatever_gold"] = counts["reported_gold"]
        print(f"    whatever the source: {_f1('whatever', counts)}")
        said = counts["said_right"] / max(counts["said_gold"], 1)
        print(f"    cues of saying: recall {said:.3f} of {counts['said_gold']}")
        print(f"  indirect  {_f1('indirect', counts)} sentences")
        print(f"  words     {_f1('words', counts)} words")
        print(
            f"    longer  {_f1('longer', counts)} words, of a sentence the longer side of its cue"
        )


def _print_speed(name: str, texts: list[str]) -> None:
    ids = [str(number) for number in range(len(texts))]
    frame = pd.DataFrame({"article_id": ids, "title": None, "text": texts})
    voices.split(frame.head(3))
    wall, cpu = time.perf_counter(), time.process_time()
    voices.split(frame)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    n_words = sum(len(text.split()) for text in texts)
    print(
        f"  {name:14} {len(texts)} articles of {n_words / len(texts):.0f} words: "
        f"{len(texts) / wall:.0f} articles/s, {n_words / wall:.0f} words/s "
        f"({len(texts) / cpu:.0f} articles per second of processor time)"
    )


def print_speeds(folder: Path) -> None:
    print("\nspeed of newsvane, one process")
    for name in ("bbc_news", "allsides"):
        path = folder / name / "data.csv.gz"
        if not path.exists():
            print(f"  {name:14} no {path}")
            continue
        texts = pd.read_csv(path, usecols=["text"], keep_default_na=False)["text"]
        _print_speed(name, texts.iloc[:: max(len(texts) // 600, 1)].tolist())
        n_words = texts.str.count(" ") + 1
        middle = texts[n_words.between(400, 900)]
        step = max(len(middle) // 400, 1)
        _print_speed("of 400–900", middle.iloc[::step].tolist())


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("data", type=Path, nargs="?", default=SHARED / "quotes")
    parser.add_argument("--split", default="dev", choices=("train", "dev", "test"))
    parser.add_argument("--every", type=int, default=1, help="read every n-th article")
    parser.add_argument("--skip", type=int, default=0, help="of these, begin with the n-th from 0")
    shows = "print the cases whose line begins so: SPEAKER, REP+, REP-"
    parser.add_argument("--show", default=None, help=shows)
    parser.add_argument("--alone", action="store_true", help="without alternatives and speed")
    where = "folder where npm installed quote-parser (npm install quote-parser)"
    parser.add_argument("--quote-parser", type=Path, default=None, help=where)
    parser.add_argument("--speed", type=Path, default=None, help="folder of the topics data")
    options = parser.parse_args()
    if not (options.data / f"{options.split}.csv.gz").exists():
        raise SystemExit(f"{options.data}: no {options.split}.csv.gz; this needs PolNeAR there")
    gold = dict(list(read_gold(options.data, options.split).items())[options.skip :: options.every])
    print(f"PolNeAR {options.split}: {len(gold)} articles")
    counts: Counts = defaultdict(int)
    for text, attributions in gold.values():
        for line in compare(text, attributions, ours(text), counts):
            if options.show and line.startswith(options.show):
                print(line)
    _print_figures("newsvane", counts)
    if options.alone:
        return
    for name, make in OTHERS.items():
        read = make(options.quote_parser)
        if isinstance(read, str):
            print(f"\n{name}\n  {read}")
            continue
        counts = defaultdict(int)
        for text, attributions in gold.values():
            compare(text, attributions, read(text), counts)
        _print_figures(name, counts)
    print_speeds(options.speed or options.data.parent / "topics")


if __name__ == "__main__":
    main()
