"""The report's words: numbers, days and labels, and the sentences that facts are told in.

No sentence here says that something rises or falls: a line that no human label has corrected does
not carry that, so figures are set side by side with their denominators instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from newsvane.report.claims import ClaimFacts, Spell
from newsvane.report.facts import CorpusFacts, TopicFacts

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
STANCE = {"favor": "in favor", "against": "against", "none": "neither"}
SYMBOL = {"favor": "▲", "against": "▼", "none": "●"}
VOICE = {"outlet": "the outlet’s own voice", "quoted": "quoted", "reported": "reported"}
DATE_SOURCE = {
    "metadata": "from metadata of the file",
    "url": "from the address",
    "text": "from the text itself",
    "file": "from the file’s name",
    "person": "fixed by hand",
    "none": "undated",
}
DATE_SOURCE_SHORT = {
    "metadata": "metadata",
    "url": "address",
    "text": "text",
    "file": "file name",
    "person": "by hand",
    "none": "undated",
}
COPY = {"exact": "exact copy", "near": "near copy", "restated": "restatement"}
_PLURALS = {"file or record": "files or records"}
_INTERVAL = "95% interval"
# Hennig (2007), "Cluster-wise assessment of cluster stability", section 6.
LEAST_TRUST = 0.6


def count(n: float, noun: str) -> str:
    """Say how many there are.

    Examples
    --------
    >>> count(1, "article"), count(2225, "story"), count(2.5, "article")
    ('1 article', '2,225 stories', '2.5 articles')
    """
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{number(n)} {noun if number(n) == '1' else _PLURALS.get(noun, plural)}"


def number(n: float) -> str:
    """Write a whole number with its commas, any other with one decimal."""
    is_whole = abs(n - round(n)) < 0.05
    return f"{round(n):,}" if is_whole else f"{n:,.1f}"


def net(value: float | None) -> str:
    """Write a net stance (−1…1) with its sign.

    Examples
    --------
    >>> net(0.6), net(-0.704), net(0.001), net(None)
    ('+.60', '−.70', '.00', '–')
    """
    if value is None or pd.isna(value):
        return "–"
    digits = f"{abs(value):.2f}"
    sign = "" if float(digits) == 0 else "+" if value > 0 else "−"
    return sign + digits.removeprefix("0")


def percent(share: float | None) -> str:
    """Write a share (0–1) as a percentage; a share that is absent as a dash."""
    return "–" if share is None or pd.isna(share) else f"{share:.0%}"


def interval(low: float | None, high: float | None) -> str:
    """Write an interval of net stance, or a dash where there is none."""
    return "–" if low is None or pd.isna(low) or pd.isna(high) else f"{net(low)} to {net(high)}"


def day(date: pd.Timestamp) -> str:
    """Write one day, the same in every locale: 23 Feb 2023."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def days(first: pd.Timestamp | None, last: pd.Timestamp | None) -> str:
    """Write the interval of days in which an article appeared.

    Examples
    --------
    >>> days(pd.Timestamp("2023-03-20"), pd.Timestamp("2023-03-31"))
    '20 Mar – 31 Mar 2023'
    >>> days(None, None)
    'undated'
    """
    if first is None or last is None or pd.isna(first) or pd.isna(last):
        present = [date for date in (first, last) if date is not None and not pd.isna(date)]
        return day(present[0]) if present else "undated"
    if first == last:
        return day(first)
    begins = day(first)
    return f"{begins.removesuffix(f' {last.year}')} – {day(last)}"


def period(start: pd.Timestamp, end: pd.Timestamp) -> str:
    """Name a stretch of whole days: a year, quarter or month where it is one.

    Examples
    --------
    >>> period(pd.Timestamp("2023-01-01"), pd.Timestamp("2023-03-31"))
    'Q1 2023'
    >>> period(pd.Timestamp("2022-01-01"), pd.Timestamp("2023-12-31"))
    '2022–2023'
    """
    n_months = (end.year - start.year) * 12 + end.month - start.month + 1
    is_whole = start.day == 1 and (end + pd.Timedelta(days=1)).day == 1
    if not is_whole:
        return days(start, end)
    if start.month == 1 and end.month == 12:
        return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
    if n_months == 1:
        return f"{MONTHS[start.month - 1]} {start.year}"
    if n_months == 3 and start.month % 3 == 1:
        return f"Q{end.month // 3} {start.year}"
    begins = f"{MONTHS[start.month - 1]} {start.year}".removesuffix(f" {end.year}")
    return f"{begins} – {MONTHS[end.month - 1]} {end.year}"


def who(voice: str, speaker: str | None) -> str:
    """Name who speaks.

    Examples
    --------
    >>> who("quoted", "Ada Lind"), who("reported", None), who("outlet", None)
    ('Ada Lind (quoted)', 'reported, no name given', 'the outlet’s own voice')
    """
    if speaker is None or pd.isna(speaker):
        return VOICE[voice] if voice == "outlet" else f"{VOICE[voice]}, no name given"
    return f"{clip(speaker, 120)} ({VOICE[voice]})"


def clip(text: str, most: int) -> str:
    """Cut a text that is too long to be shown, at the last space where there is one.

    Examples
    --------
    >>> clip("The tram line", 9)
    'The tram…'
    """
    if len(text) <= most:
        return text
    head = text[:most]
    return (head.rsplit(" ", 1)[0] if " " in head else head[:-1]).rstrip() + "…"


def listed(parts: Iterable[str]) -> str:
    """Join parts as in a sentence: a, b and c."""
    items = list(parts)
    return " and ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


def corpus_sentences(corpus: CorpusFacts) -> list[str]:
    """Say what is in the corpus and what was left out."""
    if not corpus.n_articles:
        were = _verb(corpus.n_dropped, "was", "were")
        return [
            f"No article was kept; {count(corpus.n_dropped, 'file or record')} {were} left out."
        ]
    n_read = corpus.n_articles + corpus.n_dropped
    left_out = number(corpus.n_dropped) if corpus.n_dropped else "none"
    told = [
        f"{number(corpus.n_articles)} of {count(n_read, 'file or record')} "
        f"{_verb(corpus.n_articles, 'was', 'were')} kept as articles; "
        f"{left_out} {_verb(corpus.n_dropped, 'was', 'were')} left out."
    ]
    if n_copies := sum(n for _, n in corpus.copies):
        told.append(
            f"{number(n_copies)} of the {count(corpus.n_articles, 'article')} "
            f"{_verb(n_copies, 'copies or restates', 'copy or restate')} another one."
        )
    told.append(
        f"{_verb(corpus.n_articles, 'It tells', 'They tell')} of "
        f"{count(corpus.n_stories, 'story')}: articles on one event are one story."
    )
    if corpus.first_day is None or corpus.last_day is None:
        told.append("No article could be dated.")
        return told
    n_dated = corpus.n_articles - corpus.n_undated
    told.append(
        f"{number(n_dated)} of {number(corpus.n_articles)} could be dated, "
        f"between {day(corpus.first_day)} and {day(corpus.last_day)}."
    )
    return told


def uncovered_sentences(
    uncovered: Sequence[tuple[str, int]], *, languages: Iterable[str] | None
) -> list[str]:
    """Name the articles in languages that the encoder is not made for, and what that means.

    Examples
    --------
    >>> uncovered_sentences([("ar", 2), ("de", 1)], languages={"en"})[0]
    'The encoder is made for en; 3 articles are in other languages (ar: 2, de: 1).'
    """
    if not uncovered:
        return []
    n = sum(n_of for _, n_of in uncovered)
    each = ", ".join(f"{code}: {number(n_of)}" for code, n_of in uncovered)
    return [
        f"The encoder is made for {listed(sorted(languages or ()))}; {count(n, 'article')} "
        f"{_verb(n, 'is in another language', 'are in other languages')} ({each}).",
        f"{_verb(n, 'It is', 'They are')} kept and counted, but {_verb(n, 'its', 'their')} topics "
        "and stances rest on a model that does not know the language: do not trust them.",
    ]


def claim_sentences(claim: ClaimFacts, *, n_kept: int) -> list[str]:
    """Say which stance the articles take on a claim and what is known over time."""
    if not claim.n_articles:
        return [f"None of {count(n_kept, 'article')} has a sentence close to this claim."]
    sides = listed(f"{number(claim.n_sides[side])} {STANCE[side]}" for side in STANCE)
    told = [
        f"{number(claim.n_articles)} of {count(n_kept, 'article')} "
        f"({count(claim.n_stories, 'story')}) "
        f"{_verb(claim.n_articles, 'has', 'have')} sentences close to this claim: {sides}."
    ]
    if claim.n_undated:
        is_are = _verb(claim.n_undated, "is", "are")
        told.append(f"{number(claim.n_undated)} of them {is_are} undated and so on no time line.")
    told.extend(_time_sentences(claim))
    return told


def _time_sentences(claim: ClaimFacts) -> list[str]:
    if not claim.spells:
        return []
    parts = listed(_spell(spell) for spell in claim.spells)
    kind = "Net stance, corrected with human labels," if claim.is_corrected else "Net stance"
    n_dated = float(claim.periods["n_articles"].sum())
    if not claim.carries_line or len(claim.spells) != 2:
        return [f"{kind} was {parts}; {too_few(n_dated)}."]
    first, last = claim.spells
    told = [f"{kind} was {parts}, in the first and the last period of enough stories."]
    if None not in (first.low, first.high, last.low, last.high):
        overlap = first.low <= last.high and last.low <= first.high  # type: ignore[operator]
        told.append(f"The two intervals {'overlap' if overlap else 'do not overlap'}.")
    if not claim.is_corrected:
        told.append(
            "No human labels correct these figures: what differs may be the judge’s errors, "
            "and no change over time is claimed."
        )
    return told


def _spell(spell: Spell) -> str:
    facts = [count(spell.n_articles, "article")]
    if spell.low is not None:
        kind = _INTERVAL if spell.n_periods == 1 else f"{_INTERVAL}s of its periods from"
        facts.append(f"{kind} {interval(spell.low, spell.high)}")
    return f"{net(spell.net)} in {period(spell.start, spell.end)} ({', '.join(facts)})"


def trust(value: float | None) -> str:
    """Say how much of a topic comes back when the corpus is drawn again.

    Examples
    --------
    >>> trust(0.91)
    '91% of it come back when articles are drawn again'
    >>> trust(0.4)
    '40% of it come back when articles are drawn again: do not rely on it'
    >>> trust(None)
    ''
    """
    if value is None or pd.isna(value):
        return ""
    doubt = ": do not rely on it" if value < LEAST_TRUST else ""
    return f"{percent(value)} of it come back when articles are drawn again{doubt}"


def topic_sentences(topics: Sequence[TopicFacts], *, n_kept: int) -> list[str]:
    """Say how many topics were found, and plainly when there is no more than one."""
    real = [topic for topic in topics if not topic.is_outlier]
    outliers = sum(topic.n_articles for topic in topics if topic.is_outlier)
    told = []
    if not real:
        told.append("No topic was found.")
    elif len(real) == 1:
        told.append(
            "The articles are too few or too alike to part: they form one topic, "
            f"“{real[0].label}” ({number(real[0].n_articles)} of {count(n_kept, 'article')})."
        )
    else:
        told.append(
            f"{count(len(real), 'topic')}; the largest is “{real[0].label}” "
            f"({number(real[0].n_articles)} of {count(n_kept, 'article')})."
        )
    if outliers:
        told.append(
            f"{count(outliers, 'article')} of {number(n_kept)} "
            f"{_verb(outliers, 'belongs', 'belong')} to no topic."
        )
    return told


def too_few(n_articles: float) -> str:
    """Say that so many articles are too few for a line.

    Examples
    --------
    >>> too_few(5)
    '5 articles do not carry a trend'
    """
    return f"{count(n_articles, 'article')} {_verb(n_articles, 'does', 'do')} not carry a trend"


def _verb(n: float, one: str, more: str) -> str:
    return one if number(n) == "1" else more
