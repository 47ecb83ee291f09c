"""How long the Jupyter kernel lets a front end wait, measured by Jupyter's own client.

Usage, after `notebookkit jupyter install`:  /usr/bin/python3 tests/NotebookKit.Benchmarks/jupyter_latency.py [KERNEL]
Needs Debian's python3-jupyter-client. Prints a Markdown table; asserts nothing.
"""
import os
import statistics
import sys
import time

from jupyter_client.manager import KernelManager

KERNEL = sys.argv[1] if len(sys.argv) > 1 else ".net-csharp"
STARTS, CELLS, QUESTIONS = 10, 300, 60
LIMIT = 60


def reply(client, request):
    """Waits for the reply to a request on the shell channel."""
    message = client.get_shell_msg(timeout=LIMIT)
    while message["parent_header"].get("msg_id") != request:
        message = client.get_shell_msg(timeout=LIMIT)
    return message


def idle(client, request):
    """Reads what was published for a request, up to idle."""
    while True:
        message = client.get_iopub_msg(timeout=LIMIT)
        if message["parent_header"].get("msg_id") == request and message["content"].get("execution_state") == "idle":
            return


def timed(action):
    begin = time.perf_counter()
    action()
    return (time.perf_counter() - begin) * 1000


def start():
    """A kernel and its client, from nothing to the first kernel_info_reply."""
    manager = KernelManager(kernel_name=KERNEL)
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    reply(client, client.kernel_info())
    return manager, client


def stop(manager, client):
    client.stop_channels()
    manager.shutdown_kernel()


def resident(manager, name="VmRSS"):
    with open(f"/proc/{manager.provisioner.pid}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith(name)) / 1024


def processor(manager):
    """Milliseconds of processor time that the kernel has used: what a cell costs on a busy machine as well."""
    with open(f"/proc/{manager.provisioner.pid}/stat", encoding="ascii") as stat:
        user, system = stat.read().rsplit(")", 1)[1].split()[11:13]
    return (int(user) + int(system)) * 1000 / os.sysconf("SC_CLK_TCK")


def measure_starts():
    times, first = [], []
    for _ in range(STARTS):
        begin = time.perf_counter()
        manager, client = start()
        times.append((time.perf_counter() - begin) * 1000)
        reply(client, client.execute("1 + 1"))
        first.append((time.perf_counter() - begin) * 1000)
        stop(manager, client)
    return times, first


def measure_warm():
    manager, client = start()
    memory = [resident(manager)]

    def cell(code):
        request = client.execute(code)
        took = timed(lambda: reply(client, request))
        idle(client, request)
        return took

    def ask(request):
        return timed(lambda: reply(client, request))

    for number in range(20):
        cell(f"var warm{number} = {number};")
    before = processor(manager)
    cells = [cell(f"{number} + 1") for number in range(CELLS)]
    work = (processor(manager) - before) / CELLS
    code = "var text = new System.Text.StringBuilder(); text.App"
    for _ in range(5):
        ask(client.complete(code))
        ask(client.inspect("System.Math.Max(1, 2)", cursor_pos=15))
    completions = [ask(client.complete(code)) for _ in range(QUESTIONS)]
    inspections = [ask(client.inspect("System.Math.Max(1, 2)", cursor_pos=15)) for _ in range(QUESTIONS)]
    memory.append(resident(manager))
    stop(manager, client)
    return cells, completions, inspections, memory, work


def row(what, times, target=""):
    times = sorted(times)
    print(f"| {what} | {statistics.median(times):.1f} | {times[int(len(times) * 0.95)]:.1f} | {times[-1]:.1f} | {target} |")


print(f"Kernel {KERNEL}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
print("| from request to reply | median ms | 95 % ms | longest ms | target |\n|---|---|---|---|---|")
starts, firsts = measure_starts()
row("start to kernel_info_reply", starts, "< 1000")
row("start to the first cell's reply", firsts)
cells, completions, inspections, memory, work = measure_warm()
row("trivial warm cell", cells, "median < 20")
row("completion, warm", completions, "< 150")
row("inspection, warm", inspections)
print(f"\nProcessor time of the kernel for a trivial warm cell: {work:.1f} ms.")
print(f"Memory of the kernel: {memory[0]:.0f} MB at its start, {memory[1]:.0f} MB after {CELLS + 20} cells and {2 * QUESTIONS} questions.")
