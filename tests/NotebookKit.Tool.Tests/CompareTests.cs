using System.Diagnostics;
using System.Xml.Linq;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Tool.Tests;

/// <summary><c>notebookkit test --compare</c> and <c>check</c> from outside, each on notebooks that it executed before.</summary>
public sealed class CompareTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Saved_outputs_hold_and_what_was_changed_in_them_is_found()
    {
        await SavedAsync(
            "a.ipynb", "Console.WriteLine(DateTime.Now); Console.WriteLine(Guid.NewGuid()); Console.Error.WriteLine(\"a warning\");",
            "new[] { 1.5, 9 / 4.0 }", "// NBVAL_IGNORE_OUTPUT\nRandom.Shared.NextDouble()", "// NBVAL_RAISES_EXCEPTION\nint.Parse(\"x\")",
                "int n = 7; n");
        string saved = _folder.Text("a.ipynb");
        string junit = _folder.File("results.xml");

        (int code, string output, _) = await BuiltTool.RunAsync(_folder.Path, "check", "a.ipynb", "--junit", junit);
        Assert.True(code == ExitCodes.Passed, output);
        Assert.Equal("0", XDocument.Load(junit).Descendants("testsuite").Single().Attribute("failures")!.Value);

        File.WriteAllText(_folder.File("a.ipynb"), saved.Replace("2.25", "2.35", StringComparison.Ordinal));
        (code, output, _) = await BuiltTool.RunAsync(_folder.Path, "test", "--compare", "a.ipynb", "--junit", junit);

        Assert.Equal(ExitCodes.Differs, code);
        Assert.Contains("a.ipynb, cell 2 of 5: not the saved output", output, StringComparison.Ordinal);
        Assert.Contains("2.35 became 2.25: off by 0.1", output, StringComparison.Ordinal);
        Assert.EndsWith("0 passed, 1 failed\n", output, StringComparison.Ordinal);
        XElement failure = XDocument.Load(junit).Descendants("failure").Single();
        Assert.Equal("OutputDiffers", failure.Attribute("type")!.Value);
        Assert.StartsWith("cell 2: ", failure.Parent!.Attribute("name")!.Value, StringComparison.Ordinal);
        // Not a byte of the notebook is changed by a test.
        Assert.Equal(saved.Replace("2.25", "2.35", StringComparison.Ordinal), _folder.Text("a.ipynb"));
        // Without the option nothing is compared; the mark of the raising cell is nbval's, which then says nothing.
        Assert.Equal(ExitCodes.CellFailed, (await BuiltTool.RunAsync(_folder.Path, "test", "a.ipynb")).ExitCode);
    }

    [Trait("Category", "Endurance")]
    [Fact]
    public async Task Tolerances_and_patterns_come_from_the_command_line()
    {
        await SavedAsync("a.ipynb", "Console.WriteLine(\"port 8080, 2.0\");");
        File.WriteAllText(_folder.File("a.ipynb"),
            _folder.Text("a.ipynb").Replace("port 8080, 2.0\\n\"", "port 9090, 2.1\\n\"", StringComparison.Ordinal));
        File.WriteAllText(_folder.File("own.cfg"), "[ports]\nregex: port \\d+\nreplace: port\n");

        Assert.Equal(ExitCodes.Differs, (await BuiltTool.RunAsync(_folder.Path, "check", "a.ipynb", "--sanitize", "own.cfg")).ExitCode);
        Assert.Equal(ExitCodes.Passed,
            (await BuiltTool.RunAsync(_folder.Path, "check", "a.ipynb", "--sanitize", "own.cfg", "--rtol", "0.1")).ExitCode);
        (int code, _, string error) = await BuiltTool.RunAsync(_folder.Path, "check", "a.ipynb", "--sanitize", "none.cfg");
        Assert.Equal(ExitCodes.WrongUsage, code);
        Assert.StartsWith("notebookkit: none.cfg: the file of patterns cannot be read", error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.WrongUsage, (await BuiltTool.RunAsync(_folder.Path, "test", "a.ipynb", "--rtol", "0.1")).ExitCode);
        Assert.Equal(ExitCodes.WrongUsage, (await BuiltTool.RunAsync(_folder.Path, "check", "a.ipynb", "--rtol", "-1")).ExitCode);
    }

    [Trait("Category", "Endurance")]
    [Fact]
    public async Task Where_GitHub_shows_annotations_each_difference_is_one_at_its_line()
    {
        await SavedAsync("my, notes.ipynb", "1", "Console.WriteLine(\"50 %\");");
        string text = _folder.Text("my, notes.ipynb").Replace("50 %\\n\"", "60 %\\n\"", StringComparison.Ordinal);
        File.WriteAllText(_folder.File("my, notes.ipynb"), text);
        int line = text[..text.LastIndexOf("\"source\"", StringComparison.Ordinal)].Count(c => c == '\n') + 1;

        ProcessStartInfo start = BuiltTool.StartInfo(_folder.Path, "check", "my, notes.ipynb");
        start.Environment["GITHUB_ACTIONS"] = "true";
        (int code, string output, _) = await BuiltTool.RunAsync(start);

        Assert.Equal(ExitCodes.Differs, code);
        string expected = $"::error file=my%2C notes.ipynb,line={line},title=cell 2%3A not the saved output::output 1, stdout, line 1: 60 "
            + $"became 50; whole numbers must be the same.";
        Assert.Contains(expected, output.Split('\n'));
    }

    [Fact]
    public async Task A_notebook_that_was_never_executed_has_nothing_to_compare_and_says_so()
    {
        _folder.Add("a.ipynb", "1 + 1");
        (int code, string output, _) = await BuiltTool.RunAsync(_folder.Path, "check", "a.ipynb");
        Assert.Equal(ExitCodes.Passed, code);
        Assert.Contains("Warning: a.ipynb has no saved outputs, so nothing was compared", output, StringComparison.Ordinal);
    }

    private async Task SavedAsync(string name, params string[] cells)
    {
        var document = NotebookDocument.Load(_folder.Add(name, cells));
        foreach (NotebookCell cell in document.Cells.Where(cell => cell.Source.Contains("RAISES", StringComparison.Ordinal)))
        {
            cell.AddTag("raises-exception");
        }

        document.Save(_folder.File(name));
        Assert.Equal(0, (await BuiltTool.RunAsync(_folder.Path, "run", name)).ExitCode);
        File.WriteAllText(_folder.File(name), _folder.Text(name).Replace("\"raises-exception\"", "\"other\"", StringComparison.Ordinal));
    }
}
