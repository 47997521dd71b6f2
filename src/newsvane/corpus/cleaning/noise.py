"""What pages put around and between the paragraphs of an article, and how it is recognised.

Every rule asks for the form of a whole paragraph, never for a word in it: a sentence of the article
that speaks of newsletters stays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from newsvane.corpus.cleaning import captions
from newsvane.corpus.cleaning.paragraphs import is_closed, is_url
from newsvane.corpus.cleaning.titles import plain

_MAX_WORDS = 45
_QUOTES = '"“”„«»'


def _phrases(listed: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in listed.split("|"))


# What stands on buttons and in menus; compared in small letters, without marks.
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
    | name required | email required
    """
)

# Words that no sentence of an article has, wherever they stand.
_FORM_WORDS = (
    "email address will not be published", "e-mail address will not be published",
    "required fields are marked", "save my name, email", "this site uses akismet",
    "notify me of follow-up comments", "notify me of new posts", "notify me of new comments",
)  # fmt: skip
_FORMS = re.compile(
    r"(?:name|e-?mail|website|comment)\s?\*\Z|you must be logged in to (?:post a )?comment"
    r"|leave a (?:reply|comment) to\b|\d+ (?:comments?|shares?|likes?|views?)\Z"
    r"|(?:share|click to share) (?:this )?(?:on|via) |click to (?:print|email)\b",
    re.I,
)
_LABELLED = re.compile(
    r"(?:related(?: (?:articles?|stor(?:y|ies)|content|news|coverage|reading|topics?"
    r"|posts?|links?))?"
    r"|read (?:more|also|next|on|this)|more|more (?:on|from|like) this(?: story| topic)?"
    r"|see also|also (?:read|see)|must read|read|watch(?: (?:more|now|live|also|below|here|video))?"
    r"|listen(?: now)?|don[’']t miss|recommended|further reading|editor[’']?s[’']? picks?|most read"
    r"|trending(?: now)?|explore more|in pictures|what to read next|you (?:may|might) also like"
    r"|in case you missed it|up next|tags?|topics?|filed under|categor(?:y|ies)|keywords?"
    r"|(?:see|learn) more)\s*[:|»>]\s*\S",
    re.I,
)
_PROMOS = re.compile(
    r"(?:\A|\?\s+)(?:please )?(?:sign up|subscribe|register)\b[^.?!]{0,140}"
    r"\b(?:our|newsletters?|bulletin|inbox|briefing|podcast|here)\b"
    r"|[!.:]\s+(?:please )?(?:sign up|subscribe)\b[^.?!]{0,140}"
    r"\b(?:newsletters?|bulletin|inbox|briefing|podcast)\b"
    r"|\A(?:get|receive|enjoy)\b[^.?!]{0,120}\b(?:newsletter|inbox|straight to your)\b"
    r"|\A(?:like|follow|join|find) us (?:on|at)\b|\Afollow \S+(?: \S+){0,3} on"
    r" (?:twitter|x|facebook|instagram|telegram|threads|bluesky)\b"
    r"|\A(?:to (?:read|see|learn) more,? )?click here\b"
    r"|\Adownload (?:our|the)\b[^.?!]{0,60}\bapp\b"
    r"|\Asupport (?:our|independent)\b[^.?!]{0,60}journalism"
    r"|\Abecome a (?:subscriber|member|supporter)\b|\Aalready a subscriber\b"
    r"|\A(?:do you )?have (?:a|any) (?:story|news tip|tip|comments?)\b[^.!]{0,120}"
    r"\b(?:e-?mail|contact|us)\b"
    r"|\Athis (?:site|website|page) uses cookies\b|\Aplease enable javascript\b",
    re.I,
)
# "Copyright" alone opens sentences about the law; a notice has a sign, a year or a name behind it.
_RIGHTS = re.compile(
    r"(?:©|\(c\)).{0,120}\Z|.{0,80}\ball rights reserved\.?\Z"
    r"|copyright:?\s*(?:©|\(c\)|(?:19|20)\d\d\b(?!,)).{0,120}\Z"
    r"|copyright(?: by|:)? (?:the )?(?-i:[A-Z0-9])[\w&.'’-]*(?: (?:of|and|the|(?-i:[A-Z0-9])"
    r"[\w&.'’-]*)){0,5}\Z",
    re.I,
)
_CREDITS = re.compile(
    r"\(?(?:additional )?reporting by .{3,200}\b(?:editing|writing) by .{3,80}\Z", re.I
)
_SOURCE = re.compile(
    r"(?:source|via|original)\s*:?\s*"
    r"(?:read (?:the )?full (?:article|story)|read more|link|original article)\W*\Z"
    r"|read (?:the )?(?:full|original|whole) (?:article|story)\b.{0,60}\Z",
    re.I,
)
_STAMP = re.compile(
    r"(?:first )?(?:published|updated|posted|last (?:updated|modified)|created)\b"
    r"[^.!?]{0,12}\d[^!?]{0,60}\Z|\d{1,3} min(?:ute)?s? read\Z",
    re.I,
)
# All that a stamp of date and time says in small letters, names apart.
_STAMP_WORDS = frozenset(
    """
    first published updated posted last modified edited created on at in by and am pm ago the of
    second seconds minute minutes hour hours day days week weeks month months year years min mins
    read st nd rd th staff today yesterday version
    """.split()
)
_SMALL = re.compile(r"(?<![\w’'])[a-z]+")
# What tells a story; what asks readers for something does not.
_TELLS = re.compile(
    r"\b(?:said|says|told|asked|urged|warned|reported|added|wrote|was|were|had|did)\b", re.I
)
_LINKED = re.compile(
    r"(?:related|read (?:more|also|next|on|this)|see also|also (?:read|see))\b", re.I
)
# Headings whose links follow as lines of their own.
_LINK_HEADS = _phrases(
    """
    related articles | related stories | related | related news | related content | related
    posts | related topics | more on this story | more from | most read | most popular | you
    may also like | you might also like | recommended | recommended for you | read more | read
    next | see also | also read | trending | trending now | latest news | top stories |
    editors picks | more stories | more news | popular now | popular
    """
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
_WHOSE = re.compile(
    r"\b(?:position|views?|opinions?|polic(?:y|ies)|stance|those|beliefs?)(?: (?:and|or) \w+)? of "
    rf"(?:the (?=[a-z]))?({_CAPITAL}(?: (?:of|and|the|&|{_CAPITAL}))*)"
)
_BY = re.compile(r"by\b:?\s+(\S.{2,100})\Z", re.I)
_BIO = re.compile(
    r"(?:is|was|are|has|writes|covers|works|worked|serves|served|teaches|lives|reports)\b", re.I
)
_PARTICLES = frozenset("de da di du del la le van von der den bin al el ibn ben y e af av".split())
_SPLIT_NAMES = re.compile(r"\s*(?:,|&|\band\b)\s*")
_AFTER_NAMES = re.compile(r"\s+[|•·–—-]\s+|\s*[|•·]\s*")


@dataclass(frozen=True)
class Stripped:
    """An article's own paragraphs, and what the noise told about it."""

    paragraphs: tuple[str, ...]
    outlet: str | None = None
    byline: str | None = None
    removed: tuple[tuple[str, int], ...] = field(default=(), repr=False)


def strip(paragraphs: Sequence[str]) -> Stripped:
    """Separate the paragraphs of the article from the rest of the page.

    Parameters
    ----------
    paragraphs : sequence of str
        All paragraphs, the headline first where there is one.

    Returns
    -------
    Stripped
        What stays, in order and unchanged; the outlet that a disclaimer names; the author that a
        byline or a box at the end names; how many paragraphs each rule removed.

    Examples
    --------
    >>> strip(["By Ada Byron", "Rain fell.", "READ MORE: Floods", "Share"])
    Stripped(paragraphs=('Rain fell.',), outlet=None, byline='Ada Byron')
    """
    outlet = next(filter(None, map(_outlet_of, filter(_is_disclaimer, paragraphs))), None)
    listed = _without_link_lists(paragraphs)
    rules = [rule_of(text) for text in listed]
    removed = Counter(filter(None, rules))
    removed["link list"] = len(paragraphs) - len(listed)
    kept = [text for text, rule in zip(listed, rules, strict=True) if not rule]
    kept, byline = _without_byline(kept)
    removed["byline"] = int(byline is not None)
    pictures = captions.find(kept)
    removed["caption"] = len(pictures)
    kept = [text for i, text in enumerate(kept) if i not in pictures]
    n_before = len(kept)
    kept, author = _without_biography(kept, byline=byline)
    removed["biography"] = n_before - len(kept)
    counts = tuple(sorted((rule, n) for rule, n in removed.items() if n))
    return Stripped(tuple(kept), outlet, byline or author, counts)


def is_noise(paragraph: str) -> bool:
    """Whether a paragraph, for itself, is a button, a promotion, a form, a link or a notice.

    Examples
    --------
    >>> is_noise("Sign up to our weekly newsletter here")
    True
    >>> is_noise("Readers could sign up to the paper's newsletter, the owners said.")
    False
    """
    return rule_of(paragraph) != ""


def rule_of(paragraph: str) -> str:
    """Return the name of the rule that knows a paragraph for noise, or an empty text.

    Examples
    --------
    >>> rule_of("Sign up to our weekly newsletter here"), rule_of("Rain fell.")
    ('promotion', '')
    """
    if len(paragraph) > 700:
        return ""
    n_words = len(paragraph.split())
    if n_words <= 6 and plain(paragraph) in _BUTTONS or is_url(paragraph):
        return "button or link"
    if _is_disclaimer(paragraph):
        return "disclaimer"
    if n_words > _MAX_WORDS:
        return ""
    # A whole sentence that tells something is the article's, whatever it opens with.
    tells = is_closed(paragraph) and bool(_TELLS.search(paragraph))
    if _LABELLED.match(paragraph) and not _is_speech(paragraph):
        return "label" if not tells or _LINKED.match(paragraph) else ""
    if any(mark in paragraph for mark in _QUOTES):
        return ""
    lower = paragraph.lower()
    if any(words in lower for words in _FORM_WORDS):
        return "form"
    if _RIGHTS.match(paragraph):
        return "rights"
    return "" if tells else _weak_rule_of(paragraph)


def _weak_rule_of(paragraph: str) -> str:
    """Return which rule of those knows a paragraph whose wording sentences may share."""
    if _FORMS.match(paragraph):
        return "form"
    if _CREDITS.match(paragraph):
        return "rights"
    if _SOURCE.match(paragraph):
        return "source"
    if _STAMP.match(paragraph) and not (is_closed(paragraph) and _is_beyond_stamp(paragraph)):
        return "stamp"
    return "promotion" if _PROMOS.search(paragraph) else ""


def _is_beyond_stamp(paragraph: str) -> bool:
    """Whether words stand there that no stamp has: "Published in 2019, the report ..."."""
    return any(word not in _STAMP_WORDS for word in _SMALL.findall(paragraph))


def is_name(text: str) -> bool:
    """Whether a text is the name of a person and nothing else.

    Examples
    --------
    >>> is_name("Ada van Byron"), is_name("Ada ran")
    (True, False)
    """
    words = text.split()
    if not 2 <= len(words) <= 5 or len(text) > 60 or any(char.isdigit() for char in text):
        return False
    return all(word[0].isupper() or word in _PARTICLES for word in words) and words[0][0].isupper()


def _is_speech(paragraph: str) -> bool:
    """Whether it is a quotation, which may open with a label's word; a link has no quote mark."""
    return paragraph[0] in _QUOTES + "‘'"


def _is_disclaimer(paragraph: str) -> bool:
    if len(paragraph) > 600 or not ("expressed" in paragraph or "stated" in paragraph):
        return False
    if re.search(r"\b(?:said|says|told)\b", paragraph):
        return False
    return bool(_DISCLAIMER.search(paragraph))


def _outlet_of(disclaimer: str) -> str | None:
    found = _WHOSE.search(disclaimer)
    name = found.group(1).rstrip(".,’' ") if found else ""
    # One word alone may be a sentence's own capital; an outlet of one word is rarer than that.
    return name if len(name.split()) > 1 else None


def _without_link_lists(paragraphs: Sequence[str]) -> list[str]:
    """Take out headings such as "Related stories" with the lines below that are no sentences.

    One line alone goes at the end only: within the text it may be a heading of the article's own.
    """
    kept: list[str] = []
    links: list[str] | None = None  # the lines below such a heading, as long as they may be links
    for text in paragraphs:
        if len(text) < 30 and plain(text) in _LINK_HEADS:
            kept.extend(links if links is not None and len(links) < 2 else ())
            links = []
        elif links is not None and not is_closed(text) and len(text.split()) <= 25:
            links.append(text)
        else:
            kept.extend(links if links is not None and len(links) < 2 else ())
            links = None
            kept.append(text)
    return kept


def _without_byline(paragraphs: list[str]) -> tuple[list[str], str | None]:
    """Take the line that names the author out of the first five paragraphs."""
    for i, text in enumerate(paragraphs[:5]):
        found = _BY.match(text)
        if not found or is_closed(text) or len(text.split()) > 16:
            continue
        written = _AFTER_NAMES.split(found.group(1))[0].strip()
        if is_name(_SPLIT_NAMES.split(written)[0]):
            return paragraphs[:i] + paragraphs[i + 1 :], written
    return paragraphs, None


def _without_biography(
    paragraphs: list[str], *, byline: str | None
) -> tuple[list[str], str | None]:
    """Take out the box about the author at the end: the name, then a paragraph about its bearer."""
    for i in range(max(1, len(paragraphs) - 4), len(paragraphs)):
        above, text = paragraphs[i - 1], paragraphs[i]
        if is_name(above) and _is_about(text, above):
            return paragraphs[: i - 1] + paragraphs[i + 1 :], above
        if byline and i == len(paragraphs) - 1 and _is_about(text, byline):
            return paragraphs[:i], byline
    return paragraphs, None


def _is_about(text: str, name: str) -> bool:
    return text.startswith(name) and bool(_BIO.match(text[len(name) :].lstrip(" ,")))
