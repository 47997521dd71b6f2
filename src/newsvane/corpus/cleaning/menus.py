"""Words on buttons, in menus and on stamps: lines that are made of nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsvane.corpus.cleaning.titles import plain


def _phrases(listed: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in listed.split("|"))


# What stands on buttons; compared in small letters, without marks.
_BUTTONS = _phrases(
    """
    share | tweet | email | print | save | copy link | facebook | twitter | x | whatsapp |
    linkedin | reddit | telegram | pinterest | flipboard | messenger | advertisement |
    advertisements | advert | ad | ads | sponsored | sponsored content | promoted | subscribe
    | subscribe now | log in | login | sign in | sign up | register | comments | comment | no
    comments | loading | menu | search | home | skip to content | skip to main content |
    continue reading | read more | read next | see more | show more | load more | story
    continues below | story continues below advertisement | article continues below | article
    continues after ad | article continues after advertisement | scroll to continue | scroll
    down | share this | share this article | share this story | share this page | share on
    facebook | share on twitter | share via email | click to share | listen to this article |
    listen to article | play video | play | watch video | watch now | close | accept cookies |
    accept all | back to top | by | follow | follow us | add a comment | post a comment | post
    comment | leave a comment | leave a reply | cancel reply | reply | view comments | join
    the conversation | related | print this article | toggle navigation | most popular |
    gallery | view gallery | expand | image | photo | photos | video | videos | recommended |
    next | previous | download app | get the app | save article | bookmark | gift article |
    more | newsletter | newsletters | website | name | email address | your name | your email
    | name required | email required | anzeige | werbung | publicité | publicidad | pubblicità
    | advertentie | реклама | paid content | paid post | partner content | sponsor content |
    paid partnership | scroll down to continue | continue reading below | gift this article |
    e paper | bookmarks | view image in fullscreen | open image in gallery | enlarge image |
    hide caption | toggle caption | enlarge this image | view all | view all comments | log in
    to comment | login to comment | sign in to comment | no comments yet | be the first to
    comment | load more comments | show comments | hide comments | write a comment | your
    comment | submit comment | add your comment | have your say | report abuse | sort by newest
    | reject all | manage preferences | manage settings | manage cookies | cookie settings |
    privacy settings | accept and continue | i accept | i agree | we value your privacy | your
    privacy choices | privacy policy | privacy notice | terms of service | terms of use | terms
    and conditions | cookie policy | contact us | about us | advertise with us | site map |
    previous article | next article | previous post | next post | accessibility statement
    """
)
# Sections and corners of a news site, one or several to a name: "Food & Drink", "World news".
# One alone may be a heading of the article's own.
_SECTIONS = _phrases(
    """
    contact us | about us | terms of use | terms of service | privacy policy | cookie policy |
    log in | sign in | sign up | all sections | my account | your account | work for us |
    advertise with us | ad choices | real estate | things to do | press releases | social media |
    connect with us | live tv | tv guide | e paper | today s paper | letters to the editor |
    help and support | what s on | public notices | user agreement | rss feed | rss feeds |
    mobile apps | mein konto | datenschutzerklärung | über uns | nach oben | wer wir sind |
    mentions légales | qui sommes nous | aviso legal | quiénes somos | contacto | real estate |
    standards and practices | editorial standards | editorial guidelines | our team | the team
    """
)
_SECTION_WORDS = frozenset(
    """
    news home local world politics business economy money finance markets opinion comment editorial
    editorials columns columnists culture arts entertainment celebrity showbiz lifestyle life style
    fashion food drink travel health science tech technology environment climate education sport
    sports football cricket rugby tennis golf boxing weather traffic obituaries video videos photos
    podcasts podcast radio magazine books games gaming movies film music tv crossword puzzles
    horoscopes jobs property motoring cars autos classifieds events latest breaking live
    international europe africa asia americas uk us usa national regional community family parenting
    religion crime investigations features reviews recipes companies industries industry economics
    search menu subscribe subscriptions login register help support contact about terms privacy
    cookies newsletters newsletter faq faqs rss archive archives careers advertise advertising more
    sections shop store shopping listen watch print save share tweet email reply donate sitemap
    feedback blog blogs analysis interviews topics people royals deals accessibility corrections
    licensing syndication conditions apps nostalgia membership
    impressum kontakt datenschutz suche startseite themen archiv anmelden presse agb politik kultur
    wirtschaft gesundheit nachrichten wissen ratgeber gesellschaft panorama fussball fußball medien
    wetter bildung meinung abo deutschland ausland reise reisen auto technik redaktion mediadaten
    karriere verkehr leben veranstaltungen termine
    accueil politique économie société monde sports culture santé météo rechercher
    inicio política economía sociedad mundo deportes cultura opinión
    """.split()
)
_MAX_SECTION_WORDS = 4
_PARTS = re.compile(r"\s*[|>›»·•]\s*|\s+/\s+")

# All that a stamp of date and time says in small letters, names apart.
STAMP_WORDS = frozenset(
    """
    first published publish updated posted last modified edited created reviewed on at in by and am
    pm ago the of second seconds minute minutes hour hours day days week weeks month months year
    years min mins read reading time st nd rd th staff today yesterday version a p m
    """.split()
)
_DATE_WORDS = STAMP_WORDS | frozenset(
    """
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday
    saturday sunday mon tue tues wed thu thur thurs fri sat sun est edt cst cdt mst mdt pst pdt gmt
    bst utc cet cest et pt z t noon midnight date time
    januar februar märz mai juni juli oktober dezember montag dienstag mittwoch donnerstag freitag
    samstag sonntag uhr den um stand aktualisiert veröffentlicht
    janvier février mars avril juin juillet août septembre octobre novembre décembre lundi mardi
    mercredi jeudi vendredi samedi dimanche le à publié mis jour
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre de el
    """.split()
)
_WORDS = re.compile(r"[^\W\d_]+")
_MAX_STAMP_WORDS = 16
# Days and hours alone may be those of a match or of a chronicle; a stamp has a year, too, or says
# what it stamps.
_STAMPED = re.compile(
    r"\b(?:19|20)\d\d\b(?! ?(?:gmt|utc|bst|est|edt|et|cet|hrs?|h)\b)|\d[./-]\d{1,2}[./-]\d\d"
    r"|\b(?:published|updated|posted|modified|edited|created|reviewed|ago|read|reading|stand"
    r"|aktualisiert|veröffentlicht|publié|mis à jour|actualizado)\b"
)
_CLOCK = re.compile(r"\d[:.h]\d\d|\d ?[ap]\.?m\b", re.I)
_CALENDAR = re.compile(r"\d (?!a\.?m|p\.?m)[a-zà-ü]{3}|[a-zà-ü]{3,}\.? \d", re.I)


def is_button(text: str) -> bool:
    """Whether a text is the inscription of a button or of several in a row.

    Examples
    --------
    >>> is_button("Share this article"), is_button("Share Tweet Email"), is_button("Share prices")
    (True, True, False)
    """
    if len(text) > 80:
        return False
    said = plain(text)
    words = said.split()
    return said in _BUTTONS or (1 < len(words) <= 8 and all(word in _BUTTONS for word in words))


def is_section(text: str) -> bool:
    """Whether a line is the name of a section or corner of a news site, and nothing else.

    Examples
    --------
    >>> is_section("World News"), is_section("World Cup")
    (True, False)
    """
    return len(text) < 40 and _names_sections(plain(text))


def _names_sections(said: str) -> bool:
    words = said.split()
    if not 0 < len(words) <= _MAX_SECTION_WORDS:
        return False
    return said in _SECTIONS or (
        all(word in _SECTION_WORDS or word in ("and", "my", "our") for word in words)
        and words[-1] in _SECTION_WORDS
    )


def is_menu(text: str) -> bool:
    """Whether a line is a row of sections: "Home | News | Sport".

    Examples
    --------
    >>> is_menu("Home > News > Local"), is_menu("NEWS SPORT WEATHER"), is_menu("World Cup | final")
    (True, True, False)
    """
    if len(text) > 200:
        return False
    parts = [plain(part) for part in _PARTS.split(text) if part]
    if len(parts) == 1:
        words = parts[0].split()
        return 2 < len(words) <= 12 and all(word in _SECTION_WORDS for word in words)
    n_known = sum(_names_sections(part) or part in _BUTTONS for part in parts)
    return len(parts) > 1 and n_known >= 2 and n_known >= 0.5 * len(parts)


def menu_runs(texts: Sequence[str]) -> set[int]:
    """Find lines of one section's name each, where two or more follow each other.

    Examples
    --------
    >>> menu_runs(["News", "Sport", "It rained.", "Opinion"])
    {0, 1}
    """
    is_part = [is_section(text) or is_button(text) for text in texts]
    found: set[int] = set()
    for i in range(1, len(texts)):
        if is_part[i] and is_part[i - 1]:
            found |= {i - 1, i}
    return found


def is_stamp(text: str) -> bool:
    """Whether a line says when the article was published or changed, and nothing else.

    Examples
    --------
    >>> is_stamp("Mon 3 Mar 2031 06.00 GMT"), is_stamp("3 hours ago"), is_stamp("3 March uprising")
    (True, True, False)
    >>> is_stamp("Sunday, 27 February"), is_stamp("1500 GMT")
    (False, False)
    """
    if not is_date(text):
        return False
    lower = text.lower()
    return bool(_STAMPED.search(lower) or (_CLOCK.search(lower) and _CALENDAR.search(lower)))


def is_date(text: str) -> bool:
    """Whether a line is a date, a time or an age, and says nothing else.

    Examples
    --------
    >>> is_date("Feb 19"), is_date("February rain")
    (True, False)
    """
    words = text.split()
    if not 2 <= len(words) <= _MAX_STAMP_WORDS and not re.fullmatch(r"[\d./:-]{8,19}", text):
        return False
    return any(char.isdigit() for char in text) and all(
        word in _DATE_WORDS for word in _WORDS.findall(text.lower())
    )
