using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Running;
using NotebookKit.Notebooks.Running.Original;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Notebooks.Tests.Running.Original;

/// <summary>What the runner makes of a process that speaks as .NET Interactive does, or should and does not.</summary>
public sealed class OriginalProcessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("original").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Events_become_outputs_as_a_notebook_keeps_them()
    {
        NotebookReport report = await RunAsync("""
            ready(); a = cell()
            event(a, 'StandardOutputValueProduced', formattedValues=[value('text/plain', 'a')])
            event(a, 'StandardOutputValueProduced', formattedValues=[value('text/plain', 'b\n')])
            event(a, 'DisplayedValueProduced', valueId='1', formattedValues=[value('text/html', '<p>at work</p>'), value('text/plain', 'no', True)])
            event(a, 'ReturnValueProduced', formattedValues=[value('application/json', '{"n":[1]}'), value('text/plain', 'seven')])
            event(a, 'DisplayedValueUpdated', valueId='1', formattedValues=[value('text/html', '<p>done</p>')])
            event(a, 'DiagnosticsProduced', diagnostics=[diagnostic('warning', 'CS0168', 'unused'), diagnostic('hidden', 'CS8019', 'using')], formattedDiagnostics=[])
            done(a); b = cell(); done(b); serve()
            """);

        Assert.Equal(NotebookOutcome.Passed, report.Outcome);
        JsonArray outputs = report.Cells[0].Cell.Outputs;
        Assert.Equal("ab\n", MultilineText.Join(outputs[0]!["text"]));
        Assert.Equal("""{"text/html":["<p>done</p>"]}""", outputs[1]!["data"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        Assert.Equal("""{"application/json":{"n":[1]},"text/plain":["seven"]}""", outputs[2]!["data"]!.ToJsonString());
        Assert.Equal("(3,5): warning CS0168: unused\n", MultilineText.Join(outputs[3]!["text"]));
        Assert.Equal(4, outputs.Count);
    }

    [Fact]
    public async Task What_VS_Code_would_answer_is_answered()
    {
        NotebookReport report = await RunAsync("""
            ready(); a = cell()
            ask('SubmitCode', 'js', code='f()', targetKernelName='javascript'); answer = read(); assert answer['eventType'] == 'CommandSucceeded', answer
            assert answer['command']['token'] == 'js', answer
            ask('RequestInput', 'q', prompt='who?'); answer = read(); assert answer['eventType'] == 'CommandFailed' and "'who?'" in answer['event']['message'], answer
            ask('RequestValue', 'v', name='x', mimeType='text/plain', targetKernelName='javascript'); answer = read(); assert answer['eventType'] == 'CommandFailed', answer
            done(a); b = cell(); done(b); serve()
            """);

        Assert.True(report.Outcome == NotebookOutcome.Passed, report.Cells[0].Error?.Value);
        Assert.Equal("""<script type="text/javascript">f()</script>""",
            MultilineText.Join(report.Cells[0].Cell.Outputs[0]!["data"]!["text/html"]));
    }

    [Fact]
    public async Task Noise_between_the_lines_is_left_out_also_where_it_does_not_end_its_line()
    {
        NotebookReport report = await RunAsync("""
            raw('Welcome to nothing\n\n'); ready(); a = cell()
            raw('noise\n[1,2]\n{"a":\n{}\n{"eventType":"NoSuchEvent","event":{}}\n{"eventType":"ReturnValueProduced"}\n{"eventType":5}\n{"commandType":"NoSuch","command":{}}\nnull\n')
            sys.stdout.buffer.write(os.urandom(5000).replace(b'\n', b'') + b'\n')
            event('another', 'CommandSucceeded'); event('another', 'CommandFailed', message='not mine')
            raw('progress 10 %'); event(a, 'StandardOutputValueProduced', formattedValues=[value('text/plain', 'kept')])
            raw('[' * 100000 + '\n')
            raw('unfinished '); done(a); b = cell(); done(b); serve()
            """);

        Assert.Equal(NotebookOutcome.Passed, report.Outcome);
        Assert.Equal("kept", MultilineText.Join(Assert.Single(report.Cells[0].Cell.Outputs)!["text"]));
    }

    [Theory]
    [InlineData("sys.stderr.write('no framework'); sys.exit(3)", "StartFailed", "ended with exit code 3 before it was ready. "
        + "It said: no framework")]
    [InlineData("sys.exit(3)", "StartFailed", "dotnet tool install")]
    [InlineData("raw('x' * 200000000)", "StartFailed", "does not speak as dotnet-interactive does")]
    [InlineData("raw('hello\\n'); forever()", "StartFailed", "did not say within 1 s that it is ready")]
    [InlineData("ready(); cell(); sys.exit(5)", "ProcessExited", "exit code 5")]
    [InlineData("ready(); a = cell(); raw('{\"event\":{\"for'); sys.exit(6)", "ProcessExited", "exit code 6")]
    [InlineData("ready(); cell(); os.kill(os.getpid(), 9)", "ProcessKilled", "SIGKILL")]
    [InlineData("ready(); cell(); os.close(1); forever()", "Timeout", "did not end within 2 s")]
    [InlineData(
        """
        ready(); cell(); sys.stderr.write('Stack overflow.\n'); sys.stderr.flush(); os.abort()
        """, "StackOverflow", "overflowed the stack")]
    [InlineData("ready(); cell(); raw('x' * 100000000 + '\\n'); forever()", "ProtocolError", "Show less in one output")]
    [InlineData("ready(); os.close(0); forever()", "Timeout", "did not end within 2 s")]
    [InlineData("ready(); cell(); forever()", "Timeout", "did not end within 2 s")]
    [InlineData("ready(); a = cell(); event(a, 'CommandFailed', message='System.Exception: x\\n   at Y()'); forever()", "Exception", "x")]
    public async Task What_dies_stays_silent_or_cannot_be_understood_fails_its_cell_with_a_sentence(
        string behaviour, string name, string expected)
    {
        // Only what is silent has a short time: on a busy machine the others may need longer to say what they say.
        NotebookReport report = await RunAsync(behaviour, seconds: name == "Timeout" ? 2 : 300);

        Assert.Contains(report.Outcome, (NotebookOutcome[])[NotebookOutcome.Failed, NotebookOutcome.TimedOut]);
        Assert.Equal(name, report.Cells[0].Error!.Name);
        Assert.Contains(expected, report.Cells[0].Error!.Value);
        Assert.Equal(CellOutcome.NotRun, report.Cells[1].Outcome);
    }

    [Fact]
    public async Task What_the_cells_have_started_ends_with_the_notebook()
    {
        Platform.LinuxOnly("the processes are looked up in /proc.");
        NotebookReport report = await RunAsync("""
            import subprocess
            ready(); a = cell()
            child = subprocess.Popen(['sleep', '4242'], start_new_session=True)
            event(a, 'StandardOutputValueProduced', formattedValues=[value('text/plain', f'{child.pid} {os.getpid()} {os.getppid()}')])
            done(a); b = cell(); done(b); forever()
            """);

        Assert.Equal(NotebookOutcome.Passed, report.Outcome);
        var ids = MultilineText.Join(report.Cells[0].Cell.Outputs[0]!["text"]).Split(' ').Select(int.Parse).ToList();
        await HangGuard.UntilAsync(() => !ids.Exists(ProcessTree.Exists));
    }

    [Fact]
    public async Task Outputs_keep_to_the_limit()
    {
        NotebookReport report = await RunAsync("""
            ready(); a = cell()
            for _ in range(300): event(a, 'StandardOutputValueProduced', formattedValues=[value('text/plain', 'x' * 100000)])
            done(a); b = cell(); done(b); serve()
            """, outputLimit: 1 << 20);

        Assert.Equal(NotebookOutcome.Passed, report.Outcome);
        Assert.InRange(MultilineText.Join(report.Cells[0].Cell.Outputs[0]!["text"]).Length, 1_000_000, 1_100_000);
        Assert.Contains("--output-limit", MultilineText.Join(report.Cells[0].Cell.Outputs[1]!["text"]));
    }

    [Fact]
    public async Task A_process_that_eats_memory_is_ended()
    {
        Platform.LinuxOnly("the address space is touched page by page.");
        NotebookReport report = await RunAsync(
            "ready(); cell()\nkept = []\nwhile True: kept.append(bytearray(64 << 20))", seconds: 300, memoryLimit: 200 << 20);

        Assert.Equal("OutOfMemory", report.Cells[0].Error!.Name);
    }

    [Fact]
    public async Task Cells_of_every_language_are_sent_where_they_belong()
    {
        var document = NotebookDocument.Create();
        document.Add(CellKind.Code, "let a = 1", "fsharp");
        document.Add(CellKind.Code, "alert(1)", "javascript");
        document.Add(CellKind.Code, "# title", "markdown");
        document.Add(CellKind.Code, "1", "c#");

        NotebookReport report = await RunAsync("""
            ready(); c = read(); assert c['command']['targetKernelName'] == 'fsharp', c; done(c['token'])
            c = read(); assert c['command']['targetKernelName'] == 'csharp' and c['command']['code'] == '1', c; done(c['token']); serve()
            """, document: document);

        Assert.True(report.Outcome == NotebookOutcome.Passed, report.Cells.FirstOrDefault(cell => cell.Error is not null)?.Error!.Value);
        Assert.Equal("""<script type="text/javascript">alert(1)</script>""",
            MultilineText.Join(report.Cells[1].Cell.Outputs[0]!["data"]!["text/html"]));
        Assert.Equal("# title", MultilineText.Join(report.Cells[2].Cell.Outputs[0]!["data"]!["text/markdown"]));
    }

    [Fact]
    public async Task A_notebook_runs_in_its_own_folder_and_says_goodbye()
    {
        await RunAsync("""
            ready(); a = cell(); done(a); b = cell(); done(b)
            command = read()
            open('said.txt', 'w').write(command['commandType'] + ' ' + ' '.join(sys.argv[1:]))
            """);

        Assert.Equal($"Quit [vscode] stdio --default-kernel csharp --working-dir {_folder}",
            File.ReadAllText(Path.Combine(_folder, "said.txt")));
    }

    private async Task<NotebookReport> RunAsync(
        string behaviour, long outputLimit = 10 << 20, double seconds = 300, long memoryLimit = 400 << 20,
        NotebookDocument? document = null)
    {
        string script = Path.Combine(_folder, "fake.py"), path = Path.Combine(_folder, "a.ipynb");
        await File.WriteAllTextAsync(script, Prelude + behaviour + "\n", TestContext.Current.CancellationToken);
        if (document is null)
        {
            document = NotebookDocument.Create();
            document.Add(CellKind.Code, "1");
            document.Add(CellKind.Code, "2");
        }

        document.Save(path);
        RunOptions options = FixtureRun.Options with
        {
            Original = new OriginalCommand(RequiredTool.Python(), [script])
            {
                Patience = TimeSpan.FromSeconds(behaviour.StartsWith("raw('hello", StringComparison.Ordinal) ? 1 : 300),
            },
            OutputLimit = outputLimit,
            CellTimeout = TimeSpan.FromSeconds(seconds),
            MemoryLimit = memoryLimit,
        };
        return (await new NotebookRunner(options, new Quiet()).RunAsync([path], TestContext.Current.CancellationToken))[0];
    }

    // A process in place of .NET Interactive, with its words.
    private const string Prelude = """
        import json, os, sys, time
        def raw(text):
            try: sys.stdout.write(text); sys.stdout.flush()
            except BrokenPipeError: sys.exit(0)
        def event(token, kind, **what):
            raw(json.dumps({'event': what, 'eventType': kind, 'command': token and {'token': token, 'commandType': 'SubmitCode', 'command': {'code': '1'}}, 'routingSlip': ['kernel://fake/']}, separators=(',', ':')) + '\n')
        def ask(kind, token, **what):
            raw(json.dumps({'token': token, 'commandType': kind, 'command': what, 'routingSlip': ['kernel://fake/?tag=arrived']}, separators=(',', ':')) + '\n')
        def value(mime, text, hidden=False): return {'mimeType': mime, 'value': text, 'suppressDisplay': hidden}
        def diagnostic(severity, code, message):
            return {'linePositionSpan': {'start': {'line': 2, 'character': 4}, 'end': {'line': 2, 'character': 5}}, 'severity': severity, 'code': code, 'message': message}
        def read():
            line = sys.stdin.readline()
            if not line: sys.exit(0)
            return json.loads(line)
        def ready(): event(None, 'KernelReady', kernelInfos=[])
        def cell():
            command = read(); assert command['commandType'] == 'SubmitCode', command
            return command['token']
        def done(token): event(token, 'CommandSucceeded', executionOrder=1)
        def serve():
            while read()['commandType'] != 'Quit': pass
        def forever():
            while True: time.sleep(60)

        """;

    private sealed class Quiet : RunHooks;
}
