"""What only the whole corpus shows of outlets, in a small object that batches can add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from newsvane.corpus.mastheads import keys

# A host is called, or a folder follows, what nearly all of its articles say.
_LEAST_ARTICLES = 2
_LEAST_SHARE = 0.8

Counts = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Survey:
    """Counts over a corpus; `a + b` is the survey of both parts.

    Attributes
    ----------
    spellings : mapping
        Key of a name that is not in the table to the spellings of it, with their counts.
    hosts : mapping
        Registered host to the names that articles with that host are given, with their counts.
    folders : mapping
        Key of a folder's name to the names of the outlets in it, with their counts.
    """

    spellings: Counts = field(default_factory=dict)
    hosts: Counts = field(default_factory=dict)
    folders: Counts = field(default_factory=dict)

    def __add__(self, other: Survey) -> Survey:
        """Return the survey of both."""
        return Survey(
            _sum(self.spellings, other.spellings),
            _sum(self.hosts, other.hosts),
            _sum(self.folders, other.folders),
        )

    def spelling(self, name: str) -> str:
        """Return the commonest spelling of a name, the alphabetically first among equals."""
        found = self.spellings.get(keys.key(name), {})
        return min(found, key=lambda one: (-found[one], one)) if found else name

    def of_host(self, host: str) -> str | None:
        """Return the name that nearly all named articles of a host have."""
        return _agreed(self.hosts.get(host, {}))

    def of_folder(self, folder: str) -> str | None:
        """Return the name of a folder that nearly all of its named articles have as well."""
        name = _agreed(self.folders.get(folder, {}))
        return name if name is not None and folder in keys.shorter(name) else None


def _sum(a: Counts, b: Counts) -> Counts:
    summed = {key: Counter(counts) for key, counts in a.items()}
    for key, counts in b.items():
        summed.setdefault(key, Counter()).update(counts)
    return summed


def _agreed(counts: Mapping[str, int]) -> str | None:
    if not counts:
        return None
    name = min(counts, key=lambda one: (-counts[one], one))
    total = sum(counts.values())
    is_agreed = total >= _LEAST_ARTICLES and counts[name] >= _LEAST_SHARE * total
    return name if is_agreed else None


def folders_of(source_file: str, *, record: int) -> Iterable[str]:
    """Return the keys of the folders that an article lies in, the nearest first.

    A file of many articles counts as a folder: an export is mostly of one outlet and called so.

    Examples
    --------
    >>> list(folders_of("press/The Valley-Post/a.txt", record=0))
    ['valley post', 'press']
    >>> list(folders_of("press/valley_post_2031-05-01_0001.csv", record=7))
    ['valley post', 'press']
    """
    path = PurePosixPath(source_file.replace("\\", "/"))
    parts = [*path.parent.parts, path.name if record else ""]
    for part in reversed(parts):
        name = part
        if part and part == path.name:
            name = path.name.split(".", 1)[0]
        name = keys.key(name.rstrip("0123456789 _-.()"))
        if name:
            yield name
