"""Members of .zip archives, each read by its own format; nothing is written to disk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from zipfile import ZipInfo

from newsvane.corpus.containers import directory
from newsvane.corpus.containers.inflate import FLOOR
from newsvane.corpus.reading.rows import Left, Member, Row, UnreadableError, joined
from newsvane.corpus.reading.source import Budget, Item, Limits, Reader, ReadSettings, Source

# Of archives whose members can be passed over without being unpacked.
ENDINGS = (".zip", ".wacz")


def within_budget(source: Source, *, limits: Limits) -> Source:
    """Return the source with what it and the archives inside it may give.

    Raises
    ------
    UnreadableError
        When it lies in too many archives.
    """
    if source.depth >= limits.depth:
        raise UnreadableError(f"archives are nested more than {limits.depth} deep")
    if source.budget is not None:
        return source
    most = max(16 * FLOOR, limits.ratio * source.n_bytes)
    return replace(source, budget=Budget(most, limits.members))


class Namer:
    """Gives each member of one archive a name of its own that may stand in tables."""

    def __init__(self) -> None:
        self._taken: Counter[str] = Counter()

    def __call__(self, name: str) -> str:
        """Return the name, with " (2)" where it has been given before."""
        name = directory.shown(name)
        self._taken[name] += 1
        n_taken = self._taken[name]
        # A member may be called "a (2)" itself.
        return name if n_taken == 1 else self(f"{name} ({n_taken})")


def read_zip(source: Source, *, settings: ReadSettings, read: Reader) -> Iterator[Item]:
    """Read the members of a zip archive.

    Parameters
    ----------
    source : Source
        What is read.
    settings : ReadSettings
        Limits of ratio, size, members and depth; the last two and the sum of all sizes hold for
        the archive and the archives inside it together.
    read : Reader
        `formats.read_source`.

    Yields
    ------
    Row, Left or Member
        Each member as `Member`, then its records. One that cannot be used is a `Left` of record 0.

    Raises
    ------
    UnreadableError
        When it is no zip archive, or a limit of the whole archive is reached.
    """
    source = within_budget(source, limits=settings.limits)
    budget = source.budget
    assert budget is not None
    named = Namer()
    with source.open() as stream:
        found = [
            info
            for info in directory.entries(stream, limits=settings.limits)
            if info.file_size or not info.is_dir()
        ]
        if not found:
            yield Left(source.name, 0, "an empty archive")
        _refuse_stated(found, budget=budget)
        for n_before, info in enumerate(found):
            _take(budget, n_unread=len(found) - n_before, n_members=1)
            plain = directory.name_of(info)
            name = named(plain)
            path = f"{source.name}/{name}"
            if settings.after:
                inside = _left_in(path, after=settings.after)
                if inside is None:
                    continue
                settings = replace(settings, after="")
                if not inside:
                    continue
            else:
                inside = ""
                yield Member(path, source.name, info.file_size)
            problem = directory.problem(info)
            if problem:
                yield Left(f"{source.name}/{name}", 0, problem)
                continue
            try:
                data = directory.unpack(stream, info, limits=settings.limits, budget=budget)
            except UnreadableError as error:
                if budget.is_spent:
                    raise _unread(error, n_members=len(found) - n_before) from error
                yield Left(f"{source.name}/{name}", 0, str(error))
                continue
            # The ending tells the format, also of a name that has been cut or numbered.
            member = replace(source.member(name, data), inner=directory.shown(plain))
            items = read(member, settings=replace(settings, after=inside))
            yield from items if name == directory.shown(plain) else _renamed(items)
            n_unread = len(found) - n_before - 1
            if n_unread and budget.is_spent:  # by an archive inside this one
                _take(budget, n_unread=n_unread)


def _left_in(path: str, *, after: str) -> str | None:
    """Return behind which of its members an archive that was begun is read on.

    None stands for a member that was read; an empty text for the one that ended the reading, of
    which nothing more is read.
    """
    if path == after:
        return ""
    if not after.startswith(f"{path}/"):
        return None
    return after if path.lower().endswith(ENDINGS) else ""


def _renamed(items: Iterator[Item]) -> Iterator[Item]:
    """Note that a member has not the name that it has in its archive."""
    for item in items:
        if isinstance(item, Row):
            item = item._replace(note=joined("another member has the same name", item.note))
        yield item


def _refuse_stated(found: Sequence[ZipInfo], *, budget: Budget) -> None:
    """Refuse what states too much: a size is not believed, but this one need not be tried."""
    n_stated = sum(info.file_size for info in found)
    if n_stated > budget.n_bytes:
        raise UnreadableError(
            f"its {len(found):,} members state {n_stated / 1e6:,.0f} MB, at most "
            f"{budget.n_bytes / 1e6:,.0f} MB for an archive of its size: a bomb, or a mistake"
        )


def _take(budget: Budget, *, n_unread: int, n_members: int = 0) -> None:
    try:
        budget.take(n_members=n_members)
    except UnreadableError as error:
        raise _unread(error, n_members=n_unread) from error


def _unread(error: UnreadableError, *, n_members: int) -> UnreadableError:
    return UnreadableError(f"{error}; {n_members:,} of its members are not read")
