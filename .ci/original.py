"""Runs the lessons in .NET Interactive itself and holds what comes out against what the kit's own runtime gives.

    /usr/bin/python3 .ci/original.py TOOL KIT LESSON...

TOOL is the folder with the dotnet-interactive command, KIT a folder with the same lessons as `notebookkit run --output KIT`
executed them on this machine. Every lesson runs through Jupyter's protocol (nbclient); two run over stdio, as VS Code drives
it. Prints a line a lesson and, last, `N passed, N failed`.
"""
import json
import os
import queue
import re
import subprocess
import sys
import threading

import nbclient
import nbformat

KERNEL = ".net-csharp"
CELL_SECONDS = 900
OVER_STDIO = ("05-", "12-")


def text(value):
    return "".join(value) if isinstance(value, list) else value


def bundle(data):
    """A value's MIME types in one form, whichever of the two runtimes wrote them."""
    # The original hands JSON types over as a string that holds the JSON.
    data = {
        mime: json.loads(text(value)) if mime.endswith("json") and isinstance(value, (str, list)) else value
        for mime, value in data.items()
    }
    if "image/svg+xml" in data and "text/html" not in data and "application/vnd.plotly.v1+json" not in data:
        picture = f"<div>{text(data['image/svg+xml'])}</div>"
        return {"picture": picture}
    html = text(data.get("text/html", ""))
    if "<strong>Installed Packages</strong>" in html:
        # Here it has a text for consoles as well.
        return {"text/html": html}
    if html.startswith("<div><svg") or html.startswith("<div><?xml"):
        # Update in the original keeps the MIME types of the value shown first: training's last picture stays as HTML there.
        return {"picture": html}
    return {mime: value if mime.endswith("json") else text(value) for mime, value in data.items()}


def comparable(outputs):
    """A cell's outputs without what the two runtimes are known to write differently, each for its reason."""
    found = []
    for output in outputs:
        kind = output["output_type"]
        if kind == "stream":
            # A write is a message there; here writes that follow each other are one.
            if found and found[-1][0] == "stream" and found[-1][1] == output["name"]:
                found[-1] = ("stream", output["name"], found[-1][2] + text(output["text"]))
            else:
                found.append(("stream", output["name"], text(output["text"])))
        elif kind == "error":
            # Tracebacks are each runtime's own; what was thrown is not.
            found.append(("error", re.sub(r"\x1b\[[0-9;]*m", "", output["evalue"]).split("\n")[0]))
        else:
            found.append((kind, bundle(output["data"])))
    return found


def without_bootstrap(outputs):
    """The original adds a hidden script for its variables to the first cell."""
    return [o for o in outputs if not (o["output_type"] == "display_data" and "dotnet-interactive-this-cell" in text(o["data"].get("text/html", "")))]


def code_cells(notebook):
    return [c for c in notebook["cells"] if c["cell_type"] == "code"]


def through_jupyter(path):
    notebook = nbformat.read(path, 4)
    for cell in code_cells(notebook):
        cell.outputs = []
    client = nbclient.NotebookClient(notebook, timeout=CELL_SECONDS, kernel_name=KERNEL, allow_errors=True,
                                     startup_timeout=300, resources={"metadata": {"path": os.path.dirname(path)}})
    client.execute()
    return [without_bootstrap(c["outputs"]) for c in code_cells(notebook)]


class Stdio:
    """.NET Interactive as VS Code starts it: a command a line in, an event a line out."""

    def __init__(self, tool, folder):
        self.process = subprocess.Popen([os.path.join(tool, "dotnet-interactive"), "stdio", "--working-dir", folder, "--default-kernel", "csharp"],
                                        cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                        encoding="utf-8", errors="replace")
        self.lines = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        self.tokens = 0
        self._until(lambda event: event["eventType"] == "KernelReady")

    def _read(self):
        for line in self.process.stdout:
            self.lines.put(line)
        self.lines.put(None)

    def _until(self, done):
        events = []
        while True:
            line = self.lines.get(timeout=CELL_SECONDS)
            if line is None:
                raise RuntimeError("dotnet-interactive stdio ended")
            try:
                event = json.loads(line)
            except ValueError:
                continue
            if "eventType" not in event:
                continue
            events.append(event)
            if done(event):
                return events

    def submit(self, code):
        self.tokens += 1
        token = f"lesson{self.tokens}"
        command = {"commandType": "SubmitCode", "command": {"code": code, "targetKernelName": "csharp"}, "token": token, "routingSlip": []}
        self.process.stdin.write(json.dumps(command) + "\n")
        self.process.stdin.flush()

        def ends(event):
            return event["eventType"] in ("CommandSucceeded", "CommandFailed") and (event.get("command") or {}).get("token") == token

        return self._until(ends)

    def close(self):
        self.process.kill()
        self.process.wait()


def outputs_of(events):
    """A command's events as a notebook keeps them."""
    outputs, shown = [], {}
    for event in events:
        kind, what = event["eventType"], event.get("event") or {}
        values = {v["mimeType"]: v["value"] for v in what.get("formattedValues") or []}
        if kind in ("StandardOutputValueProduced", "StandardErrorValueProduced"):
            outputs.append({"output_type": "stream", "name": "stdout" if "Output" in kind else "stderr", "text": "".join(values.values())})
        elif kind == "DisplayedValueProduced":
            outputs.append({"output_type": "display_data", "data": values})
            shown[what.get("valueId")] = outputs[-1]
        elif kind == "DisplayedValueUpdated":
            if what.get("valueId") in shown:
                shown[what["valueId"]]["data"] = values
        elif kind == "ReturnValueProduced":
            outputs.append({"output_type": "execute_result", "data": values})
        elif kind == "CommandFailed":
            outputs.append({"output_type": "error", "evalue": what.get("message") or ""})
    return outputs


def over_stdio(tool, path):
    notebook = json.load(open(path, encoding="utf-8"))
    front_end = Stdio(tool, os.path.dirname(path))
    try:
        return [outputs_of(front_end.submit(text(c["source"]))) for c in code_cells(notebook)]
    finally:
        front_end.close()


def check(name, path, kit, outputs):
    notebook = json.load(open(path, encoding="utf-8"))
    executed = json.load(open(os.path.join(kit, os.path.basename(path)), encoding="utf-8"))
    problems = []
    for number, (cell, ours, theirs) in enumerate(zip(code_cells(notebook), code_cells(executed), outputs), 1):
        expects_error = "raises-exception" in cell["metadata"].get("tags", [])
        errors = [o for o in theirs if o["output_type"] == "error"]
        if errors and not expects_error:
            problems.append(f"code cell {number} fails: {errors[0]['evalue'][:300]}")
            continue
        a, b = comparable(ours["outputs"]), comparable(theirs)
        if a != b:
            problems.append(f"code cell {number} differs\n      kit:      {short(a, b)}\n      original: {short(b, a)}")
    print(f"{'passed' if not problems else 'FAILED'}  {name}  {len(outputs)} code cells", flush=True)
    for problem in problems:
        print("    " + problem, flush=True)
    return not problems


def short(mine, other):
    """What the first output that differs has, from where it begins to."""
    for i, output in enumerate(mine):
        if i >= len(other) or other[i] != output:
            a, b = repr(output), repr(other[i]) if i < len(other) else ""
            at = next((k for k, (x, y) in enumerate(zip(a, b)) if x != y), 0)
            return f"output {i + 1} …{a[max(0, at - 40):at + 160]}"
    return f"{len(mine)} outputs"


OWN_NOTEBOOK = ["""#i "nuget:FEED"
#r "nuget: NotebookKit.Display\"""", """Tensor data = Tensor.Of([0.1f, 0.2f, 0.3f]).Reshape(1, 3, 1);
data""", """var model = new Sequential(new Input(3, 1), new LSTM(4), new Dense(1));
model.Compile(new Adam(0.01f), Losses.MeanSquaredError);
var history = model.Fit(Tensor.Of([0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f]).Reshape(2, 3, 1), Tensor.Of([0.4f, 0.7f]).Reshape(2, 1), epochs: 5);""", "history"]


def own_notebook(feed):
    """The kit as a package in an empty notebook: names, formatters and Fit's curves come with it."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c.replace("FEED", feed)) for c in OWN_NOTEBOOK])
    nbclient.NotebookClient(notebook, timeout=CELL_SECONDS, kernel_name=KERNEL, allow_errors=True, startup_timeout=300,
                            resources={"metadata": {"path": feed}}).execute()
    problems = [f"code cell {i} fails: {o['evalue'][:300]}" for i, c in enumerate(notebook.cells, 1) for o in c.outputs if o["output_type"] == "error"]
    for number, wanted in ((2, "nkh"), (3, "<svg"), (4, "<svg")):
        if not any(wanted in json.dumps(o.get("data", {})) for o in notebook.cells[number - 1].outputs):
            problems.append(f"code cell {number} shows no {wanted}")
    print(f"{'passed' if not problems else 'FAILED'}  Jupyter  the package NotebookKit.Display in an empty notebook", flush=True)
    for problem in problems:
        print("    " + problem, flush=True)
    return not problems


def main():
    tool, kit, lessons = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), [os.path.abspath(p) for p in sys.argv[3:]]
    passed = failed = 0
    runs = [(f"Jupyter  {os.path.basename(p)}", p, lambda p=p: through_jupyter(p)) for p in lessons]
    runs += [(f"stdio    {os.path.basename(p)}", p, lambda p=p: over_stdio(tool, p)) for p in lessons if os.path.basename(p).startswith(OVER_STDIO)]
    for name, path, run in runs:
        try:
            fine = check(name, path, kit, run())
        except Exception as error:  # one lesson's trouble is that lesson's
            print(f"FAILED  {name}  {type(error).__name__}: {error}", flush=True)
            fine = False
        passed, failed = passed + fine, failed + (not fine)
    if feed := os.environ.get("KIT_FEED"):
        fine = own_notebook(feed)
        passed, failed = passed + fine, failed + (not fine)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
