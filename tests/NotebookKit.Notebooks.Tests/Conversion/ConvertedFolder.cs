using System.Diagnostics;
using System.Text;
using NotebookKit.Notebooks.Conversion;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Running;
using NotebookKit.Notebooks.Tests.Running;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Notebooks.Tests.Conversion;

/// <summary>A folder with a file that is converted, and what it prints in either form.</summary>
internal sealed class ConvertedFolder : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("converted").FullName;

    /// <summary>What did not go over, of the last conversion.</summary>
    public IReadOnlyList<ConversionNote> Notes { get; private set; } = [];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Writes a notebook of code cells and makes a program of it.</summary>
    public string ToProgram(params string[] cells)
    {
        var notebook = NotebookDocument.Create();
        foreach (string cell in cells)
        {
            notebook.Add(CellKind.Code, cell);
        }

        return ToProgram(notebook);
    }

    /// <summary>Writes a notebook and makes a program of it.</summary>
    public string ToProgram(NotebookDocument notebook)
    {
        notebook.Save(At("notebook.ipynb"));
        return Convert("notebook.ipynb", "program.cs");
    }

    /// <summary>Writes a file beside it.</summary>
    public void Write(string name, string text) => File.WriteAllText(At(name), text);

    /// <summary>Converts one file to another by their names.</summary>
    public string Convert(string from, string to)
    {
        var converted = NotebookConversion.Convert(At(from), NotebookConversion.FormatOf(to)!.Value, _folder);
        Notes = converted.Notes;
        File.WriteAllBytes(At(to), converted.Content);
        return Encoding.UTF8.GetString(converted.Content);
    }

    /// <summary>A notebook in the folder.</summary>
    public NotebookDocument Load(string name) => NotebookDocument.Load(At(name));

    /// <summary>What a notebook prints and shows, as plain text.</summary>
    public async Task<string> PrintedByNotebook(string name = "notebook.ipynb")
    {
        var runner = new NotebookRunner(FixtureRun.Options, new MomentLog());
        NotebookReport report = Assert.Single(await runner.RunAsync([At(name)], TestContext.Current.CancellationToken));
        string? problem = report.Problem ?? report.Cells.FirstOrDefault(cell => cell.Error is not null)?.Error?.Value;
        Assert.True(report.Outcome == NotebookOutcome.Passed, problem);
        return string.Concat(report.Cells.Select(cell => cell.Printed)).TrimEnd();
    }

    /// <summary>What a program prints, by <c>dotnet run</c>.</summary>
    public async Task<string> PrintedByProgram(string name = "program.cs")
    {
        var start = new ProcessStartInfo(BuiltTool.DotNet, ["run", "--file", name])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("MSBUILD_EXE_PATH");
        (int code, string output, string error) = await BuiltTool.RunAsync(start);
        Assert.True(code == 0, output + error);
        return output.ReplaceLineEndings("\n").TrimEnd();
    }

    private string At(string name) => Path.Combine(_folder, name);
}
