import numpy as np
import pandas as pd
import pytest

from newsvane.report import claims, facts


@pytest.fixture
def told(tables):
    found = claims.quotes(tables["sentences"], tables["stances"])
    return claims.read(tables, found=found)


def test_counts_stand_against_their_denominators(told, tables):
    tram, dam = told
    assert (tram.n_articles, dam.n_articles) == (5, 7)
    assert dict(tram.n_sides) == {"favor": 1, "against": 2, "none": 2}
    assert tram.n_undated == 1
    assert dam.n_stories == 6  # the wire copy counts as the story that it copies
    assert tram.number == 1
    assert dam.opposite_source == "study"


def test_articles_come_by_date_with_both_sides(told):
    tram = told[0]
    assert [row.article_id for row in tram.stances] == ["a1", "a2", "a7", "a11", "a6"]
    mixed = tram.stances[1]
    assert mixed.stance == "none"
    assert [quote.side for quote in mixed.evidence + mixed.counter] == ["favor", "against"]


def test_quotes_are_the_strongest_without_repetition(told):
    dam = told[1]
    strengths = [quote.strength for quote in dam.favor]
    assert strengths == sorted(strengths, reverse=True)
    texts = [quote.text for quote in dam.favor]
    assert texts.count("The council voted for the dam.") == 1  # the copy says it too
    assert all(quote.side == "against" for quote in dam.against)


def test_a_tie_takes_no_side():
    quote = claims.Quote("s", "a", "t", 0, 1, "outlet", None, 1.0, 0.4, 0.4, 0.2)
    assert quote.side == "none"


def test_voices_are_counted_by_speaker(tables):
    counts = claims.voice_counts(tables["article_stances"], claim_id="tram")
    lind = counts[counts["speaker"] == "Ada Lind"].iloc[0]
    assert (lind["favor"], lind["against"], lind["n_articles"], lind["n_sentences"]) == (1, 1, 2, 2)
    assert counts.iloc[0]["voice"] == "outlet"
    assert (counts["favor"] + counts["against"] + counts["none"] == counts["n_articles"]).all()


def test_voices_of_an_unknown_claim_are_empty(tables):
    assert len(claims.voice_counts(tables["article_stances"], claim_id="nobody")) == 0


def test_strongest_keeps_both_sides():
    rows = pd.DataFrame(
        {
            "article_id": [f"a{place}" for place in range(10)],
            "net": [0.9] * 7 + [-0.3] * 3,  # by strength alone, one side would fill the table
            "stance": ["favor"] * 7 + ["against"] * 3,
            "n_sentences": 1,
            "published_from": pd.NaT,
            "published_to": pd.NaT,
        }
    )
    kept = claims.strongest(rows, most=4)
    assert kept["stance"].value_counts().to_dict() == {"favor": 2, "against": 2}


def line(net: list[float], n: list[float], corrected: float = np.nan) -> pd.DataFrame:
    starts = pd.date_range("2022-01-01", periods=len(net), freq="YS")
    return pd.DataFrame(
        {
            "period_start": starts,
            "period_end": starts + pd.offsets.YearEnd(0),
            "n_articles": n,
            "n_stories": [int(np.ceil(x)) for x in n],
            "net": net,
            "low": [x - 0.2 for x in net],
            "high": [x + 0.2 for x in net],
            "partial": False,
            "net_corrected": corrected,
            "low_corrected": corrected,
            "high_corrected": corrected,
        }
    )


def test_few_articles_are_parted_at_their_longest_gap():
    before, after = claims.spells(line([0.9, 0.3, np.nan, -0.7], [1, 2, 0, 2]))
    assert (before.start.year, before.end.year, before.n_articles) == (2022, 2023, 3)
    assert before.net == pytest.approx(0.5)  # by articles, not by periods
    # The ends of the periods' own intervals: for the two together none is known.
    assert (before.n_periods, before.low, before.high) == (
        2,
        pytest.approx(0.1),
        pytest.approx(1.1),
    )
    assert (after.net, after.low) == (-0.7, pytest.approx(-0.9))


def test_without_a_gap_they_are_parted_where_the_side_changes_once():
    before, after = claims.spells(line([0.9, 0.3, -0.7], [1, 2, 2]))
    assert (before.end.year, after.start.year) == (2023, 2024)


def test_without_gap_and_single_turn_first_and_last_are_set_side_by_side():
    before, after = claims.spells(line([0.9, -0.3, 0.3, -0.7], [1, 1, 1, 2]))
    assert (before.end.year, after.start.year) == (2022, 2025)


def test_a_line_leaves_thin_periods_out():
    rows = line([1.0, 0.3, -0.2, -1.0], [1, 6, 6, 1])
    assert facts.carries_line(rows)
    assert [spell.net for spell in claims.spells(rows)] == pytest.approx([0.3, -0.2])


def test_one_period_and_none():
    assert len(claims.spells(line([0.5], [2]))) == 1
    assert claims.spells(line([], [])) == ()


def test_a_line_is_corrected_throughout_or_not_at_all():
    rows = line([0.3, 0.2], [6, 6])
    assert claims.with_plain_net(rows)["net"].tolist() == [0.3, 0.2]
    rows.loc[0, "net_corrected"] = 0.6
    assert claims.with_plain_net(rows)["net"].isna().tolist() == [False, True]
    assert len(claims.spells(claims.with_plain_net(rows))) == 1
