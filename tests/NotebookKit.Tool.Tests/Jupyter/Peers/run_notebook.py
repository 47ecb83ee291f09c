"""Runs notebooks with nbclient on the kernel of the name given, and prints what each cell gave. Usage: run_notebook.py KERNEL FILE..."""
import json
import sys

import nbformat
from nbclient import NotebookClient

for path in sys.argv[2:]:
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, kernel_name=sys.argv[1], timeout=1800).execute()
    for cell in notebook.cells:
        if cell.cell_type == "code":
            print(json.dumps([cell.execution_count, [output.get("text") or output.get("data") for output in cell.outputs]]))
