"""The notebooks stay thin, carry no outputs, and run on the sample corpus."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

from newsvane import lab

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
NAMES = ["01-corpus", "02-topics", "03-stance", "04-stance-over-time"]
# Statements that turn a notebook into a program.
CHART = re.compile(r"^(?:corpus)?charts\.", re.MULTILINE)
FORBIDDEN = (ast.FunctionDef, ast.ClassDef, ast.For, ast.While, ast.Try, ast.Lambda)


def cells(path: Path, kind: str) -> list[dict]:
    facts = json.loads(path.read_text(encoding="utf-8"))
    return [cell for cell in facts["cells"] if cell["cell_type"] == kind]


def source(cell: dict) -> str:
    return "".join(cell["source"])


def test_all_notebooks_are_there():
    assert [path.stem for path in NOTEBOOKS] == NAMES
    assert lab.shipped() == NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_thin(path):
    code, prose = cells(path, "code"), cells(path, "markdown")
    assert source(prose[0]).startswith("# "), "the first cell is the title with the question"
    assert len(code) <= 15
    assert all(len(source(cell).splitlines()) <= 12 for cell in code)
    assert not any(cell["outputs"] or cell["execution_count"] for cell in code)
    for cell in code:
        assert not re.search(r"^\s*[%!]|\bpip\b", source(cell), re.MULTILINE)
        found = [node for node in ast.walk(ast.parse(source(cell))) if isinstance(node, FORBIDDEN)]
        assert not found, f"{path.name}: {ast.unparse(found[0])}"
    words = sum(len(source(cell).split()) for cell in prose)
    assert words >= sum(len(source(cell).split()) for cell in code), "prose to code is about 1 : 1"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_has_one_parameters_cell(path):
    tagged = [
        cell for cell in cells(path, "code") if "parameters" in cell["metadata"].get("tags", ())
    ]
    assert len(tagged) == 1
    assert source(tagged[0]).startswith("study_folder = ")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_on_the_sample(path, sample_study, tmp_path):
    import nbclient
    import nbformat

    notebook = nbformat.reads(lab.pointed_at(path, str(sample_study)), as_version=4)
    nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3").execute(cwd=str(tmp_path))
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert not [output for output in outputs if output["output_type"] == "stream"], (
        "nothing is printed"
    )
    assert any(output["output_type"] in ("execute_result", "display_data") for output in outputs)
    drawn = [
        cell for cell in notebook.cells if cell.cell_type == "code" and CHART.search(cell.source)
    ]
    assert drawn
    for cell in drawn:
        # JupyterLab draws the JSON, an exported page the HTML.
        shown = [output["data"] for output in cell["outputs"]]
        assert any("application/vnd.plotly.v1+json" in data for data in shown), cell.source
        assert any("Plotly.newPlot(" in data.get("text/html", "") for data in shown), cell.source
    tables = [output["data"].get("text/html", "") for output in outputs]
    assert not any(re.search(r"<td>(?:NaN|NaT|None|&lt;NA&gt;)</td>", page) for page in tables)


def test_prepare_copies_once_and_keeps_the_users_work(sample_study, tmp_path):
    from newsvane import study

    made = study.create(tmp_path / "made", articles=[sample_study / "articles"])
    folder = lab.prepare(made.folder)
    assert [path.stem for path in sorted(folder.glob("*.ipynb"))] == NAMES
    first = folder / "01-corpus.ipynb"
    # The study is the folder above, wherever it is moved.
    assert 'study_folder = \\"..\\"' in first.read_text(encoding="utf-8")
    first.write_text("mine", encoding="utf-8")
    lab.prepare(made.folder)
    assert first.read_text(encoding="utf-8") == "mine"
