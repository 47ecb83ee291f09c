using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Running;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Notebooks.Tests.Running;

/// <summary>
/// What the runner makes of a process that dies at any moment, or sends anything but what it should: the notebook fails with a
/// sentence, in bounded memory, and the next one runs.
/// </summary>
public sealed class HostileHostTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hostile").FullName;

    [Theory]
    [InlineData("sys.exit(3)", "ProcessExited", "exit code 3")]
    [InlineData("connect(); sys.exit(4)", "ProcessExited", "exit code 4")]
    [InlineData("connect(); request(); sys.exit(5)", "ProcessExited", "exit code 5")]
    [InlineData("connect(); request(); send('{\"type\":\"stre'); sys.exit(6)", "ProcessExited", "exit code 6")]
    [InlineData("connect(); request(); send(stream('shown')); sys.exit(7)", "ProcessExited", "exit code 7")]
    [InlineData("connect(); request(); os.kill(os.getpid(), 9)", "ProcessKilled", "SIGKILL")]
    [InlineData("sys.exit(147)", "ProcessNotStarted", "(exit code 147, 0x80008093). It wrote nothing about it: install")]
    [InlineData("print('Invalid file.', file=sys.stderr); sys.exit(147)",
        "ProcessNotStarted", "could not start the process of the notebook (exit code 147, 0x80008093): Invalid file. What it wrote")]
    [InlineData("print('lib is missing', file=sys.stderr); sys.exit(139)", "ProcessNotStarted", "0x8000808B): lib is missing.")]
    [InlineData("print('GC heap initialization failed', file=sys.stderr); sys.exit(137)",
        "ProcessNotStarted", "Its memory limit is too small: raise it with --memory.")]
    [InlineData("os.kill(os.getpid(), 11)", "ProcessCrashed", "Signal 11")]
    [InlineData("os.kill(os.getpid(), 9)", "ProcessKilled", "SIGKILL")]
    [InlineData("print('words', file=sys.stderr); sys.exit(168)", "ProcessCrashed", "Signal 40")]
    [InlineData("connect(); request(); os.kill(os.getpid(), 11)", "ProcessCrashed", "Signal 11")]
    [InlineData("connect(); request(); print('words', file=sys.stderr); sys.exit(147)", "ProcessExited", "exit code 147")]
    [InlineData("connect(); request(); send('noise\\n'); wait()", "ProtocolError", "a line that is not JSON")]
    [InlineData("connect(); request(); send('\\n'); wait()", "ProtocolError", "a line that is not JSON")]
    [InlineData("connect(); request(); raw(os.urandom(5000) + b'\\n'); wait()", "ProtocolError", "a line that is not JSON")]
    [InlineData("connect(); request(); send('{\"type\":\"display_data\"}\\n'); wait()",
        "ProtocolError", "a message without a valid 'data'")]
    [InlineData("connect(); request(); send('{\"type\":\"done\",\"number\":99}\\n'); wait()", "ProtocolError", "the end of another cell")]
    [InlineData("connect(); request(); [raw(b'x' * 1000000) for _ in range(100)]; wait()", "ProtocolError", "a line of more than")]
    [InlineData("connect(); request(); send('[' * 100000 + '\\n'); wait()", "ProtocolError", "a line that is not JSON")]
    public async Task A_process_that_dies_or_says_what_it_should_not_fails_its_cell_with_a_sentence(
        string behaviour, string name, string expected)
    {
        NotebookReport report = await RunAsync(behaviour);

        Assert.Equal(NotebookOutcome.Failed, report.Outcome);
        Assert.Equal([CellOutcome.Failed, CellOutcome.NotRun], report.Cells.Select(cell => cell.Outcome));
        Assert.Equal(name, report.Cells[0].Error!.Name);
        Assert.Contains(expected, report.Cells[0].Error!.Value);
    }

    [Fact]
    public async Task What_was_shown_before_the_end_is_kept()
    {
        NotebookReport report = await RunAsync("connect(); request(); send(stream('shown\\n')); send('noise\\n'); wait()");

        Assert.Equal("shown\n", MultilineText.Join(report.Cells[0].Cell.Outputs[0]!["text"]));
    }

    [Fact]
    public async Task A_process_that_ignores_the_limit_of_outputs_is_cut_by_the_runner()
    {
        NotebookReport report = await RunAsync(
            "connect(); request(); [send(stream('x' * 100000)) for _ in range(300)]; send(stream('last', 'stderr')); done(1); "
            + "request(); done(2); request(); done(3); wait()",
            outputLimit: 1 << 20);

        Assert.Equal(NotebookOutcome.Passed, report.Outcome);
        Assert.InRange(MultilineText.Join(report.Cells[0].Cell.Outputs[0]!["text"]).Length, 1_000_000, 2_000_000);
    }

    /// <summary>The cell looks for every socket of its process, finds the one to the runner, and writes into it.</summary>
    [Theory]
    [InlineData("noise\\n", Traits = ["Category", "Endurance"])]
    [InlineData("{\\\"type\\\":\\\"done\\\",\\\"number\\\":7}\\n")]
    public async Task A_cell_that_writes_into_the_pipe_to_the_runner_fails_and_says_why(string text)
    {
        string code = $$"""
            [System.Runtime.InteropServices.DllImport("libc")] static extern nint write(int file, byte[] bytes, nint count);
            var bytes = Encoding.UTF8.GetBytes("{{text}}");
            foreach (var link in System.IO.Directory.GetFiles("/proc/self/fd"))
            {
                if (new System.IO.FileInfo(link).LinkTarget?.StartsWith("socket:") == true)
                    write(int.Parse(System.IO.Path.GetFileName(link)), bytes, bytes.Length);
            }
            await Task.Delay(-1);
            """;
        string notebook = Notebook(code, "1");
        NotebookReport report =
            (await new NotebookRunner(FixtureRun.Options, new Quiet()).RunAsync([notebook], TestContext.Current.CancellationToken))[0];

        Assert.Equal("ProtocolError", report.Cells[0].Error!.Name);
        Assert.Contains("A cell wrote into the pipe between them", report.Cells[0].Error!.Value);
    }

    [Fact]
    public async Task Ten_thousand_changes_to_what_a_process_says_end_in_an_error_or_in_nothing()
    {
        NotebookReport report = await RunAsync(
            """
            import random; random.seed(5); connect(); request()
            good = [stream('text'), '{"type":"execute_result","data":{"text/plain":"1"}}\n', '{"type":"clear_output","wait":true}\n']
            for _ in range(10000):
                line = bytearray(random.choice(good).encode())
                if random.random() < 0.001: line[random.randrange(len(line))] = random.randrange(256)
                raw(bytes(line))
            done(1); request(); done(2); request(); done(3); wait()
            """);

        Assert.Contains(report.Outcome, (NotebookOutcome[])[NotebookOutcome.Passed, NotebookOutcome.Failed]);
        Assert.All(report.Cells, cell => Assert.True(cell.Error is null or { Name: "ProtocolError" }, cell.Error?.Value));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<NotebookReport> RunAsync(string behaviour, long outputLimit = 10 << 20)
    {
        string script = Path.Combine(_folder, "host.py");
        await File.WriteAllTextAsync(script, Prelude + behaviour + "\n", TestContext.Current.CancellationToken);
        RunOptions options = FixtureRun.Options with { Host = new HostCommand(RequiredTool.Python(), [script]), OutputLimit = outputLimit };
        IReadOnlyList<NotebookReport> reports = await new NotebookRunner(options, new Quiet()).RunAsync(
            [Notebook("1", "2")], TestContext.Current.CancellationToken);
        return reports[0];
    }

    private string Notebook(params string[] cells)
    {
        var document = NotebookDocument.Create();
        foreach (string cell in cells)
        {
            document.Add(CellKind.Code, cell);
        }
        string path = Path.Combine(_folder, "a.ipynb");
        document.Save(path);
        return path;
    }

    // A process in place of the real one: it speaks to the runner over the socket that its last argument names.
    private const string Prelude = """
        import os, socket, sys, time, json
        def connect():
            global s, f
            s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[-1]); f = s.makefile('rb')
        def request(): return f.readline()
        def raw(data):
            try: s.sendall(data)
            except OSError: sys.exit(0)
        def send(text): raw(text.encode())
        def stream(text, name='stdout'): return json.dumps({'type': 'stream', 'name': name, 'text': text}) + '\n'
        def done(number): send(json.dumps({'type': 'done', 'number': number}) + '\n')
        def wait():
            while f.readline(): pass

        """;

    private sealed class Quiet : RunHooks;
}
