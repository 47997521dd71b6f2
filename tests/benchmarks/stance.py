"""Measure the embedded judge, and fit its calibration, on public sets of labelled stance.

    python tests/benchmarks/stance.py DATA          figures, each set left out of its own fit
    python tests/benchmarks/stance.py DATA --fit    the same, then writes stance/calibration.json

DATA is a folder with one folder per set, each with dev.csv.gz (columns text, target, label). The
weights are fitted on the development parts of SETS; ZERO_SHOT is never fitted on. Columns: AUC of
favor over against, the share of pairs with the right one of the two sides, macro-F1 over favor,
against and none (by the lean that the tables use), the expected calibration error of the side (10
bins), pairs judged per second.
"""

from __future__ import annotations

import argparse
import functools
import json
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.optimize import minimize
from sklearn.metrics import f1_score, roc_auc_score

from newsvane import store
from newsvane.stance import claims, embedded, evidence
from newsvane.stance.judge import Pair
from newsvane.topics import embed

SETS = ("newsmtsc", "ibm_argkp", "perspectrum", "nli_lingnli", "nli_conj", "fnc1")
ZERO_SHOT = ("gwsd", "vast")
SIDES = np.array(["favor", "against", "none"])
MOST_PAIRS = 900
MOST_CHARACTERS = 600
RIDGE = 1e-5


def load(folder: Path, name: str) -> pd.DataFrame:
    """Read the related pairs of one set; a target that is no sentence becomes a claim."""
    rows = pd.read_csv(folder / name / "dev.csv.gz", dtype=str, keep_default_na=False)
    rows = rows[rows["label"] != "unrelated"]
    rows = rows.sample(min(MOST_PAIRS, len(rows)), random_state=0).reset_index(drop=True)
    is_target = name in ("newsmtsc", "vast")
    stated = [claims.from_target(t[:1].upper() + t[1:]) if is_target else t for t in rows["target"]]
    stated = [text.rstrip("? ") for text in stated]  # fnc1 has headlines that ask
    label = rows["label"].replace("neutral", "none")
    return rows.assign(text=rows["text"].str[:MOST_CHARACTERS], claim=stated, label=label)


def fit(measured: dict, labels: dict, names: list[str]) -> embedded.Calibration:
    """Fit by maximum likelihood.

    Every set weighs the same, and so do favor and against within a set. "None" keeps the part that
    it has in the set; sets that were collected without it have no say in it.
    """
    measures = np.concatenate([measured[name][0] for name in names])
    related = np.concatenate([measured[name][1] for name in names])
    truth = np.concatenate([labels[name] for name in names])
    weights = np.concatenate([_balance(labels[name]) for name in names]) / len(names)
    column = np.array([list(SIDES).index(label) for label in truth])

    def made(values: np.ndarray) -> embedded.Calibration:
        contrast, parity, polarity, *none = map(float, values)
        # Negation and opposite weigh the same: apart, they fit the wordings of the sets.
        side = (contrast, contrast, parity, polarity)
        return embedded.Calibration(side, (none[0], none[1]), "")

    has_none = np.concatenate([np.full(len(labels[n]), "none" in labels[n]) for n in names])

    def loss(values: np.ndarray) -> float:
        found = embedded.probabilities(measures, related, made(values))
        sided = found[:, :2] / found[:, :2].sum(axis=1, keepdims=True)
        found = np.where(has_none[:, None], found, np.column_stack([sided, 0 * column]))
        likelihood = np.log(found[np.arange(len(column)), column] + 1e-12)
        return float(-(weights * likelihood).sum() + RIDGE * (values**2).sum())

    return made(minimize(loss, np.zeros(5), method="BFGS").x)


def _balance(labels: np.ndarray) -> np.ndarray:
    part = pd.Series(labels).value_counts(normalize=True)
    sided = (1 - part.get("none", 0.0)) / 2
    wanted = {"favor": sided, "against": sided, "none": part.get("none", 0.0)}
    return pd.Series(labels).map(lambda label: wanted[label] / part[label]).to_numpy() / len(labels)


def figures(found: np.ndarray, labels: np.ndarray) -> dict[str, float]:
    """Return the columns of the table for one set."""
    sided = labels != "none"
    favor = found[sided, 0] / found[sided, :2].sum(axis=1)
    truth = labels[sided] == "favor"
    sides = [evidence.side(lean) for lean in found[:, 0] - found[:, 1]]
    return {
        "pairs": len(labels),
        "AUC": roc_auc_score(truth, favor),
        "right side": float(((favor > 0.5) == truth).mean()),
        "macro-F1": f1_score(labels, sides, average="macro"),
        "ECE": _calibration_error(favor, truth),
    }


def _calibration_error(favor: np.ndarray, truth: np.ndarray) -> float:
    bins = np.minimum((favor * 10).astype(int), 9)
    gaps = [
        (bins == b).mean() * abs(favor[bins == b].mean() - truth[bins == b].mean())
        for b in np.unique(bins)
    ]
    return float(sum(gaps))


def main() -> None:
    """Print the table; with --fit, write the calibration."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--cache", type=Path, default=None, help="folder for vectors")
    parser.add_argument("--mood", type=float, default=embedded.OTHER_MOOD, help="in place of it")
    options = parser.parse_args()
    embedded.OTHER_MOOD = options.mood
    if not (options.data / SETS[0]).is_dir():
        sys.exit(f"{options.data}: no folder {SETS[0]} there; give the folder of the stance sets")
    encoder = embed.load_encoder()
    vectors = functools.partial(embed.embed, encoder=encoder, cache=options.cache)
    measured, labels, speed = {}, {}, {}
    for name in SETS + ZERO_SHOT:
        rows = load(options.data, name)
        pairs = [
            Pair(text, claims.make(claim, claim_id="claim"))
            for text, claim in zip(rows["text"], rows["claim"], strict=True)
        ]
        began = time.perf_counter()
        measured[name], labels[name] = embedded.measure(pairs, vectors), rows["label"].to_numpy()
        speed[name] = len(pairs) / (time.perf_counter() - began)
    table = {}
    for name in SETS + ZERO_SHOT:
        left = fit(measured, labels, [other for other in SETS if other != name])
        found = embedded.probabilities(*measured[name], left)
        table[name] = {**figures(found, labels[name]), "pairs/s": speed[name]}
    print(pd.DataFrame(table).T.round(3).to_string())
    fitted = fit(measured, labels, list(SETS))
    print(f"side {np.round(fitted.side, 3)}, none {np.round(fitted.none, 3)}")
    if options.fit:
        _write(fitted)


def _write(fitted: embedded.Calibration) -> None:
    facts = {
        "side": [round(value, 4) for value in fitted.side],
        "none": [round(value, 4) for value in fitted.none],
        "measures": list(embedded.MEASURES),
        "fitted_on": [f"{name} dev" for name in SETS],
        "version": "1",
    }
    path = Path(embedded.__file__).parent / "calibration.json"
    store.write_with(
        path, lambda stream: stream.write(json.dumps(facts, indent=1).encode() + b"\n")
    )
    print(f"wrote {path.name}")


if __name__ == "__main__":
    main()
