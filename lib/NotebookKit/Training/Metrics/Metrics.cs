namespace NotebookKit;

/// <summary>The metrics of sequence models.</summary>
public static class Metrics
{
    /// <summary>
    /// The share of elements that are right. What right means follows from the shapes as in Keras: one output a row is
    /// compared with 0.5, class numbers with the largest output, one-hot rows by the position of their largest value.
    /// </summary>
    public static Metric Accuracy { get; } = new Accuracy();

    /// <summary>
    /// The share of samples whose every element is right: of answers that are right as a whole. Always the stricter of the
    /// two; a sequence of four characters each right in 95 of 100 cases is right in only about 81.
    /// </summary>
    public static Metric ExactMatch { get; } = new ExactMatch();

    /// <summary>The mean of (y - t)².</summary>
    public static Metric MeanSquaredError { get; } = new LossMetric(Losses.MeanSquaredError);

    /// <summary>The mean of |y - t|.</summary>
    public static Metric MeanAbsoluteError { get; } = new LossMetric(Losses.MeanAbsoluteError);

    private static readonly Metric[] s_all = [Accuracy, ExactMatch, MeanSquaredError, MeanAbsoluteError];

    /// <summary>Whether this is one of the metrics above, so that its name says all of it.</summary>
    internal static bool Knows(Metric metric) => s_all.Contains(metric);

    /// <summary>Finds a metric by its name; <c>acc</c>, <c>mse</c> and <c>mae</c> are known too.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static Metric ByName(string name) => name switch
    {
        "acc" => Accuracy,
        "mse" => MeanSquaredError,
        "mae" => MeanAbsoluteError,
        _ => Array.Find(s_all, m => m.Name == name)
            ?? throw new ArgumentException($"There is no metric '{name}'; expected one of {string.Join(", ", s_all.Select(m => m.Name))}.",
                nameof(name)),
    };
}
