using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Running;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Tests.Running;

/// <summary>From where a changed notebook must run. Cells are written one after the other, with a bar between them.</summary>
public sealed class RerunPlanTests
{
    [Theory]
    [InlineData("1|2|3", "1|2|3", null)]
    [InlineData("1|2|3", "1|2|4", 2)]
    [InlineData("1|2|3", "1|5|3", 1)]
    [InlineData("1|2|3", "7|2|3", 0)]
    [InlineData("1|2|3", "1|2|3|4", 3)]
    [InlineData("1|2|3", "1|2", 2)]
    [InlineData("1|2|3", "1|9|2|3", 1)]
    [InlineData("var x = 1;|var y = x;|y", "var x = 1;|var y = x + 1;|y", 1)]
    [InlineData("var x = 1;|using System.Text;", "var x = 1;|using System.Text; x", 1)]
    public void The_first_changed_cell_is_the_first_to_run(string before, string now, int? kept) =>
        Assert.Equal(kept is null ? null : new RerunPlan(kept.Value, null), Plan(before, now));

    [Theory]
    [InlineData("var x = 1;|x = 2;|x", "var x = 1;|x = 2;|x + 1", null)]
    [InlineData("var x = 1;|x++;|x", "var x = 1;|x--;|x", "cell 2 has changed x")]
    [InlineData("var l = new List<int>();|1|l.Add(3);", "var l = new List<int>();|2|l.Add(3);", "cell 3 has changed l")]
    [InlineData("1|#r \"nuget: A\"|2", "1|#r \"nuget: B\"|2", "a directive of cell 2 has taken effect")]
    [InlineData("1|var y = 1;|y", "1|var z = 1;|y", "y, which is used, is there from when cell 2 ran before")]
    [InlineData("var x = 1;|x|var x = 2;", "var x = 1;|x + 1|var x = 2;", "x, which is used, is there from when cell 3 ran before")]
    [InlineData("1|int F() => 1;|F()", "1|F()", "F, which is used, is there from when cell 2 ran before")]
    [InlineData("1|using System.Text;|2", "1|2", "'using System.Text;' is still in effect")]
    public void What_the_cells_behind_it_have_done_and_would_be_noticed_needs_a_run_from_the_top(string before, string now, string? why)
    {
        RerunPlan plan = Plan(before, now)!;
        Assert.Equal(why, plan.WhyFromTop);
        Assert.Equal(why is not null, plan.Kept == 0);
    }

    [Fact]
    public void A_cell_that_failed_or_did_not_run_is_run_again()
    {
        List<CellReport> reports = Reports("1|throw null;|2");
        reports[1] = reports[1] with { Outcome = CellOutcome.Failed };
        reports[2] = reports[2] with { Outcome = CellOutcome.NotRun };
        Assert.Equal(new RerunPlan(1, null), RerunPlan.Of(reports, Cells("1|throw null;|2")));
    }

    [Fact]
    public void A_tag_or_a_language_is_a_change_too_and_other_languages_have_states_of_their_own()
    {
        List<NotebookCell> cells = Cells("1|2");
        cells[1].AddTag("skip-execution");
        Assert.Equal(1, RerunPlan.Of(Reports("1|2"), cells)!.Kept);

        var document = NotebookDocument.Create();
        document.Add(CellKind.Code, "1");
        document.Add(CellKind.Code, "let x = 1", "javascript");
        document.Add(CellKind.Code, "<b>", "html");
        var reports = document.Cells.Select((cell, i) => new CellReport("a", i, cell, CellOutcome.Passed, TimeSpan.Zero, null)).ToList();
        Assert.Equal("cell 2, in javascript, has run", RerunPlan.Of(reports, Cells("1|2"))!.WhyFromTop);
        reports.RemoveAt(1);
        Assert.Null(RerunPlan.Of(reports, Cells("1|2"))!.WhyFromTop);
    }

    private static RerunPlan? Plan(string before, string now) => RerunPlan.Of(Reports(before), Cells(now));

    private static List<CellReport> Reports(string sources) =>
        [.. Cells(sources).Select((cell, i) => new CellReport("a.ipynb", i, cell, CellOutcome.Passed, TimeSpan.Zero, null))];

    private static List<NotebookCell> Cells(string sources)
    {
        var document = NotebookDocument.Create();
        return [.. sources.Split('|').Select(source => document.Add(CellKind.Code, source))];
    }
}
