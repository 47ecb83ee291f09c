using System.Collections;
using System.Globalization;

namespace NotebookKit.Lessons;

/// <summary>
/// What a reader predicted beside what came out. A wrong prediction is no error: it is what the lesson is for. Shows itself
/// as a table.
/// </summary>
public sealed class Prediction
{
    private readonly List<PredictionRow> _rows = [];

    /// <summary>The predictions, in the order they were compared.</summary>
    public IReadOnlyList<PredictionRow> Rows => _rows;

    /// <summary>Begins a table with one prediction.</summary>
    /// <param name="what">What was predicted, for example <c>shape of the output</c>.</param>
    /// <param name="predicted">The reader's prediction: a number, text, a shape or an array of lengths; null while there is none.</param>
    /// <param name="actual">What came out.</param>
    public static Prediction Of(string what, object? predicted, object actual) => new Prediction().And(what, predicted, actual);

    /// <summary>Adds a further prediction.</summary>
    /// <param name="what">What was predicted.</param>
    /// <param name="predicted">The reader's prediction; null while there is none.</param>
    /// <param name="actual">What came out.</param>
    public Prediction And(string what, object? predicted, object actual)
    {
        string truth = Text(actual);
        string? guess = predicted is null ? null : Text(predicted);
        _rows.Add(new PredictionRow(what, guess, truth, guess is null ? null : Normal(guess) == Normal(truth)));
        return this;
    }

    /// <summary>The predictions as text, one a line.</summary>
    public override string ToString() => string.Join("\n", _rows.Select(r => r.Predicted is null
        ? $"{r.What}: it is {r.Actual}; you made no prediction."
        : r.IsRight == true ? $"{r.What}: {r.Actual}, as you predicted." : $"{r.What}: it is {r.Actual}; you predicted {r.Predicted}."));

    private static string Text(object value) => value switch
    {
        string text => text,
        Shape shape => shape.ToString(),
        int[] lengths => new Shape(lengths).ToString(),
        bool truth => truth ? "yes" : "no",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable many => string.Join(", ", many.Cast<object>().Select(Text)),
        _ => value.ToString() ?? "",
    };

    /// <summary>Two ways to write one shape, (1,3,1) and (1, 3, 1), are one prediction.</summary>
    private static string Normal(string text) =>
        text.Replace(" ", "", StringComparison.Ordinal).Replace(",)", ")", StringComparison.Ordinal).ToUpperInvariant();
}

/// <summary>One prediction and the truth.</summary>
/// <param name="What">What was predicted.</param>
/// <param name="Predicted">The prediction, or null where there is none.</param>
/// <param name="Actual">What came out.</param>
/// <param name="IsRight">Whether they agree; null where there is no prediction.</param>
public sealed record PredictionRow(string What, string? Predicted, string Actual, bool? IsRight);
