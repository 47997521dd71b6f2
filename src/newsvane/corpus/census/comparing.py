"""The second count beside the tables of a study."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from newsvane.corpus.census.items import (
    LEAST,
    ONE,
    Counted,
    Item,
    Listed,
    Uncounted,
    Unmarked,
)
from newsvane.corpus.census.work import FUNCTION, item_of, task_of
from newsvane.corpus.isolation import pool
from newsvane.corpus.reading.source import ReadSettings
from newsvane.progress import track

# Reasons that say that there is nothing in a file; the second count is asked whether that is so.
_EMPTY = frozenset({
    "a feed without entries", "an empty archive", "an export without a document", "no rows",
    "no rows below the header",
})  # fmt: skip
# These are said of a place between two records.
_BETWEEN = "no WARC record"
# This is said of a record, and of what is missing behind it.
_SHORT = "cut short"
# What `read` says of a file whose worker was ended; its members lack what was to come.
_CUT = "the rest of it is not read"


@dataclass
class Census:
    """What the second count found.

    Attributes
    ----------
    n_files, n_members, n_records : int
        What was counted, and agrees or not.
    n_refused, n_early, n_unmarked : int
        Files and members that were listed as refused; whose reading was listed as ended early and
        which hold more; and those whose format has no second count.
    wrong : list of str
        What the tables do not account for.
    uncounted : list of str
        What could not be counted again, and why.
    """

    n_files: int = 0
    n_members: int = 0
    n_records: int = 0
    n_refused: int = 0
    n_early: int = 0
    n_unmarked: int = 0
    wrong: list[str] = field(default_factory=list)
    uncounted: list[str] = field(default_factory=list)


@dataclass
class _Account:
    """What the tables say of a file: rows read and left out; those about the whole file apart."""

    n_read: int
    n_left: int
    n_whole: int = 0
    is_refused: bool = False
    is_empty: bool = False
    is_cut: bool = False
    is_short: bool = False

    @property
    def is_early(self) -> bool:
        """Whether a row says that there may be more than was read."""
        return (self.is_short or self.n_whole > 0) and not self.is_empty


def compare(
    found: Sequence[tuple[Path, str]],
    *,
    files: pd.DataFrame,
    dropped: pd.DataFrame,
    settings: ReadSettings,
) -> Census:
    """Count the files again, each in a worker process within the limits, beside the tables.

    Parameters
    ----------
    found : sequence of (Path, str)
        Files and their names, as `list_files` gives them. Those that are not in `files` are passed
        over: that they are missing is another check.
    files, dropped : DataFrame
        Those tables of a study.
    settings : ReadSettings
        Columns and limits of the study.

    Returns
    -------
    Census
        The sums and what does not agree.
    """
    accounts = _accounts(files, dropped)
    members = _members(files)
    wanted = []
    census = Census()
    for path, name in found:
        account = accounts.get(name)
        if account is None or not path.is_file():
            continue
        if account.is_refused:
            census.n_refused += 1
        else:
            wanted.append((path, name))
    refused = {name for name, account in accounts.items() if account.is_refused}
    tasks = (
        task_of(path, name=name, settings=settings, refused=refused.intersection(members[name]))
        for path, name in wanted
    )
    items = pool.run(
        tasks, function=FUNCTION, limits=settings.limits, n_workers=min(len(wanted), pool.n_cores())
    )
    for _, name in track(wanted, "counting files again", unit="files"):
        census.n_files += 1
        _compare_one(name, items, census=census, accounts=accounts, members=members[name])
    return census


def _accounts(files: pd.DataFrame, dropped: pd.DataFrame) -> dict[str, _Account]:
    accounts = {
        name: _Account(int(n_read), int(n_left))
        for name, n_read, n_left in zip(
            files["source_file"], files["n_read"], files["n_left"], strict=True
        )
    }
    is_whole = (dropped["record"] == 0) | dropped["reason"].str.startswith(_BETWEEN)
    is_read = dropped["stage"] == "read"
    whole = dropped[is_whole & is_read]
    for name, record, reason in zip(
        whole["source_file"], whole["record"], whole["reason"], strict=True
    ):
        account = accounts.get(name)
        if account is not None:
            account.n_whole += 1
            account.is_empty |= reason in _EMPTY
            account.is_cut |= reason.endswith(_CUT)
            # Nothing was taken of it, and the one row says why.
            account.is_refused = (
                not account.n_read and account.n_left == 1 and record == 0 and not account.is_empty
            )
    short = dropped.loc[dropped["reason"].str.startswith(_SHORT) & is_read, "source_file"]
    for name in set(short) & accounts.keys():
        accounts[name].is_short = True
    for name in set(files["archive"].dropna()) & accounts.keys():
        accounts[name].is_refused = False
    return accounts


def _members(files: pd.DataFrame) -> defaultdict[str, set[str]]:
    """Return all members, also those of archives inside it, of each file that holds any."""
    archives = dict(zip(files["source_file"], files["archive"], strict=True))
    members: defaultdict[str, set[str]] = defaultdict(set)
    for name in files.loc[files["archive"].notna(), "source_file"]:
        root = name
        for _ in range(len(archives)):
            archive = archives.get(root)
            if not isinstance(archive, str) or archive == root:
                break
            root = archive
        members[root].add(name)
    return members


def _compare_one(
    name: str,
    items: Iterator[object],
    *,
    census: Census,
    accounts: dict[str, _Account],
    members: set[str],
) -> None:
    """Take the items of one file, up to the end of its task, and compare them."""
    counts: Counter[str] = Counter()
    kinds: dict[str, str] = {}
    listed: dict[str, str] = {}
    is_whole = True
    for item in _items(name, items):
        if isinstance(item, Counted):
            counts[item.source_file] += item.n_records
            kinds[item.source_file] = item.kind
        elif isinstance(item, Listed):
            listed[item.source_file] = item.archive
        elif isinstance(item, Unmarked):
            census.n_unmarked += 1
        else:
            is_whole = False
            kinds.pop(item.source_file, None)
            account = accounts.get(item.source_file)
            if account is not None and account.n_whole:
                census.n_early += 1  # it is damaged, and listed as that
            else:
                census.uncounted.append(f"{item.source_file}: {item.reason}")
    census.n_members += len(listed)
    is_cut = name in accounts and accounts[name].is_cut
    for member, archive in listed.items():
        if member in accounts:
            census.n_refused += accounts[member].is_refused
        elif is_cut or _is_early(archive, listed=listed, accounts=accounts):
            census.n_early += 1
        else:
            census.wrong.append(f"{member}: in {archive}, not in the table files")
    if is_whole:
        strange = sorted(members - listed.keys())
        census.wrong += [f"{member}: in the table files, not in its archive" for member in strange]
    for counted, kind in kinds.items():
        account = accounts.get(counted)
        if account is not None:  # else the lack of it has been told
            problem = _difference(counts[counted], kind, account=account)
            census.n_records += counts[counted]
            if problem and (account.is_early or is_cut):
                census.n_early += 1
            elif problem:
                census.wrong.append(f"{counted}: {problem}")


def _is_early(archive: str, *, listed: Mapping[str, str], accounts: Mapping[str, _Account]) -> bool:
    """Whether the nearest archive around a member that is known was ended early."""
    while archive not in accounts and archive in listed:
        archive = listed[archive]
    return archive in accounts and accounts[archive].is_early


def _items(name: str, items: Iterator[object]) -> Iterator[Item]:
    for item in items:
        if item is pool.END:
            return
        if isinstance(item, pool.Failure):
            yield Uncounted(name, item.reason)
        else:
            assert isinstance(item, list)
            yield item_of(item)


def _difference(n_counted: int, kind: str, *, account: _Account) -> str:
    n_rows = account.n_read + account.n_left
    n_records = n_rows if kind == ONE else n_rows - account.n_whole
    if n_records >= n_counted if kind == LEAST else n_records == n_counted:
        return ""
    least = "at least " if kind == LEAST else ""
    return f"{least}{n_counted:,} in it, {n_records:,} in the tables"
