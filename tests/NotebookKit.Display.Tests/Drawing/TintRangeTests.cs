using NotebookKit.Display.Drawing;

namespace NotebookKit.Display.Tests.Drawing;

public class TintRangeTests
{
    private static double Strength(TintRange range, double value) => range.At(value).Strength;

    [Fact]
    public void Values_that_do_not_crowd_keep_a_tint_in_step_with_them()
    {
        var range = TintRange.Spread([0, 0.1, 0.4, 0.5, 0.8, 1]);
        Assert.Equal(new TintRange(0, 1, false), range);
        Assert.Equal(0.4, Strength(range, 0.4), 12);
    }

    [Fact]
    public void Small_values_beside_a_few_large_ones_are_told_apart()
    {
        double[] values = [.. Enumerable.Range(1, 90).Select(i => i / 1000.0), .. Enumerable.Repeat(0.95, 10)];
        var range = TintRange.Spread(values);
        Assert.Equal(TintBend.SquareRoot, range.Bend);
        Assert.True(Strength(range, 0.08) - Strength(range, 0.01) > 0.15);
        Assert.Equal(1, Strength(range, 0.95));
    }

    [Fact]
    public void Weights_of_an_attention_that_are_nearly_all_zero_stay_paler_than_those_that_are_not()
    {
        double[] values = [.. Enumerable.Repeat(1e-6, 80), .. Enumerable.Repeat(0.02, 10), .. Enumerable.Repeat(0.99, 10)];
        var range = TintRange.Spread(values);
        Assert.Equal(TintBend.CubeRoot, range.Bend);
        Assert.InRange(Strength(range, 1e-6), 0, 0.02);
        Assert.InRange(Strength(range, 0.02), 0.2, 0.35);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(-100)]
    public void One_outlier_does_not_make_all_others_pale(double outlier)
    {
        double[] values = [.. Enumerable.Range(0, 40).Select(i => (i - 20) / 20.0), outlier];
        var range = TintRange.Spread(values);
        Assert.Equal(1, range.High);
        Assert.Equal(-1, range.Low);
        Assert.Equal((outlier > 0, outlier < 0), (range.MoreAbove, range.MoreBelow));
        Assert.Equal((outlier < 0, 1.0), range.At(outlier));
        Assert.Equal(0.5, Strength(range, 0.5), 12);
    }

    [Fact]
    public void A_low_outlier_does_not_make_all_others_alike()
    {
        var range = TintRange.Spread([0, .. Enumerable.Range(0, 30).Select(i => 0.9 + (i / 300.0))]);
        Assert.Equal(0.9, range.Low, 12);
        Assert.True(range.MoreBelow);
        Assert.Equal(0, Strength(range, 0));
        Assert.True(Strength(range, 0.95) is > 0.4 and < 0.6);
    }

    [Fact]
    public void Large_values_of_both_signs_are_told_apart()
    {
        double[] values = [.. Enumerable.Range(0, 50).Select(i => (i % 2 == 0 ? 1 : -1) * (0.9 + (i / 500.0))), 0.1, 0.2, -0.1];
        var range = TintRange.Spread(values);
        Assert.Equal(TintBend.SquareRootFromTop, range.Bend);
        Assert.True(Strength(range, 0.998) - Strength(range, 0.9) > 0.3);
        Assert.True(range.At(-0.95).Negative);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.7)]
    [InlineData(-3.0)]
    public void A_constant_is_one_tint(double constant)
    {
        var range = TintRange.Spread([.. Enumerable.Repeat(constant, 30)]);
        Assert.Equal(TintBend.None, range.Bend);
        Assert.Equal((constant < 0, constant == 0 ? 0.0 : 1.0), range.At(constant));
    }

    [Fact]
    public void What_is_not_finite_does_not_count()
    {
        double[] values = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0.2, 0.5, 0.7, 1];
        var range = TintRange.Spread(values);
        Assert.Equal(new TintRange(0, 1, false), range);
        Assert.Equal((false, 0.0), range.At(double.NaN));
        Assert.Equal((true, 1.0), range.At(double.NegativeInfinity));
        Assert.Equal(new TintRange(0, 1, false), TintRange.Spread([double.NaN, double.NaN, double.NaN]));
        Assert.Equal(new TintRange(0, 1, false), TintRange.Spread([]));
    }

    [Fact]
    public void A_single_cell_of_many_zeros_keeps_its_tint()
    {
        var range = TintRange.Spread([.. Enumerable.Repeat(0.0, 99), 1]);
        Assert.Equal(new TintRange(0, 1, false), range);
        Assert.Equal(1, Strength(range, 1));
    }

    private static readonly double[][] s_crowds =
    [
        [0.1, 0.2, 0.3, 0.9, 1],
        [.. Enumerable.Range(1, 90).Select(i => i / 1000.0), .. Enumerable.Repeat(0.95, 10)],
        [.. Enumerable.Repeat(-1e-6, 80), .. Enumerable.Repeat(-0.99, 20)],
        [.. Enumerable.Range(0, 50).Select(i => (i % 2 == 0 ? 1 : -1) * (0.9 + (i / 500.0))), 0.1],
        [.. Enumerable.Range(0, 40).Select(i => (i - 20) / 20.0), 100],
        [-5, -4.8, -4.6, -4.4],
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void A_value_and_its_tint_lead_to_each_other_and_keep_their_order(int crowd)
    {
        var range = TintRange.Spread(s_crowds[crowd]);
        double before = double.NegativeInfinity;
        foreach (double value in s_crowds[crowd].Where(v => v >= range.Low && v <= range.High).Order())
        {
            (bool negative, double strength) = range.At(value);
            Assert.Equal(value, range.ValueAt(negative, strength), 9);
            double signed = negative ? -strength : strength;
            Assert.True(signed >= before);
            before = signed;
        }
    }
}
