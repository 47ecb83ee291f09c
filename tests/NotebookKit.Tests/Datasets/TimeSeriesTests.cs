namespace NotebookKit.Tests.Datasets;

public class TimeSeriesTests
{
    private static readonly float[] s_oneToTen = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

    [Fact]
    public void A_window_is_followed_by_its_target()
    {
        (Tensor? x, Tensor? y) = TimeSeries.Windows(s_oneToTen, length: 3);
        Assert.Equal(new Shape(7, 3, 1), x.Shape);
        Assert.Equal(new Shape(7, 1), y.Shape);
        Assert.Equal([1, 2, 3], x[0].ToArray());
        Assert.Equal([7, 8, 9], x[^1].ToArray());
        Assert.Equal([4, 5, 6, 7, 8, 9, 10], y.ToArray());
    }

    [Fact]
    public void Several_values_ahead_follow_in_their_order()
    {
        (Tensor? x, Tensor? y) = TimeSeries.Windows(s_oneToTen, length: 4, ahead: 3);
        Assert.Equal(new Shape(4, 3), y.Shape);
        Assert.Equal([4, 5, 6, 7], x[3].ToArray());
        Assert.Equal([8, 9, 10], y[3].ToArray());
    }

    [Fact]
    public void A_stride_skips_windows_and_what_no_longer_fills_one_is_left_out()
    {
        (Tensor? x, Tensor? y) = TimeSeries.Windows(s_oneToTen, length: 3, ahead: 2, stride: 3);
        Assert.Equal(new Shape(2, 3, 1), x.Shape);
        Assert.Equal([4, 5, 6], x[1].ToArray());
        Assert.Equal([7, 8], y[1].ToArray());
    }

    [Fact]
    public void The_shortest_series_gives_one_window()
    {
        (Tensor? x, Tensor? y) = TimeSeries.Windows([5, 6], length: 1);
        Assert.Equal([5], x.ToArray());
        Assert.Equal([6], y.ToArray());
    }

    [Theory]
    [InlineData(0, 1, 1, "length must be 1 or more; received 0")]
    [InlineData(3, -1, 1, "ahead must be 1 or more; received -1")]
    [InlineData(3, 1, 0, "stride must be 1 or more; received 0")]
    [InlineData(8, 3, 1, "need 11; the series has 10")]
    public void Windows_that_cannot_be_cut_are_refused(int length, int ahead, int stride, string said) =>
        Assert.Contains(
            said, Assert.Throws<ArgumentException>(() => TimeSeries.Windows(s_oneToTen, length, ahead, stride)).Message,
                StringComparison.Ordinal);

    [Theory]
    [InlineData(1, 4)]
    [InlineData(3, 2)]
    [InlineData(4, 5)]
    public void A_sample_goes_on_where_the_same_sample_of_the_batch_before_ended(int strands, int length)
    {
        float[] series = [.. Enumerable.Range(0, 50).Select(i => (float)i)];
        (Tensor? x, Tensor? y) = TimeSeries.Strands(series, strands, length);
        int pieces = x.Shape[0] / strands;
        Assert.Equal(49 / strands / length, pieces);
        for (int sample = 0; sample < strands; sample++)
        {
            float[] strand = [.. Enumerable.Range(0, pieces).SelectMany(piece => x[(piece * strands) + sample].ToArray())];
            Assert.Equal(Enumerable.Range(sample * pieces * length, pieces * length).Select(i => (float)i), strand);
        }
        Assert.Equal(x.ToArray().Select(value => value + 1), y.ToArray());
    }

    [Fact]
    public void Strands_that_the_series_cannot_fill_are_refused() => Assert.Contains(
        "need 13; the series has 10", Assert.Throws<ArgumentException>(() => TimeSeries.Strands(s_oneToTen, 4, 3)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_stateful_network_sees_strands_as_one_long_run()
    {
        RandomSeed.Set(1);
        float[] series = [.. Enumerable.Range(0, 25).Select(i => MathF.Sin(i))];
        (Tensor? x, Tensor _) = TimeSeries.Strands(series, strands: 2, length: 4);
        var inPieces = new NotebookKit.Layers.LSTM(3, stateful: true, returnSequences: true);
        Tensor[] pieces = [.. Enumerable.Range(0, 3).Select(p => (Tensor)inPieces.Apply(x[(2 * p)..((2 * p) + 2)]))];
        inPieces.ResetState();
        Tensor whole = inPieces.Apply(Tensor.Of([.. series[0..12], .. series[12..24]], new Shape(2, 12, 1)));
        Assert.True(Tensor.Concat(pieces, axis: 1).AllClose(whole, 1e-6f));
    }
}
