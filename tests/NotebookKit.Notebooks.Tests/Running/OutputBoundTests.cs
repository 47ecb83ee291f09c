using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Running;

namespace NotebookKit.Notebooks.Tests.Running;

/// <summary>Cells that show without end: they are cut, they go on, and their notebook is saved.</summary>
public sealed class OutputBoundTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bound").FullName;

    [Trait("Category", "Endurance")]
    [Theory]
    [InlineData("var s = new string('x', 100_000); for (int i = 0; i < 200; i++) Console.Write(s);")]
    [InlineData("for (int i = 0; i < 200; i++) Console.Error.WriteLine(new string('x', 100_000));")]
    [InlineData("for (int i = 0; i < 200; i++) display(new string('x', 100_000));")]
    [InlineData("for (int i = 0; i < 4_000; i++) { display(i); Console.Write(i); Console.Error.Write(i); }")]
    [InlineData("for (int i = 0; i < 300_000; i++) Console.WriteLine(i);")]
    [InlineData("var d = display(\"\"); for (int i = 0; i < 100; i++) d.Update(new string('x', 20_000 * i));")]
    public async Task A_cell_that_shows_too_much_is_cut_with_a_sentence_and_goes_on(string code)
    {
        NotebookDocument document = await RunAsync(code, "\"it went on\"");

        int size = JupyterJson.WriteCompact(document.Cells[0].Outputs).Length;
        Assert.InRange(size, 10_000, 2_000_000);
        Assert.Contains("The output of this cell reached its limit of 1 MB", JupyterJson.WriteCompact(document.Cells[0].Outputs));
        Assert.Contains("it went on", JupyterJson.WriteCompact(document.Cells[1].Outputs));
    }

    [Trait("Category", "Endurance")]
    [Fact]
    public async Task A_hundred_thousand_live_updates_leave_the_last()
    {
        NotebookDocument document = await RunAsync("var d = display(0); for (int i = 1; i <= 100_000; i++) d.Update(i);", "1");

        Assert.Contains("100000", JupyterJson.WriteCompact(Assert.Single(document.Cells[0].Outputs)));
    }

    [Theory]
    [InlineData("throw new Exception(new string('m', 30_000_000));")]
    [InlineData("throw new AggregateException(Enumerable.Range(0, 5_000).Select(i => new Exception(new string('m', 1_000))));")]
    public async Task The_texts_of_an_error_are_bounded(string code)
    {
        NotebookReport report = await ReportAsync(code, "1");

        Assert.Equal(NotebookOutcome.Failed, report.Outcome);
        Assert.InRange(JupyterJson.WriteCompact(report.Document!.Cells[0].Outputs).Length, 1_000, 500_000);
        Assert.Contains("left out", report.Cells[0].Error!.Traceback[^1] + report.Cells[0].Error!.Value);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<NotebookDocument> RunAsync(params string[] cells)
    {
        NotebookReport report = await ReportAsync(cells);
        Assert.Equal(NotebookOutcome.Passed, report.Outcome);
        string saved = Path.Combine(_folder, "saved.ipynb");
        report.Document!.Save(saved);
        return NotebookDocument.Load(saved);
    }

    private async Task<NotebookReport> ReportAsync(params string[] cells)
    {
        var document = NotebookDocument.Create();
        foreach (string cell in cells)
        {
            document.Add(CellKind.Code, cell);
        }
        string path = Path.Combine(_folder, "a.ipynb");
        document.Save(path);
        RunOptions options = FixtureRun.Options with { OutputLimit = 1 << 20 };
        return (await new NotebookRunner(options, new Quiet()).RunAsync([path], TestContext.Current.CancellationToken))[0];
    }

    private sealed class Quiet : RunHooks;
}
