"""Names that a page's links have run together with the next words: "Ada ByronFerry sinks"."""

from __future__ import annotations

import re
from collections import Counter

_GLUED = re.compile(r"([A-Z][a-zà-ÿ]{3,})([A-Z][a-zà-ÿ]{2,})")


def parted(counts: Counter[str], text: str) -> Counter[str]:
    """Part names where a word that the article has by itself is run together with more.

    "RoseAnn" stays as it is where there is no Rose.

    Parameters
    ----------
    counts : Counter of str
        The names of an article and how often each stands there.
    text : str
        The article.

    Examples
    --------
    >>> parted(Counter({"Byron Ada ByronFerry": 2, "Max RoerRoad": 1}), "Byron left.")
    Counter({'Ada Byron': 2, 'Max RoerRoad': 1})
    """
    glued = [name for name in counts if any(map(_GLUED.fullmatch, name.split()))]
    if not glued:
        return counts
    kept = Counter({name: n for name, n in counts.items() if name not in glued})
    for name in glued:
        kept[_without_rest(name.split(), text)] += counts[name]
    return kept


def _without_rest(name: list[str], text: str) -> str:
    for index, word in enumerate(name):
        found = _GLUED.fullmatch(word)
        if found is None or not re.search(rf"\b{found[1]}\b", text):
            continue
        if index == 0 and name[-1] == found[1]:  # "ByronAda Byron", a surname before its full name
            return " ".join([found[2], *name[1:]])
        if index > 0:
            before = name[1:index] if name[0] == found[1] else name[:index]
            return " ".join([*before, found[1]])
    return " ".join(name)
