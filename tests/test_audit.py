"""`newsvane check` holds for a finished study, and sees each kind of loss."""

import pandas as pd
import pytest
from typer.testing import CliRunner

from newsvane import audit, cli, store, study


def wrong(folder) -> dict[str, tuple[str, ...]]:
    return {f.what: f.wrong for f in audit.check(study.load(folder)) if not f.holds}


def test_a_finished_study_holds(finished):
    assert wrong(finished) == {}
    result = CliRunner().invoke(cli.app, ["check", str(finished)])
    assert result.exit_code == 0
    assert "6 = 4 articles + 1 copies + 1 left out" in result.output


def _without_first_row(frame):
    return frame.iloc[1:]


def _shifted(frame):
    return frame.assign(char_end=frame["char_end"].where(frame["char_start"] < 0, 9999))


def _set(column, value):
    def change(frame):
        rows = frame.copy()
        rows.loc[rows.index[-1], column] = value
        return rows

    return change


HARM = [
    ("files", _without_first_row, "every input file was read or is listed"),
    ("files", _set("n_bytes", 7), "every input file was read or is listed"),
    ("files", _set("n_read", 7), "what was read is kept, a copy or left out"),
    ("dropped", _without_first_row, "what was read is kept, a copy or left out"),
    ("articles", _without_first_row, "what was read is kept, a copy or left out"),
    ("articles", _set("published_to", pd.Timestamp("1850-01-01")), "every date is an interval"),
    ("articles", _set("copy_of", "nobody"), "every copy leads to an original of its story"),
    ("sentences", _shifted, "every sentence stands in its article"),
    ("sentences", lambda frame: frame.iloc[:-9], "every sentence stands in its article"),
    ("stances", _without_first_row, "every stance leads back to its sentences"),
    ("stances", _set("sentence_id", "nowhere"), "every judged sentence is there"),
    ("trends", _set("share_none", 0.9), "absent is not zero, and shares sum to 1"),
]


@pytest.mark.parametrize(("name", "harm", "what"), HARM)
def test_each_loss_is_seen(name, harm, what, finished):
    store.write(harm(store.read(finished, name)), finished, name)
    assert what in wrong(finished)
    assert CliRunner().invoke(cli.app, ["check", str(finished)]).exit_code == 2


def test_a_file_that_came_or_changed_after_the_run_is_named(finished):
    (finished / "articles" / "new.txt").write_text("It rains.", encoding="utf-8")
    with (finished / "articles" / "harbour.html").open("a", encoding="utf-8") as page:
        page.write("more")
    named = wrong(finished)["every input file was read or is listed"]
    assert named[0] == "new.txt: not in the table files"
    assert named[1].startswith("harbour.html: ")


def test_two_articles_of_one_id_are_seen(finished):
    pieces = store.read(finished, "articles")
    pieces = [pieces, pieces.iloc[:1]]  # a table in pieces is only checked piece by piece
    store.write_batches(pieces, finished, "articles")
    assert "every article has an id of its own" in wrong(finished)
