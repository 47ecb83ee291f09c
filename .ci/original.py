"""Runs lessons, and the kit's package in an empty notebook, in .NET Interactive itself through Jupyter's protocol (nbclient).

    /usr/bin/python3 .ci/original.py FEED LESSON...

FEED is a folder with the kit's packages. Whether the cells show the same there as here is what `notebookkit check --kernel original`
finds out; this sees that they run there too. Prints a line for each that begins with passed or FAILED.
"""
import json
import os
import sys

import nbclient
import nbformat

KERNEL = ".net-csharp"
CELL_SECONDS = 900


def executed(notebook, folder):
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    nbclient.NotebookClient(notebook, timeout=CELL_SECONDS, kernel_name=KERNEL, allow_errors=True, startup_timeout=300,
                            resources={"metadata": {"path": folder}}).execute()
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def failures(cells):
    return [f"code cell {number} fails: {output['evalue'][:300]}"
            for number, cell in enumerate(cells, 1) if "raises-exception" not in cell.metadata.get("tags", [])
            for output in cell.outputs if output["output_type"] == "error"]


def lesson(path):
    cells = executed(nbformat.read(path, 4), os.path.dirname(path))
    problems = failures(cells)
    if sum(bool(cell.outputs) for cell in cells) < len(cells) // 2:
        problems.append(f"only {sum(bool(cell.outputs) for cell in cells)} of {len(cells)} code cells show anything")
    return problems


OWN_NOTEBOOK = ["""#i "nuget:FEED"
#r "nuget: NotebookKit.Display\"""", """Tensor data = Tensor.Of([0.1f, 0.2f, 0.3f]).Reshape(1, 3, 1);
data""", """var model = new Sequential(new Input(3, 1), new LSTM(4), new Dense(1));
model.Compile(new Adam(0.01f), Losses.MeanSquaredError);
var history = model.Fit(Tensor.Of([0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f]).Reshape(2, 3, 1), Tensor.Of([0.4f, 0.7f]).Reshape(2, 1), epochs: 5);""", "history"]


def own_notebook(feed):
    """The kit as a package in an empty notebook: names, formatters and Fit's curves come with it."""
    cells = executed(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c.replace("FEED", feed)) for c in OWN_NOTEBOOK]), feed)
    problems = failures(cells)
    for number, wanted in ((2, "nkh"), (3, "<svg"), (4, "<svg")):
        if not any(wanted in json.dumps(o.get("data", {})) for o in cells[number - 1].outputs):
            problems.append(f"code cell {number} shows no {wanted}")
    return problems


def main():
    feed, lessons = os.path.abspath(sys.argv[1]), [os.path.abspath(path) for path in sys.argv[2:]]
    runs = [(os.path.basename(path), lambda path=path: lesson(path)) for path in lessons]
    runs.append(("the package NotebookKit.Display in an empty notebook", lambda: own_notebook(feed)))
    failed = 0
    for name, run in runs:
        try:
            problems = run()
        except Exception as error:  # one lesson's trouble is that lesson's
            problems = [f"{type(error).__name__}: {error}"]
        print(f"{'FAILED' if problems else 'passed'}  Jupyter  {name}", flush=True)
        for problem in problems:
            print("    " + problem, flush=True)
        failed += bool(problems)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
