"""`newsvane check` holds for a finished study, and sees each kind of loss."""

import os
import zipfile

import pandas as pd
import pytest
from typer.testing import CliRunner

from newsvane import audit, cli, pipeline, stage, stages, store, study


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


def _led_away(frame):
    first = frame["representatives"].iloc[0]
    return frame.assign(representatives=[first] * len(frame))


HARM = [
    ("files", _without_first_row, "every input file was read or is listed"),
    ("files", _set("n_bytes", 7), "every input file was read or is listed"),
    ("files", _set("n_read", 7), "what was read is kept, a copy or left out"),
    ("dropped", _without_first_row, "what was read is kept, a copy or left out"),
    ("articles", _without_first_row, "what was read is kept, a copy or left out"),
    ("articles", _set("published_to", pd.Timestamp("1850-01-01")), "every date is an interval"),
    ("articles", _set("copy_of", "nobody"), "every copy leads to an original of its story"),
    ("articles", _set("story_id", "nobody"), "every article is part of a story"),
    ("stories", _without_first_row, "every article is part of a story"),
    ("stories", _set("n_articles", 7), "every story is the sum of its articles"),
    ("stories", _set("n_distinct", 0), "every story is the sum of its articles"),
    ("stories", _led_away, "every story is the sum of its articles"),
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


def test_a_text_that_was_replaced_at_equal_size_and_time_is_told(finished):
    path = finished / "articles" / "2031-03-04-ferry.txt"
    times = path.stat()
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Lind", "Lund"), encoding="utf-8")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    table = finished / "tables" / "files.parquet"
    found = wrong(finished)
    assert found == {
        "every input file was read or is listed": (
            f"{path.name}: its bytes are no longer those that were read; "
            f"delete {table} and run newsvane run {finished}",
        )
    }
    assert CliRunner().invoke(cli.app, ["check", str(finished)]).exit_code == 2
    table.unlink()
    pipeline.run(study.load(finished))
    assert wrong(finished) == {}
    assert "Ada Lund" in store.read(finished, "articles")["byline"].tolist()


def test_a_file_that_is_a_pipe_by_now_is_told_and_not_waited_for(tmp_path):
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "a.txt"
    path.touch()
    made = study.create(tmp_path / "o", articles=[tmp_path / "in"])
    stage.perform(stages.STAGES[0], made)
    store.write(store.read(made.folder, "dropped_read"), made.folder, "dropped")
    assert all(finding.holds for finding in audit._files(made))
    path.unlink()
    os.mkfifo(path)
    (finding,) = audit._files(made)
    assert finding.wrong[0].startswith("a.txt: its bytes are no longer those that were read; ")


def test_two_articles_of_one_id_are_seen(finished):
    whole = store.read(finished, "articles")
    pieces = [whole, whole.iloc[:1]]  # a table in pieces is only checked piece by piece
    store.write_batches(pieces, finished, "articles")
    named = wrong(finished)["every article has an id of its own"]
    assert named == (whole["article_id"].iloc[0],)


def test_of_much_that_is_wrong_some_is_named_and_all_is_counted(finished):
    articles = store.read(finished, "articles")
    sentences = store.read(finished, "sentences")
    store.write_batches([articles, articles], finished, "articles")
    store.write(sentences.assign(char_end=9999, char_start=0), finished, "sentences")
    found = wrong(finished)
    named = found["every article has an id of its own"]
    assert named == (*articles["article_id"].iloc[:3], "and 2 more")
    named = found["every sentence stands in its article"]
    assert named[:3] == tuple(sentences["sentence_id"].iloc[:3])
    # The second half of the articles has no sentences, which is one more thing.
    assert named[3] == f"and {len(sentences) - 3 + 1} more"


def test_evidence_must_be_of_the_article_and_judged_on_the_claim(finished):
    stances, sentences = (store.read(finished, name) for name in ("article_stances", "sentences"))
    judged = store.read(finished, "stances")
    assert wrong(finished) == {}
    row = stances.iloc[0]
    owner = sentences.set_index("sentence_id")["article_id"]
    on_claim = judged.loc[judged["claim_id"] == row["claim_id"], "sentence_id"]
    of_another = on_claim[on_claim.map(owner) != row["article_id"]].iloc[0]
    own = sentences.loc[sentences["article_id"] == row["article_id"], "sentence_id"]
    not_judged = own[~own.isin(on_claim)].iloc[0]
    for added in ([of_another], [not_judged], ["nowhere"]):
        evidence = list(stances["evidence"])
        evidence[stances.index.get_loc(row.name)] = [*row["evidence"], *added]
        store.write(stances.assign(evidence=evidence), finished, "article_stances")
        named = wrong(finished)["every stance leads back to its sentences"]
        assert named == (f"{row['article_id']}, {row['claim_id']}",), added


def test_a_stance_without_evidence_is_seen(finished):
    stances = store.read(finished, "article_stances")
    store.write(stances.assign(evidence=[[]] * len(stances)), finished, "article_stances")
    named = wrong(finished)["every stance leads back to its sentences"]
    assert named[3] == f"and {len(stances) - 3} more"


def test_a_study_without_claims_holds(tmp_path, clippings, word_encoder):
    folder = tmp_path / "island"
    pipeline.run(study.create(folder, articles=[clippings]))
    assert wrong(folder) == {}


def test_a_record_that_no_table_has_is_seen(finished):
    # Every sum holds: the row of export.csv is neither read nor left out.
    for name in ("articles", "sentences", "files"):
        frame = store.read(finished, name)
        if name == "files":
            frame.loc[frame["source_file"] == "export.csv", "n_read"] -= 1
        elif name == "articles":
            gone = frame.loc[frame["title"] == "A fair of cakes", "article_id"].item()
            frame = frame[frame["article_id"] != gone]
        else:
            frame = frame[frame["article_id"] != gone]
        store.write(frame.reset_index(drop=True), finished, name)
    found = wrong(finished)
    assert "what was read is kept, a copy or left out" not in found
    assert found["a second count finds what reading has found"] == (
        "export.csv: 2 in it, 1 in the tables",
    )


def test_a_member_that_no_table_has_is_seen(tmp_path):
    folder = tmp_path / "o"
    (tmp_path / "in").mkdir()
    with zipfile.ZipFile(tmp_path / "in" / "a.zip", "w") as archive:
        archive.writestr("a.txt", "The ferry helps the island, the council said on Tuesday.")
        archive.writestr("b.odt", "The ferry helps the island.")
        archive.writestr("__MACOSX/._a.txt", "x")
    made = study.create(folder, articles=[tmp_path / "in"])
    for one in stages.STAGES[:2]:
        stage.perform(one, made)
    assert all(finding.holds for finding in (*audit._files(made), *audit._contents(made)))
    for name in ("files", "dropped"):
        frame = store.read(folder, name)
        frame = frame[frame["source_file"] != "a.zip/b.odt"].reset_index(drop=True)
        store.write(frame, folder, name)
    (finding, other) = audit._contents(made)
    assert finding.wrong == ("a.zip/b.odt: in a.zip, not in the table files",)
    assert finding.counted == (
        "1 files, 3 members of archives and 1 records counted again; 1 listed as refused, "
        "0 as ended early, 0 without a second count"
    )
    assert other.holds


@pytest.mark.parametrize("name", ["article_topics", "trends", "claims", "date_candidates"])
def test_a_row_that_is_gone_from_any_table_is_seen(finished, name):
    frame = store.read(finished, name)
    store.write(frame.iloc[1:].reset_index(drop=True), finished, name)
    (told,) = wrong(finished)["every table is as its stage wrote it"]
    assert told.startswith(f"{name}: changed since the stage")
