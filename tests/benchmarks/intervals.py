"""How often the 95 % interval of net holds the truth, beside two plain bootstraps.

Run: python tests/benchmarks/intervals.py

A period has n stories. Each takes a side, favor with the true share; its articles are copies and
take the same one. "one" is one article per story; "1-50" draws the copies log-uniformly from 1 to
50. The plain bootstraps resample articles (as if copies were independent) or stories, and take
percentiles.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from newsvane.trends import intervals

N_STORIES = (1, 2, 5, 20, 100)
SHARES = {"balanced": 0.5, "extreme": 0.95}
N_SIMULATED = 2000
N_BOOTSTRAPPED = 300
DRAWS = 1000
TAILS = (0.025, 0.975)

Bounds = tuple[np.ndarray, np.ndarray]


def main() -> None:
    start = time.perf_counter()
    rng = np.random.default_rng(20)
    print("coverage (and mean width) of the 95 % interval of net;")
    print(f"{N_SIMULATED} periods for newsvane, {N_BOOTSTRAPPED} for the plain bootstraps\n")
    columns = f"{'newsvane':<12} {'stories':<12} articles"
    print(f"{'true share':<10} {'copies':<6} {'stories':>7}   {columns}")
    for label, share in SHARES.items():
        for copies in ("one", "1-50"):
            for n in N_STORIES:
                report(label, share=share, copies=copies, n=n, rng=rng)
    print(f"\n{time.perf_counter() - start:.0f} s")


def report(label: str, *, share: float, copies: str, n: int, rng: np.random.Generator) -> None:
    side = np.where(rng.random((N_SIMULATED, n)) < share, 1.0, -1.0)
    size = np.ones((N_SIMULATED, n))
    if copies != "one":
        size = np.floor(np.exp(rng.uniform(0, np.log(51), (N_SIMULATED, n))))
    truth = 2 * share - 1
    few = slice(0, N_BOOTSTRAPPED)
    methods: list[tuple[Callable[..., Bounds], slice]] = [
        (ours, slice(None)),
        (over_stories, few),
        (over_articles, few),
    ]
    cells = []
    for method, part in methods:
        low, high = method(side[part], size[part], rng)
        covered = np.mean((low <= truth + 1e-9) & (truth - 1e-9 <= high))
        cells.append(f"{covered:.2f} ({np.mean(high - low):.2f})")
    print(f"{label:<10} {copies:<6} {n:>7}   " + " ".join(f"{cell:<12}" for cell in cells))


def ours(side: np.ndarray, size: np.ndarray, rng: np.random.Generator) -> Bounds:
    units = pd.DataFrame(
        {
            "cell": np.repeat(np.arange(len(side)), side.shape[1]),
            "value": side.ravel(),
            "weight": size.ravel(),
            "presence": 1.0,
        }
    )
    found = intervals.bound(units, draws=DRAWS, level=0.95, seed=1)
    return found["low"].to_numpy(), found["high"].to_numpy()


def over_stories(side: np.ndarray, size: np.ndarray, rng: np.random.Generator) -> Bounds:
    n = side.shape[1]
    drawn = rng.multinomial(n, np.full(n, 1 / n), size=DRAWS)
    nets = (size * side) @ drawn.T / (size @ drawn.T)
    low, high = np.quantile(nets, TAILS, axis=1)
    return low, high


def over_articles(side: np.ndarray, size: np.ndarray, rng: np.random.Generator) -> Bounds:
    n_articles = size.sum(axis=1).astype(int)
    favor = (size * (side > 0)).sum(axis=1) / n_articles
    # Resampling articles that are for or against draws a binomial number of those in favor.
    drawn = rng.binomial(n_articles[:, None], favor[:, None], (len(side), DRAWS))
    low, high = np.quantile(2 * drawn / n_articles[:, None] - 1, TAILS, axis=1)
    return low, high


if __name__ == "__main__":
    main()
