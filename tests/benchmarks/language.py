"""Languages with a known truth: newsvane's rule beside py3langid alone and lingua, on short texts.

    python tests/benchmarks/language.py ../shared/data [--wrong]

Two sets. "invented": passages on a ferry in 26 languages, written for this benchmark
(languages.tsv). "exports": pieces of 1,000 characters of database exports whose language their
names tell (Factiva, Nexis), and news from topics/bbc_news; a few of these pieces are lists of
figures or hold a name in another language. Each text is cut to its first 20, 50, 200 and 1,000
characters. "answered" is the share of texts that get a code at all, "right" the share of the
answers that is the true one. py3langid alone always answers; lingua is asked to be null below
newsvane's confidence, and left out where it is not installed. Times are of the processor, per text.
"""

from __future__ import annotations

import argparse
import gzip
import html
import random
import re
import time
from collections.abc import Callable
from pathlib import Path

from newsvane.corpus.cleaning import language

LENGTHS = (20, 50, 200, 1000)
PER_FILE = 60
EXPORTS = {
    "factiva/chosun_ilbo_1_2018-05-28.html": "ko", "factiva/german-ui.html": "de",
    "factiva/suddeutsche_1_2017-11-19.html": "de", "nexis/spiegel_2012-02-01_0001.html": "de",
    "factiva/irish-independence_1_2017-11-14.html": "en", "nexis/afp_2013-03-12_0501.html": "en",
    "nexis/guardian_1986-01-01_0001.html": "en", "nexis/irish-times_1995-06-12_0001.html": "en",
}  # fmt: skip
INVENTED = Path(__file__).with_name("languages.tsv")

Texts = list[tuple[str, str]]
Rule = Callable[[str], str | None]


def invented() -> Texts:
    """Return (text, code): each passage, from its start and from each of its later words."""
    rows = []
    for line in INVENTED.read_text("utf-8").splitlines():
        code, passage = line.split("\t")
        step = 25 if " " in passage else 8
        starts = [0, *(m.end() for m in re.finditer(r"\s|[，。、]", passage))]
        kept = [s for i, s in enumerate(starts) if i % max(1, step // 8) == 0]
        rows += [(passage[s:], code) for s in kept if len(passage) - s >= 50]
    return rows


def exports(folder: Path) -> Texts:
    """Return (piece of 1,000 characters, code) of the exports and of news in English."""
    rows: Texts = []
    rng = random.Random(1)
    for name, code in EXPORTS.items():
        path = folder / "exports" / name
        if not path.exists():
            continue
        page = re.sub(r"(?s)<(script|style).*?</\1>", " ", path.read_text("utf-8", "replace"))
        text = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())
        pieces = [text[i : i + 1000].split(" ", 1)[-1] for i in range(2000, len(text) - 1000, 1000)]
        rows += [(piece, code) for piece in rng.sample(pieces, min(PER_FILE, len(pieces)))]
    path = folder / "topics" / "bbc_news" / "data.csv.gz"
    if path.exists():
        import pandas as pd

        with gzip.open(path, "rt", encoding="utf-8") as file:
            texts = pd.read_csv(file, dtype=str, usecols=["text"])["text"]
        rows += [(text[:1000], "en") for text in texts.sample(200, random_state=1)]
    return rows


def alone(text: str) -> str | None:
    """Ask py3langid without thresholds, as a user would."""
    code, _ = language._identifier().classify(text)
    return str(code)


def lingua_rule() -> Rule | None:
    """Return lingua with newsvane's least confidence, or None where it is not installed."""
    try:
        from lingua import LanguageDetectorBuilder
    except ImportError:
        return None
    began = time.perf_counter()
    detector = LanguageDetectorBuilder.from_all_languages().with_preloaded_language_models().build()
    print(f"lingua: models loaded in {time.perf_counter() - began:.1f} s")

    def rule(text: str) -> str | None:
        best = detector.compute_language_confidence_values(text)[0]
        if best.value < language._MIN_CONFIDENCE:
            return None
        return best.language.iso_code_639_1.name.lower()

    return rule


def measure(rule: Rule, texts: Texts, *, show_wrong: bool) -> tuple[float, float, float]:
    """Return the shares answered and right among the answers, and milliseconds per text."""
    began = time.process_time()
    answers = [rule(text) for text, _ in texts]
    ms = (time.process_time() - began) / len(texts) * 1e3
    told = [(a, text, code) for a, (text, code) in zip(answers, texts, strict=True) if a]
    right = sum(a == code for a, _, code in told)
    if show_wrong:
        for answer, text, code in told:
            if answer != code:
                print(f"  {code} taken for {answer}: {text[:60]!r}")
    return len(told) / len(texts), right / max(1, len(told)), ms


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="folder of the data, with exports/ and topics/")
    parser.add_argument("--wrong", action="store_true", help="list what newsvane gets wrong")
    options = parser.parse_args()
    rules: dict[str, Rule] = {"newsvane": language.detect, "py3langid": alone}
    if lingua := lingua_rule():
        rules["lingua"] = lingua
    for rule in rules.values():
        rule("Once, so that models are loaded before the clock runs, whatever the rule may be.")
    for name, texts in (("invented", invented()), ("exports", exports(options.data))):
        if not texts:
            print(f"{name}: skipped, not in {options.data}")
            continue
        print(f"\n{name}: {len(texts)} texts, {len({code for _, code in texts})} languages")
        print("characters  rule        answered  right  ms per text")
        for length in LENGTHS if name == "exports" else LENGTHS[:3]:
            cut = [(text[:length], code) for text, code in texts if len(text) >= length * 0.8]
            for who, rule in rules.items():
                show = options.wrong and who == "newsvane"
                answered, right, ms = measure(rule, cut, show_wrong=show)
                print(f"{length:10}  {who:10}  {answered:8.3f}  {right:.3f}  {ms:.3f}")


if __name__ == "__main__":
    main()
