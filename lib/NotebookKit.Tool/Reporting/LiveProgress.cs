using System.Collections.Concurrent;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Grading;
using NotebookKit.Notebooks.Running;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace NotebookKit.Tool.Reporting;

/// <summary>Progress on a terminal: the table of all notebooks, redrawn in place, with the cell that each one runs.</summary>
internal sealed class LiveProgress : GradeHooks
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(100);

    private readonly Screen _screen;
    private readonly TimeProvider _clock;
    private readonly long _start;
    private readonly IReadOnlyList<string> _paths;
    private readonly string _what;
    private readonly ConcurrentDictionary<string, RunRow> _rows = new();

    private LiveProgress(Screen screen, IReadOnlyList<string> paths, TimeProvider clock, string what)
    {
        _screen = screen;
        _what = what;
        _paths = paths;
        _clock = clock;
        _start = clock.GetTimestamp();
        foreach (string path in paths)
        {
            _rows[path] = new RunRow(path);
        }
    }

    private TimeSpan Now => _clock.GetElapsedTime(_start);

    /// <summary>Shows progress while <paramref name="run"/> executes with the hooks it is given, and takes it away again.</summary>
    /// <param name="screen">Where.</param>
    /// <param name="paths">The notebooks that will run, in order.</param>
    /// <param name="clock">Tells the time.</param>
    /// <param name="run">The run.</param>
    /// <param name="what">What the notebooks are called.</param>
    public static Task<T> ShowAsync<T>(
        Screen screen, IReadOnlyList<string> paths, TimeProvider clock, Func<GradeHooks, Task<T>> run, string what = RunTable.Usual)
    {
        var progress = new LiveProgress(screen, paths, clock, what);
        return screen.Console.Live(new Table(progress)).AutoClear(true).Overflow(VerticalOverflow.Crop).StartAsync(async context =>
        {
            Task<T> running = run(progress);
            do
            {
                context.Refresh();
            }
            while (await Task.WhenAny(running, Task.Delay(s_interval)).ConfigureAwait(false) != running);

            context.Refresh();
            return await running.ConfigureAwait(false);
        });
    }

    public override void OnNotebookStart(string path) =>
        Update(path, row => row with { State = RunRowState.Running, StartedAt = Now });

    public override void OnNotebookLoaded(string path, NotebookDocument document) =>
        Update(path, row => row with { Total = document.Cells.Count(cell => cell.Kind == CellKind.Code) });

    public override void OnCellStart(string path, int index, NotebookCell cell) =>
        Update(path, row => row with { Cell = index, Title = cell.Title });

    public override void OnCellExecuted(CellReport report) => Update(report.Path, row => row with { Done = row.Done + 1 });

    public override void OnNotebookComplete(NotebookReport report) =>
        Update(report.Path, row => RunRow.Of(report) with { StartedAt = row.StartedAt, EndedAt = Now, Grade = row.Grade });

    // A file that cannot be read keeps the word for that: none of its answers was looked at.
    public override void OnSubmissionGraded(SubmissionGrade grade) =>
        Update(grade.Submission.Path, row => grade.IsUnreadable ? row : row with { Grade = GradeCount.Of(grade) });

    private void Update(string path, Func<RunRow, RunRow> change) =>
        _rows.AddOrUpdate(path, key => change(new RunRow(key)), (_, row) => change(row));

    private sealed class Table(LiveProgress progress) : Renderable
    {
        protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
        {
            Screen screen = progress._screen;
            var table = new RunTable([.. progress._paths.Select(path => progress._rows[path])], screen.HasUnicode, progress._what);
            return new TableLines(table.Running(screen.Width, screen.Height, progress.Now)).Segments();
        }
    }
}

/// <summary>Lines as Spectre draws them, without any layout of its own.</summary>
internal sealed class TableLines(IReadOnlyList<TableLine> lines) : Renderable
{
    /// <summary>The parts of the lines, with line ends.</summary>
    public IEnumerable<Segment> Segments()
    {
        foreach ((int index, TableLine line) in lines.Index())
        {
            if (index > 0)
            {
                yield return Segment.LineBreak;
            }

            foreach ((string text, Style style) in line.Parts)
            {
                yield return new Segment(text, style);
            }
        }
    }

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => [.. Segments(), Segment.LineBreak];
}
