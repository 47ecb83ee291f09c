using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Tool.Tests;

/// <summary><c>notebookkit clear</c> and <c>notebookkit new</c> from outside.</summary>
public sealed class ClearCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Outputs_and_counts_go_the_rest_stays_and_a_second_time_writes_nothing()
    {
        string clear = Add("notebooks/a.ipynb", hasOutputs: false);
        string full = Add("notebooks/b.ipynb", hasOutputs: true);
        string expected = File.ReadAllText(clear);

        (int code, string output, string error) = await BuiltTool.RunAsync(_folder.Path, "clear");

        Assert.Equal((0, "cleared  notebooks/b.ipynb  1 cell\n1 of 2 notebooks cleared\n", ""), (code, output, error));
        Assert.Equal(expected, File.ReadAllText(full));
        DateTime written = File.GetLastWriteTimeUtc(full);
        (_, output, _) = await BuiltTool.RunAsync(_folder.Path, "clear", "notebooks");
        Assert.Equal("0 of 2 notebooks cleared\n", output);
        Assert.Equal(written, File.GetLastWriteTimeUtc(full));
    }

    [Fact]
    public async Task A_check_changes_nothing_and_fails_where_there_are_outputs()
    {
        string full = Add("a.ipynb", hasOutputs: true);
        Add("b.ipynb", hasOutputs: false);
        string before = File.ReadAllText(full);

        (int code, string output, _) = await BuiltTool.RunAsync(_folder.Path, "clear", "--check", ".");
        Assert.Equal((1, "has outputs  a.ipynb  1 cell\n1 of 2 notebooks have outputs\n"), (code, output));
        Assert.Equal(before, File.ReadAllText(full));
        Assert.Equal(0, (await BuiltTool.RunAsync(_folder.Path, "clear", "--check", "b.ipynb")).ExitCode);
    }

    [Fact]
    public async Task A_file_that_is_no_notebook_is_named_and_the_others_are_cleared()
    {
        File.WriteAllText(_folder.File("a.ipynb"), "hello");
        Add("b.ipynb", hasOutputs: true);
        (int code, string output, string error) = await BuiltTool.RunAsync(_folder.Path, "clear", ".");
        Assert.Equal(ExitCodes.Unreadable, code);
        Assert.Contains("a.ipynb, line 1: the file is not JSON", error);
        Assert.Contains("cleared  b.ipynb", output);
        Assert.Equal("hello", _folder.Text("a.ipynb"));
    }

    [Fact]
    public async Task A_notebook_that_cannot_be_saved_does_not_count_as_cleared()
    {
        string full = Add("a.ipynb", hasOutputs: true);
        Add("b.ipynb", hasOutputs: true);
        string before = _folder.Text("a.ipynb");
        File.SetAttributes(full, FileAttributes.ReadOnly);
        (int code, string output, string error) = await BuiltTool.RunAsync(_folder.Path, "clear", ".");
        File.SetAttributes(full, FileAttributes.Normal);
        Assert.Equal((ExitCodes.Unreadable, "cleared  b.ipynb  1 cell\n1 of 2 notebooks cleared\n"), (code, output));
        Assert.Contains("a.ipynb: the notebook could not be cleared: Cannot write 'a.ipynb': the file is read-only.", error);
        Assert.Equal(before, _folder.Text("a.ipynb"));
    }

    [Theory]
    [InlineData("deep/lesson.ipynb")]
    [InlineData("lesson.dib", Traits = ["Category", "Endurance"])]
    [InlineData("odd name, it's.ipynb", Traits = ["Category", "Endurance"])]
    public async Task A_new_notebook_runs_and_is_never_made_over_another(string name)
    {
        (int code, string output, string error) = await BuiltTool.RunAsync(_folder.Path, "new", name);
        Assert.Equal((0, $"{name} is there. Run it: notebookkit run {ShellWord.Of(name)}\n", ""), (code, output, error));
        string made = _folder.Text(name);
        Assert.Equal(0, (await BuiltTool.RunAsync(_folder.Path, "test", name, "--durations", "3")).ExitCode);

        (code, _, error) = await BuiltTool.RunAsync(_folder.Path, "new", name);
        Assert.Equal(ExitCodes.WrongUsage, code);
        Assert.Contains($"{name} exists already; choose another name.", error);
        Assert.Equal(made, _folder.Text(name));
        Assert.Contains("ends in .ipynb or .dib", (await BuiltTool.RunAsync(_folder.Path, "new", "notes.txt")).Error);
    }

    private string Add(string name, bool hasOutputs)
    {
        var document = NotebookDocument.Create();
        document.Add(CellKind.Markdown, "# Title");
        NotebookCell cell = document.Add(CellKind.Code, "1 + 1");
        cell.AddTag("kept");
        cell.Metadata["execution"] = new JsonObject { ["timeout"] = 5 };
        if (hasOutputs)
        {
            cell.ExecutionCount = 3;
            cell.Outputs.Add((JsonNode)new JsonObject { ["name"] = "stdout", ["output_type"] = "stream", ["text"] = new JsonArray("2\n") });
            cell.Metadata["execution"]!["iopub.execute_input"] = "2026-01-01T00:00:00Z";
            cell.Metadata["execution"]!["shell.execute_reply"] = "2026-01-01T00:00:01Z";
        }

        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(name))!);
        document.Save(_folder.File(name));
        // The ids of cells are made anew for each notebook: those of the first stand for all.
        File.WriteAllText(_folder.File(name),
            System.Text.RegularExpressions.Regex.Replace(File.ReadAllText(_folder.File(name)), "\"id\": \"[^\"]*\"", "\"id\": \"x\""));
        return _folder.File(name);
    }
}
