"""Find what a text says about time: days, months, parts of years, links, credits, anniversaries.

Finding only; what the mentions mean for the date of the article is judged in `judging.py`. Every
date has digits, so the search starts from the numbers and looks at the few words around each: the
cost grows with the numbers in the text, and no pattern runs over more than a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from newsvane.corpus.dating.addresses import FIRST_YEAR
from newsvane.corpus.dating.datestrings import MONTHS, month_of, readings
from newsvane.corpus.dating.events import named

# A text is read up to here; an article has under 100,000 characters, a book chapter fits as well.
MAX_TEXT_CHARS = 200_000
# More than a book has; keeps what compares mentions with each other cheap on hostile input.
MAX_MENTIONS = 1000
# Longest stretch before a date in which a word can say "will" or "said" about it.
CONTEXT_CHARS = 120
# A line that names an agency or a photo is a caption up to this length, a paragraph beyond.
MAX_CAPTION_CHARS = 450


@dataclass(frozen=True)
class Mention:
    """A piece of text about time.

    `is_history` tells that the sentence of a full date speaks of what is remembered (born,
    founded, has stood since) and not of news. `kind` is day, month, part (of a year), year,
    yearless (a day without a year), credit (the year of a photo credit), link (in prose),
    listed_link (alone on its line), event, anniversary or past_year ("the past year"); `tense`
    is past, future or open; `place` says where it stands (line_end, caption, archive: a picture
    from the files, prose); `near` is a word that ties it to the day of writing (today,
    yesterday, tomorrow, last, this or next month, eve).
    """

    kind: str
    evidence: str
    start: int
    tense: str = "past"
    place: str = "prose"
    first: date | None = None
    last: date | None = None
    month: int = 0
    day: int = 0
    weekday: int | None = None
    near: str = ""
    n_years: int = 0
    fresh: bool = False
    is_history: bool = False


# The patterns of numbers begin with a digit and look behind only then: the search skips the rest.
_WORD = r"[^\W\d_]{3,10}"
_SUFFIX = r"(?:st|nd|rd|th|\.)?"
# 1900–2099: other four-digit numbers in running prose are mostly amounts.
# "2000 GMT" and "1930 hours" are times of day.
_YEAR = re.compile(
    r"(?:19|20)(?<![\w$€£.,/:-]\d\d)\d\d"
    r"(?![\ds%]|[.,:/-]\d|-[a-z]|\s{1,3}(?:GMT|BST|UTC|CES?T|E[SD]T|P[SD]T|hrs|hours)\b)"
)
_BEFORE_YEAR = re.compile(
    rf"\b(?:(?P<part>[Ee]arly|[Mm]id|[Ll]ate)[\s-]+"
    rf"|(?P<m1>{_WORD})\.?\s+(?P<d1>\d{{1,2}})(?:\s?[-–]\s?\d{{1,2}})?{_SUFFIX},?\s+"
    rf"|(?P<d2>\d{{1,2}}){_SUFFIX}\s+(?:of\s+|de\s+)?(?P<m2>{_WORD})\.?,?\s+(?:de\s+)?"
    rf"|(?P<m3>{_WORD})\.?,?\s+(?:of\s+|de\s+)?)$"
)
_DAY = re.compile(r"(\d(?<![\w$€£.,/:-]\d)\d?)(?:st|nd|rd|th)?(?!\w|[%/:]|[.,]\d)")
_MONTH_BEFORE = re.compile(r"\b([A-Z][a-z]{2,8})\.?\s+$")
_MONTH_AFTER = re.compile(r"\s+(?:of\s+)?([A-Z][a-z]{2,8})\b")
_RANGE = re.compile(r"\s?[-–]\s?\d{1,2}\b(?!\s?[-–])")
_ISO = re.compile(r"(?:19|20)(?<![\w./-]\d\d)\d\d-\d\d-\d\d(?![\w/-]|\.\d)")
_DOTTED = re.compile(r"\d(?<![\w./-]\d)\d?\.\d{1,2}\.(?:19|20)\d\d(?![\w/-]|\.\d)")
_LINK_DAY = re.compile(r"/((?:19|20)\d\d)/(\d{1,2}|[a-z]{3})/(\d{1,2})(?=[/\s)?#]|$)")
_CREDIT = re.compile(
    r"^\(\s?(?:credit|photo|picture|image|handout|courtesy)\w{0,3}\b[^()\n]{0,90}"
    r"(?:/|©|: ?)[\w .&-]{0,30}$",
    re.IGNORECASE,
)
_PARAGRAPH_END = re.compile(r"\)?[ \t]*(?:\n[ \t]*\n|\n?$(?!\n))")
_CREDIT_END = re.compile(r"\s?[/),]")
_CAPTION = re.compile(r"\b(?:[Pp]hoto|REUTERS|Reuters|Getty|AP|AFP|[Ii]mage|[Cc]redit|[Ff]ile)\b")
_ARCHIVE = re.compile(r"\bFILE\b|\b[Ff]ile (?:photo|picture|image)|\b[Aa]rchive (?:photo|picture)")
_LINK_TAIL = re.compile(r"[^\s)\]>\"”’]{0,300}")
_PARTS = {"early": 1, "mid": 5, "late": 10}
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(
    r"\b(Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s+(?:\(|the\s+)?$"
)
_NEAR = re.compile(
    r"(?<!ago )\b([Tt]oday|[Yy]esterday|[Tt]omorrow|(?:[Ll]ast|[Tt]his|[Nn]ext)\s+month),?\s+"
    r"(?:\(|on\s+|in\s+)?$"
)
_SENTENCE_END = re.compile(r"[.!?][\"”’')]*\s+(?=[A-Z“\"‘])|\n\s*\n")
_FUTURE = re.compile(
    r"\b(?:will|shall|won't|won’t|upcoming|coming|looming|about to|going to"
    r"|(?:is|are|was|were|be|it’s|it's) (?:due|set|scheduled|slated|expected|likely|planned)"
    r" (?:to|for|on)"
    r"|scheduled for|slated for|set for)\b|[’']ll\b", re.IGNORECASE,
)  # fmt: skip
_OPEN = re.compile(
    r"\b(?:would|could|should|might|may|if|unless|plan(?:s|ned|ning)?|deadline|expires?|next"
    r"|starting|effective|targets?|targeted|hopes?)\b"
    r"|\b(?:until|till|by|before|through|to|of|for|from)\s+(?:the )?(?:(?:end|start|middle) of )?$"
)
_SAID = re.compile(
    r"\b(?:said|told|announced|wrote|reported|tweeted|posted|published|died|killed|arrested|since|after)\b"
    r"[^.;]{0,25}$"
)
# Words of lives, of foundings and of looking back; "dies" and "opens" are news.
_HISTORY = re.compile(
    r"\b(?:born|died|dead|buried|opened|founded|established|built|unveiled|inaugurated|erected"
    r"|completed|since|anniversary|histor(?:y|ic|ical|ians?)|diar(?:y|ies)|memoirs?|biography"
    r"|years? (?:ago|earlier|later)|decades?|century|remember(?:s|ed|ing)?|commemorat\w{1,4}"
    r"|formerly|dates? back|originally)\b", re.IGNORECASE,
)  # fmt: skip
_CARDINALS = "one two three four five six seven eight nine ten".split()
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_NUMBERS = {word: n for words in (_CARDINALS, _ORDINALS) for n, word in enumerate(words, 1)}
_ANNIVERSARY = re.compile(r"anniversary\b|year[\s-]mark\b")
_HOW_MANY = re.compile(
    r"\b(" + "|".join(_NUMBERS) + r"|\d{1,2}(?:st|nd|rd|th)?)[\s-]+(?:year[\s-]+)?$"
)
_COMING = re.compile(
    r"\b(?:approach(?:es|ing)?|near(?:s|ing)|ahead of|(?:on )?(?:the )?eve of|looms?|upcoming"
    r"|coming)\b[^.]{0,40}$"
)
_PAST_YEAR = re.compile(r"t(?:he|his) (?:past|last) (?:year|(?:12|twelve) months)\b")
_LAST_MONTH = re.compile(r"\blast month\b")


def find(text: str) -> list[Mention]:
    """Return the mentions of time in the first `MAX_TEXT_CHARS` of a text, in their order.

    Examples
    --------
    >>> [(m.kind, m.evidence, m.tense) for m in find("He fled in late 2024. It will end on May 9.")]
    [('part', 'late 2024', 'past'), ('yearless', 'May 9', 'future')]
    """
    text = text[:MAX_TEXT_CHARS]
    found = [*_years(text), *_numeric(text), *_links(text), *_anniversaries(text)]
    if past_year := _PAST_YEAR.search(text):
        found.append(Mention("past_year", past_year[0], past_year.start()))
    taken = [(m.start, m.start + len(m.evidence)) for m in found]
    found += _yearless(text, taken)
    for event, match in named(text):
        found.append(
            Mention(
                "event", match[0], match.start(), first=event.day, last=event.day, fresh=event.fresh
            )
        )
    return sorted(found, key=lambda m: (m.start, m.kind))[:MAX_MENTIONS]


def _years(text: str) -> Iterator[Mention]:
    for match in _YEAR.finditer(text):
        year, end = int(match[0]), match.end()
        head = text[max(0, match.start() - 40) : match.start()]
        form = _BEFORE_YEAR.search(head)
        start = match.start() - (len(head) - form.start()) if form else match.start()
        dated = _dated(year, form, text[start:end], start) if form else None
        first, last = date(year, 1, 1), date(year, 12, 31)
        if dated is not None:
            yield _in_context(dated, text)
        elif credit := _credit(text, match.start(), end):
            near = "last month" if _LAST_MONTH.search(_line(text, end)) else ""
            yield Mention("credit", credit, end - len(credit), first=first, last=last, near=near)
        else:
            plain = Mention("year", match[0], match.start(), first=first, last=last)
            yield replace(plain, tense=_tense(text, plain.start))


def _dated(year: int, form: re.Match[str], evidence: str, start: int) -> Mention | None:
    if form["part"]:
        first = _PARTS[form["part"].lower()]
        months = month_of(year, first, ""), month_of(year, min(12, first + 3), "")
        return Mention("part", evidence, start, first=months[0].first, last=months[1].last)  # type: ignore[union-attr]
    month = MONTHS.get((form["m1"] or form["m2"] or form["m3"]).lower())
    if month is None:
        return None
    if form["m3"]:
        whole = month_of(year, month, evidence)
        return Mention("month", evidence, start, first=whole.first, last=whole.last)  # type: ignore[union-attr]
    days = readings(year, month, int(form["d1"] or form["d2"]))
    return Mention("day", evidence, start, first=min(days), last=max(days)) if days else None


def _numeric(text: str) -> Iterator[Mention]:
    for match in _ISO.finditer(text):
        yield from _numbered(match, [int(n) for n in match[0].split("-")], text)
    for match in _DOTTED.finditer(text):
        yield from _numbered(match, [int(n) for n in reversed(match[0].split("."))], text)


def _numbered(match: re.Match[str], parts: list[int], text: str) -> Iterator[Mention]:
    for day in readings(*parts):
        yield _in_context(Mention("day", match[0], match.start(), first=day, last=day), text)


def _yearless(text: str, taken: list[tuple[int, int]]) -> Iterator[Mention]:
    covered = {place for start, end in taken for place in range(start, min(end, start + 40))}
    for match in _DAY.finditer(text):
        if match.start() in covered or not 1 <= int(match[1]) <= 31:
            continue
        head = text[max(0, match.start() - 12) : match.start()]
        before, after = _MONTH_BEFORE.search(head), _MONTH_AFTER.match(text, match.end())
        start, end, name = match.start(), match.end(), ""
        if before and before[1].lower() in MONTHS:
            start, name = match.start() - (len(head) - before.start()), before[1]
            run = _RANGE.match(text, end)
            end = run.end() if run else end
        elif after and after[1].lower() in MONTHS and after[1].lower() != "mar":
            end, name = after.end(), after[1]
        if not name or not readings(2024, MONTHS[name.lower()], int(match[1])):
            continue
        month, day = MONTHS[name.lower()], int(match[1])
        yield _in_context(Mention("yearless", text[start:end], start, month=month, day=day), text)


def _links(text: str) -> Iterator[Mention]:
    for match in _LINK_DAY.finditer(text):
        head = text[max(0, match.start() - 200) : match.start()]
        host = (
            head.rsplit(None, 1)[-1].lstrip("([<\"'“‘") if head and not head[-1].isspace() else ""
        )
        if "." not in host:
            continue
        if int(match[1]) < FIRST_YEAR:
            continue
        month = MONTHS.get(match[2]) or (int(match[2]) if match[2].isdigit() else 0)
        start = match.start() - len(host)
        tail = _LINK_TAIL.match(text, match.end())
        link = text[start : tail.end() if tail else match.end()]
        listed = _line(text, match.end()).strip() == link.strip()
        kind, tense = ("listed_link", "open") if listed else ("link", "past")
        for day in readings(int(match[1]), month, int(match[3])):
            yield Mention(kind, link.rstrip(".,;"), start, tense, first=day, last=day)


def _anniversaries(text: str) -> Iterator[Mention]:
    for match in _ANNIVERSARY.finditer(text):
        before = text[max(0, match.start() - 20) : match.start()]
        many = _HOW_MANY.search(before)
        if many is None and match[0] != "anniversary":
            continue
        start = match.start() - (len(before) - many.start() if many else 0)
        number = many[1].lower() if many else ""
        years = _NUMBERS.get(number) or int(re.sub(r"\D", "", number) or 0)
        head = _sentence_head(text, start)
        coming = _COMING.search(head)
        eve = coming is not None and "eve of" in coming[0]
        near = "eve" if eve else "tomorrow" if "tomorrow" in head else ""
        tense = "future" if coming or near else "open"
        evidence = text[start : match.end()]
        yield Mention("anniversary", evidence, start, tense, near=near, n_years=years)


def _in_context(mention: Mention, text: str) -> Mention:
    """Add tense, place, weekday (Monday 0) and the word of nearness before a date."""
    head = text[max(0, mention.start - 20) : mention.start]
    near, weekday = _NEAR.search(head), _WEEKDAY.search(head)
    return replace(
        mention,
        tense=_tense(text, mention.start),
        place=_place(text, mention.start, mention.start + len(mention.evidence)),
        near=" ".join(near[1].lower().split()) if near else "",
        weekday=_WEEKDAYS.index(weekday[1][:3].lower()) if weekday else None,
        is_history=_HISTORY.search(_sentence(text, mention.start)) is not None,
    )


def _sentence(text: str, start: int) -> str:
    tail = text[start : start + CONTEXT_CHARS]
    end = _SENTENCE_END.search(tail)
    return _sentence_head(text, start) + (tail[: end.start()] if end else tail)


def _place(text: str, start: int, end: int) -> str:
    # A hard wrap ends a line too, and a full stop a sentence: neither is the end of a caption.
    line = _line(text, start)
    if len(line) < MAX_CAPTION_CHARS and _ARCHIVE.search(line):
        return "archive"
    if _PARAGRAPH_END.match(text, end):
        return "line_end"
    return "caption" if len(line) < MAX_CAPTION_CHARS and _CAPTION.search(line) else "prose"


def _sentence_head(text: str, start: int) -> str:
    head = text[max(0, start - CONTEXT_CHARS) : start]
    ends = list(_SENTENCE_END.finditer(head))
    return head[ends[-1].end() :] if ends else head


def _tense(text: str, start: int) -> str:
    head = _sentence_head(text, start)
    if _SAID.search(head):
        return "past"
    if _FUTURE.search(head):
        return "future"
    return "open" if _OPEN.search(head) else "past"


def _line(text: str, place: int) -> str:
    start = text.rfind("\n", max(0, place - 600), place) + 1 or max(0, place - 600)
    end = text.find("\n", place, place + 600)
    return text[start : end if end >= 0 else place + 600]


def _credit(text: str, start: int, end: int) -> str | None:
    """Return the end of a photo credit with its year, None where the year stands in none."""
    head = text[max(0, start - 110) : start]
    if not _CREDIT.search(head[head.rfind("(") :]) or not _CREDIT_END.match(text, end):
        return None
    owner = re.search(r"[^\s/]{0,30}\s{0,2}$", head)
    return (owner[0] if owner else "") + text[start:end]
