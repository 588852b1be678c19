"""The notebook of the example: run in a fresh kernel, and what each cell showed.

python -m tests.example.notebook     renews the outputs that are stored in it
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from tests.package.sources import ROOT

NOTEBOOK = ROOT / "examples/liangshan-2024/whole_way.ipynb"
_SHOWN = ("text/html", "text/plain")
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def stored() -> nbformat.NotebookNode:
    """The notebook as it lies in the repository."""
    return nbformat.read(NOTEBOOK, as_version=4)


def executed(folder: Path) -> nbformat.NotebookNode:
    """The same, run in `folder`; a cell that fails raises."""
    notebook = stored()
    NotebookClient(
        notebook, kernel_name="python3", timeout=120, resources={"metadata": {"path": str(folder)}}
    ).execute()
    for cell in notebook.cells:
        cell.metadata.clear()
        if cell.cell_type == "code":
            cell.execution_count = None
            cell.outputs = [_clean(output) for output in cell.outputs]
    notebook.metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return notebook


def shown(cell: nbformat.NotebookNode) -> list[str]:
    """What a reader sees below the cell: printed text, tables as HTML. Ids that are made anew each time are left out."""
    texts = [output.get("text") or _first(output["data"]) for output in cell.get("outputs", ())]
    return [_ID.sub("…", text) for text in texts]


def _first(data: dict[str, str]) -> str:
    return next(data[kind] for kind in _SHOWN if kind in data)


def _clean(output: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Without what changes from run to run or stands there twice."""
    if "execution_count" in output:
        output["execution_count"] = None
    if "text/html" in output.get("data", {}):
        output["data"].pop("text/plain", None)
    return output


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        nbformat.write(executed(Path(name)), NOTEBOOK)
