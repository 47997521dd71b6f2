"""The form in which two spellings of one name are equal, and the host of an address."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

_APOSTROPHES = re.compile("['’‘ʼ´`]")
_NO_WORD = re.compile(r"[\W_]+")
# What a database or a site adds to the name of an outlet.
_ADDED = frozenset(
    "online web website com digital print news newspaper edition editions opinion editorial"
    " english international blog blogs app wire subscription registration".split()
)
# Of one word, and so common that they are names of outlets only where they are given as such.
COMMON = frozenset(
    """age advertiser bell bild blick capital chronicle citizen clarin conversation courier current
    dawn deadline delo echo economist expansion express expresso fact falter focus fortune forward
    gazette globe graphic guardian herald hill i independent index information insider intercept
    island journal kicker kurier listener local mail marca mercury metro mint mirror monitor
    morning nation national nature news newsday observer onet people post press profil prospect
    punch quartz reason record recode reforma reporter register respekt review salon scroll semana
    sentinel slate spectator spiegel sputnik standard star stern stuff sun telegraph telex tempo
    time times today tribune truth variety veja vice vox week welt wired world x zeit zerkalo"""
    .split()
)  # fmt: skip
_NOTHING = frozenset("unknown none null nan na n a source outlet anonymous various other".split())

_HOST = re.compile(
    r"(?:[a-z][a-z0-9+.\-]{1,20}:)?//(?:[^/\s?#@]{0,200}@)?([^/\s?#:@]{1,253})", re.I
)
_BARE_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,24}\.?", re.I)
# An archive's address holds the address of the page that it keeps.
_ARCHIVED = re.compile(r"^https?://(?:web\.)?archive\.[a-z]{2,6}/\S{0,60}?(https?:/{1,2}\S+)", re.I)
_PREFIXES = re.compile(r"^(?:(?:www\d?|m|mobile|amp|rss|feeds?)\.)+(?=[^.]+\.)")
# Under these a name is registered at the third level.
_SECOND_LEVEL = frozenset("ac co com edu go gob gouv gov govt gv ne net nom or org".split())
# Of these the states of a country have a level of their own, and its towns one below.
_GOVERNMENT = frozenset("edu gob gouv gov govt".split())
_STATES = frozenset("nsw qld tas vic".split())  # those of more than two letters
# Whoever writes there has a host of their own below.
_SHARED_HOSTS = (
    "wordpress.com", "blogspot.com", "substack.com", "medium.com", "tumblr.com", "typepad.com",
    "livejournal.com", "github.io", "ghost.io", "weebly.com", "wixsite.com", "blogspot.co.uk",
)  # fmt: skip


def key(name: str) -> str:
    """Return the form in which spellings of a name are compared.

    Examples
    --------
    >>> key("The  Valley-Post"), key("VALLEY POST"), key("L’Écho & Co")
    ('valley post', 'valley post', 'lecho and co')
    """
    if not name.isascii():
        parts = unicodedata.normalize("NFKD", name[:300])
        name = "".join(char for char in parts if not unicodedata.combining(char))
    name = _APOSTROPHES.sub("", name[:300].casefold()).replace("&", " and ")
    # Full stops between single letters are those of an abbreviation.
    name = re.sub(r"\b(\w)\.(?=\w\b)", r"\1", name)
    words = _NO_WORD.sub(" ", name).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def shorter(name: str) -> list[str]:
    """Return the keys of a name without what databases add to it, the least changed first.

    Examples
    --------
    >>> shorter("The Valley Post (Online Edition)")
    ['valley post online edition', 'valley post online', 'valley post']
    """
    words = key(name).split()
    found = [" ".join(words)]
    while len(words) > 1 and words[-1] in _ADDED:
        words = words[:-1]
        if len(words) > 1 or words[0] not in COMMON:
            found.append(" ".join(words))
    return found


def says_nothing(name: str) -> bool:
    """Whether it stands for a name that is not known ("unknown", "n/a", "-")."""
    words = key(name).split()
    return all(word in _NOTHING for word in words)


def host_of(address: str) -> str | None:
    """Return the host of an address or of a bare host name, without "www." and the like.

    Examples
    --------
    >>> host_of("https://www.valley-post.example/a?b"), host_of("m.post.example"), host_of("Post")
    ('valley-post.example', 'post.example', None)
    >>> host_of("https://web.archive.org/web/2031/http://www.valley-post.example/a")
    'valley-post.example'
    """
    address = address.strip()[:2000]
    if (archived := _ARCHIVED.match(address)) is not None:
        address = unquote(archived.group(1)).replace(":/", "://").replace(":///", "://")
    found = _HOST.match(address)
    host = found.group(1) if found else address.split("/", 1)[0].split(":", 1)[0]
    if not _BARE_HOST.fullmatch(host):
        return None
    return _PREFIXES.sub("", host.casefold().rstrip("."))


def registered(host: str) -> str:
    """Return the part of a host that somebody has registered.

    No list of public suffixes is read: an unknown one costs a label too many or too few in what is
    shown, never a false name.

    Examples
    --------
    >>> registered("news.valley-post.example"), registered("news.post.co.uk")
    ('valley-post.example', 'post.co.uk')
    >>> registered("ada.substack.com"), registered("www.harrow.sc.gov.br")
    ('ada.substack.com', 'harrow.sc.gov.br')
    """
    labels = host.split(".")
    n_kept = 3 if len(labels[-1]) == 2 and len(labels) > 2 and labels[-2] in _SECOND_LEVEL else 2
    if n_kept == 3 and labels[-2] in _GOVERNMENT:
        n_kept += len(labels[-3]) == 2 or labels[-3] in _STATES
    if any(host.endswith(f".{shared}") for shared in _SHARED_HOSTS):
        n_kept += 1
    return ".".join(labels[-n_kept:])
