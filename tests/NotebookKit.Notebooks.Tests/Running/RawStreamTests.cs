using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Running;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Tests.Running;

/// <summary>What cells write past the console of the session is theirs as well, and what fails beside a cell fails its notebook.</summary>
public sealed class RawStreamTests : IDisposable
{
    private const string ReplacedConsole = """
        Console.SetOut(new System.IO.StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });
        Console.SetError(new System.IO.StreamWriter(Console.OpenStandardError()) { AutoFlush = true });
        Console.WriteLine("first é😀"); Console.Error.WriteLine("first error");
        """;

    private const string Child = """
        void Run(string script) { using var child = System.Diagnostics.Process.Start("sh", ["-c", script]); child.WaitForExit(); }
        Console.WriteLine("before");
        Run("echo child; echo wrong >&2");
        Console.WriteLine("after");
        """;

    private const string Native = """
        [System.Runtime.InteropServices.DllImport("libc")] static extern int puts(string text);
        _ = puts("native");
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("raw").FullName;

    [Fact]
    public async Task A_console_that_a_cell_replaced_writes_into_its_cells()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Streams are caught below the console on Unix only.");
        NotebookReport report = await RunAsync(
            ReplacedConsole, "Console.WriteLine(\"second\"); Console.Error.WriteLine(\"second error\");", "1 + 1");
        Assert.Equal(NotebookOutcome.Passed, report.Outcome);
        Assert.Equal([("first é😀\n", "first error\n"), ("second\n", "second error\n"), ("", "")], report.Document!.Cells.Select(Text));
    }

    [Fact]
    public async Task Child_processes_and_native_code_write_into_their_cell_in_order()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Streams are caught below the console on Unix only.");
        NotebookReport report = await RunAsync(Child, Native, "using (var raw = Console.OpenStandardOutput()) raw.Write(\"raw\\n\"u8);");
        Assert.Equal(NotebookOutcome.Passed, report.Outcome);
        Assert.Equal([("before\nchild\nafter\n", "wrong\n"), ("native\n", ""), ("raw\n", "")], report.Document!.Cells.Select(Text));
    }

    [Fact]
    public async Task A_writer_that_a_cell_put_in_the_consoles_place_is_that_cells_alone()
    {
        NotebookReport report = await RunAsync(
            """
            var kept = new System.IO.StringWriter();
            Console.SetOut(kept);
            Console.SetError(kept);
            Console.Write("kept");
            Console.Error.Write("!");
            """,
            "Console.WriteLine(\"second\"); Console.Error.WriteLine(\"second error\");",
            "Console.SetOut(System.IO.TextWriter.Null); Console.WriteLine(\"gone\");",
            "Console.Out.Dispose(); Console.WriteLine(kept);",
            "Console.WriteLine(\"last\");");
        Assert.Equal(NotebookOutcome.Passed, report.Outcome);
        Assert.Equal(
            [("", ""), ("second\n", "second error\n"), ("", ""), ("kept!\n", ""), ("last\n", "")], report.Document!.Cells.Select(Text));
    }

    [Fact]
    public async Task Code_that_the_flow_of_its_cell_does_not_reach_writes_into_the_cell()
    {
        NotebookReport report = await RunAsync(
            """
            var alone = new System.Threading.Thread(() => { Console.WriteLine("alone"); Console.Error.WriteLine("alone error"); });
            alone.UnsafeStart();
            alone.Join();
            """,
            """
            var done = new TaskCompletionSource();
            System.Threading.ThreadPool.UnsafeQueueUserWorkItem(_ => { Console.Write("pool\n"); done.SetResult(); }, null);
            await done.Task;
            """,
            """
            class Last { public static bool IsGone; ~Last() { Console.WriteLine("last"); IsGone = true; } }
            [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
            void Leave() => new Last();
            Leave();
            while (!Last.IsGone) { GC.Collect(); GC.WaitForPendingFinalizers(); }
            """);
        Assert.Equal(NotebookOutcome.Passed, report.Outcome);
        Assert.Equal([("alone\n", "alone error\n"), ("pool\n", ""), ("last\n", "")], report.Document!.Cells.Select(Text));
    }

    [Fact]
    public async Task What_is_written_past_the_console_keeps_to_the_limit_of_a_cells_output()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Streams are caught below the console on Unix only.");
        NotebookReport report = await RunAsync(
            """
            var much = new byte[100_000]; Array.Fill(much, (byte)'x');
            using (var raw = Console.OpenStandardOutput()) for (int i = 0; i < 100; i++) raw.Write(much);
            """,
            "Console.Write(\"it went on\");");
        Assert.Equal(NotebookOutcome.Passed, report.Outcome);
        Assert.InRange(Text(report.Document!.Cells[0]).Output.Length, 100_000, 1 << 20);
        Assert.Contains("reached its limit", Text(report.Document.Cells[0]).Errors);
        Assert.Equal("it went on", Text(report.Document.Cells[1]).Output);
    }

    [Theory]
    [InlineData("async void Bad() { await Task.Yield(); throw new FormatException(\"lost?\"); }\nBad();")]
    [InlineData("async void Bad() { await Task.Delay(100); throw new FormatException(\"lost?\"); }\nBad();",
        Traits = ["Category", "Endurance"])]
    [InlineData("new List<int> { 1 }.ForEach(async x => { await Task.Yield(); throw new FormatException(\"lost?\"); });",
        Traits = ["Category", "Endurance"])]
    [InlineData("Action bad = async () => throw new FormatException(\"lost?\");\nbad();", "await Task.Delay(50);",
        Traits = ["Category", "Endurance"])]
    [InlineData(
        """
        var timer = new System.Timers.Timer(1) { AutoReset = false };
        async void Bad() { await Task.Yield(); throw new FormatException("lost?"); }
        Bad();
        """, "1")]
    public async Task An_async_void_that_throws_fails_the_notebook(params string[] cells)
    {
        NotebookReport report = await RunAsync(cells);
        Assert.Equal(NotebookOutcome.Failed, report.Outcome);
        ErrorEvent error = Assert.Single(report.Cells, cell => cell.Outcome == CellOutcome.Failed).Error!;
        Assert.Equal("FormatException", error.Name);
        Assert.StartsWith("lost? ", error.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resetting_the_formatters_leaves_the_guards()
    {
        NotebookReport report = await RunAsync(
            "Microsoft.DotNet.Interactive.Formatting.Formatter.ResetToDefault();",
            "IEnumerable<object> F() { while (true) yield return F(); }\nF()",
            "new[,] { { 1, 2 }, { 3, 4 } }");
        Assert.Equal(NotebookOutcome.Passed, report.Outcome);
        Assert.Equal("Int32[2,2]\n[ 1, 2 ]\n[ 3, 4 ]", MultilineText.Join(report.Document!.Cells[2].Outputs[0]!["data"]!["text/plain"]));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static (string Output, string Errors) Text(NotebookCell cell)
    {
        return (Of("stdout"), Of("stderr"));

        string Of(string name) => string.Concat(
            cell.Outputs.Where(output => (string?)output!["name"] == name).Select(output => MultilineText.Join(output!["text"])));
    }

    private async Task<NotebookReport> RunAsync(params string[] cells)
    {
        var document = NotebookDocument.Create();
        foreach (string cell in cells)
        {
            document.Add(CellKind.Code, cell);
        }
        string path = Path.Combine(_folder, "a.ipynb");
        document.Save(path);
        RunOptions options = FixtureRun.Options with { OutputLimit = 1 << 20 };
        return (await new NotebookRunner(options, new Quiet()).RunAsync([path], TestContext.Current.CancellationToken))[0];
    }

    private sealed class Quiet : RunHooks;
}
