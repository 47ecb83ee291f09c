#!/usr/bin/env bash
# Makes a fresh machine ready for the lessons: builds, installs the kernel for this user, runs the first lesson. May be
# run again at any time; a second run changes nothing that is right already.
set -euo pipefail
cd "$(dirname "$0")/.."

dotnet build lib/NotebookKit.Tool --nologo
dotnet run --no-build --project lib/NotebookKit.Tool -- jupyter install --user
dotnet run --no-build --project lib/NotebookKit.Tool -- test notebooks/00-start-here.ipynb
# JupyterLab shows the saved pictures of notebooks only when this user trusts them, or has run them.
if command -v jupyter-trust >/dev/null; then jupyter-trust notebooks/*.ipynb; fi
echo "Ready: open a notebook in notebooks/ and choose the kernel .NET (C#)."
