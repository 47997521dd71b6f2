"""Paragraphs in which a page speaks of itself to its readers: evidence is counted for them.

"Sign up for our newsletter" asks for something, names what only an outlet has, and says "our". No
single one of these makes a paragraph noise: articles give advice, and speak of newsletters, too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from newsvane.corpus.cleaning.paragraphs import QUOTES, is_closed

_MAX_WORDS = 60
# What the evidence has to come to; between other noise, and without a sentence, less will do.
_ENOUGH = 3
_ENOUGH_BESIDE = 2
# That many paragraphs of instructions make an article of advice.
_MIN_ADVICE = 3
_MIN_CONSENTS = 2


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_ASKS = _words(
    """
    add answer ask become bookmark browse buy call catch check choose claim click complete connect
    consider contact continue create customise customize discover donate download email e-mail
    enable enjoy enter explore find follow forward get give go head help join keep learn listen log
    make manage order play pledge read receive register report request save see send share sign
    start stay stream submit subscribe support switch take tap text tweet try turn unlock upgrade
    upload view visit vote watch write
    """
)
_OPENERS = _words("please simply just now so and or then also why not")
_WONDERS = _words(
    """
    already are can curious did do does enjoy enjoying found got had have having interested know
    like liked looking love missed need not notice ready see seen spotted want what witnessed would
    """
)
_READER = _words("you your you're you’re you'll you’ll you've you’ve yourself yours")
_SITE = _words("we our us ours we're we’re we'll we’ll we've we’ve")
_OTHERS = _words("he she his her him they their them hers theirs")
_PLATFORM = (
    r"(?:twitter|x|facebook|instagram|youtube|telegram|whatsapp|tiktok|linkedin|threads|bluesky"
    r"|mastodon|snapchat|google news|flipboard|apple news|soundcloud|vk)"
)
# Sentences that say all by themselves.
_PLAIN = re.compile(
    r"(?:to [^,]{3,60},? )?(?:click|tap) (?:here|below|on the link)\b"
    rf"|(?:follow|like|join|find|add) (?:[^.?!]{{1,60}} )?(?:on|at) {_PLATFORM}(?![\w-])"
    r"|(?:follow|like|find) us\b|(?:sign up|subscribe|register)(?: \w+)? (?:here|below)\b"
    r"|subscribe (?:today|now)\b|(?:let us know|tell us) (?:what you think"
    r"|(?:your thoughts )?(?:in|on) the comments?)\b"
)
_PLACED = re.compile(rf"\b(?:us|our \w+) (?:on|at) {_PLATFORM}(?![\w-])")
_CLICK = re.compile(r"\b(?:click|tap) here\W*\Z")
# What a site has and others hardly have ...
_OWN = _words(
    """
    newsletter newsletters inbox podcast podcasts newsroom newsdesk homepage paywall e-paper
    whatsapp sms subscribers-only tipline e-newsletter unsubscribe
    """
)
# ... and what others may have as well.
_SHARED = _words(
    """
    journalism journalists coverage edition editions bulletin briefing digest subscription
    subscriptions subscriber subscribers story stories article articles headlines news app apps
    channel updates alerts notifications trial website site access account membership member members
    facebook twitter instagram youtube telegram tiktok linkedin threads bluesky snapchat pinterest
    ios android spotify stitcher overcast itunes reporting reporters reporter readers contribution
    donation email emails feed episode episodes magazine column columns editor editorial editors
    tip tips content ads advertising offer offers unsubscribe premium print digital profile
    comment comments videos letter poll quiz survey feedback
    """
)
# Of these, what no story of other things needs.
_MEDIA = _words(
    """
    journalism journalists coverage edition editions bulletin briefing digest subscription
    subscriptions subscriber subscribers article articles headlines app apps alerts notifications
    website facebook twitter instagram youtube telegram tiktok linkedin threads bluesky snapchat
    pinterest ios android spotify stitcher overcast itunes email emails feed episode episodes
    magazine reporters reporter readers unsubscribe
    """
)
_SWEET = _words(
    """
    free unlimited exclusive latest best top biggest breaking daily weekly weekend morning evening
    monthly never miss first full instant anytime straight directly delivered more new special
    personalised personalized ad-free in-depth quality discount
    """
)
_POINTERS = _words("link links click tap button form icon")
# Where it ends what is asked: "Here is the president" points at nothing.
_POINTED = re.compile(
    r"\b(?:here|below|above)\b(?=[\s\"”)\]*]*(?:[.!?,;]|\Z)| (?:to|for|and|or)\b)"
)
_STRONG_ASKS = _words("subscribe follow download register donate upgrade sign unsubscribe")
_THIS = re.compile(
    r"\bthis (?:article|story|page|post|site|website|content|newsletter|podcast|episode|video"
    r"|piece|column|journalism)\b"
)
_THIS_WORD = _words(
    "article story page post site piece link form issue publication http https www com"
)
_CONTACT = re.compile(
    r"\S@\w|\bhttps?:|\bwww\.|\b\w+\.(?:com|org|net|co\.uk|example)\b|\d{3}-\d{4}"
)
_TOKEN = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?…|])[\s\"”’)*]+")
# "Update: sign up here" asks, too.
_PREFIX = re.compile(r"(?:[\w’'-]+ ){0,2}[\w’'-]+:\s*")
_LONG = 30
# Posts that an article quotes end with their author and their date, or with their picture.
_POST = re.compile(r"\bpic\.twitter|//t\.co/|\(@\w{1,30}\)\s+\w+ \d{1,2}, \d{4}")
_AFTER_CLAUSE = re.compile(r"(?:to|for|if|when|in|as)\b[^,]{3,90},\s+(?:please |simply )?")
_FOREIGN = re.compile(
    r"\b[\w-]+[’']s (?:\w+ ){0,2}(?:app|newsletter|site|website|account|podcast)\b"
)

_YOU = re.compile(r"\byou(?:r|[’']re|[’']ll)?\b", re.I)

_COMMENTING = _words("comment comments commenting commenters commented")
_RULES = _words(
    """
    moderated moderation moderator moderators respectful civil polite courteous registered logged
    login disqus accepting
    """
)
_COOKIES = _words("cookie cookies")
_CONSENTS = _words(
    """
    accept agree consent experience personalise personalize personalised personalized settings
    preferences policy privacy technologies partners analytics advertising browse browsing website
    site browser data information improve necessary
    """
)
_PAYING = _words(
    "subscriber subscribers subscription trial unlimited premium paywall cancel membership"
)
_THINGS = (
    _OWN
    | _SHARED
    | _COMMENTING
    | _COOKIES
    | _PAYING
    | _THIS_WORD
    | _STRONG_ASKS
    | _words("commission us click tap x")
)
_TURNS = _ASKS | _READER | _SITE | _words("only this don't don’t cancel")
_PRICE = re.compile(
    r"[£$€]\s?\d[\d.,]*[^.!?]{0,30}\b(?:a|per|every|for (?:the|your) first) "
    r"(?:month|week|year|mo)\b"
    r"|\b\d+ (?:months?|weeks?) (?:for|free)\b[^.!?]{0,20}",
    re.I,
)
_PAYS = re.compile(
    r"\bcancel (?:at )?any ?time\b|\bthen (?:just )?[£$€]|\bsubscri\w+|\btrial\b"
    r"|\bas little as\b|\bjournalism\b",
    re.I,
)
_TEXT = r"(?:articles?|story|stories|content|text|page|post|feature|report|analysis)"
_RESERVED = re.compile(
    rf"(?:only|exclusively for)\b[^.!?]{{0,20}}\bsubscribers\b[^.!?]{{0,40}}\b{_TEXT}\b"
    r"[^.!?]{0,20}[.!]?\Z"
    rf"|this is (?:an? |our )?(?:\w+[ -])?(?:premium|exclusive|subscribers?|members?|paid)[ -]"
    rf"(?:only )?{_TEXT}\b[^.!?]{{0,40}}[.!]?\Z"
    r"|you[’']ve (?:hit|used|reached|read)\b[^.!?]{0,40}\b(?:limit|free (?:articles?|stories))\b",
    re.I,
)
_BUYING = _words("link links affiliate purchase purchases buy shop shopping")
_COMMISSION = re.compile(r"\b(?:earn|receive|get|paid)\b[^.!?]{0,40}\bcommissions?\b", re.I)


class Evidence(NamedTuple):
    """Whether a paragraph asks its reader for something, and how much in it is an outlet's own."""

    asks: bool
    points: int
    is_anchored: bool
    words: frozenset[str]


def weigh(text: str) -> Evidence:
    """Count what makes a paragraph the page's own.

    Examples
    --------
    >>> weigh("Sign up for our weekly newsletter")[:3]
    (True, 5, True)
    >>> weigh("Take some water, and check the forecast every morning.")[:2]
    (True, 0)
    """
    lower = text.lower()
    tokens = _TOKEN.findall(lower)
    words = frozenset(tokens)
    n_asks, n_questions, firsts, is_plain = _requests(lower)
    is_site, is_reader = not words.isdisjoint(_SITE), not words.isdisjoint(_READER)
    is_this = _THIS.search(lower) is not None
    is_contact = _CONTACT.search(lower) is not None
    is_pointed = not words.isdisjoint(_POINTERS) or bool(
        _POINTED.search(lower) or _PLACED.search(lower)
    )
    is_end = is_closed(text)
    named = [token for token in tokens if token not in firsts or tokens.count(token) > 1]
    n_things = 2 * min(1, len(words & _OWN)) + min(3, len(_SHARED.intersection(named)))
    points = n_things
    points += is_contact and (is_site or n_asks > 0)
    points += is_site + is_this * (1 if is_end else 2) + is_pointed + is_contact
    points += not words.isdisjoint(_SWEET)
    points += not words.isdisjoint(_PAYING)
    points += not words.isdisjoint(_STRONG_ASKS) and n_asks > 0
    points -= not words.isdisjoint(_OTHERS)
    points -= _FOREIGN.search(lower) is not None
    is_linked = is_this or is_contact or is_pointed
    is_spoken = is_site and is_reader
    asks = n_asks > 0 or (is_linked and (n_questions > 0 or is_spoken))
    asks = asks or (is_spoken and not words.isdisjoint(_OWN))
    asks = asks or (is_reader and len(words & _OWN) > 1)
    if not (n_things or is_this or is_contact):
        points = min(points, _ENOUGH - 1)
    if len(tokens) > _LONG and words.isdisjoint(_OWN) and not is_contact:
        points -= 1
    # A sentence that only advises has to name what an outlet has, and say whose it is.
    if is_end and not is_linked and words.isdisjoint(_OWN | _PAYING):
        points -= not is_site or words.isdisjoint(_MEDIA)
    if is_plain:
        return Evidence(True, max(points, _ENOUGH + 1), True, words)
    return Evidence(asks, points, is_site or is_linked, words)


def _requests(lower: str) -> tuple[int, int, set[str], bool]:
    """Return how many sentences ask, how many are questions, the verbs, and if one is plain."""
    n_asks = n_questions = 0
    is_plain = False
    firsts: set[str] = set()
    for sentence in _SENTENCE_END.split(lower.lstrip(' *([•–—→►▶>"“')):
        is_plain = is_plain or bool(_PLAIN.match(sentence) or _CLICK.search(sentence[-20:]))
        for opening in (_PREFIX, _AFTER_CLAUSE):
            clause = opening.match(sentence)
            sentence = sentence[clause.end() :] if clause else sentence
        tokens = _TOKEN.findall(sentence)[:4]
        while tokens and tokens[0] in _OPENERS:
            tokens = tokens[1:]
        if not tokens:
            continue
        is_miss = tokens[0] in ("don't", "don’t") and tokens[1:2] in (["miss"], ["forget"])
        is_let = " ".join(tokens[:3]).startswith(("let us know", "tell us", "like us"))
        if tokens[0] in _ASKS or is_miss or is_let:
            n_asks += 1
            firsts.add(tokens[0])
        elif sentence.rstrip(' *)”"').endswith("?") and tokens[0] in _WONDERS:
            n_questions += 1
    return n_asks, n_questions, firsts, is_plain


def rule_of(text: str, *, is_beside: bool = False, is_advice: bool = False) -> str:
    """Return which kind of appeal to the reader a paragraph is, or an empty text.

    Parameters
    ----------
    text : str
        A paragraph without quotation marks that tells nothing of what others said or did.
    is_beside : bool
        Whether it stands beside noise, where a line that is no sentence needs less evidence.
    is_advice : bool
        Whether its article gives advice to readers; then it has to speak of the outlet.

    Examples
    --------
    >>> rule_of("Try our app, free for thirty days."), rule_of("Try the soup, it is free.")
    ('promotion', '')
    >>> rule_of("You need to be a registered user to comment.")
    'form'
    """
    n_words = text.count(" ") + 1
    if n_words > _MAX_WORDS:
        return ""
    # Most paragraphs have no word of an outlet's, or ask for nothing.
    words = frozenset(_TOKEN.findall(text.lower()))
    if words.isdisjoint(_THINGS) or (words.isdisjoint(_TURNS) and is_closed(text)):
        return ""
    if _RESERVED.match(text):
        return "paywall"
    if _POST.search(text):
        return ""
    asks, points, is_anchored, words = weigh(text)
    # News of a price is a sentence; an offer opens with it, or asks for something.
    is_offer = asks or not is_closed(text) or _PRICE.match(text) is not None
    if is_offer and _PRICE.search(text) and _PAYS.search(text):
        return "paywall"
    is_spoken = asks or is_beside or bool(_THIS.search(text)) or not words.isdisjoint(_READER)
    if is_spoken and not words.isdisjoint(_COMMENTING) and not words.isdisjoint(_RULES):
        return "form"
    if is_spoken and _is_about_cookies(text, words):
        return "consent"
    if is_anchored and not words.isdisjoint(_BUYING) and _COMMISSION.search(text):
        return "promotion"
    if is_advice and not (is_anchored and points > _ENOUGH):
        return ""
    if (asks and points >= _ENOUGH) or (
        is_beside and points >= _ENOUGH_BESIDE and (asks or not is_closed(text))
    ):
        return "paywall" if not words.isdisjoint(_PAYING) else "promotion"
    return ""


def _is_about_cookies(text: str, words: frozenset[str]) -> bool:
    if words.isdisjoint(_COOKIES):
        return False
    is_here = not words.isdisjoint(_SITE) or "his site" in text or "his website" in text
    return is_here and len(words & _CONSENTS) >= _MIN_CONSENTS


def is_advice(paragraphs: Sequence[str]) -> bool:
    """Whether an article gives advice: a fifth of its paragraphs, three at least, say "you".

    Examples
    --------
    >>> is_advice(["Take your hat.", "Check your tyres.", "Call your bank.", "It is hot."])
    True
    >>> is_advice(["Sign up for our newsletter.", "You may call us.", "It is hot."])
    False
    """
    found = 0
    for text in paragraphs:
        if len(text) < 700 and _YOU.search(text) and not any(mark in text for mark in QUOTES):
            found += weigh(text).points < _ENOUGH
    return found >= max(_MIN_ADVICE, 0.2 * len(paragraphs))
