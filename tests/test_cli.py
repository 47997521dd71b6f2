"""The command line: exit codes, one clear line for each fault, and no traceback for any input."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import textwrap

import pytest

from newsvane import cli, lab, pipeline, store, study

COMMANDS = ["analyze", "check", "compare", "dates", "demo", "lab", "new", "report", "run"]
ARTICLE = """\
Ferry keeps the island alive

The ferry helps the island, the council of Sandholm said on Tuesday. Shops by the harbour have
doubled their sales since the boat came. Most visitors come back with full bags.
"""


@pytest.fixture
def call(monkeypatch, capsys):
    """Return a function that calls newsvane and returns (exit code, stdout, stderr)."""
    monkeypatch.setenv("COLUMNS", "200")

    def called(*arguments):
        monkeypatch.setattr(sys, "argv", ["newsvane", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return ended.value.code or 0, out, err

    return called


@pytest.fixture
def articles(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "ferry.txt").write_text(ARTICLE, encoding="utf-8")
    return folder


# Help


def test_the_commands_are_those_of_the_documentation():
    assert sorted(command.callback.__name__ for command in cli.app.registered_commands) == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example(command, call):
    code, out, err = call(command, "--help")
    assert (code, err) == (0, "")
    assert re.search(rf"Example: `?newsvane {command} ", out)


def test_help_lists_every_command(call):
    code, out, _ = call("--help")
    assert code == 0
    assert all(re.search(rf"\b{command}\b", out) for command in COMMANDS)


def _python(code, *arguments):
    command = [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)


def test_help_loads_nothing_heavy():
    code = """
        import sys
        from newsvane.cli import main
        sys.argv = ["newsvane", "--help"]
        try:
            main()
        except SystemExit:
            pass
        heavy = {"numpy", "pandas", "pyarrow", "torch", "plotly", "jinja2", "scipy", "sklearn",
                 "bertopic", "trafilatura", "transformers", "jupyterlab", "rich.progress"}
        print("heavy:", sorted(heavy & set(sys.modules)))
    """
    found = _python(code)
    assert found.stdout.splitlines()[-1] == "heavy: []", found.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["dance"],  # no such command
        ["run"],  # an argument is missing
        ["run", "a", "b"],  # one too many
        ["run", "--fast", "a"],  # no such option
        ["analyze", "a"],  # --out is missing
        ["analyze", "--out", "b"],
        ["analyze", "a", "--out"],
        ["analyze", "a", "--out", "b", "--claim"],
    ],
)
def test_a_wrong_call_ends_with_2(arguments, call):
    code, _, err = call(*arguments)
    assert code == 2
    assert "─ Error ─" in err
    assert "Usage: newsvane" in err or "requires an argument" in err


# Good calls


def test_analyze_ends_with_0_and_says_where_the_report_is(articles, tmp_path, call, word_encoder):
    out_folder = tmp_path / "out"
    arguments = ("analyze", articles, "--claim", "The ferry helps the island", "--out", out_folder)
    code, out, err = call(*arguments)
    assert (code, err) == (0, "")  # no bar where there is no terminal
    assert f"Report: {out_folder / 'report.html'}" in out
    for stage in pipeline.STAGES:
        assert re.search(rf"^{stage.name} .* rows", out, re.MULTILINE)
    for name in ("study.toml", "tables/trends.parquet", "report.html"):
        assert (out_folder / name).is_file()
    code, out, _ = call(*arguments)
    assert code == 0
    assert "Everything was finished already." in out
    code, out, _ = call("run", out_folder)
    assert code == 0
    assert "Everything was finished already." in out


def test_an_opposite_is_taken_over(articles, tmp_path, call, word_encoder):
    claim = ("--claim", "The ferry helps", "--opposite", "The ferry is a burden")
    assert call("analyze", articles, *claim, "--out", tmp_path / "o")[0] == 0
    assert store.read(tmp_path / "o", "claims")["opposite"].tolist() == ["The ferry is a burden"]


def test_new_makes_a_study_that_runs(tmp_path, call, articles, word_encoder):
    code, out, _ = call("new", tmp_path / "dam")
    assert code == 0
    assert f"newsvane run {tmp_path / 'dam'}" in out
    code, _, err = call("run", tmp_path / "dam")
    assert code == 2
    assert "no readable article; nothing there" in err
    shutil.copy(articles / "ferry.txt", tmp_path / "dam" / "articles")
    assert call("run", tmp_path / "dam")[0] == 0
    code, _, err = call("new", tmp_path / "dam")
    assert code == 2
    assert "it is there already; run it" in err


def test_dates_lists_the_doubtful_and_run_obeys_what_is_filled_in(
    articles, tmp_path, call, word_encoder
):
    (articles / "2031-03-04-boat.txt").write_text(ARTICLE.replace("Tuesday", "Monday"), "utf-8")
    folder = tmp_path / "out"
    assert call("dates", folder)[0] == 2  # no study
    call("new", folder)
    code, _, err = call("dates", folder)
    assert (code, "run newsvane run" in err) == (2, True)  # nothing dated yet
    shutil.copytree(articles, folder / "articles", dirs_exist_ok=True)
    assert call("run", folder)[0] == 0
    code, out, err = call("dates", folder)
    assert (code, err) == (0, "")
    assert "1 of 2 articles have a doubtful date:" in out
    assert f"newsvane run {folder}" in out
    listing = folder / "dates.csv"
    head, line = listing.read_text("utf-8-sig").splitlines()
    assert "no date found" in line
    assert line.endswith(",,")
    # A list alone changes nothing.
    assert "Everything was finished already." in call("run", folder)[1]
    listing.write_text(f"{head}\n{line[:-2]},04/03/2031,\n", "utf-8")
    code, _, err = call("run", folder)
    assert code == 2
    assert "line 2, column fixed_from: no date: '04/03/2031'" in err
    listing.write_text(f"{head}\n{line[:-2]},2031-03,\n", "utf-8")
    assert call("run", folder)[0] == 0
    dated = store.read(folder, "articles").set_index("source_file").loc["ferry.txt"]
    assert (dated["date_source"], dated["date_precision"]) == ("person", "month")
    assert str(dated["published_to"])[:10] == "2031-03-31"
    code, out, _ = call("dates", folder)
    assert "0 of 2 articles have a doubtful date:" in out
    assert "1 fixed already; they stay in the file." in out
    assert ",2031-03," in listing.read_text("utf-8-sig")
    assert "Everything was finished already." in call("run", folder)[1]
    listing.write_text("article_id,fixed_from,fixed_to\nnobody,2031,\n", "utf-8")
    out = call("run", folder)[1]
    assert "1 fixed dates in dates.csv fit no article, and count for none: nobody" in out


def test_demo_compares_with_the_truth_and_ends_with_0(clippings, tmp_path, call, monkeypatch):
    # The real sample has its own tests; here articles of which one is no text take its place.
    monkeypatch.setattr(
        "newsvane.demo.write_sample", lambda folder: study.create(folder, articles=[clippings])
    )
    monkeypatch.setattr("newsvane.demo.compare", lambda _: ["Dates: 5 of 5"])
    monkeypatch.setattr("newsvane.topics.embed.load_encoder", _no_model)
    monkeypatch.setattr(pipeline, "run", lambda made, tell: _write_dropped(made))
    code, out, _ = call("demo", tmp_path / "demo")
    assert code == 0
    assert "1 left out" in out
    assert out.endswith("Dates: 5 of 5\n")


def _no_model(_):
    raise AssertionError("a model was asked for")


def _write_dropped(made):
    from newsvane import tables

    store.write(tables.empty(tables.WARNINGS), made.folder, "warnings")
    store.write(tables.dropped([("scan.txt", 0, "read", "no text", None)]), made.folder, "dropped")
    return []


def test_report_needs_no_model(finished):
    before = (finished / "report.html").read_bytes()
    (finished / "report.html").unlink()
    code = """
        import sys
        class Blocked:
            def find_spec(self, name, path=None, target=None):
                if name.partition(".")[0] in {
                    "torch", "umap", "hdbscan", "bertopic", "sklearn", "sentence_transformers",
                    "transformers", "tokenizers", "safetensors", "scipy", "numba", "trafilatura",
                }:
                    raise ModuleNotFoundError(f"{name} is not installed")
        sys.meta_path.insert(0, Blocked())
        from newsvane.cli import main
        sys.argv = ["newsvane", "report", sys.argv[1]]
        main()
    """
    found = _python(code, finished)
    assert found.returncode == 0, found.stderr
    assert found.stdout == f"Report: {finished / 'report.html'}\n"
    assert (finished / "report.html").read_bytes() == before


def test_a_terminal_shows_bars(articles, tmp_path, call, word_encoder, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")  # what rich takes for a terminal
    code, out, err = call("analyze", articles, "--out", tmp_path / "o")
    assert code == 0
    assert "reading files" in err
    assert "reading files" not in out


# Input that is left out


def test_left_out_input_ends_with_1_and_is_listed(clippings, tmp_path, call, word_encoder):
    code, out, _ = call("analyze", clippings, "--out", tmp_path / "o")
    assert code == cli.LEFT_OUT == 1
    assert "1 left out (all in" in out
    assert re.search(r"^  scan\.txt: \S.*", out.splitlines()[-1])
    assert call("run", tmp_path / "o")[0] == 1
    code, out, _ = call("run", tmp_path / "o", "--strict")
    assert code == cli.NOTHING == 2
    assert "1 left out" in out


def test_what_is_hidden_is_listed_and_leaves_the_exit_code_at_0(
    articles, tmp_path, call, word_encoder
):
    (articles / ".DS_Store").write_bytes(b"\0" * 99)
    (articles / ".git").mkdir()
    out = tmp_path / "o"
    code, said, _ = call("analyze", articles, "--out", out, "--strict")
    assert code == cli.DONE
    assert "2 hidden files and folders, or files of a study, are not read" in said
    assert store.read(out, "dropped")["source_file"].tolist() == [".DS_Store", ".git"]
    # Other programs change them at any time; that is no fault of the study.
    (articles / ".DS_Store").write_bytes(b"\0")
    (articles / ".git").rmdir()
    (articles / "._ferry.txt").write_bytes(b"\0")
    code, said, _ = call("check", out)
    assert code == cli.DONE
    assert "2 hidden files and folders (1 more came later)" in said
    assert call("run", out)[1].startswith("read") and "finished before" in call("run", out)[1]


def test_strict_is_0_where_nothing_is_left_out(articles, tmp_path, call, word_encoder):
    assert call("analyze", articles, "--out", tmp_path / "o", "--strict")[0] == 0


def test_a_long_list_of_left_out_input_is_cut(articles, tmp_path, call, word_encoder):
    for number in range(cli.N_LEFT_OUT + 2):
        (articles / f"{number}.xyz").write_text("x")
    code, out, _ = call("analyze", articles, "--out", tmp_path / "o")
    assert code == 1
    assert out.splitlines()[-1] == "  … and 2 more"


def test_names_that_are_no_text_or_hold_commands_are_shown(articles, tmp_path, call, word_encoder):
    (articles / "red\x1b[31m\nline.xyz").write_text("x")
    with open(os.path.join(os.fsencode(articles), b"\xff.xyz"), "w") as stream:  # noqa: PTH118, PTH123
        stream.write("x")
    code, out, _ = call("analyze", articles, "--out", tmp_path / "o")
    assert code == 1
    assert "\x1b" not in out
    assert [line.partition(":")[0] for line in out.splitlines()[-2:]] == [
        r"  \xff.xyz",
        r"  red\x1b[31m\nline.xyz",
    ]


# Bad input: each is one clear line and exit code 2


def _nothing(folder):
    return []


def _bytes(name, content):
    return lambda folder: (folder / name).write_bytes(content)


BAD = {
    "an empty folder": (_nothing, "no readable article; nothing there"),
    "a file of NUL bytes": (_bytes("a.txt", b"\0" * 5000), "no readable article; 1 left out"),
    "a line of 10 MB": (_bytes("a.txt", b"word " * 2_000_000), "too long for one article: 10,"),
    "a word of 10 MB": (_bytes("a.md", b"a" * 10_000_000), "too long for one article: 10,"),
    "a tag of 10 MB": (_bytes("a.html", b"<p " * 3_333_334), "no readable article; 1 left out"),
    "a CSV without a text column": (
        _bytes("a.csv", b"id,n\n1,2\n"),
        "no readable article; 1 left out",
    ),
    "a CSV of one line of 10 MB": (_bytes("a.csv", b"a," * 5_000_000), "1 left out"),
    "JSON that breaks off": (_bytes("a.json", b'[{"text": "The fer'), "1 left out"),
    "a damaged Parquet file": (_bytes("a.parquet", b"PAR1" + b"\0" * 90 + b"PAR1"), "1 left out"),
    "an empty file": (_bytes("a.txt", b""), "no readable article; 1 left out"),
}


@pytest.mark.parametrize(("make", "said"), BAD.values(), ids=BAD)
def test_no_readable_article(make, said, tmp_path, call, word_encoder):
    folder = tmp_path / "articles"
    folder.mkdir()
    make(folder)
    code, _, err = call("analyze", folder, "--claim", "x is y", "--out", tmp_path / "o")
    assert code == 2
    assert said in err
    assert err.startswith("newsvane: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize("name", [name for name, (make, _) in BAD.items() if make is not _nothing])
def test_beside_a_good_article_it_is_left_out(name, articles, tmp_path, call, word_encoder):
    BAD[name][0](articles)
    code, out, err = call(
        "analyze", articles, "--claim", "The ferry helps", "--out", tmp_path / "o"
    )
    assert (code, err) == (1, "")
    assert re.search(r"^  a\.\w+: \S", out.splitlines()[-1])
    assert store.read(tmp_path / "o", "articles")["source_file"].tolist() == ["ferry.txt"]


def _fails(call, said, *arguments):
    code, _, err = call(*arguments)
    assert code == 2
    assert re.match(rf"newsvane: .*{said}", err), err
    assert err.count("\n") == 1


def test_a_missing_path(tmp_path, call):
    _fails(call, "no such file or folder", "analyze", tmp_path / "a", "--out", tmp_path / "o")
    assert not (tmp_path / "o").exists()


@pytest.mark.parametrize("claim", ["", "  ", "…"])
def test_a_claim_of_no_words(claim, articles, tmp_path, call):
    arguments = ("analyze", articles, "--claim", claim, "--out", tmp_path / "o")
    _fails(call, "it has no words; write one declarative sentence", *arguments)
    assert not (tmp_path / "o").exists()


def test_two_studies_in_one_folder(articles, finished, call):
    before = {path: path.read_bytes() for path in finished.rglob("*") if path.is_file()}
    arguments = ("analyze", articles, "--claim", "The dam is safe", "--out", finished)
    _fails(call, "holds another study; name another folder", *arguments)
    assert {path: path.read_bytes() for path in finished.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("below", ["", "sub"])
def test_a_file_where_the_study_should_be(below, articles, tmp_path, call):
    (tmp_path / "o").write_text("mine")
    out = tmp_path / "o" / below if below else tmp_path / "o"
    _fails(call, "(it is a file|Not a directory)", "analyze", articles, "--out", out)
    assert (tmp_path / "o").read_text() == "mine"


@pytest.mark.parametrize("command", ["run", "lab"])
def test_no_study(command, tmp_path, call):
    _fails(call, "make one with: newsvane new", command, tmp_path)


def test_a_report_without_tables(tmp_path, call):
    _fails(call, "no such file or folder; .*run newsvane run", "report", tmp_path)


def test_a_report_of_a_damaged_table(finished, call):
    before = (finished / "report.html").read_bytes()
    store.place(finished, "trends").write_bytes(b"PAR1")
    _fails(call, "trends: expected a Parquet file.* delete .*trends.parquet", "report", finished)
    assert (finished / "report.html").read_bytes() == before


def test_an_unknown_key(finished, call):
    path = finished / "study.toml"
    path.write_text("sead = 3\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    _fails(call, "unknown key 'sead'; did you mean 'seed'", "run", finished)


def test_an_unknown_model(finished, call, monkeypatch):
    monkeypatch.undo()
    path = finished / "study.toml"
    path.write_text(
        path.read_text(encoding="utf-8") + '[model]\nencoder = "../none/x"\n', encoding="utf-8"
    )
    sys_argv = ["newsvane", "run", str(finished)]
    found = _python(
        "import sys; from newsvane.cli import main; sys.argv = sys.argv[1:]; main()", *sys_argv
    )
    assert found.returncode == 2
    assert re.match(r"newsvane: \.\./none/x: there is no such folder; ", found.stderr)
    assert found.stderr.count("\n") == 1


def test_a_folder_that_is_in_use(finished, call):
    with pipeline.held(finished):
        code = "import sys; from newsvane.cli import main; sys.argv = sys.argv[1:]; main()"
        found = _python(code, "newsvane", "run", finished)
    assert found.returncode == 2
    assert "another newsvane run is working in this folder" in found.stderr
    assert "Traceback" not in found.stderr


def test_no_right_to_write(articles, tmp_path, call, monkeypatch):
    def refuse(path, text):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(store, "write_text", refuse)
    _fails(call, "study.toml: Permission denied", "analyze", articles, "--out", tmp_path / "o")


def test_a_full_disk(articles, tmp_path, call, monkeypatch, word_encoder):
    def refuse(path, fill):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "write_with", refuse)
    _fails(call, "No space left on device", "analyze", articles, "--out", tmp_path / "o")


def test_an_unknown_log_level(tmp_path, call, monkeypatch):
    monkeypatch.setenv("NEWSVANE_LOG", "loud")
    _fails(call, "NEWSVANE_LOG: unknown level LOUD; one of CRITICAL", "run", tmp_path)


def test_ctrl_c_is_not_taken_for_done(finished, call, monkeypatch):
    def end(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "run", end)
    code, _, _ = call("run", finished)
    assert code == 130


def test_a_fault_of_newsvane_is_not_taken_for_done(finished, monkeypatch, capsys):
    monkeypatch.setattr(pipeline, "run", lambda *_, **__: 1 / 0)
    monkeypatch.setattr(sys, "argv", ["newsvane", "run", str(finished)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 2
    assert "ZeroDivisionError" in capsys.readouterr().err  # whoever reports it needs the whole


def test_a_terminal_of_few_letters(finished):
    folder = finished.rename(finished.with_name("ü…"))
    code = "import sys; from newsvane.cli import main; sys.argv = sys.argv[1:]; main()"
    command = [sys.executable, "-c", code, "newsvane", "report", str(folder)]
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    found = subprocess.run(command, capture_output=True, timeout=100, check=False, env=environment)
    assert found.returncode == 0, found.stderr
    assert "/ü\\u2026/report.html" in found.stdout.decode("latin-1")


# Notebooks


def test_lab_opens_the_notebooks_of_the_study(finished, call, monkeypatch):
    started = []

    def start(command, check):
        started.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(lab.subprocess, "run", start)
    code, out, _ = call("lab", finished, "--no-browser")
    assert code == 0
    assert f"Notebooks: {finished / 'notebooks'}" in out
    assert started == [
        [sys.executable, "-m", "jupyterlab", str(finished / "notebooks"), "--no-browser"]
    ]


def test_notebooks_are_pointed_at_the_study_and_never_overwritten(finished):
    folder = lab.prepare(finished)
    found = sorted(path.name for path in folder.iterdir())
    assert found == [path.name for path in lab.shipped()]
    assert len(found) >= 4
    for path in folder.iterdir():
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        tagged = [c for c in cells if "parameters" in c["metadata"].get("tags", ())]
        wanted = 'study_folder = ".."'  # a study may be moved as a whole
        assert [cell["source"][0].rstrip() for cell in tagged] == [wanted]
    (folder / found[0]).write_text("mine")
    lab.prepare(finished)
    assert (folder / found[0]).read_text() == "mine"


# compare


def test_compare_of_what_is_no_finished_study_is_one_line(tmp_path, call):
    code, out, err = call("compare", tmp_path, tmp_path)
    assert (code, out) == (2, "")
    assert "expected the table topics" in err
    assert len(err.splitlines()) == 1
