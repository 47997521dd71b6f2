"""Stories: articles on one event, whatever their order, with few or strange articles."""

from __future__ import annotations

import hashlib

import numpy as np
import pandas as pd
import pytest

from newsvane import tables
from newsvane.errors import ModelError, StudyError, TableError
from newsvane.topics import stories
from newsvane.topics.stories import StorySettings

EVENTS = {
    "ferry": "ferry Wrenfield capsized rescue passengers harbour lifeboat sank captain inquiry",
    "mine": "mine Ostley collapse shaft workers trapped drill gas engineers tunnel",
    "vote": "referendum Lorvane ballot turnout campaign commission counted votes district result",
}


def vectors(texts) -> np.ndarray:
    """Stand in for an encoder: a direction for each event, and some noise of the text itself."""
    made = np.zeros((len(texts), 32), dtype=np.float32)
    for row, text in enumerate(texts):
        low = text.lower()
        for number, words in enumerate(EVENTS.values()):
            made[row, number] = sum(word.lower() in low for word in words.split())
        noise = np.frombuffer(hashlib.sha256(text.encode()).digest(), dtype=np.uint8)[:29]
        made[row, 3:] = (noise / 255 - 0.5) * 0.5
    return made / np.linalg.norm(made, axis=1, keepdims=True)


def article(
    article_id, event, day, *, until=None, copy_of=None, outlet="Gazette", title=""
) -> dict:
    rng = np.random.default_rng(sum(article_id.encode()))
    said = " ".join(rng.permutation(EVENTS[event].split())[:8])
    return {
        "article_id": article_id,
        "title": f"{title or event} {article_id}",
        "text": f"{said} as {article_id} writes.",
        "copy_of": copy_of,
        "outlet": outlet,
        "published_from": day,
        "published_to": until or day,
    }


def table(*rows: dict) -> pd.DataFrame:
    """Return the columns of `articles` that the stories are found from."""
    frame = pd.DataFrame(list(rows), columns=list(stories._READ))
    texts = ["article_id", "title", "copy_of", "outlet", "text"]
    frame = frame.astype({name: "str" for name in texts})
    for name in ("published_from", "published_to"):
        frame[name] = pd.to_datetime(frame[name]).astype("datetime64[s]")
    return frame


def find(frame: pd.DataFrame, *, pieces: int = 1, **options) -> stories.Found:
    bounds = np.linspace(0, len(frame), pieces + 1).astype(int)
    parts = [frame.iloc[a:b] for a, b in zip(bounds[:-1], bounds[1:], strict=True)]
    return stories.find(parts, vectors=vectors, settings=StorySettings(**options))


WEEK = table(
    article("f2", "ferry", "2024-03-05", outlet="Echo"),
    article("f1", "ferry", "2024-03-04"),
    article("f3", "ferry", "2024-03-06", outlet=None),
    article("m1", "mine", "2024-03-05"),
    article("m2", "mine", "2024-03-07"),
    article("v1", "vote", "2024-03-05"),
    article("f9", "ferry", "2024-09-01"),
    article("c1", "ferry", "2024-03-20", copy_of="f1", outlet="Wire"),
    article("u1", "mine", None),
)


def test_articles_on_one_event_are_one_story():
    found = find(WEEK)
    assert found.story_of.to_dict() == {
        "f1": "f1", "f2": "f1", "f3": "f1", "c1": "f1",
        "m1": "m1", "m2": "m1", "u1": "m1",
        "v1": "v1",
        "f9": "f9",  # another ferry, half a year later
    }  # fmt: skip


def test_a_story_tells_what_is_in_it():
    found = find(WEEK).stories.set_index("story_id")
    ferry = found.loc["f1"]
    assert (ferry["n_articles"], ferry["n_distinct"], ferry["n_outlets"]) == (4, 3, 3)
    # The copy came later than the days of a story, and is part of it all the same.
    assert str(ferry["published_from"].date()) == "2024-03-04"
    assert str(ferry["published_to"].date()) == "2024-03-20"
    assert set(ferry["representatives"]) == {"f1", "f2", "f3"}
    assert ferry["title"] == f"ferry {ferry['representatives'][0]}"
    assert found.loc["m1", "n_outlets"] == 1
    assert found.index.tolist() == ["f1", "m1", "v1", "f9"]  # the oldest first


@pytest.mark.parametrize("seed", range(4))
def test_neither_order_nor_pieces_matter(seed):
    mixed = WEEK.sample(frac=1, random_state=seed)
    before = mixed.copy(deep=True)
    found, expected = find(mixed, pieces=seed + 1), find(WEEK)
    pd.testing.assert_frame_equal(found.stories, expected.stories)
    assert found.story_of.to_dict() == expected.story_of.to_dict()
    pd.testing.assert_frame_equal(mixed, before)


def test_every_article_has_a_story_that_is_an_original():
    found = find(WEEK)
    originals = WEEK.loc[WEEK["copy_of"].isna(), "article_id"]
    assert found.story_of.index.tolist() == WEEK["article_id"].tolist()
    assert set(found.story_of) == set(found.stories["story_id"]) <= set(originals)
    assert found.stories["n_articles"].sum() == len(WEEK)
    assert found.stories["n_distinct"].sum() == len(originals)


def test_the_window_is_a_setting():
    near = table(article("a", "ferry", "2024-03-01"), article("b", "ferry", "2024-03-08"))
    assert len(find(near, days=7).stories) == 1
    assert len(find(near, days=6).stories) == 2


def test_an_interval_joins_what_it_may_belong_to():
    wide = table(
        article("a", "ferry", "2024-03-01"),
        article("b", "ferry", "2024-02-01", until="2024-06-30"),
        article("c", "ferry", "2024-07-15", until="2024-12-31"),
    )
    assert find(wide, days=7).story_of.to_dict() == {"a": "b", "b": "b", "c": "c"}


def test_a_higher_similarity_only_splits():
    rows = np.random.default_rng(0).normal(size=(60, 4))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    day = np.zeros(60)
    sizes = [
        len(set(stories.group(rows, published=(day, day), settings=StorySettings(s)).tolist()))
        for s in (0.1, 0.3, 0.5, 0.7, 0.9, 0.99)
    ]
    assert sizes == sorted(sizes)
    assert sizes[0] < 10 < 50 < sizes[-1]


@pytest.mark.parametrize("n", [0, 1, 2, 3, 5, 7, 10, 16, 40])
def test_small_corpora_have_stories(n):
    names = list(EVENTS)
    rows = [article(f"a{k:02d}", names[k % 3], f"2024-03-{k % 5 + 1:02d}") for k in range(n)]
    found = find(table(*rows))
    assert len(found.stories) == min(n, 3)
    assert found.stories["n_articles"].sum() == n
    tables.check(found.stories, tables.STORIES)


def test_nothing_dated_and_no_titles_is_still_a_story():
    rows = [{**article(f"a{k}", "mine", None), "title": None, "outlet": None} for k in range(6)]
    found = find(table(*rows)).stories
    assert found["n_articles"].tolist() == [6]
    assert found[["title", "published_from", "published_to"]].isna().all(axis=None)
    assert found["n_outlets"].tolist() == [0]


def test_two_hundred_identical_texts_are_one_story():
    one = article("a", "mine", "2024-03-01")
    found = find(table(*({**one, "article_id": f"a{k:03d}"} for k in range(200))))
    assert found.stories["story_id"].tolist() == ["a000"]


def test_short_texts_are_not_less_alike_for_being_short():
    from newsvane.topics import lexical

    texts = ["ferry sank", "ferry sank", " ".join(EVENTS["ferry"].split() * 20)]
    rows = stories.profile(vectors(texts), counts=lexical.count(texts))
    plain = (vectors(texts) * 0.7**0.5) @ (vectors(texts) * 0.7**0.5).T
    assert rows[0] @ rows[1] > plain[0, 1] * 2


@pytest.mark.parametrize("bad", [np.nan, np.inf, 0.0])
def test_a_vector_that_is_none_is_refused(bad):
    def broken(texts):
        made = vectors(texts)
        made[0] = bad
        return made

    with pytest.raises(ModelError, match="1 of 8 are zero or not finite"):
        stories.find([WEEK], vectors=broken, settings=StorySettings())


def test_a_copy_of_nobody_and_an_id_that_comes_twice_are_refused():
    lost = table(article("a", "mine", None), article("b", "mine", None, copy_of="x"))
    with pytest.raises(TableError, match="copy_of"):
        find(lost)
    with pytest.raises(TableError, match="article_id"):
        find(pd.concat([WEEK, WEEK.head(1)]))


@pytest.mark.parametrize("options", [{"similarity": 0.0}, {"similarity": 1.0}, {"days": 0}])
def test_settings_out_of_range_are_refused(options):
    with pytest.raises(StudyError, match=f"stories.{next(iter(options))}"):
        StorySettings(**options)
