"""Invented tables: a small town's papers on a tram and a dam, hostile strings among them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from newsvane import tables as declared
from newsvane.report import facts
from newsvane.trends import calendar

XSS = "<img src=x onerror=alert(1)>"
CLAIMS = {
    "tram": (
        "The tram line helps the old town",
        "The tram line does not help the old town",
        "rule",
    ),
    "dam": (f"The dam {XSS} should be built", "The dam should not be built", "study"),
}
META = "metadata"
# id, title, outlet, from, to, source, evidence, sentences: (text, voice, speaker, {claim: net})
ARTICLES = [
    ("a1", "Shops welcome the tram", "Harrow Post", "2023-01-09", "2023-01-09",
     META, "2023-01-09", [
        ("The tram has filled the shops of the old town.", "outlet", None, {"tram": 0.9}),
        ("“We sell twice as much,” said Ada Lind.", "quoted", "Ada Lind", {"tram": 0.7}),
        ("The weather was fine.", "outlet", None, {}),
    ]),
    ("a2", "Old town counts its visitors", "Harrow Post", "2023-02-01", "2023-03-31", "text",
     "this spring", [
        ("More visitors than ever came by tram.", "outlet", None, {"tram": 0.6}),
        ("Residents complain of noise & dust.", "reported", None, {"tram": -0.4}),
    ]),
    ("a3", None, "The Weir", "2023-02-14", "2023-02-14", "url", "/2023/02/14/", [
        ("A dam would keep the valley dry, the mayor has said.", "reported", "Mayor Brandt",
         {"dam": 0.8}),
        ("Nobody asked the fishermen.", "outlet", None, {"dam": -0.3}),
    ]),
    ("a4", f"Dam vote {XSS}", f"Outlet{XSS}", "2023-05-02", "2023-05-02", META, "2023-05-02", [
        ("The council voted for the dam.", "outlet", None, {"dam": 0.5}),
        (f"“It is a gift,” said {XSS}.", "quoted", XSS, {"dam": 0.9}),
    ]),
    ("a5", "Council votes for the dam", "Wire Nine", "2023-05-03", "2023-05-03",
     META, "2023-05-03", [
        ("The council voted for the dam.", "outlet", None, {"dam": 0.5}),
    ]),
    ("a6", "A letter without a date", None, None, None, "none", None, [
        ("The tram is a blessing and a curse.", "outlet", None, {"tram": 0.0}),
        ("The dam is neither.", "outlet", None, {"dam": 0.0}),
    ]),
    ("a7", "Rents in the old town double", "The Weir", "2024-01-15", "2024-01-15",
     META, "2024-01-15", [
        ("Since the tram came, the bakers have gone.", "outlet", None, {"tram": -0.8}),
        ("“They drove us out,” said Ada Lind.", "quoted", "Ada Lind", {"tram": -0.9}),
    ]),
    ("a8", "Dam costs explode", "Harrow Post", "2024-02-20", "2024-02-20", META, "2024-02-20", [
        ("The dam now costs twice what was said.", "outlet", None, {"dam": -0.7}),
        ("“We should stop,” said Ole Rask.", "quoted", "Ole Rask", {"dam": -0.9}),
    ]),
    ("a9", "Fishermen block the river", "The Weir", "2024-03-01", "2024-03-31", "text",
     "last month", [
        ("They will not have the dam.", "reported", "the fishermen", {"dam": -0.8}),
    ]),
    ("a10", "سد في الوادي", "Valley Radio", "2024-04-11", "2024-04-11", META, "2024-04-11", [
        ("لا نريد السد.", "quoted", None, {"dam": -0.6}),
    ]),
    ("a11", "Tram or no tram", "Harrow Post", "2024-05-30", "2024-05-30", "file", "20240530.txt", [
        ("The tram has emptied the old town, critics say.", "reported", None, {"tram": -0.6}),
        ("A year ago it was its hope.", "outlet", None, {"tram": 0.1}),
    ]),
    ("a12", "Cake fair", "Harrow Post", "2024-06-01", "2024-06-01", META, "2024-06-01", [
        ("Thirty cakes were judged.", "outlet", None, {}),
    ]),
]  # fmt: skip
URLS = {"a1": "https://example.org/tram?a=1&b=2", "a4": "javascript:alert(1)", "a8": "http://[bad"}
DROPPED = [
    (f"odd{XSS}.txt", 0, "read", "not text: NUL bytes", None),
    ("export.csv", 7, "read", "no text in this row", "row"),
    ("export.csv", 9, "read", "no text in this row", "row"),
]
MANIFEST = {
    "newsvane": "0.1.0", "name": "River and rails", "created": "2024-07-01T10:00:00Z", "seed": 7,
    "settings": {"period": "quarter", "topics": {"min_size": 3}}, "versions": {"pandas": "3.1.1"},
    "stages": [{"stage": "read", "rows_in": 15, "rows_out": 12, "dropped": 3, "seconds": 0.25}],
    "encoder": {"name": "all-MiniLM-L6-v2", "hash": "53aa51"},
    "judge": {"name": "embedded", "calibration": {"macro_f1": 0.512345}},
}  # fmt: skip


def shape(rows: list[dict], table: declared.Table) -> pd.DataFrame:
    """Return rows as a checked table, text and dates of the kinds that Parquet gives back."""
    frame = pd.DataFrame(rows, columns=table.names) if rows else declared.empty(table)
    for column in table.columns:
        if column.kind in ("text", "date"):
            dtype = "str" if column.kind == "text" else "datetime64[s]"
            frame[column.name] = frame[column.name].astype(dtype)
    return declared.check(frame, table)


def precision(first: str | None, last: str | None) -> str:
    """Return day, range or none, as far as the rows here need it."""
    return "none" if first is None else "day" if first == last else "range"


def assemble(articles: list[tuple], *, claims: dict, topics: list[dict], period: str) -> dict:
    """Return all tables for articles given as in `ARTICLES`."""
    rows, sentences, stances, sums = [], [], [], []
    for article_id, title, outlet, first, last, source, evidence, said in articles:
        text = "\n\n".join(sentence for sentence, *_ in said)
        is_copy = article_id == "a5"
        rows.append({
            "article_id": article_id, "source_file": f"{article_id}.txt", "record": 0,
            "title": title, "outlet": outlet, "byline": None, "url": URLS.get(article_id),
            "language": "ar" if article_id == "a10" else "en",
            "outlet_source": "metadata" if outlet else "none", "outlet_evidence": outlet,
            "text": text,
            "length_words": len(text.split()), "published_from": first, "published_to": last,
            "date_source": source, "date_evidence": evidence,
            "date_precision": precision(first, last), "date_doubt": None,
            "story_id": "a4" if is_copy else article_id, "copy_of": "a4" if is_copy else None,
            "copy_kind": "near" if is_copy else None, "copied_share": 0.9 if is_copy else 0.0,
            "aligned_share": 0.9 if is_copy else 0.0,
        })  # fmt: skip
        start = 0
        for position, (sentence, voice, speaker, nets) in enumerate(said, start=1):
            sentence_id = f"{article_id}:{position}"
            sentences.append({
                "sentence_id": sentence_id, "article_id": article_id, "position": position,
                "text": sentence, "char_start": start, "char_end": start + len(sentence),
                "voice": voice, "speaker": speaker, "speaker_chain": None, "cue": None,
                "speaker_kind": None if voice == "outlet" else "named" if speaker else
                "unattributed",
            })  # fmt: skip
            start += len(sentence) + 2
            for claim_id, net in nets.items():
                stances.append(_stance(sentence_id, claim_id, net))
        sums.extend(_sums(article_id, said, claims))
    tables = {
        "articles": shape(rows, declared.ARTICLES),
        "date_candidates": declared.empty(declared.DATE_CANDIDATES),
        "dropped": shape([dict(zip(declared.DROPPED.names, r, strict=True)) for r in DROPPED],
                         declared.DROPPED),
        "warnings": declared.empty(declared.WARNINGS),
        "files": declared.empty(declared.FILES),
        "sentences": shape(sentences, declared.SENTENCES),
        "stories": _stories(rows),
        "topics": shape(topics, declared.TOPICS),
        "article_topics": declared.empty(declared.ARTICLE_TOPICS),
        "topic_numbers": shape(NUMBERS, declared.TOPIC_NUMBERS),
        "claims": shape(
            [{"claim_id": name, "claim": c, "opposite": o, "opposite_source": s}
             for name, (c, o, s) in claims.items()],
            declared.CLAIMS,
        ),
        "stances": shape(stances, declared.STANCES_TABLE),
        "article_stances": shape(sums, declared.ARTICLE_STANCES),
    }  # fmt: skip
    tables["trends"] = _trends(tables, period=period)
    return tables


def _stories(rows: list[dict]) -> pd.DataFrame:
    """Make a story of each article and its copies, with the facts of its original."""
    stories = []
    for first in (row for row in rows if row["story_id"] == row["article_id"]):
        own = [row for row in rows if row["story_id"] == first["article_id"]]
        facts = {name: first[name] for name in ("story_id", "title", "published_from",
                                                "published_to")}  # fmt: skip
        numbers = {
            "n_articles": len(own),
            "n_distinct": sum(row["copy_of"] is None for row in own),
            "n_outlets": len({row["outlet"] for row in own} - {None}),
        }
        stories.append(facts | numbers | {"representatives": [first["article_id"]]})
    return shape(stories, declared.STORIES)


def _stance(sentence_id: str, claim_id: str, net: float) -> dict:
    rest = 1 - abs(net)
    return {
        "sentence_id": sentence_id, "claim_id": claim_id, "related": 0.8,
        "p_favor": max(net, 0) + rest * 0.2, "p_against": max(-net, 0) + rest * 0.2,
        "p_none": rest * 0.6, "model": "invented",
    }  # fmt: skip


def _sums(article_id: str, said: list[tuple], claims: dict) -> list[dict]:
    found = []
    for claim_id in claims:
        groups: dict[tuple, list] = {}
        for position, (_, voice, speaker, nets) in enumerate(said, start=1):
            if claim_id in nets:
                entry = (nets[claim_id], f"{article_id}:{position}")
                groups.setdefault((None, None), []).append(entry)
                groups.setdefault((voice, speaker), []).append(entry)
        for (voice, speaker), entries in groups.items():
            net = float(np.mean([value for value, _ in entries]))
            stance = "favor" if net > 0.15 else "against" if net < -0.15 else "none"
            wanted = 1 if net >= 0 else -1
            listed = sorted((e for e in entries if e[0] * wanted > 0), key=lambda e: -abs(e[0]))
            found.append({
                "article_id": article_id, "claim_id": claim_id, "voice": voice, "speaker": speaker,
                "net": net, "stance": stance, "n_sentences": len(entries),
                "evidence": [name for _, name in listed],
            })  # fmt: skip
    return found


def _trends(tables: dict, *, period: str) -> pd.DataFrame:
    """Sum up by period; the intervals are invented, their width by the number of stories."""
    whole = tables["article_stances"]
    told = whole[whole["voice"].isna()].merge(tables["articles"], on="article_id")
    dated = told.dropna(subset=["published_from"])
    if not len(dated):
        return declared.empty(declared.TRENDS)
    periods = calendar.periods(
        dated["published_from"].min(), dated["published_to"].max(), period=period
    )
    rows = []
    for claim_id, mine in dated.groupby("claim_id"):
        mine = mine.reset_index(drop=True)
        parts = calendar.spread(mine["published_from"], mine["published_to"], periods=periods)
        for place, (start, end) in enumerate(periods.itertuples(index=False)):
            here = parts[parts["period"] == place]
            entry = {"claim_id": claim_id, "group_by": "all", "group": "all", "period_start": start,
                     "period_end": end, "partial": place == len(periods) - 1}  # fmt: skip
            rows.append(entry | _period(mine, here))
    empty = {name: np.nan for name in ("net_corrected", "low_corrected", "high_corrected")}
    frame = shape([row | empty for row in rows], declared.TRENDS)
    return frame.sort_values(["claim_id", "period_start"], ignore_index=True)


def _period(mine: pd.DataFrame, here: pd.DataFrame) -> dict:
    n = float(here["weight"].sum())
    stance = mine["stance"].to_numpy()[here["row"]]
    weights = here["weight"].to_numpy()
    shares = {
        f"share_{side}": float(weights[stance == side].sum() / n) if n else np.nan
        for side in declared.STANCES
    }
    net = shares["share_favor"] - shares["share_against"]
    n_stories = int(mine["story_id"].to_numpy()[here["row"]].size and len(
        set(mine["story_id"].to_numpy()[here["row"]])))  # fmt: skip
    width = 1 / max(n_stories, 1) ** 0.5
    return shares | {
        "n_articles": n, "n_stories": n_stories, "net": net,
        "low": max(net - width, -1) if n else np.nan, "high": min(net + width, 1) if n else np.nan,
    }  # fmt: skip


NUMBERS = [
    {"n_topics": number, "agreement": agreement, "agreement_by_chance": 0.4,
     "stability": (agreement - 0.4) / 0.6, "is_chosen": number == 3}
    for number, agreement in ((2, 0.1), (3, 0.95), (4, 0.7))
]  # fmt: skip


def topic(topic_id: int, label: str, n_articles: int, nearest: list[str]) -> dict:
    return {"topic_id": topic_id, "label": label, "words": [*label.split(", "), "river"],
            "n_articles": n_articles, "trust": None if topic_id < 0 else 0.84,
            "representatives": nearest}  # fmt: skip


def many(n_articles: int, *, claims: dict = CLAIMS, n_months: int = 18, seed: int = 0) -> dict:
    """Return the tables of a larger invented corpus; the second quarter of the time is empty."""
    rng = np.random.default_rng(seed)
    first = pd.Timestamp("2023-01-01")
    speakers = [None, "Ada Lind", "Ole Rask", "Mayor Brandt", *(f"Speaker {i}" for i in range(30))]
    articles = []
    for place in range(n_articles):
        day = int(rng.integers(n_months * 30))
        if n_months * 7.5 < day < n_months * 15:
            day = int(day - n_months * 7.5)
        date = (first + pd.Timedelta(days=day)).strftime("%Y-%m-%d")
        said = []
        for sentence in range(int(rng.integers(3, 9))):
            voice = declared.VOICES[int(rng.integers(3))]
            speaker = None if voice == "outlet" else speakers[int(rng.integers(len(speakers)))]
            mean = 0.5 if day < n_months * 15 else -0.4
            nets = {name: float(np.clip(rng.normal(mean, 0.4), -1, 1))
                    for name in claims if rng.random() < 0.5}  # fmt: skip
            words = " ".join(["Some words on the tram and the dam"] * int(rng.integers(1, 5)))
            said.append((f"{words}, number {place}.{sentence}.", voice, speaker, nets))
        articles.append((f"m{place:05d}", f"Invented piece number {place} about the river",
                         f"Outlet {place % 7}", date, date, "metadata", date, said))  # fmt: skip
    topics = [
        topic(t, f"tram, dam, topic {t}", n_articles // 5, ["m00000", "m00001"]) for t in range(5)
    ]
    return assemble(articles, claims=claims, topics=topics, period="month")


@pytest.fixture
def tables() -> dict:
    topics = [
        topic(0, "tram, old, town", 5, ["a1", "a2", "a7"]),
        topic(1, f"dam, {XSS}", 6, ["a4", "a8"]),
        topic(-1, "outliers", 1, ["a12"]),
    ]
    return assemble(ARTICLES, claims=CLAIMS, topics=topics, period="quarter")


@pytest.fixture(scope="session")
def many_tables() -> dict:
    return many(160)


@pytest.fixture(scope="session")
def make_many():
    return many


@pytest.fixture
def study() -> facts.StudyFacts:
    return facts.study(MANIFEST, name="unused")
