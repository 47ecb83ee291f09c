using NotebookKit.Display.Tests.Support;

namespace NotebookKit.Display.Tests.Tensors;

public class TensorViewTests
{
    [Fact]
    public void Sequence() => Match(Tensor.Of([-0.02145359f, -0.0540871f, -0.09228823f], new Shape(1, 3, 1)));

    [Fact]
    public void TwoSamples() => Match(Tensor.Of([.. Enumerable.Range(0, 24).Select(i => (i - 12) / 10f)], new Shape(2, 4, 3)));

    [Fact]
    public void Batch() => Match(Tensor.Of([0.1f, -0.2f, 0, 2, float.NaN, float.PositiveInfinity], new Shape(3, 2)));

    [Fact]
    public void Vector() => Match(Tensor.Of(1, 2, 3.5f));

    [Fact]
    public void Number() => Match(Tensor.Scalar(-0.5f));

    [Fact]
    public void NoElements() => Match(Tensor.Zeros(0, 3));

    [Fact]
    public void FourAxes() => Match(Tensor.Of([.. Enumerable.Range(0, 16).Select(i => (float)i)], new Shape(2, 2, 2, 2)));

    [Fact]
    public void LongAxesShowTheirEnds() => Match(Tensor.Of([.. Enumerable.Range(0, 40 * 7 * 20).Select(i => MathF.Round(MathF.Sin(i), 3))], new Shape(40, 7, 20)));

    [Fact]
    public void VerySmallNumbers() => Match(Tensor.Of([-2.0248523e-04f, -1.0290105e-04f, 3.6e-05f, 0], new Shape(2, 2)));

    [Fact]
    public void ABundleHoldsHtmlAndTheTextOfNumPy()
    {
        Tensor tensor = Tensor.Of([1, 2], new Shape(1, 2));
        var bundle = Notebook.Show(tensor);
        Assert.Equal(["text/html", "text/plain"], bundle.Keys);
        Assert.Equal(tensor.ToString(), bundle["text/plain"]);
    }

    [Fact]
    public void HeatmapPutsTimeToTheRight()
    {
        Tensor tensor = Tensor.Of([.. Enumerable.Range(0, 24).Select(i => i / 10f)], new Shape(2, 4, 3));
        Chart chart = tensor.Heatmap(1);
        Assert.Equal("Heatmap “Tensor (2, 4, 3), sample 1”: unit over time. 3 rows by 4 columns, values from 1.2 to 2.3.", chart.ToString());
        Assert.Equal("Heatmap: the tensor of shape (2, 4, 3) has samples 0 to 1.", Assert.Throws<ArgumentOutOfRangeException>(() => tensor.Heatmap(2)).Message.Split(" (Parameter")[0]);
        Assert.Contains("received shape ()", Assert.Throws<ArgumentException>(() => Tensor.Scalar(1).Heatmap()).Message);
    }

    [Fact]
    public void ChartsTakeTensors()
    {
        Tensor sequence = Tensor.Of([1, 2, 3, 4, 5, 6], new Shape(1, 3, 2));
        Assert.Equal("Line chart. unit 0: 3 points from 1 at 0 to 5 at 2; lowest 1 at 0, highest 5 at 2. unit 1: 3 points from 2 at 0 to 6 at 2; lowest 2 at 0, highest 6 at 2.",
            Chart.Line(sequence).ToString());
        Assert.StartsWith("Histogram. 6 values from 1 to 6", Chart.Histogram(sequence).ToString());
        Assert.StartsWith("Line chart. h: 6 points", Chart.Line(("h", sequence)).ToString());
    }

    private static void Match(Tensor tensor, [System.Runtime.CompilerServices.CallerMemberName] string test = "") =>
        Snapshot.Match(Notebook.Show(tensor)["text/html"], "html", test: test);
}
