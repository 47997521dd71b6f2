"""Names that a page's links have run together with the next words: "Ada ByronFerry sinks"."""

from __future__ import annotations

import re
from collections import Counter

_GLUED = re.compile(r"([A-Z][a-zà-ÿ]{3,})[A-Z][a-zà-ÿ]{2,}")


def parted(counts: Counter[str]) -> Counter[str]:
    """Part names where a word of another name of the article is run together with more.

    "RoseAnn" stays as it is where nobody is called Rose.

    Parameters
    ----------
    counts : Counter of str
        The names of an article and how often each stands there.

    Examples
    --------
    >>> parted(Counter({"Ada Byron": 1, "Byron Ada ByronFerry": 2, "Max RoeRoad": 1}))
    Counter({'Ada Byron': 3, 'Max RoeRoad': 1})
    """
    glued = [name for name in counts if any(map(_GLUED.fullmatch, name.split()))]
    if not glued:
        return counts
    words = {word for name in counts for word in name.split()}
    kept = Counter({name: n for name, n in counts.items() if name not in glued})
    for name in glued:
        kept[_without_rest(name.split(), words)] += counts[name]
    return kept


def _without_rest(name: list[str], words: set[str]) -> str:
    for index, word in enumerate(name):
        found = _GLUED.fullmatch(word)
        if found and index and found[1] in words:
            before = name[1:index] if name[0] == found[1] else name[:index]
            return " ".join([*before, found[1]])
    return " ".join(name)
