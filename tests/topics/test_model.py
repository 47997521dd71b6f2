"""Topics: an answer for every corpus, the same whatever its order, and every article in it."""

from __future__ import annotations

import hashlib

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsvane import tables
from newsvane.errors import ModelError, StudyError, TableError
from newsvane.topics import assign
from newsvane.topics.model import TopicSettings, TopicTables, fit

THEMES = {
    "harbour": "harbour ferry pier tide dredging quay captain cargo",
    "school": "school pupil teacher lesson exam classroom headteacher playground",
    "wheat": "wheat harvest drought farmer tractor barley silo irrigation",
    "orchestra": "orchestra violin concert conductor rehearsal audience cello symphony",
}


def theme_vectors(texts):
    """Stand in for an encoder: each theme a direction, each text near those of its words."""
    dims = {word: row for row, theme in enumerate(THEMES.values()) for word in theme.split()}
    made = np.zeros((len(texts), 40), dtype=np.float32)
    for row, text in enumerate(texts):
        for word in text.lower().replace(".", " ").split():
            if word in dims:
                made[row, dims[word]] += 1
        seed = hashlib.sha256(text.encode()).digest() * 2
        made[row, 4:] += (np.frombuffer(seed, dtype=np.uint8)[:36] / 255 - 0.5) * 0.5
    return made / np.linalg.norm(made, axis=1, keepdims=True)


def sentence(theme: str, number: int) -> str:
    names = THEMES[theme].split()
    rng = np.random.default_rng(number)
    return " ".join(rng.choice(names, size=12)) + f" note {number}."


def corpus(texts, **columns) -> pd.DataFrame:
    """Return a table `articles` of these texts; ids a000, a001, …"""
    n = len(texts)
    frame = (
        tables.empty(tables.ARTICLES)
        .reindex(range(n))
        .assign(
            article_id=[f"a{number:03d}" for number in range(n)],
            source_file="made.csv",
            record=range(n),
            text=texts,
            length_words=[len(text.split()) for text in texts],
            date_source="none",
            date_precision="none",
            outlet_source="none",
            story_id="s",
            copied_share=0.0,
            aligned_share=0.0,
        )
    )
    return frame.assign(**columns)


def mixed(n: int) -> pd.DataFrame:
    names = list(THEMES)
    return corpus([sentence(names[number % 4], number) for number in range(n)])


def run(articles, vectors=theme_vectors, **options) -> TopicTables:
    return fit(articles, vectors=vectors, settings=TopicSettings(**options))


def assert_sound(found: TopicTables, articles: pd.DataFrame) -> None:
    tables.check(found.topics, tables.TOPICS)
    tables.check(found.article_topics, tables.ARTICLE_TOPICS)
    shares = found.article_topics.groupby("article_id")["share"].sum()
    assert sorted(shares.index) == sorted(articles["article_id"])
    assert shares.to_numpy() == pytest.approx(1)
    assert set(found.article_topics["topic_id"]) <= set(found.topics["topic_id"])
    assert found.topics["n_articles"].sum() == len(articles)
    real = found.topics[found.topics["topic_id"] >= 0]
    assert len(real) >= 1
    assert real["topic_id"].tolist() == list(range(len(real)))
    assert real["n_articles"].is_monotonic_decreasing
    assert real["representatives"].map(len).between(1, 5).all()


def homes(found: TopicTables) -> dict[str, int]:
    first = found.article_topics.sort_values(["share", "topic_id"], ascending=[False, True])
    return first.drop_duplicates("article_id").set_index("article_id")["topic_id"].to_dict()


@pytest.mark.parametrize("n", [1, 2, 3, 5, 7, 10, 16, 40, 99])
def test_a_small_corpus_gets_an_answer_without_outliers(n):
    articles = mixed(n)
    found = run(articles)
    assert_sound(found, articles)
    assert (found.topics["topic_id"] >= 0).all()
    assert len(found.topics) == min(n, 4)


@pytest.mark.parametrize("n", [1, 2, 5, 40, 120, 200])
def test_a_corpus_of_one_theme_is_one_topic_and_says_so(n):
    # From 100 articles on BERTopic decides, which may cut a theme up, so these are the same text.
    texts = [sentence("wheat", number) for number in range(n)] if n < 100 else ["wheat farmer"] * n
    found = run(corpus(texts))
    assert_sound(found, corpus(texts))
    assert len(found.topics) == 1
    assert "one topic" in found.note


def test_no_articles_no_topics():
    found = run(tables.empty(tables.ARTICLES))
    assert len(found.topics) == len(found.article_topics) == 0


def test_texts_without_words_get_a_topic_too():
    articles = corpus(["1 2 3", "", "the of and", "!!!"])
    found = run(articles, vectors=lambda texts: np.ones((len(texts), 3)))
    assert_sound(found, articles)
    assert found.topics["label"].tolist() == ["topic 0 (no words)"]


def test_few_articles_are_cut_into_passages_with_shares():
    # Two long paragraphs on the harbour, one on wheat: two thirds and one third.
    long = [" ".join(sentence(theme, k) for k in range(10)) for theme in ("harbour", "wheat")]
    texts = ["\n\n".join([long[0], long[0] + " pier", long[1]]), long[1]]
    found = run(corpus(texts))
    shares = found.article_topics.set_index(["article_id", "topic_id"])["share"]
    assert sorted(shares["a000"]) == pytest.approx([1 / 3, 2 / 3])
    assert shares["a001"].tolist() == [1.0]
    assert "passages" in found.note


def test_the_title_counts():
    articles = corpus(["note one.", "note two."], title=["harbour ferry pier", "wheat barley silo"])
    assert len(run(articles).topics) == 2


@pytest.mark.parametrize("kind", ["exact", "near"])
def test_a_copy_has_the_topics_of_its_original(kind):
    articles = mixed(8)
    # Its own text is about something else, so that following the original shows.
    articles["copy_of"] = [None] * 7 + ["a000"]
    articles["copy_kind"] = [None] * 7 + [kind]
    found = run(articles)
    assert_sound(found, articles)
    assert homes(found)["a007"] == homes(found)["a000"]
    assert not found.topics["representatives"].map(lambda ids: "a007" in ids).any()


def test_a_restatement_is_an_article_of_its_own():
    articles = mixed(8)
    articles["copy_of"] = [None] * 7 + ["a000"]
    articles["copy_kind"] = [None] * 7 + ["restated"]
    assert homes(run(articles))["a007"] == homes(run(mixed(8)))["a007"]


def test_copies_of_copies_rings_and_lost_originals_end_somewhere():
    articles = mixed(5)
    articles["copy_of"] = ["a001", "a000", "a000", "gone", None]
    articles["copy_kind"] = ["exact", "exact", "near", "near", None]
    found = run(articles)
    assert_sound(found, articles)
    assert homes(found)["a000"] == homes(found)["a001"] == homes(found)["a002"]


def test_words_name_the_topic_and_differ():
    found = run(mixed(40))
    for words in found.topics["words"]:
        (theme,) = [name for name, own in THEMES.items() if words[0].split()[0] in own.split()]
        used = [part for word in words for part in word.split()]
        assert len(used) == len(set(used))
        assert set(used) <= set(THEMES[theme].split()) | {"note"}
    assert found.topics["label"].tolist() == [", ".join(w[:3]) for w in found.topics["words"]]
    assert run(mixed(40), n_words=2).topics["words"].map(len).tolist() == [2] * 4


@given(order=st.permutations(range(12)))
@settings(max_examples=15, deadline=None)
def test_row_order_does_not_matter(order):
    articles = mixed(12)
    expected, found = run(articles), run(articles.iloc[list(order)].reset_index(drop=True))
    pd.testing.assert_frame_equal(found.topics, expected.topics)
    pd.testing.assert_frame_equal(found.article_topics, expected.article_topics)


def test_other_ids_and_file_names_give_the_same_groups():
    articles = mixed(24)
    renamed = articles.assign(
        article_id=articles["article_id"].iloc[::-1].to_numpy(), source_file="other.csv"
    )
    groups = [
        {frozenset(texts) for _, texts in frame["text"].groupby(frame["article_id"].map(own))}
        for frame, own in ((articles, homes(run(articles))), (renamed, homes(run(renamed))))
    ]
    assert groups[0] == groups[1]


def test_the_input_is_left_alone():
    articles = mixed(6)
    before = articles.copy(deep=True)
    run(articles)
    pd.testing.assert_frame_equal(articles, before)


@pytest.fixture(scope="module")
def large() -> pd.DataFrame:
    """160 articles, four themes of 40: enough for BERTopic."""
    return mixed(160)


@pytest.fixture(scope="module")
def fitted(large) -> TopicTables:
    return run(large)


def test_bertopic_finds_the_themes(large, fitted):
    assert_sound(fitted, large)
    assert "BERTopic" in fitted.note
    own = pd.Series(homes(fitted)).reindex(large["article_id"]).to_numpy()
    assert (own != -1).mean() > 0.9
    for theme in range(4):  # no topic holds articles of two themes
        here = set(own[theme::4]) - {-1}
        assert not any(here & (set(own[other::4]) - {-1}) for other in range(4) if other != theme)


def test_bertopic_is_the_same_in_any_order(large, fitted):
    turned = run(large.iloc[::-1].reset_index(drop=True))
    pd.testing.assert_frame_equal(turned.topics, fitted.topics)
    pd.testing.assert_frame_equal(turned.article_topics, fitted.article_topics)


def test_noise_is_never_all_outliers():
    # No theme at all: 120 unrelated directions, from which HDBSCAN alone makes outliers.
    texts = [f"w{number} x{number}" for number in range(120)]
    rng = np.random.default_rng(0)
    found = run(corpus(texts), vectors=lambda own: rng.normal(size=(len(own), 200)))
    assert_sound(found, corpus(texts))
    assert found.topics.loc[found.topics["topic_id"] >= 0, "n_articles"].sum() > 0


def test_outliers_have_a_row_of_their_own(large, monkeypatch):
    def settle(labels, *, units, parts):
        proposed = assign_settle(labels, units=units, parts=parts)
        proposed[:3] = -1
        return proposed

    assign_settle = assign.settle
    monkeypatch.setattr(assign, "settle", settle)
    found = run(large)
    assert_sound(found, large)
    last = found.topics.iloc[-1]
    assert (last["topic_id"], last["label"], last["n_articles"]) == (-1, "outliers", 3)
    assert len(last["words"]) == len(last["representatives"]) == 0
    assert "3 in none" in found.note


@pytest.mark.parametrize("bad", [np.nan, np.inf, 0.0])
def test_unusable_vectors_are_a_clear_error(bad):
    def vectors(texts):
        made = theme_vectors(texts)
        made[0] = bad
        return made

    with pytest.raises(ModelError, match="1 of 5 are zero or not finite"):
        run(mixed(5), vectors=vectors)


def test_a_wrong_number_of_vectors_is_a_clear_error():
    with pytest.raises(ModelError, match=r"\(1, 2\) for 5 texts"):
        run(mixed(5), vectors=lambda texts: np.ones((1, 2)))


def test_a_frame_that_is_no_table_of_articles_is_an_error():
    with pytest.raises(TableError, match="articles"):
        run(mixed(3).drop(columns="text"))


@pytest.mark.parametrize("wrong", [{"min_cluster_size": 1}, {"n_words": 0}])
def test_settings_are_checked_when_they_are_made(wrong):
    with pytest.raises(StudyError, match="too small"):
        TopicSettings(**wrong)


def test_a_cluster_size_above_the_corpus_is_one_topic(large):
    assert len(run(large, min_cluster_size=500).topics) == 1
