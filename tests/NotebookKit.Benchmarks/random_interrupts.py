"""Interrupts a Jupyter kernel for C# at random moments of compiling, running and showing.

Usage:  /usr/bin/python3 tests/NotebookKit.Benchmarks/random_interrupts.py [--count 1500] [--seed 12] [--signal] KERNEL
with the name of an installed kernelspec, for example `.net-csharp` (notebookkit jupyter install). --signal sends SIGINT to the
kernel's process instead of an interrupt_request. Needs Debian's python3-jupyter-client. Every cell must answer, a cell that
was stopped must say so, and what earlier cells defined must be there after it; the kernel's process must stay the same one.
Code without a loop of its own inside the library is left out: it stops on a second press, which .NET does not always survive.
Prints how many cells were stopped in which kind of code and how long a stop took at most; exits 1 at the first thing wrong.
"""
import argparse
import collections
import os
import queue
import random
import signal
import sys
import time

from jupyter_client.manager import KernelManager

PATIENCE = 120
PRESS_AGAIN = 5

# Each either ends by itself soon or runs until it is stopped. {n} is a number that differs from cell to cell.
CELLS = {
    "compiling": "var list{n} = Enumerable.Range(0, {n}).Select(i => new {{ i, Square = i * i, Text = i.ToString() }}).GroupBy(p => p.i % 7)"
                 ".OrderBy(g => g.Key).Select(g => (g.Key, g.Sum(p => p.Square))).ToList();",
    "a loop": "while (true) { }",
    "counting": "long sum{n} = 0; for (long i = 0; i < long.MaxValue; i++) sum{n} += i;",
    "a method": "int F{n}(int i) { while (true) i++; }\nF{n}(1)",
    "a lambda": "Func<int> f{n} = () => { for (;;) { } };\nf{n}()",
    "asleep": "System.Threading.Thread.Sleep(600_000);",
    "awaiting": "await Task.Delay(600_000);",
    "awaiting a task": "await Task.Run(() => { while (true) { } });",
    "writing": "while (true) Console.WriteLine({n});",
    "showing in a loop": "while (true) { display({n}); System.Threading.Thread.Sleep(1); }",
    "showing a value": "public class Slow{n} {{ public int Value {{ get {{ while (true) {{ }} }} }} }}\nnew Slow{n}()",
    "an endless sequence": "IEnumerable<int> E{n}() { while (true) { System.Threading.Thread.Sleep(1); yield return 1; } }\nE{n}().Sum()",
    "waiting": "new System.Threading.ManualResetEventSlim().Wait();",
    "a lock": "var gate{n} = new object(); var held{n} = Task.Run(() => { lock (gate{n}) System.Threading.Thread.Sleep(300); });"
              " System.Threading.Thread.Sleep(20); lock (gate{n}) { }",
    "in parallel": "System.Threading.Tasks.Parallel.For(0, 8, i => { while (i >= 0) { } });",
    "catching all": "while (true) { try { while (true) { } } catch (Exception) { } }",
    "with finally": "try { while (true) { } } finally { Console.Write(1); }",
    "sent code": "await Microsoft.DotNet.Interactive.Kernel.Root.SendAsync(new Microsoft.DotNet.Interactive.Commands.SubmitCode(\"while (true) { }\"));",
    "ends by itself": "{n} + 1",
}


class Wrong(Exception):
    pass


def reply(client, request, seconds):
    """The answer to a request; None when it does not come in time."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            message = client.get_shell_msg(timeout=max(0.01, deadline - time.monotonic()))
        except queue.Empty:
            return None
        if message["parent_header"].get("msg_id") == request:
            return message["content"]


def press(manager, client, by_signal):
    if by_signal:
        os.kill(manager.provisioner.pid, signal.SIGINT)
    else:
        client.control_channel.send(client.session.msg("interrupt_request", {}))


def drain(client):
    """What cells have published is read, so that nothing piles up."""
    while True:
        try:
            client.get_iopub_msg(timeout=0.001)
        except queue.Empty:
            return


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("kernel")
    arguments.add_argument("--count", type=int, default=1500)
    arguments.add_argument("--seed", type=int, default=12)
    arguments.add_argument("--signal", action="store_true")
    options = arguments.parse_args()
    dice = random.Random(options.seed)
    manager = KernelManager(kernel_name=options.kernel)
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=PATIENCE)
    pid = manager.provisioner.pid
    stopped, ended, slowest = collections.Counter(), collections.Counter(), collections.Counter()
    cell = ""
    try:
        answer = reply(client, client.execute("var kept = 42;"), PATIENCE)
        if answer is None or answer["status"] != "ok":
            raise Wrong(f"the first cell: {answer}")
        for number in range(1, options.count + 1):
            kind = dice.choice(list(CELLS))
            cell = CELLS[kind].replace("{n}", str(number)).replace("{{", "{").replace("}}", "}")
            request = client.execute(cell)
            # Half of them while it compiles, the others while it runs.
            time.sleep(dice.choice([dice.uniform(0, 0.03), dice.uniform(0.03, 0.25)]))
            begin = time.monotonic()
            presses = 0
            answer = None
            while answer is None:
                if time.monotonic() - begin > PATIENCE:
                    raise Wrong("the cell does not stop")
                # Again where the first came before the cell began, or where compiled code needs a second press.
                presses += 1
                press(manager, client, options.signal)
                answer = reply(client, request, PRESS_AGAIN)
            took = time.monotonic() - begin
            drain(client)
            if answer["status"] == "ok":
                ended[kind] += 1
            elif answer.get("ename") == "Interrupted":
                stopped[kind] += 1
                slowest[kind] = max(slowest[kind], took)
            else:
                raise Wrong(f"{answer.get('ename')}: {answer.get('evalue')}")
            if not options.signal:
                for _ in range(presses):
                    client.get_control_msg(timeout=PATIENCE)
            cell = "if (kept != 42) throw new Exception(\"kept is \" + kept);"
            answer = reply(client, client.execute(cell), PATIENCE)
            # A signal has no answer, and may come late.
            while options.signal and answer is not None and answer.get("ename") == "Interrupted":
                answer = reply(client, client.execute(cell), PATIENCE)
            if answer is None or answer["status"] != "ok":
                raise Wrong(f"the cell after it: {answer}")
            drain(client)
            if not manager.is_alive() or manager.provisioner.pid != pid:
                raise Wrong("the kernel's process has ended")
    except Wrong as error:
        print(f"interrupt {number} of {options.count}, {kind}: {error}\n{cell}")
        sys.exit(1)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    print(f"{options.count} interrupts, seed {options.seed}: {sum(stopped.values())} cells stopped, {sum(ended.values())} had ended.")
    for kind in CELLS:
        print(f"  {kind:22} stopped {stopped[kind]:4}, at most {slowest[kind]:.2f} s; ended {ended[kind]:4}")


if __name__ == "__main__":
    main()
