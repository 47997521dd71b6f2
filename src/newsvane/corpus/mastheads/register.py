"""The table of outlets: the one that comes with newsvane, and what a user adds to it.

The packaged table, outlets.csv, holds facts of general knowledge: names, other spellings, hosts,
country and language. A name in it is no statement about the outlet's worth.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from io import StringIO
from pathlib import Path

from newsvane.corpus.mastheads import keys
from newsvane.errors import StudyError

COLUMNS = ("name", "aliases", "hosts", "country", "language", "kind")
# An agency writes for other outlets; a carrier (a search engine, an archive, a database, a social
# network) shows what others have published, so its host names no outlet.
KINDS = ("", "agency", "carrier")
_LEAST_LABEL = 5  # letters: "nytimes" of nytimes.com names an outlet, "ft" of ft.com does not
_SEPARATOR = re.compile(r"\s*;\s*")


@dataclass(frozen=True)
class Outlet:
    """One outlet; `country` is ISO 3166-1, `language` ISO 639-1, either may be empty."""

    name: str
    aliases: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    country: str = ""
    language: str = ""
    kind: str = ""

    @property
    def keys(self) -> dict[str, None]:
        """The keys of its name and its aliases, the name's first."""
        return dict.fromkeys(map(keys.key, (self.name, *self.aliases)))


@dataclass(frozen=True)
class Names:
    """What an outlet can be known by: keys of names, hosts, and the first labels of hosts."""

    by_key: Mapping[str, tuple[Outlet, ...]]
    by_host: Mapping[str, Outlet]
    by_label: Mapping[str, Outlet]

    def named(self, name: str, *, host: str | None = None) -> Outlet | None:
        """Return the outlet of that name; among several, the one whose address `host` is.

        Examples
        --------
        >>> names = load_names()
        >>> names.named("NYT").name, names.named("New York Times (Online)").name
        ('The New York Times', 'The New York Times')
        >>> names.named("The Guardian", host="guardian.ng").name
        'The Guardian (Nigeria)'
        """
        at = self.at(host) if host else None
        for key in keys.shorter(name):
            found = self.by_key.get(key, ())
            if at is not None and (at in found or _is_namesake(at, key)):
                return at
            if found:
                return found[0]
        return None

    def at(self, host: str) -> Outlet | None:
        """Return the outlet at a host: the host itself, or the nearest one above it.

        Examples
        --------
        >>> load_names().at("edition.cnn.com").name
        'CNN'
        """
        while "." in host:
            if host in self.by_host:
                return self.by_host[host]
            host = host.partition(".")[2]
        return None


def load_names(extra: Path | None = None) -> Names:
    """Read the table of outlets.

    Parameters
    ----------
    extra : Path, optional
        A CSV file of the user's own, with the columns name (needed), aliases and hosts (separated
        by ";"), country, language and kind (empty, "agency" or "carrier"). Its names, aliases and
        hosts win over those that newsvane brings; a row whose name or alias is that of a packaged
        outlet takes that outlet's aliases and hosts over. A path where no file is counts as none.

    Raises
    ------
    StudyError
        When a row of `extra` cannot be used, naming its line and column.
    """
    packaged = _packaged()
    if extra is None or not extra.exists():
        return _names(packaged)
    own = _read_own(extra)
    taken: dict[str, int] = {}
    for number, outlet in enumerate(own):
        for key in outlet.keys:
            taken.setdefault(key, number)
    left = []
    for outlet in packaged:
        number = taken.get(keys.key(outlet.name), -1)
        if number < 0:
            left.append(outlet)
            continue
        mine = own[number]
        own[number] = replace(
            mine,
            aliases=(*mine.aliases, outlet.name, *outlet.aliases),
            hosts=(*mine.hosts, *outlet.hosts),
            country=mine.country or outlet.country,
            language=mine.language or outlet.language,
            kind=mine.kind or outlet.kind,
        )
    return _names([*own, *left])


def _names(outlets: Iterable[Outlet]) -> Names:
    by_key: dict[str, tuple[Outlet, ...]] = {}
    by_host: dict[str, Outlet] = {}
    by_label: dict[str, Outlet] = {}
    outlets = list(outlets)
    # A name of its own comes before somebody else's alias.
    for outlet in outlets:
        by_key.setdefault(keys.key(outlet.name), ())
        by_key[keys.key(outlet.name)] += (outlet,)
    for outlet in outlets:
        for key in outlet.keys:
            if outlet not in by_key.get(key, ()):
                by_key[key] = (*by_key.get(key, ()), outlet)
        for host in outlet.hosts:
            by_host.setdefault(host, outlet)
            label = keys.key(keys.registered(host).partition(".")[0]).replace(" ", "")
            if len(label) >= _LEAST_LABEL and outlet.kind != "carrier":
                by_label.setdefault(label, outlet)
    return Names(by_key, by_host, by_label)


def _is_namesake(outlet: Outlet, key: str) -> bool:
    """Whether `key` is the outlet's name without the place that tells it from others."""
    return keys.key(outlet.name.partition(" (")[0]) == key


@cache
def _packaged() -> tuple[Outlet, ...]:
    text = resources.files("newsvane.corpus.mastheads").joinpath("outlets.csv").read_text("utf-8")
    rows = csv.DictReader(StringIO(text))
    return tuple(
        Outlet(
            row["name"],
            _parts(row["aliases"]),
            _parts(row["hosts"]),
            row["country"],
            row["language"],
            row["kind"],
        )
        for row in rows
    )


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part for part in _SEPARATOR.split(cell.strip()) if part)


def _read_own(path: Path) -> list[Outlet]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise StudyError(
            str(path), f"cannot be read: {error}", advice="save it as UTF-8"
        ) from error
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    own: list[Outlet] = []
    try:
        header = [cell.strip().casefold() for cell in next(reader, [])]
        _check_header(header, path)
        for cells in reader:
            if any(cell.strip() for cell in cells):
                own.append(_own_row(header, cells, place=f"{path}, line {reader.line_num}"))
    except csv.Error as error:
        place = f"{path}, line {reader.line_num}"
        raise StudyError(place, f"not CSV ({error})", advice="check its quotes") from error
    _check_once(own, path)
    return own


def _check_header(header: list[str], path: Path) -> None:
    advice = f"use {', '.join(COLUMNS)}; separate aliases and hosts by ;"
    if "name" not in header:
        raise StudyError(f"{path}, line 1", "no column name", advice=advice)
    if unknown := [name for name in header if name not in COLUMNS]:
        raise StudyError(f"{path}, line 1", f"unknown column {unknown[0]!r}", advice=advice)
    if twice := [name for name in header if header.count(name) > 1]:
        raise StudyError(f"{path}, line 1", f"column {twice[0]} more than once", advice=advice)


def _own_row(header: list[str], cells: list[str], *, place: str) -> Outlet:
    if len(cells) > len(header):
        problem = f"{len(cells)} cells for {len(header)} columns"
        raise StudyError(place, problem, advice='put a name that holds a comma in "quotes"')
    row = dict.fromkeys(COLUMNS, "") | dict(zip(header, map(str.strip, cells), strict=False))
    if not keys.key(row["name"]):
        raise StudyError(f"{place}, column name", "empty", advice="give the name to be shown")
    hosts = []
    for written in _parts(row["hosts"]):
        host = keys.host_of(written)
        if host is None:
            raise StudyError(
                f"{place}, column hosts", f"{written!r} is no host", advice="e.g. post.example"
            )
        hosts.append(host)
    for column, form, wanted in (
        ("country", r"[A-Za-z]{2}", "two letters, e.g. US"),
        ("language", r"[A-Za-z]{2}", "two letters, e.g. en"),
        ("kind", "|".join(KINDS), "nothing, agency or carrier"),
    ):
        if row[column] and not re.fullmatch(form, row[column]):
            problem = f"expected {wanted}, got {row[column]!r}"
            raise StudyError(f"{place}, column {column}", problem)
    return Outlet(
        row["name"],
        _parts(row["aliases"]),
        tuple(hosts),
        row["country"].upper(),
        row["language"].lower(),
        row["kind"],
    )


def _check_once(own: list[Outlet], path: Path) -> None:
    """Raise where two rows of the user's claim one name or one host."""
    for column in ("keys", "hosts"):
        owners: dict[str, str] = {}
        for outlet in own:
            for known in getattr(outlet, column):
                other = owners.setdefault(known, outlet.name)
                if other != outlet.name:
                    problem = f"{known!r} belongs to both {other!r} and {outlet.name!r}"
                    raise StudyError(str(path), problem, advice="leave it in one of the two rows")
