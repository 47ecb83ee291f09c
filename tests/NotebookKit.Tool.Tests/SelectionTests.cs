using NotebookKit.Notebooks.Documents;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Tool.Tests;

/// <summary>Which notebooks and cells of a run execute, from outside.</summary>
public sealed class SelectionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_filter_of_cells_takes_the_notebooks_that_have_one_and_runs_them_up_to_it()
    {
        Add("tagged.ipynb", ("Console.WriteLine(\"before\");", null), ("1", "quick"), ("throw new Exception(\"behind\");", null));
        Add("other.ipynb", ("throw new Exception(\"not chosen\");", null));
        File.WriteAllText(_folder.File("damaged.ipynb"), "{");
        (int code, string output, _) =
            await BuiltTool.RunAsync(_folder.Path, "run", ".", "--filter", "tag=quick", "--filter", "path!=damaged", "--output", "out");

        Assert.Equal(ExitCodes.Passed, code);
        Assert.EndsWith("1 passed, 0 failed\n", output);
        Assert.Equal([1, 2, null], NotebookDocument.Load(_folder.File("out/tagged.ipynb")).Cells.Select(cell => cell.ExecutionCount));
        (code, output, _) = await BuiltTool.RunAsync(_folder.Path, "test", ".", "--filter", "text=nowhere");
        Assert.Equal(ExitCodes.Unreadable, code);
        Assert.Contains("damaged.ipynb", output);
    }

    [Fact]
    public async Task The_first_failure_ends_the_run_where_it_should()
    {
        Add("a.ipynb", ("throw new Exception(\"first\");", null));
        Add("b.ipynb", ("throw new Exception(\"second\");", null));
        (int code, string output, _) = await BuiltTool.RunAsync(_folder.Path, "test", ".", "-x", "--jobs", "1", "--junit", "results.xml");

        Assert.Equal(ExitCodes.CellFailed, code);
        Assert.Contains("The run stopped at the first failure.", output);
        Assert.DoesNotContain("second", output);
        Assert.EndsWith("0 passed, 1 failed, 1 stopped\n", output);
        Assert.Contains("errors=\"0\"", _folder.Text("results.xml"));
    }

    [Trait("Category", "Endurance")]
    [Fact]
    public async Task Only_those_that_failed_the_last_time_run_again_and_all_when_none_did()
    {
        Add("a.ipynb", ("1", null));
        string bad = Add("b.ipynb", ("throw new Exception(\"broken\");", null));
        Assert.Equal(ExitCodes.CellFailed, (await BuiltTool.RunAsync(_folder.Path, "test", ".")).ExitCode);

        (int code, string output, _) = await BuiltTool.RunAsync(_folder.Path, "test", ".", "--last-failed");
        Assert.Equal(ExitCodes.CellFailed, code);
        Assert.EndsWith("0 passed, 1 failed\n", output);
        File.Delete(bad);
        Add("b.ipynb", ("2", null));
        Assert.EndsWith("1 passed, 0 failed\n", (await BuiltTool.RunAsync(_folder.Path, "test", ".", "--lf")).Output);
        (_, output, _) = await BuiltTool.RunAsync(_folder.Path, "test", ".", "--last-failed");
        Assert.StartsWith("No notebook here failed the last time: all of them run.\n", output);
        Assert.EndsWith("2 passed, 0 failed\n", output);
    }

    private string Add(string name, params IEnumerable<(string Source, string? Tag)> cells)
    {
        var document = NotebookDocument.Create();
        foreach ((string source, string? tag) in cells)
        {
            NotebookCell cell = document.Add(CellKind.Code, source);
            if (tag is not null)
            {
                cell.AddTag(tag);
            }
        }

        document.Save(_folder.File(name));
        return _folder.File(name);
    }
}
