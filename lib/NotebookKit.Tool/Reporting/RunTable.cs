using System.Globalization;
using NotebookKit.Notebooks.Grading;
using NotebookKit.Notebooks.Running;
using Spectre.Console;

namespace NotebookKit.Tool.Reporting;

/// <summary>The table of a run's notebooks, as it stands at one moment: rows of text in columns, none longer than the screen.</summary>
/// <param name="rows">The notebooks, in the order of the run.</param>
/// <param name="hasUnicode">Whether more than ASCII may be used.</param>
/// <param name="what">What the notebooks are called, in the plural.</param>
internal sealed class RunTable(IReadOnlyList<RunRow> rows, bool hasUnicode, string what = RunTable.Usual)
{
    /// <summary>What notebooks are called where they are nothing else.</summary>
    public const string Usual = "notebooks";

    private static readonly Style s_plain = Style.Plain;
    private static readonly Style s_quiet = new(decoration: Decoration.Dim);
    private static readonly Style s_good = new(foreground: Color.Green);
    private static readonly Style s_bad = new(foreground: Color.Red);
    private static readonly Style s_busy = new(foreground: Color.Blue);
    private static readonly Style s_title = new(decoration: Decoration.Bold);

    private readonly string _folder = CommonFolder(rows);
    private readonly string _ellipsis = hasUnicode ? "…" : "...";
    private readonly string[] _spinner = hasUnicode ? ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧"] : ["-", "\\", "|", "/"];

    /// <summary>The table of a run that has ended.</summary>
    /// <param name="width">The screen's columns.</param>
    public IReadOnlyList<TableLine> Ended(int width)
    {
        TableLayout layout = Layout(width);
        return [Header(layout, "Result"), .. rows.Select(row => Line(row, layout, TimeSpan.Zero))];
    }

    /// <summary>The table of a run that goes on, with a bar for the whole of it below.</summary>
    /// <param name="width">The screen's columns.</param>
    /// <param name="height">The screen's rows; notebooks that do not fit are counted only.</param>
    /// <param name="now">The time since the run began.</param>
    public IReadOnlyList<TableLine> Running(int width, int height, TimeSpan now)
    {
        TableLayout layout = Layout(width);
        const int others = 3; // The header, the bar, and the row in which the cursor rests.
        List<RunRow> shown = Shown(Math.Max(1, height - others));
        return [
            Header(layout, layout.Doing >= 16 ? "Running cell" : "Cell"), .. shown.Select(row => Line(row, layout, now)), Bar(layout, now)];
    }

    private TableLayout Layout(int width) => TableLayout.For(width, rows.Max(row => Label(row).GetCellWidth()));

    // Those that run, then those that ended last, then those that come next: as many as there is room for, in order.
    private List<RunRow> Shown(int room)
    {
        return [.. rows.Index()
            .OrderBy(row => row.Item.State switch { RunRowState.Running => 0, RunRowState.Ended => 1, _ => 2 })
            .ThenByDescending(row => row.Item.EndedAt).ThenBy(row => row.Index)
            .Take(room).OrderBy(row => row.Index).Select(row => row.Item)];
    }

    private TableLine Header(TableLayout layout, string last) =>
        Row(layout, (" ", s_plain), _folder.Length > 0 ? $"{_folder}/" : "Notebook", s_title, "Cells", "Time", (last, s_title));

    private TableLine Line(RunRow row, TableLayout layout, TimeSpan now)
    {
        (string mark, Style style) = row.State switch
        {
            RunRowState.Waiting => (" ", s_quiet),
            RunRowState.Running => (_spinner[(int)(now.TotalMilliseconds / 125) % _spinner.Length], s_busy),
            _ when row.Grade is { } grade => (GradeText.Sign(grade.Verdict, hasUnicode), grade.Verdict switch
            {
                GradeVerdict.Right => s_good,
                GradeVerdict.Wrong => s_bad,
                _ => s_quiet,
            }),
            _ when row.Outcome == NotebookOutcome.Passed => (hasUnicode ? "✓" : "+", s_good),
            _ when row.Outcome is NotebookOutcome.Cancelled or NotebookOutcome.NotReached => (" ", s_quiet),
            _ => (hasUnicode ? "✗" : "x", s_bad),
        };
        string cells = row.Total is { } total ? string.Create(CultureInfo.InvariantCulture, $"{row.Done}/{total}") : "";
        string time = row.State == RunRowState.Waiting || (row.State == RunRowState.Ended && row.Total is null
            && row.Duration == TimeSpan.Zero) ? "" : ReportText.Time(row.State == RunRowState.Running ? now - row.StartedAt : row.Duration);
        string doing = row.State switch
        {
            RunRowState.Waiting => "waiting",
            RunRowState.Running => row.Cell is not { } cell ? "starting"
                : string.Create(CultureInfo.InvariantCulture, $"{(layout.Doing >= 20 ? "cell " : "")}{cell + 1}: {row.Title}"),
            _ => row.Grade?.Fitting(layout.Doing) ?? Result(row, layout.Doing),
        };
        return Row(layout, (mark, style), Label(row), row.State == RunRowState.Waiting ? s_quiet : s_plain, cells, time,
            (doing, row.State == RunRowState.Running ? s_quiet : style));
    }

    private static string Result(RunRow row, int room)
    {
        string word = ReportText.Word(row.Outcome);
        string place = row.Cell is { } cell ? string.Create(CultureInfo.InvariantCulture, $", cell {cell + 1}") : "";
        return word.Length + place.Length <= room ? word + place : word;
    }

    private TableLine Row(
        TableLayout layout, (string Text, Style Style) mark, string name, Style nameStyle, string cells, string time,
        (string Text, Style Style) last)
    {
        (string Text, int Width, Style Style)[] columns =
        [
            (ColumnText.Fit(cells, layout.Cells, "").PadLeft(layout.Cells), layout.Cells, nameStyle),
            (ColumnText.Fit(time, layout.Time, "").PadLeft(layout.Time), layout.Time, nameStyle),
            (ColumnText.Fit(last.Text, layout.Doing, _ellipsis), layout.Doing, last.Style),
        ];
        return new TableLine(
        [
            (mark.Text + " ", mark.Style),
            (ColumnText.Pad(ColumnText.FitMiddle(name, layout.Name, _ellipsis), layout.Name), nameStyle),
            .. columns.Where(column => column.Width > 0).Select(column => (new string(' ', TableLayout.Gap) + column.Text, column.Style)),
        ]);
    }

    private TableLine Bar(TableLayout layout, TimeSpan now)
    {
        // The cursor rests behind it, and a terminal writes "^C" there: on a full line that would begin another, and what is
        // drawn next would stand one too low.
        int total = Math.Max(1, layout.Total - "^C".Length - 1);
        int ended = rows.Count(row => row.State == RunRowState.Ended);
        // What a student got wrong is no failure of the run.
        int failed = rows.Count(row => row.State == RunRowState.Ended && row.Grade is null
            && row.Outcome is not (NotebookOutcome.Passed or NotebookOutcome.NotReached));
        string counts = string.Create(CultureInfo.InvariantCulture, $"{ended} of {rows.Count}");
        string words = $"{counts} {what}{(failed > 0 ? string.Create(CultureInfo.InvariantCulture, $", {failed} failed") : "")}, "
            + $"{ReportText.Time(now)}";
        const int leastBar = 8;
        string told = words.Length + TableLayout.Gap + leastBar <= total ? words : counts;
        // The bar ends where the words would need most room, so that it does not change its length while they grow.
        int most = told == words
            ? string.Create(CultureInfo.InvariantCulture, $"{rows.Count} of {rows.Count} {what}, {rows.Count} failed, 00:00:00").Length
            : string.Create(CultureInfo.InvariantCulture, $"{rows.Count} of {rows.Count}").Length;
        int length = Math.Max(0, total - TableLayout.Gap - Math.Max(most, told.Length));
        double done = rows.Average(
            row => row.State == RunRowState.Ended ? 1.0 : row.Total is > 0 and var total ? Math.Min(1.0, (double)row.Done / total) : 0);
        int full = (int)(length * done);
        return new TableLine(
        [
            (new string(hasUnicode ? '━' : '=', full), failed > 0 ? s_bad : s_good),
            (new string(hasUnicode ? '─' : '-', length - full), s_quiet),
            (ColumnText.Fit((length > 0 ? new string(' ', TableLayout.Gap) : "") + told, total - length, ""), s_plain),
        ]);
    }

    // The part of the path that tells the notebooks apart; .ipynb is what they all are.
    private string Label(RunRow row)
    {
        string name = _folder.Length > 0 ? row.Path[(_folder.Length + 1)..] : row.Path;
        return name.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase)
            && name.Length > ".ipynb".Length ? name[..^".ipynb".Length] : name;
    }

    private static string CommonFolder(IReadOnlyList<RunRow> rows)
    {
        var folders = rows.Select(row => (Path.GetDirectoryName(row.Path) ?? "").Replace('\\', '/').Split('/')).ToList();
        int common = 0;
        while (folders.All(folder => folder.Length > common && folder[common] == folders[0][common]))
        {
            common++;
        }

        return string.Join('/', folders[0].Take(common));
    }
}

/// <summary>A line of the table: texts, each in its style.</summary>
internal sealed record TableLine(IReadOnlyList<(string Text, Style Style)> Parts)
{
    /// <summary>Without the styles.</summary>
    public override string ToString() => string.Concat(Parts.Select(part => part.Text)).TrimEnd();
}
