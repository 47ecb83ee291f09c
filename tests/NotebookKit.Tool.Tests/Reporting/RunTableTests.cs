using NotebookKit.Notebooks.Running;
using NotebookKit.Tool.Reporting;
using Spectre.Console;

namespace NotebookKit.Tool.Tests.Reporting;

/// <summary>The table of a run, as text at several widths.</summary>
public sealed class RunTableTests
{
    private static readonly string[] s_names =
        ["00-start-here", "01-inside-a-recurrent-cell", "09-repeatvector-and-timedistributed", "10-日本語のノート",
            "11-failing", "12-slow", "13-last"];

    private static IReadOnlyList<RunRow> Rows(int done = 3)
    {
        RunRow[] rows = s_names.Select(name => new RunRow($"notebooks/{name}.ipynb")).ToArray();
        rows[0] = Ended(rows[0], NotebookOutcome.Passed, 12, 12, 3.24);
        rows[1] = Ended(rows[1], NotebookOutcome.Failed, 7, 30, 12.5) with { Cell = 9 };
        rows[2] = Running(rows[2], 120, done, 17, "var model = new Model(inputs, [lstm1, stateH, stateC]);");
        rows[3] = Running(rows[3], 8, 0, 0, "// 最初のセルはライブラリを読み込みます、少し時間がかかります");
        rows[4] = Ended(rows[4], NotebookOutcome.TimedOut, 1, 3, 1234) with { Cell = 2 };
        rows[5] = rows[5] with { State = RunRowState.Running, StartedAt = TimeSpan.FromSeconds(20) };
        return rows;
    }

    private static RunRow Ended(RunRow row, NotebookOutcome outcome, int done, int total, double seconds) => row with
    {
        State = RunRowState.Ended,
        Outcome = outcome,
        Done = done,
        Total = total,
        Duration = TimeSpan.FromSeconds(seconds),
    };

    private static RunRow Running(RunRow row, int total, int done, int cell, string title) =>
        row with
        {
            State = RunRowState.Running,
            Total = total,
            Done = done,
            Cell = cell,
            Title = title,
            StartedAt = TimeSpan.FromSeconds(5)
        };

    private static string Text(IEnumerable<TableLine> lines) => string.Join('\n', lines) + "\n";

    [Theory]
    [InlineData(20)]
    [InlineData(40)]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    public void A_running_table_fits_its_terminal(int width) =>
        Snapshot.Check($"running-{width}", Text(new RunTable(Rows(), hasUnicode: true).Running(width, 24, TimeSpan.FromSeconds(25.5))));

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    public void A_table_at_the_end_says_how_each_notebook_fared(int width) =>
        Snapshot.Check(
            $"ended-{width}", Text(new RunTable([.. Rows().Where(row => row.State == RunRowState.Ended)], hasUnicode: true).Ended(width)));

    [Theory]
    [InlineData(40)]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    public void While_grading_a_row_says_the_grade_and_not_that_the_cells_ran(int width) =>
        Snapshot.Check($"grading-{width}", Text(new RunTable(Submissions(), hasUnicode: true, "submissions")
            .Running(width, 24, TimeSpan.FromSeconds(25.5))));

    private static IReadOnlyList<RunRow> Submissions()
    {
        RunRow[] rows = [.. new[] { "ada", "bob", "cleo", "dan", "eve", "finn" }
            .Select(student => new RunRow($"handed in/{student}/05-sequences-and-states.ipynb"))];
        rows[0] = Ended(rows[0], NotebookOutcome.Passed, 30, 30, 3.2) with { Grade = new GradeCount(3, 0, 0) };
        rows[1] = Ended(rows[1], NotebookOutcome.Passed, 30, 30, 3.4) with { Grade = new GradeCount(2, 1, 0) };
        rows[2] = Ended(rows[2], NotebookOutcome.Failed, 28, 30, 2.9) with { Grade = new GradeCount(1, 1, 1), Cell = 4 };
        rows[3] = Ended(rows[3], NotebookOutcome.Passed, 30, 30, 3.1) with { Grade = new GradeCount(0, 0, 3) };
        rows[4] = Ended(rows[4], NotebookOutcome.Unreadable, 0, 0, 0) with { Total = null };
        rows[5] = Running(rows[5], 30, 3, 4, "Tensor data = Tensor.Of([0.1f, 0.2f, 0.3f]).Reshape(1, 3, 1);");
        return rows;
    }

    [Fact]
    public void Where_only_ASCII_can_be_written_the_table_is_ASCII() =>
        Snapshot.Check("running-80-ascii", Text(new RunTable([.. Rows().Where(row => !row.Path.Contains('日'))], hasUnicode: false)
            .Running(80, 24, TimeSpan.FromSeconds(25.5))));

    [Fact]
    public void Of_more_notebooks_than_rows_those_that_run_are_seen_and_the_height_stays()
    {
        var rows = Enumerable.Range(0, 60).Select(i => new RunRow($"n/{i:00}.ipynb")).ToList();
        for (int step = 0; step < 60; step++)
        {
            if (step > 1)
            {
                rows[step - 2] = Ended(rows[step - 2], NotebookOutcome.Passed, 1, 1, 1) with { EndedAt = TimeSpan.FromSeconds(step) };
            }

            rows[step] = Running(rows[step], 1, 0, 0, "x");
            IReadOnlyList<TableLine> lines = new RunTable(rows, hasUnicode: true).Running(80, 12, TimeSpan.FromSeconds(step));

            Assert.Equal(11, lines.Count);
            Assert.Contains(lines, line => line.ToString().Contains($" {step:00} "));
            Assert.Equal(lines.Skip(1).SkipLast(1).Select(line => line.ToString()[2..4]).Order(), lines.Skip(1).SkipLast(1)
                .Select(line => line.ToString()[2..4]));
        }
    }

    [Fact]
    public void No_state_of_a_notebook_moves_a_column_or_makes_a_line_too_long()
    {
        var random = new Random(3);
        foreach (int width in new[] { 1, 10, 19, 20, 27, 33, 47, 48, 60, 79, 80, 100, 120, 250 })
        {
            var layouts = new HashSet<string>();
            for (int i = 0; i < 50; i++)
            {
                var rows = s_names.Select(name => Any(new RunRow($"notebooks/{name}.ipynb"))).ToList();
                IReadOnlyList<TableLine> lines = new RunTable(rows, hasUnicode: true).Running(
                    width, 24, TimeSpan.FromSeconds(random.Next(100_000)));
                Assert.All(lines, line => Assert.InRange(line.ToString().GetCellWidth(), 0, Math.Max(10, width - 1)));
                layouts.Add(
                    string.Join(',', lines.SkipLast(1)
                        .SelectMany(line => line.Parts.SkipLast(width >= 48 ? 1 : 0).Select(part => part.Text.GetCellWidth()))));
            }

            if (width >= 48)
            {
                Assert.Single(layouts);
            }
        }

        RunRow Any(RunRow row) => row with
        {
            State = (RunRowState)random.Next(3),
            Outcome = (NotebookOutcome)random.Next(6),
            Total = random.Next(3) == 0 ? null : random.Next(500),
            Done = random.Next(500),
            Cell = random.Next(3) == 0 ? null : random.Next(1000),
            Title = new string("x界\t\u0007"[random.Next(4)], random.Next(90)),
            Duration = TimeSpan.FromSeconds(random.Next(20_000)),
        };
    }
}
