#!/usr/bin/env python3
"""Makes terminal.png and terminal-light.png: the live table of a real run, in a terminal of 80 columns, some notebooks in.

Usage, from the repository's folder, with the kit built and tmux and chromium installed:
    python3 .github/images/terminal.py [NOTEBOOKS-DONE]
"""
import html
import os
import re
import subprocess
import sys
import tempfile
import time

COMMAND = "dotnet lib/NotebookKit.Tool/bin/NotebookKit.Tool.dll test notebooks"
COLUMNS, ROWS = 80, 24
# GitHub's own colours, so that the pictures stand in its pages as in a terminal of the same look.
LOOKS = {
    "terminal.png": ("#0d1117", "#f0f6fc", {"1": "#ff7b72", "2": "#7ee787", "4": "#79c0ff"}),
    "terminal-light.png": ("#ffffff", "#1f2328", {"1": "#cf222e", "2": "#116329", "4": "#0969da"}),
}
PAGE = """<meta charset="utf-8"><style>
body {{ margin: 0; padding: 16px; background: {}; color: {}; }}
b {{ display: inline-block; width: 1ch; height: 1em; overflow: hidden; font-weight: normal; }}
pre {{ margin: 0; font: 15px/1.35 'DejaVu Sans Mono', monospace; }}
</style><pre>{}</pre>"""


def tmux(*arguments):
    return subprocess.run(["tmux", "-L", "notebookkit-picture", *arguments], check=True, capture_output=True, text=True).stdout


def page(text, background, foreground, colours):
    """The screen's text with colours, as HTML."""
    shown, style = [], {}
    for text, codes in re.findall(r"([^\x1b]+)|\x1b\[([\d;]*)m", text):
        # Colours may come as 38;5;N, with the same numbers as the first sixteen.
        codes = re.sub(r"38;5;(\d+)", lambda match: str((30 if int(match[1]) < 8 else 82) + int(match[1])), codes)
        for code in codes.split(";") if not text else []:
            if code in ("", "0"):
                style = {}
            elif re.fullmatch("[39][0-7]", code) and code[1] in colours:
                style["color"] = colours[code[1]]
            elif code == "39":
                style.pop("color", None)
            elif code == "1":
                style["font-weight"] = "bold"
            elif code == "2":
                style["opacity"] = "0.6"
            elif code == "22":
                style.pop("font-weight", None), style.pop("opacity", None)
        if text:
            css = ";".join(f"{name}:{value}" for name, value in style.items())
            # The spinner's signs come from another font, and are as wide as a column all the same.
            inner = re.sub(r"[\u2800-\u28ff]", r"<b>\g<0></b>", html.escape(text))
            shown.append(f'<span style="{css}">{inner}</span>')
    return PAGE.format(background, foreground, "".join(shown))


def main():
    done = int(sys.argv[1]) if len(sys.argv) > 1 else 4
    tmux("new-session", "-d", "-x", str(COLUMNS), "-y", str(ROWS), COMMAND)
    try:
        while not re.search(rf"\b{done} of \d+ notebooks", tmux("capture-pane", "-p")):
            time.sleep(0.2)
        screen = tmux("capture-pane", "-p", "-e").rstrip()
        tmux("send-keys", "C-c")
        while subprocess.run(["tmux", "-L", "notebookkit-picture", "has-session"], capture_output=True).returncode == 0:
            time.sleep(0.2)
    finally:
        subprocess.run(["tmux", "-L", "notebookkit-picture", "kill-server"], capture_output=True)
    for name, look in LOOKS.items():
        photograph(screen, name, look)


def photograph(screen, name, look):
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "terminal.html")
        with open(file, "w", encoding="utf-8") as written:
            written.write(page(screen, *look))
        height = 32 + round((screen.count("\n") + 1) * 15 * 1.35)
        subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={folder}/profile",
             "--force-device-scale-factor=2", f"--window-size=756,{height}",
             f"--screenshot={os.path.join(os.path.dirname(os.path.abspath(__file__)), name)}", f"file://{file}"],
            check=True, capture_output=True)


if __name__ == "__main__":
    main()
