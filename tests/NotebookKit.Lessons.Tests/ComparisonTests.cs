
namespace NotebookKit.Lessons.Tests;

public class ComparisonTests
{
    [Fact]
    public void Figures_that_agree_stand_side_by_side()
    {
        Comparison figures = Comparison.Of("sequence", [0.00767819, 0.01597687], Tensor.Of(0.0076781940f, 0.0159768729f))
            .And("c", [0.04864851], Tensor.Of(0.0486485139f));
        Assert.Equal(["sequence 0", "sequence 1", "c"], figures.Rows.Select(r => r.What));
        Assert.Equal(0.01597687, figures.Rows[1].Published);
    }

    [Fact]
    public void Rows_are_called_by_their_indices_along_the_axes_that_have_more_than_one()
    {
        var oneAxis = Comparison.Of("step", [0, 0, 0], Tensor.Zeros(1, 3, 1));
        Assert.Equal(["step 0", "step 1", "step 2"], oneAxis.Rows.Select(r => r.What));
        var twoAxes = Comparison.Of("sequence", [0, 0, 0, 0, 0, 0], Tensor.Zeros(1, 3, 2));
        Assert.Equal(["sequence [0, 0]", "sequence [0, 1]", "sequence [1, 0]"], twoAxes.Rows.Take(3).Select(r => r.What));
    }

    [Fact]
    public void A_figure_past_the_printed_digits_stops_the_cell()
    {
        ValuesDifferException error = Assert.Throws<ValuesDifferException>(
            () => Comparison.Of("sequence", [0.00767819, 0.01597687], Tensor.Of(0.00767819f, 0.0159779f)));
        Assert.StartsWith("sequence: figure 2 of 2 was published as 0.01597687; ours is 0.0159779", error.Message);
    }

    [Fact]
    public void NaN_agrees_with_nothing() =>
        Assert.Throws<ValuesDifferException>(() => Comparison.Of("h", [0.1], Tensor.Of(float.NaN)));

    [Fact]
    public void A_different_number_of_figures_is_an_error() =>
        Assert.Throws<ValuesDifferException>(() => Comparison.Of("h", [0.1], Tensor.Of(0.1f, 0.1f)));
}
