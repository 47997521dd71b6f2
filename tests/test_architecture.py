"""Who may import what, and how long a module or a function may be."""

from __future__ import annotations

import ast
import graphlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "src" / "newsvane"
PATHS = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(ROOT.rglob("*.py"))
}
PATHS.pop("__init__")
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in PATHS.items()}

MOST_LINES, MOST_BODY_LINES, MOST_PARAMETERS = 400, 80, 6
# Whoever stands here has a reason beside it; the list should stay empty.
EXCEPTIONS: dict[str, str] = {}

STAGES = ("corpus", "topics", "stance", "trends", "report")
# The contracts that everyone shares.
SHARED = {"", "errors", "limits", "schema", "tables", "progress"}
# Room or module -> what else it may import. The stages neither read nor write a study's files; they
# meet in `stages` alone.
ALLOWED = {
    "errors": set(),
    "limits": set(),
    "schema": set(),
    "tables": set(),
    "progress": set(),
    "store": set(),
    "corpus": {"corpus"},
    "topics": {"topics"},
    "stance": {"stance"},
    "trends": {"trends", "stance"},
    "report": {"report", "trends", "stance", "store"},
    "study": {"stance", "store"},
    "demo": {"store"},
    "lab": {"study", "store"},
    "fixed_dates": {"study", "store", "corpus"},
    "audit": {"study", "store", "corpus", "pipeline"},
    "stage": {"study", "store"},
    "stages": {"study", "store", "stage", "fixed_dates", *STAGES},
    "pipeline": {"study", "store", "stage", "stages", "report"},
    "cli": {
        "study",
        "store",
        "pipeline",
        "report",
        "demo",
        "lab",
        "audit",
        "fixed_dates",
        "topics",
    },
}
# Risky or heavy package -> the only modules that may import it.
OWNERS = {
    "bertopic": {"topics.model"},
    "umap": set(),
    "hdbscan": set(),
    "sentence_transformers": {"topics.embed"},
    "transformers": {"topics.embed"},
    "huggingface_hub": {"topics.embed"},
    "torch": {"topics.minilm"},
    "tokenizers": {"topics.minilm"},
    "trafilatura": {"corpus.cleaning.extract"},
    "ftfy": {"corpus.cleaning.repair"},
    "sentencex": {"corpus.speech.sentences"},
    "py3langid": {"corpus.cleaning.language"},
    "brotli": {"corpus.containers.http"},
    "feedparser": {"corpus.containers.feeds"},
    "pypdfium2": {"corpus.documents.pdf"},
    "htmldate": {"corpus.dating.pages"},
    "typer": {"cli"},
    "rich": {"cli"},
    "filelock": {"pipeline"},
}
# These take seconds or hundreds of megabytes, and so are imported where they are used.
LATE = {
    "bertopic", "umap", "hdbscan", "torch", "transformers", "sentence_transformers", "sklearn",
    "trafilatura", "htmldate", "feedparser", "pypdfium2",
}  # fmt: skip


def _imports(nodes) -> set[str]:
    """Return the full names of what these nodes import, relative ones excluded."""
    found = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are absolute"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def _own(name: str) -> set[str]:
    """Return the modules of newsvane that a module imports, in functions as well."""
    found = set()
    for full in _imports(ast.walk(TREES[name])):
        package, _, rest = full.partition(".")
        if package == "newsvane":
            while rest and rest not in PATHS:
                rest = rest.rpartition(".")[0]
            found.add(rest)
    return found


def _packages(name: str, *, late: bool) -> set[str]:
    nodes = ast.walk(TREES[name]) if late else TREES[name].body
    return {full.partition(".")[0] for full in _imports(nodes)}


def _room(name: str) -> str:
    return name.partition(".")[0]


def test_every_room_has_its_rule():
    assert {_room(name) for name in PATHS} == set(ALLOWED)


@pytest.mark.parametrize("name", PATHS)
def test_a_module_imports_what_its_room_may(name):
    rooms = {_room(other) for other in _own(name)}
    assert rooms - SHARED - ALLOWED[_room(name)] == set()


def test_stages_meet_in_one_module_only():
    stages = {"corpus", "topics", "stance", "trends"}
    foreign = {name: {_room(n) for n in _own(name)} & stages - {_room(name)} for name in PATHS}
    assert {name for name, rooms in foreign.items() if len(rooms) > 1} == {"stages"}


def test_later_rooms_know_of_stance_when_a_side_is_taken_and_no_more():
    found = set()
    for name, tree in TREES.items():
        if _room(name) in ("trends", "report"):
            found |= {full for full in _imports(ast.walk(tree)) if ".stance." in full}
    assert found <= {"newsvane.stance.evidence.NET_THRESHOLD", "newsvane.stance.evidence.side"}


def test_no_module_imports_itself_by_way_of_others():
    graph = {name: _own(name) - {"", name} for name in PATHS}
    graphlib.TopologicalSorter(graph).prepare()  # raises CycleError, which names the cycle


@pytest.mark.parametrize("package", OWNERS)
def test_a_risky_package_stands_behind_one_module(package):
    found = {name for name in PATHS if package in _packages(name, late=True)}
    assert found <= OWNERS[package]


@pytest.mark.parametrize("name", PATHS)
def test_heavy_packages_are_imported_where_they_are_used(name):
    assert _packages(name, late=False) & LATE == set()


def test_no_chart_is_drawn_outside_the_report():
    assert {_room(n) for n in PATHS if "plotly" in _packages(n, late=True)} == {"report"}


@pytest.mark.parametrize("name", PATHS)
def test_a_module_is_not_too_long(name):
    n_lines = len(PATHS[name].read_text(encoding="utf-8").splitlines())
    assert n_lines <= MOST_LINES or name in EXCEPTIONS


def _functions(name: str):
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{name}.{node.name}", node


FUNCTIONS = [item for name in PATHS for item in _functions(name)]


def test_no_function_is_too_long():
    long = {}
    for name, node in FUNCTIONS:
        body = node.body[1:] if ast.get_docstring(node) else node.body
        n_lines = body[-1].end_lineno - body[0].lineno + 1 if body else 0
        if n_lines > MOST_BODY_LINES and name not in EXCEPTIONS:
            long[name] = n_lines
    assert long == {}


def test_no_function_has_too_many_parameters():
    many = {}
    for name, node in FUNCTIONS:
        taken = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        n_taken = len([one for one in taken if one.arg not in ("self", "cls")])
        if n_taken > MOST_PARAMETERS and name not in EXCEPTIONS:
            many[name] = n_taken
    assert many == {}


def test_no_function_takes_just_any_keyword():
    assert [name for name, node in FUNCTIONS if node.args.kwarg and name not in EXCEPTIONS] == []


def test_no_error_is_passed_over_in_silence():
    silent = []
    for name, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ExceptHandler):
                is_bare = node.type is None
                does_nothing = all(
                    isinstance(line, ast.Pass)
                    or (isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant))
                    for line in node.body
                )
                if is_bare or does_nothing:
                    silent.append(f"{name}, line {node.lineno}")
    assert silent == []


def test_exceptions_are_still_needed():
    known = set(PATHS) | {name for name, _ in FUNCTIONS}
    assert set(EXCEPTIONS) <= known


def test_the_tests_mirror_the_modules():
    # A module may be tested through the one that uses it, but each room has its tests.
    tests = Path(__file__).parent
    for room in sorted({_room(name) for name in PATHS if "." in name}):
        assert list((tests / room).glob("test_*.py")), room
