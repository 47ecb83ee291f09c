using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Running;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Notebooks.Tests.Running;

/// <summary>What a killed process leaves in the temporary folder.</summary>
public sealed class RuntimeFilesTests : IDisposable
{
    // Above the largest id that Linux gives.
    private const int NoProcess = 5_000_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("runtime-files-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Files_of_a_process_that_is_gone_are_removed_and_no_others()
    {
        Platform.UnixOnly("Windows keeps none of these files.");
        string[] others = [$"clr-debug-pipe-{Environment.ProcessId}-1-in", $"dotnet-diagnostic-{NoProcess}1-2-socket", "notes.txt"];
        foreach (string name in (string[])[.. others, $"clr-debug-pipe-{NoProcess}-1-in", $"dotnet-diagnostic-{NoProcess}-2-socket"])
        {
            File.WriteAllText(Path.Combine(_folder, name), "");
        }

        RuntimeFiles.Remove(NoProcess, _folder);
        RuntimeFiles.Remove(Environment.ProcessId, _folder);
        RuntimeFiles.Remove(NoProcess, Path.Combine(_folder, "missing"));

        Assert.Equal(
            others.Order(StringComparer.Ordinal), Directory.GetFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_notebook_that_ends_its_process_or_has_it_killed_leaves_none()
    {
        Platform.UnixOnly("Windows keeps none of these files.");
        var ids = new List<string>();
        foreach (string end in (string[])["System.Diagnostics.Process.GetCurrentProcess().Kill();", "1"])
        {
            var document = NotebookDocument.Create();
            document.Add(CellKind.Code, "Console.Write(Environment.ProcessId);");
            document.Add(CellKind.Code, end);
            string path = Path.Combine(_folder, "a.ipynb");
            document.Save(path);
            NotebookReport report = Assert.Single(
                await new NotebookRunner(FixtureRun.Options, new MomentLog()).RunAsync([path], TestContext.Current.CancellationToken));
            ids.Add(report.Cells[0].Printed.Trim());
        }

        Assert.All(ids, id => Assert.Empty(Directory.GetFileSystemEntries(Path.GetTempPath(), $"dotnet-diagnostic-{id}-*")));
    }
}
