namespace NotebookKit.Display.Tests.Charts;

public class ChartDataTests
{
    [Fact]
    public void Data_is_read_once_however_often_the_chart_is_shown()
    {
        var line = new Scatter { y = new[] { 1f, 2f, 4f }, low = new[] { 0, 1, 3 }, high = new[] { 2, 3, 5 } };
        var bars = new Bar { x = new[] { "a", "b" }, y = new[] { 1, 2 } };
        var values = new Histogram { x = new[] { 1.0, 2.0 } };
        var cells = new Heatmap { z = new[,] { { 1, 2 } } };
        (object, object?, object, object, object) read = (line.Points, line.Edges, bars.Points, values.Values, cells.Rows);
        foreach (Chart chart in new[] { Chart.Plot(line), Chart.Plot(bars), Chart.Plot(values), Chart.Plot(cells) })
        {
            _ = (chart.ToSvg(), chart.ToPlotlyJson(), chart.ToString());
        }
        Assert.Same(read.Item1, line.Points);
        Assert.Same(read.Item2, line.Edges);
        Assert.Same(read.Item3, bars.Points);
        Assert.Same(read.Item4, values.Values);
        Assert.Same(read.Item5, cells.Rows);
    }

    [Fact]
    public void Other_data_set_later_is_what_shows()
    {
        var line = new Scatter { y = new[] { 1, 2 } };
        var chart = Chart.Plot(line);
        Assert.Contains("from 1 at 0 to 2 at 1", chart.ToString());
        line.y = new[] { 5, 6 };
        line.x = new[] { "mon", "tue" };
        Assert.Contains("from 5 at mon to 6 at tue", chart.ToString());
        var grid = new Heatmap { z = new[,] { { 1, 2 } } };
        var map = Chart.Plot(grid);
        grid.z = new[,] { { 7 }, { 9 } };
        Assert.Contains("values from 7 to 9", map.ToString());
    }
}
