using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Running;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Notebooks.Tests.Running;

/// <summary>One run over the fixture notebooks, which the tests of a class then look at.</summary>
public sealed class FixtureRun : IAsyncLifetime
{
    private readonly Dictionary<string, NotebookReport> _reports = [];

    public static RunOptions Options { get; } = new()
    {
        Host = new HostCommand(BuiltTool.DotNet, [BuiltTool.Assembly, HostCommand.Verb]),
        MemoryLimit = 400 << 20,
        Jobs = 2,
    };

    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Running", "Fixtures");

    /// <summary>What happened, moment by moment, for each notebook.</summary>
    internal MomentLog Moments { get; } = new();

    public NotebookReport this[string name] => _reports[name];

    public static string PathOf(string name) => Path.Combine(Folder, name + ".ipynb");

    public async ValueTask InitializeAsync()
    {
        // Those with cells that do not end are for the tests that stop a run.
        var paths = Directory.GetFiles(Folder, "*.ipynb")
            .Where(path => !Path.GetFileName(path).StartsWith("sleeps") && !Path.GetFileName(path).StartsWith("runs-forever")).Order()
                .ToList();
        foreach (NotebookReport report in await new NotebookRunner(Options, Moments).RunAsync(paths, TestContext.Current.CancellationToken))
        {
            _reports[Path.GetFileNameWithoutExtension(report.Path)] = report;
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>Notes every hook call by name.</summary>
internal sealed class MomentLog : RunHooks
{
    private readonly Dictionary<string, List<string>> _moments = [];

    public IReadOnlyList<string> this[string name]
    {
        get
        {
            lock (_moments)
            {
                return [.. _moments[name]];
            }
        }
    }

    public override void OnNotebookStart(string path) => Note(path, "start");

    public override void OnNotebookLoaded(string path, NotebookDocument document) => Note(path, "loaded");

    public override void OnCellStart(string path, int index, NotebookCell cell) => Note(path, $"cell {index} start");

    public override void OnCellExecuted(CellReport report) => Note(report.Path, $"cell {report.Index} {report.Outcome}");

    public override void OnCellError(CellReport report) => Note(report.Path, $"cell {report.Index} error");

    public override void OnNotebookComplete(NotebookReport report) => Note(report.Path, $"{report.Outcome}");

    private void Note(string path, string moment)
    {
        lock (_moments)
        {
            string name = Path.GetFileNameWithoutExtension(path);
            if (!_moments.TryGetValue(name, out List<string>? list))
            {
                _moments[name] = list = [];
            }
            list.Add(moment);
        }
    }
}
