using System.Diagnostics;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Tool.Tests;

/// <summary><c>notebookkit watch</c> from outside: what it says and saves while somebody edits.</summary>
public sealed class WatchCommandTests : IDisposable
{
    private const string Waiting = "Waiting for a.ipynb to be saved. Ctrl+C ends.";

    private readonly TemporaryFolder _folder = new();
    private Process? _process;

    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process?.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_notebook_runs_as_it_is_saved_and_the_command_is_not_confused_by_how()
    {
        Save("a.ipynb", "var x = 20;", "x + 1");
        string heard = await StartAsync();
        Assert.Contains("1 passed, 0 failed", heard);
        Assert.Contains("21", _folder.Text("a.ipynb"));

        // As editors do it: another file, put in its place. What the command saved itself is no change.
        Save("a.tmp.ipynb", "var x = 20;", "x + 22");
        File.Move(_folder.File("a.tmp.ipynb"), _folder.File("a.ipynb"), overwrite: true);
        heard = await HearAsync(Waiting);
        Assert.StartsWith("From cell 2 on: what stands before it has not changed.\n", heard);
        Assert.Equal([1, 2], NotebookDocument.Load(_folder.File("a.ipynb")).Cells.Select(cell => cell.ExecutionCount));
        Assert.Contains("42", _folder.Text("a.ipynb"));

        var document = NotebookDocument.Load(_folder.File("a.ipynb"));
        document.Insert(0, CellKind.Markdown, "# A title");
        document.Save(_folder.File("a.ipynb"));
        Assert.StartsWith("No code has changed: nothing to run.\n", await HearAsync(Waiting));

        File.WriteAllText(_folder.File("a.ipynb"), "{ half");
        Assert.StartsWith("a.ipynb, line 1: ", await HearAsync(Waiting));
        File.Delete(_folder.File("a.ipynb"));
        Save("a.ipynb", "var x = 20;", "x += 1;\nx");
        Assert.Contains("1 passed, 0 failed", await HearAsync(Waiting));
        Save("a.ipynb", "var x = 20;", "x += 2;\nx");
        Assert.StartsWith("From the top: cell 2 has changed x.\n", await HearAsync(Waiting));
        Assert.Contains("22", _folder.Text("a.ipynb"));
    }

    [Fact]
    public async Task A_save_while_it_runs_is_neither_lost_nor_saved_over()
    {
        const string waits =
            "System.IO.File.WriteAllText(\"running\", \"\");\nwhile (!System.IO.File.Exists(\"seen\")) await Task.Delay(10);";
        Save("a.ipynb", waits, "throw new Exception(\"old\");");
        Start();
        await HangGuard.UntilAsync(() => File.Exists(_folder.File("running")));
        Save("a.ipynb", waits, "\"new\"");
        File.WriteAllText(_folder.File("seen"), "");

        string heard = await HearAsync(Waiting);
        Assert.Contains("a.ipynb was saved while it ran.\n", heard);
        Assert.DoesNotContain("old", heard);
        Assert.Contains("1 passed, 0 failed", heard);
        Assert.Contains("\"new\"", NotebookDocument.Load(_folder.File("a.ipynb")).Cells[1].Source);
        Assert.NotEmpty(NotebookDocument.Load(_folder.File("a.ipynb")).Cells[1].Outputs);
    }

    [Fact]
    public async Task A_failure_is_shown_and_not_saved_and_the_user_ends_it()
    {
        Platform.UnixOnly("a signal is sent.");
        Save("a.ipynb", "1", "throw new Exception(\"it broke\");");
        string before = _folder.Text("a.ipynb");
        Assert.Contains("it broke", await StartAsync());
        Assert.Equal(before, _folder.Text("a.ipynb"));

        using var kill = Process.Start("kill", ["-TERM", $"{_process!.Id}"]);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken)
            .WaitAsync(HangGuard.Time, TestContext.Current.CancellationToken);
        Assert.Equal(ExitCodes.Terminated, _process.ExitCode);
    }

    [Theory]
    [InlineData("", "FILE is missing: The notebook, .ipynb or .dib.")]
    [InlineData("no.ipynb", "no.ipynb: there is no such file or folder.")]
    [InlineData(".", ".: expected one notebook; received a folder.")]
    public async Task Wrong_usage_says_what_is_wrong(string arguments, string message)
    {
        (int code, _, string error) =
            await BuiltTool.RunAsync(_folder.Path, ["watch", .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.Equal(ExitCodes.WrongUsage, code);
        Assert.Contains(message, error);
    }

    private void Start() => _process = BuiltTool.Start(_folder.Path, "watch", "a.ipynb");

    private Task<string> StartAsync()
    {
        Start();
        return HearAsync(Waiting);
    }

    private async Task<string> HearAsync(string until)
    {
        string heard = "";
        while (true)
        {
            string? line =
                await _process!.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(HangGuard.Time);
            Assert.True(line is not null, heard);
            if (line == until)
            {
                return heard;
            }

            heard += line + "\n";
        }
    }

    private void Save(string name, params string[] cells)
    {
        var document = NotebookDocument.Create();
        foreach (string cell in cells)
        {
            document.Add(CellKind.Code, cell);
        }

        document.Save(_folder.File(name));
    }
}
