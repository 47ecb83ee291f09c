"""How several Jupyter kernels for C# start and grow, beside one another in one run.

Usage:  /usr/bin/python3 tests/NotebookKit.Benchmarks/kernel_starts.py KERNEL [KERNEL ...]
for example `.net-csharp` (notebookkit jupyter install) and another name for the original's kernelspec. Needs Debian's
python3-jupyter-client. The kernels take turns, seven starts each; prints a Markdown table of medians; asserts nothing.
"""
import os
import statistics
import sys
import time

from jupyter_client.manager import KernelManager

KERNELS = sys.argv[1:] or [".net-csharp"]
STARTS, SMALL, WARM, LARGE = 7, 31, 300, 3000
LIMIT = 300


def execute(client, code):
    """Sends a cell and waits for its reply and for what it published; gives the milliseconds to the reply."""
    begin = time.perf_counter()
    request = client.execute(code)
    while True:
        reply = client.get_shell_msg(timeout=LIMIT)
        if reply["parent_header"].get("msg_id") == request:
            break
    took = (time.perf_counter() - begin) * 1000
    if reply["content"]["status"] != "ok":
        raise SystemExit(f"a cell failed: {reply['content']}")
    while True:
        message = client.get_iopub_msg(timeout=LIMIT)
        if message["parent_header"].get("msg_id") == request and message["content"].get("execution_state") == "idle":
            return took


def tree(pid):
    """A process and all below it."""
    below = [pid]
    for folder in os.listdir("/proc"):
        if folder.isdigit():
            try:
                with open(f"/proc/{folder}/stat", encoding="utf-8", errors="replace") as stat:
                    parent = int(stat.read().rsplit(")", 1)[1].split()[1])
            except OSError:
                continue
            if parent == pid:
                below += tree(int(folder))
    return below


def resident(manager):
    """The resident megabytes of the kernel's own process, the largest of its tree."""
    sizes = []
    for pid in tree(manager.provisioner.pid):
        try:
            with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as status:
                sizes += [int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS")]
        except OSError:
            continue
    return max(sizes)


def start(kernel):
    manager = KernelManager(kernel_name=kernel)
    begin = time.perf_counter()
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=LIMIT)
    execute(client, "1 + 1")
    return manager, client, (time.perf_counter() - begin) * 1000


def stop(manager, client):
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def main():
    starts, trivial, warm, small, large = ({kernel: [] for kernel in KERNELS} for _ in range(5))
    for _ in range(STARTS):
        for kernel in KERNELS:
            manager, client, took = start(kernel)
            starts[kernel].append(took)
            trivial[kernel] += [execute(client, f"{i} + 1") for i in range(SMALL - 1)]
            small[kernel].append(resident(manager))
            stop(manager, client)
    for kernel in KERNELS:
        manager, client, _ = start(kernel)
        for i in range(2 * WARM):
            took = execute(client, f"{i} + 1")
            if i >= WARM:
                warm[kernel].append(took)
        stop(manager, client)
        manager, client, _ = start(kernel)
        for i in range(LARGE - 1):
            execute(client, f"var x{i} = {i}; x{i}")
        large[kernel].append(resident(manager))
        stop(manager, client)
    rows = [
        (f"from a kernel's start to its first result, ms, {STARTS} starts", starts, 0),
        (f"a trivial cell, the first {SMALL - 1} after that, ms", trivial, 1),
        (f"a trivial cell, after {WARM} of them, ms", warm, 1),
        (f"resident after {SMALL} cells, MB", small, 0),
        (f"resident after {LARGE:,} cells, MB", large, 0),
    ]
    print("| medians | " + " | ".join(KERNELS) + " |")
    print("|---|" + "--:|" * len(KERNELS))
    for what, values, digits in rows:
        print(f"| {what} | " + " | ".join(f"{statistics.median(values[kernel]):.{digits}f}" for kernel in KERNELS) + " |")


if __name__ == "__main__":
    main()
