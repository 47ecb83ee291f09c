using NotebookKit.Display.Tests.Support;

namespace NotebookKit.Display.Tests.Training;

public class HistoryPlotsTests
{
    [Fact]
    public void AHistoryShowsItsCurves()
    {
        History history = TrainingViewsTests.Train();
        IReadOnlyDictionary<string, string> bundle = Notebook.Show(history);
        Assert.Equal(["image/svg+xml", "text/plain"], bundle.Keys);
        Assert.Equal(history.Plot().ToSvg(), bundle["image/svg+xml"]);
        Assert.Equal(history.ToString(), bundle["text/plain"]);
        Snapshot.Match(bundle["image/svg+xml"], "svg");
    }

    [Fact]
    public void OneMeasureIsAChart()
    {
        Chart chart = TrainingViewsTests.Train().Plot("accuracy");
        Assert.StartsWith("Line chart “accuracy” over epoch. training: 3 points from ", chart.ToString());
        Assert.Contains(" validation: 3 points", chart.ToString());
        Assert.Throws<KeyNotFoundException>(() => TrainingViewsTests.Train().Plot("precision"));
    }

    [Fact]
    public void LogsAreATable()
    {
        IReadOnlyDictionary<string, string> bundle = Notebook.Show(TrainingViewsTests.Train().Last);
        Assert.StartsWith("<div class=\"nkh\">", bundle["text/html"]);
        Assert.Contains(">val_loss</th>", bundle["text/html"]);
    }
}
