"""Notebooks of a study: copied beside it, pointed at it, opened in JupyterLab."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import newsvane
from newsvane import store, study
from newsvane.errors import InputMissingError

PARAMETERS = "parameters"


def shipped() -> list[Path]:
    """Return the notebooks that come with newsvane, in their order.

    Raises
    ------
    InputMissingError
        If the installation is not whole.
    """
    package = Path(newsvane.__file__).parent
    # In a checkout they stand at the top level, in an installed package inside it.
    for folder in (package / "notebooks", package.parents[1] / "notebooks"):
        if found := sorted(folder.glob("[0-9]*.ipynb")):
            return found
    raise InputMissingError(package / "notebooks", wanted="the notebooks; install newsvane again")


def prepare(folder: Path) -> Path:
    """Copy the notebooks to FOLDER/notebooks with their parameters set to this study.

    A notebook that is there already is left alone: it may hold the user's own work.

    Returns
    -------
    Path
        Where they are.

    Raises
    ------
    InputMissingError
        If FOLDER holds no study.
    """
    study.load(folder)
    for source in shipped():
        target = folder / "notebooks" / source.name
        if not target.exists():
            # Relative to the notebook, so that a study can be moved or copied as a whole.
            store.write_text(target, pointed_at(source, ".."))
    return folder / "notebooks"


def pointed_at(notebook: Path, folder: str) -> str:
    """Return the notebook's JSON with `study_folder`, the first parameter, set to `folder`."""
    facts = json.loads(notebook.read_text(encoding="utf-8"))
    for cell in facts["cells"]:
        if PARAMETERS in cell["metadata"].get("tags", ()):
            _, *others = cell["source"]
            first = f"study_folder = {json.dumps(folder)}"
            cell["source"] = [f"{first}\n" if others else first, *others]
    return json.dumps(facts, indent=1, ensure_ascii=False) + "\n"


def serve(folder: Path, *, browser: bool = True) -> int:
    """Open JupyterLab on FOLDER and return its exit code when the user ends it."""
    command = [sys.executable, "-m", "jupyterlab", str(folder)]
    try:
        return subprocess.run(
            command + ([] if browser else ["--no-browser"]), check=False
        ).returncode
    except KeyboardInterrupt:
        return 0
