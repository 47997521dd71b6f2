"""The words by which one paragraph, for itself, is known to be no part of an article.

Every rule asks for the form of a whole paragraph, never for a word in it: a sentence of the article
that speaks of newsletters stays.
"""

from __future__ import annotations

import re

from newsvane.corpus.cleaning import appeals, controls
from newsvane.corpus.cleaning.headings import is_labelled, is_teaser
from newsvane.corpus.cleaning.menus import STAMP_WORDS, is_button, is_menu
from newsvane.corpus.cleaning.paragraphs import QUOTES, is_closed, is_quoted, is_url

_MAX_WORDS = 45
_LONG = 25
# Rules whose paragraphs ask something of the reader, as articles of advice do.
APPEALS = frozenset(("promotion", "paywall", "form"))


# Words that no sentence of an article has, wherever they stand.
_FORM_WORDS = (
    "email address will not be published", "e-mail address will not be published",
    "required fields are marked", "save my name, email", "this site uses akismet",
    "notify me of follow-up comments", "notify me of new posts", "notify me of new comments",
)  # fmt: skip
_FORMS = re.compile(
    r"(?:name|e-?mail|website|comment)\s?\*\Z|you must be logged in to (?:post a )?comment"
    r"|leave a (?:reply|comment) to\b|\d+ (?:comments?|shares?|likes?|views?)\Z"
    r"|(?:share|click to share) (?:this )?(?:on|via) |click to (?:print|email)\b"
    r"|(?:comments?|shares?) \d+\Z|this (?:article|story) has \d+ comments?\b"
    r"|(?:the )?comment(?:s|ing)\b.{0,40}\b(?:(?:is|are) (?:now )?(?:closed|turned off|disabled)"
    r"|(?:been |pre-?|are )moderated)\b"
    r"|please (?:read|see|follow|note|respect) our (?:comment\w*|community|house|forum) "
    r"(?:rules|guidelines|policy|standards)|we use disqus\b|powered by [^.]{1,30}\Z"
    r"|(?:please )?note:? (?:that )?(?:we are|comments).{0,40}\bmoderat|sort by\b.{0,20}\Z"
    r"|text size\b.{0,10}\Z|listen to (?:this )?article\b.{0,20}\Z",
    re.I,
)
# What a site says of itself to its visitors; it is known by these words even beside quote marks.
_CONSENT = re.compile(
    r"(?:we|this (?:web)?site|our (?:web)?site)\b[^.!?]{0,60}\b(?:use|uses|using|set|sets) "
    r"(?:\w+ ){0,2}cookies\b"
    r"|by (?:clicking|continuing|using|signing up|subscribing|registering)\b[^.!?]{0,80}"
    r"\byou (?:agree|accept|consent)\b"
    r"|we and our (?:\d+ )?partners\b|please (?:enable|turn on) javascript\b"
    r"|your browser (?:does not|doesn[’']t|is)\b"
    r"|you are using an (?:outdated|unsupported) browser\b",
    re.I,
)
_PAYWALL = re.compile(
    r"(?:this|the full|the rest of this) (?:article|story|content|page|video)\b[^.!?]{0,20}\bis "
    r"(?:\w+ )?(?:for|to|exclusive|available|reserved)\b[^.!?]{0,40}"
    r"\b(?:subscribers?|members?|registered)\b[^.!?]{0,20}[.!]?\Z"
    r"|you(?: have|[’']ve)? (?:\w+ ){0,3}free (?:articles?|stor(?:y|ies)|views?)\b"
    r"|you(?: have|[’']ve) reached your\b[^.!?]{0,30}\blimit\b"
    r"|(?:to (?:read|continue|access|see|view|unlock|keep)|want to (?:read|see|keep)|unlock|keep"
    r" reading)\b[^.]{0,60}\b(?:subscri\w+|(?:free )?account|log ?in|sign (?:in|up)|membership)\b"
    r"|(?:create|open) (?:a|an|your) (?:free )?account\b"
    r"|subscribe (?:to|for|and)\b[^.!?]{0,40}\b(?:continue|read|reading|unlock|access)\b"
    r"|(?:already|not (?:yet )?)(?: a| an)? (?:subscriber|member|subscribed|registered)"
    r"(?:\?|\Z|[,:.] (?:log|sign|subscr))",
    re.I,
)
_ADS = re.compile(
    r"[\s–—-]*(?:advertisement|advert|ad)\b(?:[\s.,:–—-]+(?:story|article|content|scroll|continues?"
    r"|reading|to|below|after|this|the|down|skip|keep))*[\s.–—-]*\Z"
    r"|(?:story|article|content) continues?\b[^.!?]{0,40}\b(?:below|advert\w*|ad)\.?\Z"
    r"|scroll (?:down )?(?:to|for) (?:continue|more|read)\b[^.!?]{0,30}\Z",
    re.I,
)
# "Sign up to Tidelines": a name and nothing behind it.
_PROMO_NAME = re.compile(
    r"(?:sign up|subscribe) (?:to|for) (?-i:[A-Z])\w+(?: (?-i:[A-Z])\w+){0,3}\Z", re.I
)
# "Copyright" alone opens sentences about the law; a notice has a sign, a year or a name behind it.
_RIGHTS = re.compile(
    r"(?:©|\(c\)).{0,120}\Z|.{0,80}\ball rights reserved\.?\Z"
    r"|copyright:?\s*(?:©|\(c\)|(?:19|20)\d\d\b(?!,)).{0,120}\Z"
    r"|copyright(?: by|:)? (?:the )?(?-i:[A-Z0-9])[\w&.'’-]*(?: (?:of|and|the|(?-i:[A-Z0-9])"
    r"[\w&.'’-]*)){0,5}\Z",
    re.I,
)
_WORK = (
    r"(?:(?:additional |original |more )?(?:reporting|text|words|photos?|photographs|photography"
    r"|pictures|illustrations?|graphics?|data(?: analysis)?|analysis|design|development|editing"
    r"|production|video|audio|sound|music|research|art|animation|maps?|charts?|translat(?:ion|ed)"
    r"|interviews?|compiled|fact[- ]checking|copy[- ]editing|writing|contributions?|files|layout))"
)
_PEOPLE = r"(?-i:[A-Z])[\w.’'-]*(?:,? (?:and |& |in |of |de |van |von )?(?-i:[A-Z])[\w.’'-]*){0,9}"
_CREDITS = re.compile(
    r"\(?(?:additional |with )?reporting by .{3,200}\b(?:editing|writing) by .{3,80}\Z"
    r"|[—–-]?\s?with (?:additional |further )?(?:reporting|files|assistance|contributions|help"
    r"|material)(?: in [^.]{2,30})? (?:by|from) [^.]{3,100}\.?\Z"
    r"|additional (?:reporting|files) (?:by|from) [^.]{3,100}\.?\Z"
    r"|graphics? by [^.]{3,100}\Z"
    rf"|[(\[—–-]?\s?(?:{_WORK}(?:(?:, | and | & ){_WORK}){{0,3}} by:? {_PEOPLE}"
    r"[.;)\]]{0,2}\s*){1,4}\Z"
    r"|(?:contributing:?|(?:contributors?|reporters?|researchers?|producers?"
    rf"|(?:edited|researched) by|additional reporting):) {_PEOPLE}(?:, (?:the )?{_PEOPLE})?\.?\Z",
    re.I,
)
_SOURCE = re.compile(
    r"(?:source|via|original)\s*:?\s*"
    r"(?:read (?:the )?full (?:article|story)|read more|link|original article)\W*\Z"
    r"|read (?:the )?(?:full|original|whole) (?:article|story)\b.{0,60}\Z",
    re.I,
)
# Where an article stood before: who publishes it again says so.
_ORIGIN = re.compile(
    r"[(\[*–—_ ]{0,3}(?:editor[’']?s note: )?(?:a (?:\w+ )?version of )?this "
    r"(?:article|story|piece|post|column|conversation|interview|essay|report|op-ed|commentary"
    r"|content)(?: has| was| is)?(?: been)?"
    r"(?: first| originally| also| previously| initially)? "
    r"(?:appeared|appears|published|ran|posted|republished|reprinted|adapted from|excerpted from"
    r"|produced by|distributed|syndicated|provided)\b",
    re.I,
)
_STAMP = re.compile(
    r"(?:first )?(?:published|updated|posted|last (?:updated|modified)|created)\b"
    r"[^.!?]{0,12}\d[^!?]{0,60}\Z|\d{1,3} min(?:ute)?s? read\Z",
    re.I,
)
_SMALL = re.compile(r"(?<![\w’'])[a-z]+")
# What tells a story; what asks readers for something does not.
_TELLS = frozenset(
    "said says told asked urged warned reported added wrote was were had did".split()
)
_WORD = re.compile(r"[a-z]+")
_CONSENT_WORDS = frozenset(
    "cookies partners javascript browser agree accept consent device".split()
)
_FORM_KEYS = frozenset("address required save akismet notify".split())
_LINKED = re.compile(
    r"(?:related|read (?:more|also|next|on|this)|see also|also (?:read|see))\b", re.I
)
# Of whom or of what the views are: an article may tell of views that a senator expressed.
_DISCLAIMER = re.compile(
    r"\b(?:views?|opinions?)\b.{0,60}\b(?:expressed|stated) (?:here(?:in)?|above|within|are|do|in"
    r"|by (?:\w+ ){0,2}(?:authors?|writers?|columnists?|contributors?|bloggers?|experts?))\b"
    r".{0,160}?"
    r"(?:\bnot (?:necessarily |always )?"
    r"(?:reflect|represent|those|the (?:views?|opinions?|position))"
    r"|\b(?:the author|the writer|his|her|their)[’']?s?[’']? (?:own|alone)\b)",
    re.I,
)
_CAPITAL = r"[A-Z0-9][\w’'&.-]*"
_WHOSE_OWN = re.compile(r"\b(?:not|own|alone)\b", re.I)
_WHOSE = re.compile(
    r"\b(?:position|views?|opinions?|polic(?:y|ies)|stance|those|beliefs?)(?: (?:and|or) \w+)? of "
    rf"(?:the (?=[a-z]))?({_CAPITAL}(?: (?:of|and|the|&|{_CAPITAL}))*)"
)


def rule_of(paragraph: str, *, is_advice: bool = False) -> str:
    """Return the name of the rule that knows a paragraph for noise, or an empty text.

    Where its article gives advice to the reader, an appeal has to speak of the outlet.

    Examples
    --------
    >>> rule_of("Sign up to our weekly newsletter here"), rule_of("Rain fell.")
    ('promotion', '')
    """
    if len(paragraph) > 700:
        return ""
    n_words = paragraph.count(" ") + 1
    if is_button(paragraph) or is_url(paragraph):
        return "advertisement" if controls.is_ad(paragraph) else "button or link"
    if _is_disclaimer(paragraph):
        return "disclaimer"
    if n_words > _MAX_WORDS:
        return ""
    words = frozenset(_WORD.findall(paragraph.lower()))
    # A whole sentence that tells something is the article's, whatever it opens with.
    tells = not words.isdisjoint(_TELLS) and (is_closed(paragraph) or n_words > _LONG)
    if not words.isdisjoint(_CONSENT_WORDS) and _is_consent(paragraph):
        return "" if tells else "consent"
    if is_labelled(paragraph) and not _is_speech(paragraph):
        return "label" if not tells or _LINKED.match(paragraph) else ""
    if any(mark in paragraph for mark in QUOTES) or is_quoted(paragraph):
        return ""
    if not words.isdisjoint(_FORM_KEYS):
        lower = paragraph.lower()
        if any(phrase in lower for phrase in _FORM_WORDS):
            return "form"
    if ("©" in paragraph or not words.isdisjoint(("copyright", "rights", "c"))) and _RIGHTS.match(
        paragraph
    ):
        return "rights"
    if "this" in words and _ORIGIN.match(paragraph):
        return "source"
    if tells:
        return ""
    return (
        _weak_rule_of(paragraph)
        or controls.rule_of(paragraph)
        or ("label" if is_teaser(paragraph) else "")
        or appeals.rule_of(paragraph, is_advice=is_advice)
    )


def _is_consent(paragraph: str) -> bool:
    return bool(_CONSENT.match(paragraph)) or "store and access information on" in paragraph


def weak_appeal_of(paragraph: str) -> str:
    """Return the rule that knows a paragraph where it stands beside a promotion or a form.

    Examples
    --------
    >>> weak_appeal_of("Our weekly letter from the coast"), weak_appeal_of("A letter came.")
    ('promotion', '')
    """
    if len(paragraph) > 300 or any(mark in paragraph for mark in QUOTES):
        return ""
    if not is_closed(paragraph) and controls.is_part_of_form(paragraph):
        return "form"
    words = _WORD.findall(paragraph.lower())
    if is_closed(paragraph) and not _TELLS.isdisjoint(words):
        return ""
    return appeals.rule_of(paragraph, is_beside=True)


def _weak_rule_of(paragraph: str) -> str:
    """Return which rule of those knows a paragraph whose wording sentences may share."""
    if _FORMS.match(paragraph):
        return "form"
    if _ADS.match(paragraph):
        return "advertisement"
    if _PAYWALL.match(paragraph):
        return "paywall"
    if not is_closed(paragraph) and is_menu(paragraph):
        return "menu"
    if _CREDITS.match(paragraph):
        return "rights"
    if _SOURCE.match(paragraph):
        return "source"
    if _STAMP.match(paragraph) and not (is_closed(paragraph) and _is_beyond_stamp(paragraph)):
        return "stamp"
    return "promotion" if _PROMO_NAME.match(paragraph) else ""


def _is_beyond_stamp(paragraph: str) -> bool:
    """Whether words stand there that no stamp has: "Published in 2019, the report ..."."""
    return any(word not in STAMP_WORDS for word in _SMALL.findall(paragraph))


def _is_speech(paragraph: str) -> bool:
    """Whether it is a quotation, which may open with a label's word; a link has no quote mark."""
    return paragraph[0] in QUOTES + "‘'"


def _is_disclaimer(paragraph: str) -> bool:
    if len(paragraph) > 600 or not ("expressed" in paragraph or "stated" in paragraph):
        return False
    if not _WHOSE_OWN.search(paragraph):  # cheap, and the pattern below is not
        return False
    if re.search(r"\b(?:said|says|told)\b", paragraph):
        return False
    return bool(_DISCLAIMER.search(paragraph))


def outlet_of(disclaimer: str) -> str | None:
    """Return the outlet whose views a disclaimer speaks of; None where it names none.

    Examples
    --------
    >>> outlet_of("Opinions expressed here are not those of The Valley Post.")
    'The Valley Post'
    """
    found = _WHOSE.search(disclaimer)
    name = found.group(1).rstrip(".,’' ") if found else ""
    # One word alone may be a sentence's own capital; an outlet of one word is rarer than that.
    return name if len(name.split()) > 1 else None
