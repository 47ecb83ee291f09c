#!/usr/bin/env python3
"""Runs the same work in NotebookKit, in TorchSharp and in PyTorch on the same cores, alternating, and prints the ratios as a Markdown table.

    dotnet build -c Release tests/NotebookKit.Benchmarks
    /usr/bin/python3 tests/NotebookKit.Benchmarks/compare.py [--rounds 3] [--threads 1 2] [--openblas DIR] [--only TEXT ...]

TorchSharp, with the libtorch it brings, runs from the same program as the kit, in a process of its own; its threads are set by
hand, since beside other load libtorch's own choice is many times slower.
PyTorch (Debian's python3-torch) runs in two environments:
  as installed   whatever this machine's environment and its registered BLAS give;
  tuned          OPENBLAS_CORETYPE and OPENBLAS_L2_SIZE unset, ATEN_CPU_CAPABILITY=avx512, the OpenMP build of OpenBLAS
                 (Debian's libopenblas0-openmp, or unpacked at --openblas), threads set by hand.
Every round runs each contestant once in a process of its own, one after another, so that a change of the machine's load
meets all alike. A cell is the median over the rounds of each process's median. "Wall" is what a user waits; "cpu" is the
processor time of all threads together, which other programs on the machine disturb less.
"""
import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
OPENBLAS_PLACES = ["/usr/lib/x86_64-linux-gnu/openblas-openmp", "/usr/lib/aarch64-linux-gnu/openblas-openmp"]
RECURRENT_SIZES = [(1, 3, 1, 1), (1, 16, 8, 32), (4, 16, 8, 32), (16, 16, 8, 32), (1, 64, 16, 64), (4, 64, 16, 64), (16, 64, 16, 64),
                   (128, 32, 32, 64), (128, 64, 64, 128), (32, 8, 256, 512), (32, 128, 256, 512)]
SAMPLES, BATCH = 18000, 200
SLOW = 20  # seconds after which work is not repeated to warm up or for a better median: a reference BLAS takes that long for an epoch
TITLES = {"torchsharp": "TorchSharp", "tuned": "PyTorch tuned", "installed": "PyTorch as installed"}


# ---------------------------------------------------------------- the peer's side, in a process of its own

def repeat(work, seconds):
    """Median wall and processor seconds of repetitions, as Repetition.cs measures them; very slow work fewer times."""
    begin = time.perf_counter()
    warm = 0
    while warm < 2 or (time.perf_counter() - begin < seconds / 3 and warm < 100_000):
        work()
        warm += 1
        if time.perf_counter() - begin > SLOW:
            break
    inner = max(1, int(50e-6 / ((time.perf_counter() - begin) / warm)))
    walls, cpus = [], []
    begin = time.perf_counter()
    while len(walls) < 3 or (time.perf_counter() - begin < seconds and len(walls) < 2000):
        if walls and time.perf_counter() - begin > SLOW:
            break
        wall, cpu = time.perf_counter(), time.process_time()
        for _ in range(inner):
            work()
        walls.append((time.perf_counter() - wall) / inner)
        cpus.append((time.process_time() - cpu) / inner)
    return statistics.median(walls), statistics.median(cpus)


def peer_workloads(torch):
    def product(m, n, k):
        def prepare():
            a, b, c = torch.rand(m, k), torch.rand(k, n), torch.empty(m, n)
            return lambda: torch.mm(a, b, out=c)
        return f"product {m}x{n}x{k}", prepare

    def activation(name, function):
        def prepare():
            x = torch.rand(65536) * 2 - 1
            return lambda: function(x)
        return f"{name} 65536", prepare

    def recurrent(kind, size, backward):
        batch, steps, features, units = size

        def prepare():
            layer = (torch.nn.LSTM if kind == "lstm" else torch.nn.GRU)(features, units, batch_first=True)
            x = torch.rand(batch, steps, features) * 2 - 1
            if not backward:
                def forward():
                    with torch.no_grad():
                        layer(x)
                return forward
            x.requires_grad_()

            def both():
                layer(x)[0].sum().backward()
                x.grad = None
                layer.zero_grad(set_to_none=True)
            return both
        what = "forward+backward" if backward else "forward"
        return f"{kind} {what} ({batch},{steps},{features})->{units}", prepare

    def fit(batch):
        def prepare():
            steps = 100
            lstm, dense = torch.nn.LSTM(1, 8, batch_first=True), torch.nn.Linear(8, 1)
            x, y = torch.rand(steps * batch, 4, 1) * 2 - 1, torch.rand(steps * batch, 1) * 2 - 1
            adam = torch.optim.Adam([*lstm.parameters(), *dense.parameters()], lr=1e-3)

            def run():
                order = torch.randperm(steps * batch)
                for start in range(0, steps * batch, batch):
                    chosen = order[start:start + batch]
                    adam.zero_grad(set_to_none=True)
                    torch.nn.functional.mse_loss(dense(lstm(x[chosen])[0][:, -1]), y[chosen]).backward()
                    adam.step()
            return run
        return f"a hundred steps of fit ({batch},4,1)->8", prepare

    def epoch():
        class Addition(torch.nn.Module):
            def __init__(self):
                super().__init__()
                self.encoder = torch.nn.LSTM(12, 128, batch_first=True)
                self.decoder = torch.nn.LSTM(128, 128, batch_first=True)
                self.dense = torch.nn.Linear(128, 12)

            def forward(self, x):
                last = self.encoder(x)[0][:, -1]
                return self.dense(self.decoder(last.unsqueeze(1).expand(-1, 4, -1))[0])

        x = torch.nn.functional.one_hot(torch.randint(0, 12, (SAMPLES, 7)), 12).float()
        y = torch.randint(0, 12, (SAMPLES, 4))
        model = Addition()
        adam = torch.optim.Adam(model.parameters(), lr=1e-3)

        def run():
            order = torch.randperm(SAMPLES)
            for start in range(0, SAMPLES, BATCH):
                chosen = order[start:start + BATCH]
                adam.zero_grad(set_to_none=True)
                loss = torch.nn.functional.cross_entropy(model(x[chosen]).reshape(-1, 12), y[chosen].reshape(-1))
                loss.backward()
                adam.step()
        return run

    works = [product(512, 512, 512), product(200, 512, 128), product(800, 12, 128), product(1, 512, 128)]
    works += [activation("exp", torch.exp), activation("sigmoid", torch.sigmoid), activation("tanh", torch.tanh),
              activation("softmax-12", lambda x: torch.softmax(x[:65532].view(-1, 12), 1))]
    works += [recurrent(kind, size, backward) for kind in ("lstm", "gru") for backward in (False, True) for size in RECURRENT_SIZES]
    works += [fit(1), fit(16), ("addition epoch", epoch)]
    return works


def run_peer(options):
    import torch
    torch.set_num_threads(options.threads[0])
    torch.manual_seed(1)
    results = []
    for name, prepare in peer_workloads(torch):
        if options.only and not any(text in name for text in options.only):
            continue
        wall, cpu = repeat(prepare(), options.seconds)
        results.append({"name": name, "seconds": wall, "processor_seconds": cpu})
    print(json.dumps({"version": torch.__version__, "results": results}))


# ---------------------------------------------------------------- the referee

def openblas(options):
    for place in [options.openblas] if options.openblas else OPENBLAS_PLACES:
        if place and (Path(place) / "libblas.so.3").exists():
            return place
    sys.exit("compare.py: the tuned peer needs Debian's libopenblas0-openmp (apt install libopenblas0-openmp, or unpack it and say --openblas DIR).")


def contestants(options, threads):
    common = ["--threads", str(threads), "--seconds", str(options.seconds)] + [v for text in options.only for v in ("--only", text)]
    ours = HERE / "bin/Release/net10.0/NotebookKit.Benchmarks.dll"
    if not ours.exists():
        sys.exit("compare.py: build first: dotnet build -c Release tests/NotebookKit.Benchmarks")
    tuned = {k: v for k, v in os.environ.items() if k not in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")}
    tuned |= {"ATEN_CPU_CAPABILITY": "avx512", "OMP_NUM_THREADS": str(threads), "OPENBLAS_NUM_THREADS": str(threads)}
    if "tuned" in options.environments:
        tuned["LD_LIBRARY_PATH"] = ":".join(filter(None, [openblas(options), tuned.get("LD_LIBRARY_PATH")]))
    torchsharp = dict(os.environ) | {"OMP_NUM_THREADS": str(threads), "MKL_NUM_THREADS": str(threads)}
    peer = [sys.executable, str(Path(__file__).resolve()), "--peer"] + common
    every = {"torchsharp": (["dotnet", str(ours), "--torch"] + common, torchsharp), "tuned": (peer, tuned), "installed": (peer, None)}
    return {"ours": (["dotnet", str(ours), "--json"] + common, None)} | {name: every[name] for name in options.environments}


def run(command, environment):
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"compare.py: {' '.join(command)} failed:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    return json.loads(done.stdout)


def machine():
    model = platform.machine()
    if Path("/proc/cpuinfo").exists():
        names = [line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
        model = names[0] if names else model
    return f"{model}, {os.cpu_count()} cores, {platform.system()} {platform.release()}, load at start {os.getloadavg()[0]:.1f}"


def duration(seconds):
    for unit, scale in (("s", 1), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= scale:
            return f"{seconds / scale:.3g} {unit}"
    return f"{seconds / 1e-9:.3g} ns"


def compare(options):
    print(f"Machine: {machine()}")
    for threads in options.threads:
        runs = {name: [] for name in contestants(options, threads)}
        for _ in range(options.rounds):
            for name, (command, environment) in contestants(options, threads).items():
                runs[name].append(run(command, environment))
        first = runs["ours"][0]
        peak = statistics.median(r["peak_gflops_per_core"] for r in runs["ours"])
        print(f"\n{threads} thread{'s' if threads > 1 else ''}, {options.rounds} rounds; {first['path']}, "
              f"multiply-add peak {peak:.0f} GFLOP/s a core; "
              + ", ".join(f"{TITLES[e]} {runs[e][0]['version']}" for e in options.environments) + "\n")
        print("| work | NotebookKit | spread | cpu | GFLOP/s | of peak | of peak by cpu |"
              + "".join(f" {TITLES[e]} | ratio | ratio of cpu |" for e in options.environments))
        print("|---" + "|--:" * (6 + 3 * len(options.environments)) + "|")
        for work in first["results"]:
            def values(who, key):
                return [next(r[key] for r in one["results"] if r["name"] == work["name"]) for one in runs[who]]
            wall = {who: statistics.median(values(who, "seconds")) for who in runs}
            cpu = {who: statistics.median(values(who, "processor_seconds")) for who in runs}
            ours = values("ours", "seconds")
            gflops = work["flops"] / wall["ours"] / 1e9
            by_cpu = work["flops"] / cpu["ours"] / 1e9 / peak
            print(f"| {work['name']} | {duration(wall['ours'])} | {(max(ours) - min(ours)) / wall['ours']:.0%} | {duration(cpu['ours'])} | "
                  + (f"{gflops:.0f} | {gflops / (peak * threads):.0%} | {by_cpu:.0%} | " if by_cpu > 0.01 else "- | - | - | ")
                  + " | ".join(f"{duration(wall[e])} | **{wall[e] / wall['ours']:.2f}** | {cpu[e] / cpu['ours']:.2f}"
                               for e in options.environments) + " |")
        sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--seconds", type=float, default=0.5, help="for each piece of work and process")
    parser.add_argument("--environments", nargs="+", choices=list(TITLES), default=list(TITLES), help="the peers")
    parser.add_argument("--openblas", help="folder with the OpenMP build's libblas.so.3")
    parser.add_argument("--only", action="append", default=[], help="only work whose name contains this; may be repeated")
    parser.add_argument("--peer", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    run_peer(options) if options.peer else compare(options)


if __name__ == "__main__":
    main()
