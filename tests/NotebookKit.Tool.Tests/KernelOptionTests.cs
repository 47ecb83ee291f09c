using System.Diagnostics;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Running;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Tool.Tests;

/// <summary><c>--kernel original</c> from outside, with .NET Interactive itself where a test says so.</summary>
public sealed class KernelOptionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("mine", "--kernel expects 'original'")]
    [InlineData("original=", "--kernel expects 'original'")]
    [InlineData("original=no/such/file", "there is no file no/such/file. Install it with: dotnet tool install -g "
        + "Microsoft.dotnet-interactive")]
    [InlineData("original", "neither on PATH, nor among your global tools, nor in a tool manifest here. Install it with: "
        + "dotnet tool install")]
    public async Task What_is_not_there_is_named_with_how_to_install_it(string kernel, string expected)
    {
        _folder.Add("a.ipynb", "1");
        ProcessStartInfo start = BuiltTool.StartInfo(_folder.Path, "test", "a.ipynb", "--kernel", kernel);
        start.Environment["PATH"] = _folder.File("none");
        start.Environment["HOME"] = start.Environment["USERPROFILE"] = _folder.File("none");

        (int code, _, string error) = await BuiltTool.RunAsync(start);

        Assert.Equal(ExitCodes.WrongUsage, code);
        Assert.Contains(expected, error);
    }

    [Fact]
    public async Task A_notebook_of_this_kernel_shows_the_same_in_NET_Interactive_and_what_does_not_is_named()
    {
        string original = "original=" + RequiredTool.DotNetInteractive();
        _folder.Add("a.ipynb",
            "Console.Write(\"a\"); Console.Error.Write(\"b\"); 1.5",
            "new[] { new { Name = \"Ada\", Age = 36 }, new { Name = \"Bob\", Age = 41 } }",
            "#!mermaid\ngraph TD; A-->B", "#!html\n<b>here</b>", "#!javascript\nalert(1)", "#!markdown\n# title",
            "// NBVAL_RAISES_EXCEPTION\nthrow new FormatException(\"two\\nlines\");",
            "// NBVAL_RAISES_EXCEPTION\nint i = ;", "#warning look\n2",
            "System.IO.File.Exists(\"a.ipynb\")",
            "display(new Dictionary<string, int> { [\"a\"] = 1 });", "new { A = 1 }.Display(\"application/json\");");
        // In .NET Interactive's last state the first value stays.
        _folder.Add("b.ipynb", "1", "var d = display(\"first\");", "d.Update(\"second\");");
        await BuiltTool.RunAsync(_folder.Path, "test", "a.ipynb", "b.ipynb", "--compare", "--output", "executed");

        (int code, string output, string error) = await BuiltTool.RunAsync(
            _folder.File("executed"), "check", "a.ipynb", "b.ipynb", "--kernel", original);

        Assert.True(code == ExitCodes.Differs, output + error);
        Assert.Contains("b.ipynb, cell 2 of 3: not the saved output", output);
        Assert.Contains("second", output);
        Assert.EndsWith("1 passed, 1 failed\n", output);
    }

    [Fact]
    public async Task Parameters_tags_timeouts_and_other_languages_hold_there_too()
    {
        string original = "original=" + RequiredTool.DotNetInteractive();
        var document = NotebookDocument.Create();
        document.Add(CellKind.Code, "int epochs = 1;").AddTag("parameters");
        document.Add(CellKind.Code, "throw null;").AddTag("skip-execution");
        document.Add(CellKind.Code, "epochs");
        document.Add(CellKind.Code, "let square x = x * x\nsquare 12", "fsharp");
        document.Add(CellKind.Code, "Console.WriteLine(\"before\"); while (true) { }");
        document.Save(_folder.File("a.ipynb"));

        (int code, string output, _) = await BuiltTool.RunAsync(
            _folder.Path, "run", "a.ipynb", "--kernel", original, "-p", "epochs=7", "--output", "out", "--timeout", "20");

        Assert.Equal(ExitCodes.TimedOut, code);
        Assert.Contains("The cell did not end within 20 s", output);
        var cells = NotebookDocument.Load(_folder.File("out/a.ipynb")).Cells.Where(cell => cell.Kind == CellKind.Code).ToList();
        Assert.Contains("<pre>7</pre>", cells[3].Outputs.ToJsonString().Replace("\\u003C", "<").Replace("\\u003E", ">"));
        Assert.Contains("<pre>144</pre>", cells[4].Outputs.ToJsonString().Replace("\\u003C", "<").Replace("\\u003E", ">"));
        Assert.Contains("before", cells[5].Outputs[0]!["text"]!.ToJsonString());
    }

    [Theory]
    [InlineData("Environment.Exit(3);", "The cell ended the process with exit code 3")]
    [InlineData("void Deeper(int n) { if (n >= 0) Deeper(n + 1); Console.Write(n); } Deeper(0);", "The cell overflowed the stack")]
    public async Task A_cell_that_ends_the_process_fails_with_the_reason(string cell, string expected)
    {
        string original = "original=" + RequiredTool.DotNetInteractive();
        _folder.Add("a.ipynb", cell, "1");

        (int code, string output, _) = await BuiltTool.RunAsync(_folder.Path, "test", "a.ipynb", "--kernel", original);

        Assert.Equal(ExitCodes.CellFailed, code);
        Assert.Contains(expected, output);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("KILL")]
    public async Task When_the_command_is_stopped_or_killed_no_process_is_left(string signal)
    {
        string original = "original=" + RequiredTool.DotNetInteractive();
        Platform.LinuxOnly("the processes are looked up in /proc.");
        _folder.Add("a.ipynb", """
            var child = System.Diagnostics.Process.Start("setsid", "sleep 4243");
            System.IO.File.WriteAllText("started~", $"{Environment.ProcessId} {child.Id}"); System.IO.File.Move("started~", "started");
            while (true) { }
            """);
        string before = _folder.Text("a.ipynb");
        using Process process = BuiltTool.Start(_folder.Path, "run", "a.ipynb", "--kernel", original);
        _ = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await HangGuard.UntilAsync(() => File.Exists(_folder.File("started")));
        var ids = _folder.Text("started").Split(' ').Select(int.Parse).ToList();

        using (var kill = System.Diagnostics.Process.Start("kill", [$"-{signal}", $"{process.Id}"]))
        {
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await HangGuard.UntilAsync(() => !ids.Exists(ProcessTree.Exists));
        Assert.Equal(before, _folder.Text("a.ipynb"));
    }
}
