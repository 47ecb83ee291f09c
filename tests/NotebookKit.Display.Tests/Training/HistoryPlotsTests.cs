using NotebookKit.Display.Tests.Support;

namespace NotebookKit.Display.Tests.Training;

public class HistoryPlotsTests
{
    [Fact]
    public void A_history_shows_its_curves()
    {
        History history = TrainingViewsTests.Train();
        IReadOnlyDictionary<string, string> bundle = Notebook.Show(history);
        Assert.Equal(["image/svg+xml", "text/plain"], bundle.Keys);
        Assert.Equal(history.Plot().ToSvg(), bundle["image/svg+xml"]);
        Assert.Equal(history.ToString(), bundle["text/plain"]);
        Snapshot.Match(bundle["image/svg+xml"], "svg");
    }

    [Fact]
    public void One_measure_is_a_chart()
    {
        Chart chart = TrainingViewsTests.Train().Plot("accuracy");
        Assert.StartsWith("Line chart “accuracy” over epoch. training: 3 points from ", chart.ToString());
        Assert.Contains(" validation: 3 points", chart.ToString());
        Assert.Throws<KeyNotFoundException>(() => TrainingViewsTests.Train().Plot("precision"));
    }

    [Fact]
    public void Logs_are_a_table()
    {
        IReadOnlyDictionary<string, string> bundle = Notebook.Show(TrainingViewsTests.Train().Last);
        Assert.StartsWith("<div class=\"nkh\">", bundle["text/html"]);
        Assert.Contains(">val_loss</th>", bundle["text/html"]);
    }
}
