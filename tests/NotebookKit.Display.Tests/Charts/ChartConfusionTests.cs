namespace NotebookKit.Display.Tests.Charts;

public class ChartConfusionTests
{
    private static readonly string[] s_classes = ["Danish", "German", "Polish"];

    [Fact]
    public void Rows_are_true_and_columns_predicted()
    {
        var chart = Chart.Confusion(s_classes, truth: [0, 0, 0, 1, 2, 1], predicted: [0, 1, 1, 1, 2, 0]);
        var heatmap = (Heatmap)Assert.Single(chart.Traces);
        double[][] counts = [.. heatmap.z!.Cast<System.Collections.IEnumerable>().Select(row => row.Cast<double>().ToArray())];
        Assert.Equal([1, 2, 0], counts[0]);
        Assert.Equal([1, 1, 0], counts[1]);
        Assert.Equal([0, 0, 1], counts[2]);
        Assert.Equal(2, heatmap.zmax);
        Assert.Equal("Heatmap: true over predicted. 3 rows by 3 columns, values from 0 to 2.", chart.ToString());
    }

    [Fact]
    public void Without_a_mistake_it_can_be_drawn_too() =>
        Assert.Contains("<svg", Chart.Confusion(s_classes, [0, 1, 2], [0, 1, 2]).ToSvg(), StringComparison.Ordinal);

    [Fact]
    public void What_cannot_be_counted_is_refused()
    {
        Assert.Equal(
            "Chart.Confusion: received 2 true and 1 predicted classes; expected as many of both, and at least one.",
            Assert.Throws<ArgumentException>(() => Chart.Confusion(s_classes, [0, 1], [0])).Message);
        Assert.Equal(
            "Chart.Confusion: a predicted class has the index 3; there are 3 classes, 0 to 2.",
            Assert.Throws<ArgumentException>(() => Chart.Confusion(s_classes, [0, 1], [0, 3])).Message);
    }
}
