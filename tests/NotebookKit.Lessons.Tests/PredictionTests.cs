
namespace NotebookKit.Lessons.Tests;

public class PredictionTests
{
    [Theory]
    [InlineData("(1,3,1)")]
    [InlineData("(1, 3, 1)")]
    public void A_shape_may_be_predicted_as_text(string predicted) =>
        Assert.True(Prediction.Of("shape", predicted, new Shape(1, 3, 1)).Rows[0].IsRight);

    [Fact]
    public void A_shape_may_be_predicted_as_lengths() =>
        Assert.True(Prediction.Of("shape", new[] { 1, 3, 1 }, new Shape(1, 3, 1)).Rows[0].IsRight);

    [Fact]
    public void A_number_is_compared_as_a_number()
    {
        Prediction prediction = Prediction.Of("outputs", 2, 3).And("h equals c", false, false);
        Assert.False(prediction.Rows[0].IsRight);
        Assert.True(prediction.Rows[1].IsRight);
        Assert.Equal("outputs: it is 3; you predicted 2.\nh equals c: no, as you predicted.", prediction.ToString());
    }

    [Fact]
    public void No_prediction_is_neither_right_nor_wrong()
    {
        var prediction = Prediction.Of("outputs", null, 3);
        Assert.Null(prediction.Rows[0].IsRight);
        Assert.Equal("outputs: it is 3; you made no prediction.", prediction.ToString());
    }
}
