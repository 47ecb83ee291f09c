using System.Collections.Concurrent;
using System.Globalization;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Running;
using Spectre.Console;

namespace NotebookKit.Tool.Reporting;

/// <summary>Progress on a terminal: a bar for each notebook with the cell that is running.</summary>
internal sealed class LiveProgress : RunHooks
{
    private readonly ProgressContext context;
    private readonly ConcurrentDictionary<string, ProgressTask> tasks = new();

    private LiveProgress(ProgressContext context) => this.context = context;

    /// <summary>Shows progress while <paramref name="run"/> executes with the hooks it is given.</summary>
    public static Task<T> ShowAsync<T>(IAnsiConsole console, Func<RunHooks, Task<T>> run) =>
        console.Progress()
            .HideCompleted(false)
            .Columns(
                new SpinnerColumn(),
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn { Width = 20 },
                new PercentageColumn(),
                new ElapsedTimeColumn())
            .StartAsync(context => run(new LiveProgress(context)));

    public override void OnNotebookStart(string path) =>
        tasks[path] = context.AddTask(Markup.Escape(path), autoStart: true, maxValue: 1);

    public override void OnNotebookLoaded(string path, NotebookDocument document) =>
        tasks[path].MaxValue = Math.Max(1, document.Cells.Count(cell => cell.Kind == CellKind.Code));

    public override void OnCellStart(string path, int index, NotebookCell cell) =>
        tasks[path].Description = string.Create(
            CultureInfo.InvariantCulture, $"{Markup.Escape(path)} [grey]cell {index + 1}: {Markup.Escape(ReportText.Title(cell))}[/]");

    public override void OnCellExecuted(CellReport report) => tasks[report.Path].Increment(1);

    public override void OnNotebookComplete(NotebookReport report)
    {
        if (!tasks.TryGetValue(report.Path, out var task)) return;
        var colour = report.Outcome == NotebookOutcome.Passed ? "green" : "red";
        task.Description = $"{Markup.Escape(report.Path)} [{colour}]{ReportText.Word(report.Outcome)}[/]";
        task.StopTask();
    }
}
