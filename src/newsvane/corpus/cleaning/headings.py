"""Headings of lists of links, and labels in front of a single one.

They are built from few words: which stories (more, latest, related, most read), and of whom. So a
grammar of these words is matched instead of a list of phrases.
"""

from __future__ import annotations

import re

from newsvane.corpus.cleaning.paragraphs import is_closed
from newsvane.corpus.cleaning.titles import plain

_STORIES = (
    r"(?:stories|story|news|articles?|headlines|videos?|posts?|coverage|readings?|reads?|content"
    r"|topics|links|podcasts?|galleries|picks|viewed|popular|shared|watched|commented|discussed"
    r"|clicked|emailed|listened)"
)
_TIME = r"(?: (?:now|today|this (?:week|month)|right now|of the (?:day|week)))?"
_SURE = r"(?:more|latest|recent|related|trending|recommended|suggested|most)"
_LOOSE = r"(?:top|other|best|similar|all|popular|featured|further|must|new)"
# Known wherever it stands.
_LIST = re.compile(
    rf"(?:(?:the|our|your|all|this week s|today s) )?(?:{_SURE} ){{1,2}}{_STORIES}"
    rf"(?: (?:{_STORIES}|and|{_SURE}|for you|on this(?: story| topic)?)){{0,3}}{_TIME}"
    r"|top stories|further reading|popular (?:stories|posts|articles|now)"
    r"|(?:trending|popular|recommended|suggested|related|featured)"
    r"(?: (?:now|today|for you|topics?))?"
    r"|(?:(?:you|readers|people|others|what (?:others|people|readers)) )?"
    r"(?:may |might |could |will )?"
    r"(?:also|are) (?:like|enjoy|love|read|reading|watching|be interested in|on this)"
    r"|(?:read|watch|see|up|explore|listen) (?:next|more|also|th(?:is|ese) next|further)"
    r"|what to (?:read|watch|know)? ?next|next up|see also|don t miss(?: it| this| these)?"
    r"|(?:keep|continue) (?:reading|exploring|watching)|explore (?:more|further|topics|related)"
    r"|editors?(?: s)? (?:picks?|choice)|in case you missed it|icymi|in other news"
    r"|more (?:on|like) this(?: story| topic)?"
    r"|(?:read )?more on (?:this story|th(?:is|ese) topics?)"
    r"|more from|more in|also read|most read|latest"
    r"|auch interessant|lesen sie auch|mehr zum thema|das konnte sie auch interessieren"
    r"|das könnte (?:sie|dich) auch interessieren|verwandte artikel|meistgelesen|ähnliche artikel"
    r"|à lire aussi|lire aussi|sur le même sujet|les plus lus|articles liés"
    r"|te puede interesar|lea también|lee también|noticias relacionadas|lo más leído|más noticias"
    r"|leggi anche|lees ook|leia também|читайте также|по теме|также по теме"
)
# Within the text this may be a heading of the article's own: only above several links, or at its
# end.
_OF = re.compile(
    rf"(?:{_SURE}|{_LOOSE}) (?:{_STORIES} )?(?:from|on|in|about|by)(?: \w+){{1,5}}"
    rf"|(?:{_LOOSE} ){{1,2}}{_STORIES}{_TIME}"
    r"|(?:also|elsewhere) (?:from|on)(?: \w+){1,5}|trending (?:in|on|at)(?: \w+){1,3}"
)
_END = re.compile(
    r"(?:topics?|(?:related )?tags?|filed under|categor(?:y|ies)|keywords?|subjects?"
    r"|explore|discover|schlagworte|themen|mots clés|etiquetas|теги)(?: \w+)?"
)
_ONE = re.compile(
    r"(?:read|watch|listen|see|more|related|recommended|explainer|live|must watch|must read"
    r"|listen now|watch (?:now|live|below|here|video)|(?:full|special|complete|our|live) coverage"
    r"|(?:read|see|learn) more|tags?|topics?|filed under|this article tagged under"
    r"|also (?:on|from|in|by)(?: \w+){1,3}|(?:read )?more (?:from|on|by)(?: \w+){1,3}"
    r"|photos|in pictures|gallery|slideshow|further reading|categor(?:y|ies)|keywords?|subjects?"
    r"|previous(?:ly)?(?: post| article)?|next(?: post| article)?)"
)
_LABELLED = re.compile(r"[\s(\[*•–—-]{0,4}([^:|»>→]{3,40}?)\s*[:|»>→]\s*(\S.*)\Z")
_ARROW = re.compile(r"[→➔➜➡►▶⇒»]")
_MAX_ARROW_WORDS = 20
_ON = re.compile(
    r"\s(?:Read|Learn|See|Find out|Show|View) more\Z|\s(?:Full|Read (?:the )?full) story\Z"
)


def is_list_head(text: str) -> bool:
    """Whether a line announces a list of links, wherever it stands.

    Examples
    --------
    >>> is_list_head("Most read this week"), is_list_head("More stories"), is_list_head("More rain")
    (True, True, False)
    """
    return len(text) < 60 and bool(_LIST.fullmatch(plain(text)))


def may_be_list_head(text: str) -> bool:
    """Whether a line may announce a list of links: "More from Bath", "Latest in sport".

    Examples
    --------
    >>> may_be_list_head("Latest from the Valley Post"), may_be_list_head("A look from within")
    (True, False)
    """
    if len(text) >= 60 or is_closed(text):
        return False
    said = plain(text)
    return bool(_LIST.fullmatch(said) or _OF.fullmatch(said))


def is_end_head(text: str) -> bool:
    """Whether a line, below the article, opens its list of topics.

    Examples
    --------
    >>> is_end_head("Filed under"), is_end_head("The topics of the day")
    (True, False)
    """
    return len(text) < 40 and not is_closed(text) and bool(_END.fullmatch(plain(text)))


def is_labelled(text: str) -> bool:
    """Whether a line is one link with a label: "READ MORE: Floods", "(Also on the Post: Floods)".

    Examples
    --------
    >>> is_labelled("Full coverage: Floods in Bath"), is_labelled("More: the mayor wants more")
    (True, True)
    >>> is_labelled("The mayor: I want more"), is_labelled("Read this: it is short")
    (False, False)
    """
    found = _LABELLED.match(text[:80])
    if not found:
        return False
    label = plain(found.group(1))
    return bool(_ONE.fullmatch(label) or _LIST.fullmatch(label))


def is_teaser(text: str) -> bool:
    """Whether a line leads on to another article: with an arrow at its end, or "Read more".

    List items open with their arrows.

    Examples
    --------
    >>> is_teaser("All our reports on the flood →"), is_teaser("► sandbags"), is_teaser("«Si»")
    (True, False, False)
    >>> is_teaser("Mayor ‘wants a dam’ after flood Read more"), is_teaser("We should read more")
    (True, False)
    """
    if len(text) > 200:
        return False
    if text.endswith(("more", "story")) and _ON.search(text):
        return True
    if not _ARROW.match(text[-1]) or is_closed(text[:-1].rstrip()):
        return False
    return "«" not in text and "»" not in text[:-1] and text.count(" ") < _MAX_ARROW_WORDS
