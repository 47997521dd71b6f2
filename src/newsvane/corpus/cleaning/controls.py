"""Lines that say what a page can do: buttons, counters, fields of forms, marks of advertisements.

They are short, end without a full stop, and are made of the words of an interface and of nothing
else: a verb, then what it is done to.
"""

from __future__ import annotations

import re

from newsvane.corpus.cleaning.paragraphs import is_closed
from newsvane.corpus.cleaning.titles import plain

_MAX_WORDS = 9


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_VERBS = _words(
    """
    share save print email copy link listen watch play view show hide load write post add leave jump
    skip reuse download open close enlarge expand collapse toggle subscribe follow unfollow manage
    edit update see read report gift bookmark tweet pin like reply cancel submit log login logout
    sign register search sort filter click tap scroll send enter choose customise customize accept
    reject decline allow upgrade donate republish reprint request buy order get unlock pause mute
    unmute rate join remember forgot reset browse teilen drucken merken speichern vorlesen anmelden
    abonnieren kommentieren antworten registrieren partager imprimer commenter enregistrer s'abonner
    compartir imprimir guardar comentar suscribirse condividi stampa salva invia delen opslaan
    """
)
_THINGS = _words(
    """
    article articles story stories page url comment comments reply replies gallery galleries image
    images photo photos picture pictures video videos slideshow slides caption transcript content
    menu navigation app pdf topic topics account profile preferences settings cookies choices error
    typo correction feedback options alerts notifications subscription subscriptions edition
    password username user search facebook twitter x whatsapp linkedin reddit telegram pinterest
    flipboard messenger instagram youtube email mail clipboard friend message link links post posts
    section sections discussion conversation thread website site fullscreen audio cart basket print
    likes shares views reads retweets favorites favourites bookmarks library list lists artikel
    kommentar kommentare seite passwort benutzername commentaire commentaires comentario comentarios
    licensing permissions rights reprints ad ads advertisement homepage
    """
)
_SMALL = _words(
    """
    this the a an to on in via by with as at our your my me us it all more less of for from here now
    free and or up down out about today online off is are s new first newest oldest best next
    previous required optional please min mins minute minutes sec seconds hours ago total only
    diesen diese den die das auf per zum zur cet cette sur par este esta en por
    """
)
# Fields of a form for comments; a name alone may be anything.
_FIELDS = _words(
    """
    name email mail e address website url comment comments reply message subject phone password
    username required optional your you friend s first last full here submit send post cancel type
    enter write confirm repeat the a an in and box text field characters remaining
    """
)
_ASKED = _words("name email mail website comment comments reply message password username")
# "View the comments" is a button; "Download the app" may be the heading of an advice.
_SHOWING = _words("view see watch hide play skip jump share print")
_ADS = _words(
    "advertisement advertisements advert adverts ad ads advertiser sponsored anzeige werbung"
)
_AROUND_ADS = _ADS | _words(
    """
    story article content continues continued continue scroll main reading read to below after this
    the down skip keep for more from by end of video paid post partner page feature promoted and our
    s message loading content close x
    """
)
_SPONSOR = re.compile(
    r"(?:sponsored|presented|brought to you|powered|paid for) by [^.!?]{2,40}\Z", re.I
)
_COUNT = re.compile(r"[+(]?\d[\d.,:]*\s?[km%]?\)?", re.I)
_NUMBER = re.compile(r"\d[\d.,]*[km]?|[km]", re.I)
# What a news site counts.
_COUNTED = _words(
    """
    comments comment shares share likes views reads photos images videos replies min mins minute
    minutes retweets reactions kommentare commentaires comentarios bilder followers slides
    """
)
_MEDIA = _words("listen watch audio video slideshow gallery photos images reading read view all of")
# "Continued from A3", "See FERRY, page 6": a newspaper's, in the text of a PDF.
_JUMP = re.compile(
    r"(?:continued|cont[’']?d\.?) (?:from|on)\b[^.!?]{0,30}\Z"
    r"|(?:please )?(?:see|turn to)\b[^.!?]{0,40}"
    r"(?:\bpage [A-Z]{0,2}\d{1,3}|,? (?-i:[A-Z])\d{1,2})\Z",
    re.I,
)


def rule_of(text: str) -> str:
    """Return which part of an interface a line is, or an empty text.

    Examples
    --------
    >>> rule_of("Share this post"), rule_of("Email (required)"), rule_of("1.2k shares")
    ('button or link', 'form', 'button or link')
    >>> rule_of("Share prices"), rule_of("Read the letter"), rule_of("3 boats")
    ('', '', '')
    """
    if len(text) > 90:
        return ""
    said = plain(text)
    words = said.split()
    if not words or len(words) > _MAX_WORDS:
        return ""
    if _is_ad(text, words):
        return "advertisement"
    if is_closed(text) and not text.endswith(("...", "…")):
        return ""
    if _JUMP.match(text):
        return "button or link"
    bare = [word for word in words if not _NUMBER.fullmatch(word)]
    if len(bare) < len(words) and 0 < len(bare) <= 5 and _is_counter(bare):
        return "button or link"
    if not bare or len(words) < 2:
        return ""
    if _is_field(text, bare):
        return "form"
    return "button or link" if _is_command(bare) else ""


def is_count(text: str) -> bool:
    """Whether a line is a number and nothing else, as counters of shares and comments are.

    Examples
    --------
    >>> is_count("48"), is_count("1.2k"), is_count("+7"), is_count("3 men")
    (True, True, True, False)
    """
    return len(text) < 9 and bool(_COUNT.fullmatch(text))


def is_part_of_form(text: str) -> bool:
    """Whether a line beside a form is made of the words of its fields and buttons alone.

    Examples
    --------
    >>> is_part_of_form("Submit"), is_part_of_form("First name"), is_part_of_form("First light")
    (True, True, False)
    """
    words = plain(text).split()
    return 0 < len(words) <= _MAX_WORDS and all(word in _FIELDS for word in words)


def is_ad(text: str) -> bool:
    """Whether a line marks an advertisement, or that the text goes on behind one.

    Examples
    --------
    >>> is_ad("Advertisement | Scroll for more"), is_ad("Advertisement revenue")
    (True, False)
    """
    words = plain(text).split()
    return 0 < len(words) <= _MAX_WORDS and _is_ad(text, words)


def _is_ad(text: str, words: list[str]) -> bool:
    if all(word in _AROUND_ADS for word in words):
        is_marked = any(word in _ADS for word in words)
        is_told = words[0] in ("story", "article", "scroll") and len(words) > 2
        return is_marked or (
            is_told and words[1] in ("continues", "continued", "down", "for", "to")
        )
    return len(words) <= 8 and not is_closed(text) and bool(_SPONSOR.match(text))


def _is_counter(bare: list[str]) -> bool:
    """Whether the words beside a number say what is counted: "4 comments", "Listen 5 min"."""
    is_known = all(word in _COUNTED or word in _MEDIA or word in _VERBS for word in bare)
    return is_known and any(word in _COUNTED or word == "listen" for word in bare)


def _is_field(text: str, bare: list[str]) -> bool:
    if not all(word in _FIELDS for word in bare):
        return False
    if text.endswith(("*", "...", "…", ":")) or "required" in bare or "optional" in bare:
        return True
    if bare[0] in ("a", "an", "the"):
        return False
    is_asked = "your" in bare and not _ASKED.isdisjoint(bare)
    return is_asked or "comment" in bare or "comments" in bare


def _is_command(bare: list[str]) -> bool:
    """Whether a line is a verb and its objects; "Jump to comments", "Your account" is none."""
    if bare[0] not in _VERBS or (bare[1:2] == ["the"] and bare[0] not in _SHOWING):
        return False
    if not all(word in _VERBS or word in _THINGS or word in _SMALL for word in bare):
        return False
    return len(bare) > 1 and any(word in _THINGS for word in bare[1:])
