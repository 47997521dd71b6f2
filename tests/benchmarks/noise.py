"""How much of the noise around saved articles goes, and whether any paragraph of theirs goes too.

Run: python tests/benchmarks/noise.py [--errors]

The cases stand in tests/corpus/cleaning/noise_cases.txt: noise in a dozen kinds and paragraphs that
look like it, all of them invented. Each is put into an invented article, where the file says, and
the article is cleaned as a text file is. Recall of a kind is the share of its lines that go;
precision of a rule is the share of noise in the lines that it took. A third of the cases, by a hash
of their text, is held out: rules were mended looking at failures of the others only, though one
hand wrote both. The fresh cases were written after the rules, and no rule was changed for them.
jusText and trafilatura get the same paragraphs as a page of <p> elements. --errors lists the
failures of the tuned cases.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

from newsvane.corpus import clean, read
from newsvane.corpus.cleaning import noise
from newsvane.corpus.reading.rows import Row

CASES = Path(__file__).resolve().parents[1] / "corpus" / "cleaning" / "noise_cases.txt"
HEADLINE = "Salt works at Port Selby to reopen after forty years"
BODY = (
    "The salt works at Port Selby will reopen in spring, the council said on Tuesday, forty years "
    "after the last pan was drained and the last eleven workers were sent home.",
    "A cooperative of fishermen and teachers has leased the site for a symbolic sum. They want to "
    "sell the salt to bakeries along the coast, and have found nine that will buy it.",
    "“We are not doing this for the money,” said Nora Falk, who leads the cooperative. “We are "
    "doing it because the pans are there and the sea is there.”",
    "Not everybody is glad. Owners of the holiday flats on the dyke fear lorries and smoke, and "
    "have asked a court in Norbury to look at the lease before the first fire is lit.",
    "The council rejects the complaint. It says that the works will use the heat of a greenhouse "
    "next door, and that two lorries a week are fewer than the flats themselves bring.",
    "A hearing is set for the autumn. Until then the cooperative may repair the pans, but it must "
    "not draw any water from the bay.",
)  # fmt: skip
_SECTION = re.compile(r"\[([^,\]]+), (top|middle|end)(, fresh)?\]")


class Case(NamedTuple):
    """Lines that stand together; `kind` begins with "article" where they have to stay."""

    kind: str
    place: str
    lines: tuple[str, ...]
    is_fresh: bool = False

    @property
    def part(self) -> str:
        if self.is_fresh:
            return "fresh"
        is_held_out = hashlib.sha256("\n".join(self.lines).encode()).digest()[0] % 3 == 0
        return "held out" if is_held_out else "tuned"

    @property
    def is_article(self) -> bool:
        return self.kind.startswith("article")

    @property
    def paragraphs(self) -> list[str]:
        at = {"top": 0, "middle": 3, "end": len(BODY)}[self.place]
        return [HEADLINE, *BODY[:at], *self.lines, *BODY[at:]]


Kept = Callable[[Case], list[str]]


def load(path: Path = CASES) -> list[Case]:
    cases: list[Case] = []
    kind = place = fresh = ""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if not line.startswith("# ")]
        section = _SECTION.fullmatch(lines[0]) if lines else None
        if section:
            kind, place, fresh = section.groups()
            lines = lines[1:]
        if lines:
            cases.append(Case(kind, place, tuple(lines), bool(fresh)))
    return cases


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    cases = load()
    n_noise = sum(not case.is_article for case in cases)
    print(f"{n_noise} cases of noise, {len(cases) - n_noise} of articles that look like it\n")
    for part in ("tuned", "held out", "fresh"):
        chosen = [case for case in cases if case.part == part]
        report(part, chosen, errors=options.errors and part == "tuned")


def report(part: str, cases: Sequence[Case], *, errors: bool) -> None:
    methods: dict[str, Kept] = {"newsvane": newsvane, "jusText": justext_, "trafilatura": traf}
    gone: dict[str, dict[str, int]] = {name: Counter() for name in methods}
    total: Counter[str] = Counter()
    hurt = Counter[str]()
    seconds = Counter[str]()
    for case in cases:
        total[case.kind] += len(case.lines)
        for name, method in methods.items():
            start = time.perf_counter()
            kept = method(case)
            seconds[name] += time.perf_counter() - start
            left = [line for line in case.lines if is_left(line, kept)]
            gone[name][case.kind] += len(case.lines) - len(left)
            hurt[name] += sum(not is_left(line, kept) for line in BODY)
            wrong = [x for x in case.lines if (x in left) != case.is_article]
            if errors and name == "newsvane" and wrong:
                print(f"  {case.kind}: {wrong}")
    print(f"{part + ': lines that go':<32} {'lines':>5} " + "".join(f"{n:>13}" for n in methods))
    for kind in sorted(total):
        shares = "".join(f"{gone[name][kind] / total[kind]:>13.2f}" for name in methods)
        print(f"{kind:<32} {total[kind]:>5} {shares}")
    for name in methods:
        right = sum(n for kind, n in gone[name].items() if not kind.startswith("article"))
        wrong_n = sum(n for kind, n in gone[name].items() if kind.startswith("article"))
        wanted = sum(n for kind, n in total.items() if not kind.startswith("article"))
        print(
            f"{name:<12} precision {right / max(1, right + wrong_n):.3f}, recall "
            f"{right / wanted:.3f}; paragraphs of articles deleted: {wrong_n} of the cases, "
            f"{hurt[name]} around them"
        )
    by_rule(cases)
    print()


def is_left(line: str, kept: Sequence[str]) -> bool:
    """Whether a line stays: as a paragraph, or within one where it is too long for chance."""
    return line in kept or (len(line) > 30 and any(line in text for text in kept))


def by_rule(cases: Sequence[Case]) -> None:
    """Print the precision of each rule: the noise among the lines that it takes."""
    right: dict[str, int] = defaultdict(int)
    taken: dict[str, int] = defaultdict(int)
    for case in cases:
        paragraphs = case.paragraphs
        for text, rule in zip(paragraphs, noise.rules(paragraphs), strict=True):
            if rule:
                taken[rule] += 1
                right[rule] += text in case.lines and not case.is_article
    shares = (f"{rule} {right[rule] / n:.2f} ({n})" for rule, n in sorted(taken.items()))
    print("precision by rule: " + ", ".join(shares))


def newsvane(case: Case) -> list[str]:
    text = "\n\n".join(case.paragraphs)
    outcome = clean.clean(read.records([Row("a.txt", 0, "txt", text, is_html=False)]))
    return str(outcome.kept["text"].iloc[0]).split("\n\n")


def page(case: Case) -> str:
    body = "".join(f"<p>{escape(text)}</p>" for text in case.paragraphs[1:])
    return f"<html><body><article><h1>{HEADLINE}</h1>{body}</article></body></html>"


def justext_(case: Case) -> list[str]:
    import justext

    # The limits that trafilatura uses: jusText's own take every paragraph below 200 characters.
    stoplist = justext.get_stoplist("English")
    found = justext.justext(page(case).encode(), stoplist, 50, 150, 0.1, 0.2, 0.25, True)
    return [paragraph.text for paragraph in found if not paragraph.is_boilerplate]


def traf(case: Case) -> list[str]:
    import trafilatura

    return (trafilatura.extract(page(case)) or "").split("\n")


if __name__ == "__main__":
    main()
