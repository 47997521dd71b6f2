import json

import pandas as pd
import pytest

from newsvane.report import corpus, corpuscharts

XSS = "<img src=x onerror=alert(1)>"


@pytest.fixture
def files():
    rows = [(f"folder/{XSS if n == 0 else n}.txt", 3, 1, 1, 1, 0, True) for n in range(22)]
    names = ["source_file", "came_in", "originals", "copies", "left_out", "remarks", "adds_up"]
    return pd.DataFrame([(corpus.ALL, 66, 22, 22, 22, 0, True), *rows], columns=names)


@pytest.fixture
def all_figures(tables, files):
    counts = corpus.speaker_counts(tables["articles"], tables["sentences"])
    return {
        "balance": corpuscharts.balance(files),
        "outlets": corpuscharts.outlets_over_time(corpus.outlet_counts(tables["articles"])),
        "dates": corpuscharts.date_kinds(corpus.date_kinds(tables["articles"])),
        "speakers": corpuscharts.speakers(corpus.leading_speakers(counts)),
    }


def test_text_of_articles_is_escaped(all_figures):
    for name, figure in all_figures.items():
        text = json.dumps(json.loads(figure.to_json(engine="json")), ensure_ascii=False)
        assert XSS not in text, name
        assert "bdata" not in text, name


def test_the_sum_is_no_bar_and_hidden_files_are_told(all_figures):
    figure = all_figures["balance"]
    assert [trace.name for trace in figure.data] == ["originals", "copies", "left out"]
    assert all(len(trace.x) == 20 for trace in figure.data)
    assert "2 files more" in figure.layout.title.subtitle.text


def test_bars_hold_every_article(all_figures):
    drawn = sum(sum(trace.y) for trace in all_figures["outlets"].data)
    assert drawn == pytest.approx(12, abs=0.01)
    assert all(trace.x[-1] == corpus.UNDATED for trace in all_figures["outlets"].data)
    bars = [n for trace in all_figures["dates"].data for n in trace.x if n is not None]
    assert sum(bars) == 12


def test_what_is_not_known_is_grey_and_series_differ(all_figures):
    for figure in all_figures.values():
        looks = [(t.marker.color, t.marker.pattern.shape) for t in figure.data]
        assert len(set(looks)) == len(looks)
    grey = {t.name: t.marker.color for t in all_figures["outlets"].data}
    assert grey[corpus.NO_OUTLET] == "#808080"


def test_the_nameless_stand_on_top(all_figures, tables):
    labels = all_figures["speakers"].layout.yaxis.ticktext
    assert labels[0] == corpus.UNATTRIBUTED
    drawn = [n for trace in all_figures["speakers"].data for n in trace.x if n is not None]
    assert sum(drawn) == (tables["sentences"]["voice"] != "outlet").sum()


def test_empty_tables_are_drawn(tables, files):
    none = tables["articles"].head(0)
    counts = corpus.speaker_counts(none, tables["sentences"].head(0))
    assert not corpuscharts.outlets_over_time(corpus.outlet_counts(none)).data
    assert not corpuscharts.date_kinds(corpus.date_kinds(none)).data
    assert not corpuscharts.speakers(corpus.leading_speakers(counts)).data
    assert corpuscharts.balance(files.head(1)).layout.title.text
