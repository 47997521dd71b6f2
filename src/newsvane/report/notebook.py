"""How a notebook shows charts and tables: offline, in an exported page as well, without "NaN"."""

from __future__ import annotations

import sys

import pandas as pd
import plotly.io
from plotly.io.base_renderers import NotebookRenderer

EMPTY = "–"
MOST_ROWS = 80
_NAME = "newsvane"
# What shows a chart from its JSON; a page that nbconvert makes holds no such program.
_ONLY_JSON = {"plotly_mimetype", "jupyterlab", "nteract", "vscode"}


class _Offline(NotebookRenderer):
    """Charts as HTML; plotly.js is put into the notebook once, and nothing is fetched."""

    def to_mimebundle(self, fig_dict: dict[str, object]) -> dict[str, str]:
        # The parent's own would have the page fetch MathJax for every chart.
        page = plotly.io.to_html(
            fig_dict,
            include_plotlyjs=False,
            include_mathjax=False,
            full_html=False,
            validate=False,
        )
        return {"text/html": page}


def set_up() -> None:
    """Set how this notebook shows charts and tables; each notebook calls it first.

    A chart is given as JSON, which JupyterLab draws, and as HTML, which `jupyter nbconvert --to
    html` keeps. Where Plotly has found another program that shows its charts, that stays. A table
    is shown whole up to `80` rows, and what is null in it as a dash. Outside of a notebook only the
    settings of Plotly and pandas change.
    """
    if plotly.io.renderers.default in _ONLY_JSON:
        plotly.io.renderers[_NAME] = _Offline()
        plotly.io.renderers.default = f"plotly_mimetype+{_NAME}"
    pd.options.display.max_rows = MOST_ROWS
    # Whoever runs a notebook has loaded it; nobody else needs it.
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    if shell is not None:
        shell.display_formatter.formatters["text/html"].for_type(pd.DataFrame, _as_html)


def without_gaps(rows: pd.DataFrame) -> pd.DataFrame:
    """Return a table for reading: what is null is a dash, and a day is a day.

    Parameters
    ----------
    rows : DataFrame
        Any table; it is not changed.

    Examples
    --------
    >>> without_gaps(pd.DataFrame({"title": ["Rain", None], "net": [0.25, None]})).values.tolist()
    [['Rain', 0.25], ['–', '–']]
    """
    shown = rows.copy()
    # By place: a table may have two columns of one name.
    for place in range(rows.shape[1]):
        values = rows.iloc[:, place]
        if values.isna().any():
            whole = values.dt.date if pd.api.types.is_datetime64_any_dtype(values) else values
            shown.isetitem(place, whole.astype(object).where(values.notna(), EMPTY))
    return shown


def _as_html(rows: pd.DataFrame) -> str | None:
    return without_gaps(rows)._repr_html_()
