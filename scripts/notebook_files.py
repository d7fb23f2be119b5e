"""Notebooks as they are stored: no outputs, no counts, and the same metadata whatever program saved them.

`python -m scripts.notebook_files notebooks/*.ipynb` puts them in this shape after work in JupyterLab.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import nbformat

_METADATA: Final = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def clean(text: str) -> str:
    """Return a notebook as it is stored.

    Raises:
        ValueError: If the text is no notebook, or holds what format 4.5 forbids.
    """
    try:
        notebook = nbformat.reads(text, as_version=4)
        notebook.metadata = nbformat.from_dict(_METADATA)
        notebook.nbformat_minor = 5
        for number, cell in enumerate(notebook.cells, 1):
            cell.id = f"sel-{number}"
            cell.metadata = nbformat.from_dict({})
            cell.source = cell.source.strip("\n")
            cell.pop("attachments", None)
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
        nbformat.validate(notebook)
    except nbformat.ValidationError as error:
        raise ValueError(str(error)) from error
    return f"{nbformat.writes(notebook)}\n"


def main(names: list[str]) -> None:
    """Clean files in place; those that are clean are not touched."""
    for path in map(Path, names):
        text = path.read_text("utf-8")
        if (cleaned := clean(text)) != text:
            path.write_text(cleaned, "utf-8")
            print(f"dibersihkan: {path}", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
