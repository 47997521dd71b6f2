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
# Sections and corners of a news site. One alone may be a heading of the article's own.
_SECTIONS = _phrases(
    """
    news | home | local | local news | world | world news | politics | business | economy | money |
    finance | markets | opinion | comment | editorial | editorials | columns | culture | arts |
    entertainment | celebrity | lifestyle | life | style | fashion | food | travel | health |
    science | tech | technology | environment | climate | education | sport | sports | football |
    weather | obituaries | video | videos | photos | podcasts | podcast | magazine | books | games |
    crossword | puzzles | jobs | property | motoring | cars | classifieds | events | latest |
    breaking news | live | international | europe | africa | asia | uk | us | national | regional |
    community | family | search | menu | subscribe | log in | login | sign in | register | help |
    contact | contact us | about | about us | terms | terms of use | privacy | privacy policy |
    newsletters | newsletter | faq | rss | archive | archives | careers | advertise | more |
    all sections | sections | shop | listen | watch | print | save | share | tweet | email | reply
    """
)
_PARTS = re.compile(r"\s*[|>›»·•]\s*|\s+/\s+")

# All that a stamp of date and time says in small letters, names apart.
STAMP_WORDS = frozenset(
    """
    first published updated posted last modified edited created on at in by and am pm ago the of
    second seconds minute minutes hour hours day days week weeks month months year years min mins
    read st nd rd th staff today yesterday version a p m
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
        return 2 < len(words) <= 12 and all(word in _SECTIONS for word in words)
    n_known = sum(part in _SECTIONS or part in _BUTTONS for part in parts)
    return len(parts) > 1 and n_known >= 2 and n_known >= 0.5 * len(parts)


def menu_runs(texts: Sequence[str]) -> set[int]:
    """Find lines of one section's name each, where two or more follow each other.

    Examples
    --------
    >>> menu_runs(["News", "Sport", "It rained.", "Opinion"])
    {0, 1}
    """
    is_part = [len(text) < 40 and plain(text) in _SECTIONS or is_button(text) for text in texts]
    found: set[int] = set()
    for i in range(1, len(texts)):
        if is_part[i] and is_part[i - 1]:
            found |= {i - 1, i}
    return found


def is_stamp(text: str) -> bool:
    """Whether a line is a date, a time or an age, and says nothing else.

    Examples
    --------
    >>> is_stamp("Mon 3 Mar 2031 06.00 GMT"), is_stamp("3 hours ago"), is_stamp("3 March uprising")
    (True, True, False)
    """
    words = text.split()
    if not 2 <= len(words) <= _MAX_STAMP_WORDS and not re.fullmatch(r"[\d./:-]{8,19}", text):
        return False
    return any(char.isdigit() for char in text) and all(
        word in _DATE_WORDS for word in _WORDS.findall(text.lower())
    )
