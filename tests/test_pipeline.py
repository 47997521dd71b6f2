"""A run does what is not done, survives its end at any moment, and accounts for every row."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pandas as pd
import pytest

from newsvane import pipeline, store, study, tables
from newsvane.corpus import clean
from newsvane.errors import BusyError, InputMissingError, NoArticlesError, TableError
from newsvane.stage import Tables
from newsvane.tables import TABLES

CLAIMS = ("The ferry helps the island", "The council should build a second harbour")
NAMES = [stage.name for stage in pipeline.STAGES]


def _worked(results) -> list[str]:
    return [result.stage for result in results if not result.kept]


def _hashes(folder) -> dict[str, str]:
    return {name: store.sha256(store.place(folder, name)) for name in TABLES}


def _edit(folder, *changes: tuple[str, str]) -> study.Study:
    path = folder / "study.toml"
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return study.load(folder)


def _unfinish(folder) -> None:
    """Take away everything but the settings and the vectors."""
    shutil.rmtree(folder / "tables")
    shutil.rmtree(folder / "work" / "stages")
    for name in tables.INTERNAL:
        store.place(folder, name).unlink()
    (folder / "report.html").unlink()


@pytest.fixture
def plain_report(monkeypatch):
    """Write a page of one word where the report itself is not what is tested: it takes its time."""
    monkeypatch.setattr(
        "newsvane.report.export.write",
        lambda folder: store.write_text(folder / "report.html", "report"),
    )


# The order of the stages


def test_each_stage_reads_what_an_earlier_one_wrote_and_each_table_has_one_writer():
    written: list[str] = []
    for stage in pipeline.STAGES:
        assert set(stage.reads) <= set(written), stage.name
        written += stage.writes
    assert sorted(written) == sorted(TABLES)


def test_a_run_tells_each_result_in_order_and_accounts_for_every_row(finished):
    _unfinish(finished)
    told = []
    results = pipeline.run(study.load(finished), tell=told.append)
    assert told == results
    assert [result.stage for result in results] == [*NAMES, "report"]
    by_name = {result.stage: result for result in results}
    assert (by_name["read"].rows_out, by_name["read"].dropped) == (5, 1)  # the scan is no text
    for name in ("clean", "date", "copies", "stories"):
        assert by_name[name].rows_in == by_name[name].rows_out + by_name[name].dropped
    assert len(store.read(finished, "dropped")) == 1


def test_lost_rows_are_an_error(finished, monkeypatch):
    stages = [
        dataclasses.replace(stage, work=_losing(stage.work)) if stage.name == "copies" else stage
        for stage in pipeline.STAGES
    ]
    monkeypatch.setattr(pipeline, "STAGES", tuple(stages))
    _unfinish(finished)
    with pytest.raises(AssertionError, match="copies: 5 in, 4 out"):
        pipeline.run(study.load(finished))


def _losing(work):
    def lost(study, frames):
        for number, (name, piece) in enumerate(work(study, frames)):
            yield name, piece if number else piece.iloc[1:]

    return lost


@pytest.mark.usefixtures("plain_report")
def test_a_stage_does_not_change_the_tables_that_it_reads(finished):
    made = study.load(finished)
    for stage in pipeline.STAGES:
        frames = Given(finished, stage.reads)
        before = {name: frame.copy(deep=True) for name, frame in frames.given.items()}
        assert {name for name, _ in stage.work(made, frames)} <= set(stage.writes)
        for name, frame in before.items():
            pd.testing.assert_frame_equal(frames.given[name], frame, obj=f"{stage.name}: {name}")


class Given(Tables):
    """Tables that are read once, and so seen by the test when a stage changes them."""

    def __init__(self, folder, reads):
        super().__init__(folder, reads)
        self.given = {name: store.read(folder, name, columns=reads[name]) for name in reads}

    def __getitem__(self, name):
        return self.given[name]

    def batches(self, name, *, columns=None):
        yield self.given[name]


# What is finished is kept


def test_a_second_run_does_nothing(finished):
    def times():
        return {p: p.stat().st_mtime_ns for p in finished.rglob("*") if p.is_file()}

    before = times()
    results = pipeline.run(study.load(finished))
    assert _worked(results) == []
    after = times()
    after.pop(finished / "work" / ".lock"), before.pop(finished / "work" / ".lock")
    assert after == before


def test_a_second_run_loads_no_model(finished):
    code = """
        import sys
        from pathlib import Path
        from newsvane import pipeline, study
        assert all(result.kept for result in pipeline.run(study.load(Path(sys.argv[1]))))
        heavy = {"torch", "bertopic", "umap", "hdbscan", "sklearn", "transformers", "trafilatura",
                 "sentence_transformers", "plotly", "scipy"}
        print(sorted(heavy & set(sys.modules)))
    """
    assert _python(code, finished).stdout.strip() == "[]"


def _python(code, *arguments, check=True):
    command = [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)]
    found = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)
    assert not check or found.returncode == 0, found.stderr
    return found


STANCE_ON = ["stance", "trends", "report"]


@pytest.mark.usefixtures("plain_report")
@pytest.mark.parametrize(
    ("old", "new", "worked"),
    [
        (CLAIMS[0], "The ferry is a burden for the island", STANCE_ON),
        ("# What may be set", '[[claims]]\ntext = "Cakes are good"\n# What', STANCE_ON),
        ("# [stance]\n# related = 0.45", "[stance]\nrelated = 0.6", STANCE_ON),
        ('# [trends]\n# period = "auto" ', '[trends]\nperiod = "day"', ["trends", "report"]),
        # No topic of so few articles is fitted with a seed, but that is for the stage to know.
        ("articles = [", "seed = 7\narticles = [", ["topics", "trends", "report"]),
        ("# [topics]", "[topics]\nn_words = 3\n#", ["topics", "report"]),
        ("# [stories]", "[stories]\ndays = 3\n#", ["stories", "report"]),
        ('name = "island"', 'name = "The island"', ["report"]),
        ("# A newsvane study.", "# My study.", []),
    ],
)
def test_a_changed_setting_works_again_only_what_depends_on_it(old, new, worked, finished):
    assert _worked(pipeline.run(_edit(finished, (old, new)))) == worked
    assert _worked(pipeline.run(study.load(finished))) == []


@pytest.mark.usefixtures("plain_report")
def test_mapped_columns_read_again(finished):
    made = _edit(finished, ("# [columns]", '[columns]\ntitle = "headline"\n#'))
    # The same column as was recognised: what is read is the same, and nothing else is worked again.
    assert _worked(pipeline.run(made)) == ["read", "report"]


@pytest.mark.usefixtures("plain_report")
def test_a_new_article_works_everything_again(finished):
    text = "The ferry harms the island, the mayor said on Monday. She had praised it a year before."
    (finished / "articles" / "mayor.txt").write_text(f"Mayor turns\n\n{text}\n", encoding="utf-8")
    assert _worked(pipeline.run(study.load(finished))) == [*NAMES, "report"]
    assert len(store.read(finished, "articles")) == 6


@pytest.mark.usefixtures("plain_report")
def test_a_touched_article_of_the_same_content_is_read_again_and_no_more(finished):
    (finished / "articles" / "harbour.html").touch()
    assert _worked(pipeline.run(study.load(finished))) == ["read", "report"]


@pytest.mark.usefixtures("plain_report")
def test_another_version_of_newsvane_works_everything_again(finished, monkeypatch):
    monkeypatch.setattr("newsvane.__version__", "99.0")
    assert _worked(pipeline.run(study.load(finished))) == [*NAMES, "report"]


@pytest.mark.usefixtures("plain_report")
def test_a_table_of_an_older_newsvane_that_lacks_a_column_is_made_again(finished, monkeypatch):
    before = _hashes(finished)
    frame = store.read(finished, "files").drop(columns="sha256")
    note = finished / "work" / "stages" / "read.json"
    with monkeypatch.context() as older:
        older.setitem(TABLES, "files", TABLES["files"].part(list(frame.columns)))
        path = store.write(frame, finished, "files")
        record = store.read_json(note)
        record["key"] = pipeline._key(pipeline.STAGES[0], study.load(finished))
        record["writes"]["files"] = pipeline._fingerprint(path)
        store.write_json(note, record)
    with pytest.raises(TableError, match="got no sha256"):
        store.read(finished, "files")
    assert _worked(pipeline.run(study.load(finished))) == ["read", "report"]
    assert _hashes(finished) == before


def _delete(path):
    path.unlink()


def _truncate(path):
    path.write_bytes(path.read_bytes()[:-9])


def _change_a_byte(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


@pytest.mark.usefixtures("plain_report")
@pytest.mark.parametrize("harm", [_delete, _truncate, _change_a_byte])
@pytest.mark.parametrize("name", ["records", "dropped", "articles", "article_topics", "trends"])
def test_a_table_that_was_harmed_is_made_again(name, harm, finished):
    before = _hashes(finished)
    harm(store.place(finished, name))
    writer = next(stage.name for stage in pipeline.STAGES if name in stage.writes)
    # It comes out as it was, so that nothing behind it has to be worked again.
    assert _worked(pipeline.run(study.load(finished))) == [writer, "report"]
    assert _hashes(finished) == before


@pytest.mark.usefixtures("plain_report")
@pytest.mark.parametrize("content", ["{", "[]", '{"key": 1}', "null", '"x"'])
def test_a_damaged_note_of_a_stage_works_it_again(content, finished):
    (finished / "work" / "stages" / "voices.json").write_text(content)
    assert _worked(pipeline.run(study.load(finished))) == ["voices", "report"]


@pytest.mark.parametrize("name", ["report.html", "tables/run.json"])
def test_a_report_that_is_gone_is_rendered_again(name, finished):
    (finished / name).unlink()
    assert _worked(pipeline.run(study.load(finished))) == ["report"]
    assert (finished / name).exists()


@pytest.mark.usefixtures("plain_report")
def test_a_fixed_date_works_again_only_what_depends_on_dates(finished):
    articles = store.read(finished, "articles")
    undated = articles.loc[articles["published_from"].isna(), "article_id"].item()
    path = finished / "dates.csv"
    path.write_text(f"article_id,fixed_from,fixed_to\n{undated},2031-03-09,\n", encoding="utf-8")
    before = _hashes(finished)
    # Neither what the sources say of dates, nor sentences, topics and stances are made again.
    worked = ["date", "copies", "stories", "trends", "report"]
    assert _worked(pipeline.run(study.load(finished))) == worked
    found = store.read(finished, "articles").set_index("article_id").loc[undated]
    assert (found["date_source"], str(found["published_to"])[:10]) == ("person", "2031-03-09")
    after = _hashes(finished)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"dated", "date_candidates", "articles", "stories"}
    path.unlink()
    pipeline.run(study.load(finished))
    assert _hashes(finished) == before


@pytest.mark.parametrize("name", ["articles", "sentences"])
def test_the_columns_that_a_stage_reads_are_those_that_it_needs(name, finished):
    for one in pipeline.STAGES:
        columns = one.reads.get(name)
        # Articles may come without a language.
        for lacking in set(columns or ()) - {"language"}:
            less = {**one.reads, name: [column for column in columns if column != lacking]}
            with pytest.raises((TableError, KeyError)):
                list(one.work(study.load(finished), Tables(finished, less)))


# A run that ends at any moment

MOMENTS = [
    (one.name, moment)
    for one in pipeline.STAGES
    for moment in ["beginning", "ending", *(f"putting {name}" for name in one.writes), "noting"]
    # To end before a stage's first piece or behind its last table is the same for all of them.
    if moment not in ("beginning", "noting") or one.name in ("read", "topics")
]


@pytest.mark.usefixtures("plain_report")
@pytest.mark.parametrize(("name", "moment"), MOMENTS)
def test_a_run_that_is_ended_resumes_with_the_same_tables(name, moment, finished, monkeypatch):
    wanted = _hashes(finished)
    _unfinish(finished)
    with monkeypatch.context() as patched:
        _end_at(patched, name, moment)
        with pytest.raises(KeyboardInterrupt):
            pipeline.run(study.load(finished))
    assert list(finished.rglob("*.part")) == []
    results = pipeline.run(study.load(finished))
    assert _worked(results) == [*NAMES[NAMES.index(name) :], "report"]
    assert _hashes(finished) == wanted


def _end_at(patched, name, moment):
    what, _, table = moment.partition(" ")

    def ending(work):
        def ended(study, frames):
            if what == "ending":
                yield from work(study, frames)
            raise KeyboardInterrupt

        return ended

    if what in ("beginning", "ending"):
        stages = [
            dataclasses.replace(stage, work=ending(stage.work)) if stage.name == name else stage
            for stage in pipeline.STAGES
        ]
        patched.setattr(pipeline, "STAGES", tuple(stages))
        return
    replace, at = Path.replace, f"{table}.parquet" if what == "putting" else f"{name}.json"

    def put(part, path):
        if path.name == at:
            raise KeyboardInterrupt
        return replace(part, path)

    patched.setattr(Path, "replace", put)


def test_a_run_that_is_ended_while_it_renders_keeps_the_old_report(finished, monkeypatch):
    before = (finished / "report.html").read_bytes()
    made = _edit(finished, ('name = "island"', 'name = "The island"'))
    with monkeypatch.context() as patched:
        patched.setattr("newsvane.report.export.render", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            pipeline.run(made)
    assert (finished / "report.html").read_bytes() == before
    assert _worked(pipeline.run(made)) == ["report"]
    assert (finished / "report.html").read_bytes() != before


@pytest.mark.usefixtures("plain_report")
@pytest.mark.parametrize(("table", "n_left"), [("links", 1), ("articles", 2), ("stances", 2)])
def test_a_killed_process_leaves_a_folder_that_resumes(table, n_left, finished):
    wanted = _hashes(finished)
    _unfinish(finished)
    code = """
        import os, signal, sys
        from pathlib import Path
        from newsvane import pipeline, study
        replace = Path.replace
        def put(part, path):
            if path.stem == sys.argv[2]:
                os.kill(os.getpid(), signal.SIGKILL)
            return replace(part, path)
        Path.replace = put
        pipeline.run(study.load(Path(sys.argv[1])))
    """
    assert _python(code, finished, table, check=False).returncode == -9
    # The first of the three tables of the stances is in its place already.
    assert len(list(finished.rglob("*.part"))) == n_left
    pipeline.run(study.load(finished))
    assert _hashes(finished) == wanted
    assert list(finished.rglob("*.part")) == []


@pytest.mark.usefixtures("plain_report")
def test_only_what_newsvane_left_unfinished_is_deleted(finished):
    left = [".report.html.x1.part", "tables/.trends.parquet.x.part", "work/stages/.a.json.x.part"]
    theirs = ["articles/.download.part", ".film.part", "notebooks/mine.part"]
    for name in [*left, *theirs]:
        (finished / name).parent.mkdir(exist_ok=True)
        (finished / name).write_text("x")
    pipeline.run(study.load(finished))
    assert [name for name in left if (finished / name).exists()] == []
    assert [name for name in theirs if not (finished / name).exists()] == []


# One run at a time


@pytest.mark.usefixtures("plain_report")
def test_a_folder_is_held_by_one_run(finished):
    code = """
        import sys
        from pathlib import Path
        from newsvane import pipeline
        with pipeline.held(Path(sys.argv[1])):
            print("held", flush=True)
            sys.stdin.read()
    """
    command = [sys.executable, "-c", textwrap.dedent(code), str(finished)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as other:
        assert other.stdout.readline() == "held\n"
        with pytest.raises(BusyError, match="another newsvane run is working in this folder"):
            pipeline.run(study.load(finished))
        other.kill()  # a lock goes with its process, however that ends
        other.wait()
    assert _worked(pipeline.run(study.load(finished))) == []


def test_the_lock_is_free_after_a_fault(finished):
    with pytest.raises(RuntimeError, match="x"), pipeline.held(finished):
        raise RuntimeError("x")
    with pipeline.held(finished):
        pass


# Input


@pytest.mark.usefixtures("plain_report")
def test_the_order_of_paths_does_not_matter(tmp_path, clippings, word_encoder):
    paths = sorted(clippings.iterdir())
    found = []
    for number, given in enumerate([paths, paths[::-1]]):
        folder = tmp_path / str(number) / "island"
        pipeline.run(study.create(folder, articles=given, claims=CLAIMS))
        found.append(_hashes(folder))
    assert found[0] == found[1]


@pytest.mark.usefixtures("plain_report")
def test_the_order_in_which_the_disk_lists_files_does_not_matter(
    tmp_path, clippings, word_encoder, monkeypatch
):
    listed = os.listdir
    found = []
    for number, order in enumerate([sorted, lambda names: sorted(names)[::-1]]):
        monkeypatch.setattr(os, "listdir", lambda path, order=order: order(listed(path)))
        folder = tmp_path / str(number) / "island"
        pipeline.run(study.create(folder, articles=[clippings], claims=CLAIMS))
        found.append(_hashes(folder))
    assert found[0] == found[1]


@pytest.mark.usefixtures("plain_report")
def test_a_study_inside_its_articles_does_not_read_itself(clippings, word_encoder):
    made = study.create(clippings / "out", articles=[clippings], claims=CLAIMS)
    pipeline.run(made)
    assert _worked(pipeline.run(study.load(clippings / "out"))) == []
    made = study.create(clippings, articles=[clippings], claims=CLAIMS)
    pipeline.run(made)
    assert len(store.read(clippings, "articles")) == 5
    assert _worked(pipeline.run(study.load(clippings))) == []


def test_no_articles_is_an_error_that_says_why(tmp_path, word_encoder):
    (tmp_path / "a").mkdir()
    with pytest.raises(NoArticlesError, match="nothing there"):
        pipeline.run(study.create(tmp_path / "b", articles=[tmp_path / "a"]))
    (tmp_path / "a" / "scan.txt").write_bytes(b"\0" * 50)
    with pytest.raises(NoArticlesError, match="1 left out") as caught:
        pipeline.run(study.create(tmp_path / "b", articles=[tmp_path / "a"]))
    assert caught.value.n_dropped == 1


def test_articles_that_went_away_are_an_error(finished):
    shutil.rmtree(finished / "articles")
    with pytest.raises(InputMissingError, match="articles"):
        pipeline.run(study.load(finished))


def test_many_records_without_an_article_are_not_held(tmp_path, word_encoder):
    lines = ['{"text": ""}'] * 4_100 + ["{"] * 2_100 + ['{"text": "..."}'] * 2_100
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    made = study.create(tmp_path / "b", articles=[tmp_path / "a.jsonl"])
    with pytest.raises(NoArticlesError, match="8,?300 left out"):
        pipeline.run(made)
    pieces = [len(piece) for piece in store.read_batches(made.folder, "dropped_read")]
    assert (max(pieces), sum(pieces)) == (2_000, 6_200)
    places = store.read(made.folder, "dropped_read")["record"].tolist()
    assert places == sorted(places)


def test_without_claims_there_are_topics_and_no_stances(tmp_path, clippings, word_encoder):
    folder = tmp_path / "island"
    pipeline.run(study.create(folder, articles=[clippings]))
    assert not store.read(folder, "topics").empty
    assert store.read(folder, "stances").empty
    assert (folder / "report.html").exists()


# What stands in the tables


def test_the_articles_are_those_that_were_written(finished):
    articles = store.read(finished, "articles").set_index("source_file")
    assert len(articles) == 5
    ferry = articles.loc["2031-03-04-ferry.txt"]
    assert ferry["title"] == "Ferry keeps the island alive"
    assert ferry["article_id"] == clean.article_id("2031-03-04-ferry.txt", 0)
    copies = articles["copy_of"].dropna()
    assert copies.tolist() == [ferry["article_id"]]
    assert articles["published_from"].isna().sum() == 1


def test_every_number_leads_back_to_its_sentences(finished):
    sentences = set(store.read(finished, "sentences")["sentence_id"])
    stances = store.read(finished, "stances")
    assert set(stances["sentence_id"]) <= sentences
    for row in store.read(finished, "article_stances").itertuples():
        assert set(row.evidence) <= sentences
        assert len(row.evidence) >= 1


def test_the_manifest_tells_settings_versions_and_models(finished):
    facts = json.loads((finished / "tables" / "run.json").read_text(encoding="utf-8"))
    assert facts["settings"]["trends"] == {"draws": 4000, "level": 0.95, "period": "auto"}
    assert set(facts["versions"]) == set(pipeline.VERSIONED)
    assert facts["encoder"]["name"] == "packaged"
    assert facts["judge"]["name"] == "embedded"
    assert [stage["stage"] for stage in facts["stages"]] == NAMES


def test_a_link_to_nowhere_is_left_out_and_the_rest_goes_on(tmp_path, clippings, word_encoder):
    (clippings / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    made = study.create(tmp_path / "island", articles=[clippings])
    pipeline.run(made)
    dropped = store.read(made.folder, "dropped")
    assert "gone.txt" in set(dropped["source_file"])
    assert len(store.read(made.folder, "articles")) >= 4
