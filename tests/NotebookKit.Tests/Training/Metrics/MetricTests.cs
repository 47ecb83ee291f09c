namespace NotebookKit.Tests.Training;

public class MetricTests
{
    /// <summary>Two samples of two steps over three classes; the largest outputs are classes 0, 1 and 2, 2.</summary>
    private static readonly Tensor s_predictions = Tensor.Of(
        [0.8f, 0.1f, 0.1f, 0.2f, 0.5f, 0.3f, 0.1f, 0.2f, 0.7f, 0.3f, 0.3f, 0.4f], new Shape(2, 2, 3));

    private static readonly Tensor s_classes = Tensor.Of(new float[,] { { 0, 1 }, { 2, 0 } });

    [Fact]
    public void Accuracy_counts_elements_and_ExactMatch_whole_samples()
    {
        Assert.Equal(0.75f, Metrics.Accuracy.Compute(s_classes, s_predictions));
        Assert.Equal(0.5f, Metrics.ExactMatch.Compute(s_classes, s_predictions));
        var oneHot = Tensor.OneHot(s_classes, 3);
        Assert.Equal(0.75f, Metrics.Accuracy.Compute(oneHot, s_predictions));
        Assert.Equal(0.5f, Metrics.ExactMatch.Compute(oneHot, s_predictions));
        Assert.Equal(0.75f, Metrics.Accuracy.Compute(s_classes.Reshape(2, 2, 1), s_predictions));
    }

    [Fact]
    public void One_output_is_compared_with_one_half()
    {
        var predictions = Tensor.Of(new float[,] { { 0.9f }, { 0.5f }, { 0.2f }, { 0.6f } });
        Assert.Equal(0.75f, Metrics.Accuracy.Compute(Tensor.Of(1f, 0f, 0f, 0f), predictions));
        Assert.Equal(0.75f, Metrics.Accuracy.Compute(Tensor.Of(1f, 0f, 0f, 0f).Reshape(4, 1), predictions));
    }

    [Fact]
    public void Masked_steps_do_not_count()
    {
        Tensor masked = s_predictions.Clone();
        masked.Mask = Tensor.Of(new float[,] { { 1, 1 }, { 1, 0 } });
        Assert.Equal(1, Metrics.Accuracy.Compute(s_classes, masked));
        Assert.Equal(1, Metrics.ExactMatch.Compute(s_classes, masked));
        Assert.Equal(0, new[] { Metrics.Accuracy.Measure(s_classes, s_predictions, Tensor.Zeros(2, 2)).Count }.Single());
    }

    [Fact]
    public void Errors_can_be_shown_as_metrics() =>
        Assert.Equal((2.5f, 1.5f), (
            Metrics.MeanSquaredError.Compute(Tensor.Zeros(1, 2), Tensor.Of(new float[,] { { 1, 2 } })),
            Metrics.MeanAbsoluteError.Compute(Tensor.Zeros(1, 2), Tensor.Of(new float[,] { { 1, 2 } }))));

    [Fact]
    public void Targets_that_do_not_fit_are_refused() =>
        Assert.Contains(
            "The metric accuracy expects targets of shape (2, 2, 3), as the predictions, or without the last axis for class numbers; "
            + "received (4,).",
            Assert.Throws<ArgumentException>(() => Metrics.Accuracy.Compute(Tensor.Zeros(4), s_predictions)).Message);

    [Fact]
    public void Names_are_those_of_Keras()
    {
        Assert.Same(Metrics.Accuracy, (Metric)"accuracy");
        Assert.Same(Metrics.Accuracy, (Metric)"acc");
        Assert.Contains("expected one of accuracy, exact_match", Assert.Throws<ArgumentException>(() => (Metric)"auc").Message);
    }
}
