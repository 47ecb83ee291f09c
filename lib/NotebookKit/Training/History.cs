using System.Globalization;
using System.Text;

namespace NotebookKit;

/// <summary>
/// The loss and metrics of every epoch that <see cref="Model.Fit"/> has finished, by Keras's names: <c>loss</c>,
/// <c>accuracy</c>, <c>val_loss</c>, <c>val_accuracy</c>.
/// </summary>
public sealed class History
{
    private readonly List<string> _names = [];
    private readonly List<List<float>> _series = [];
    private readonly List<int> _epochs = [];
    private readonly List<float> _learningRates = [];

    internal History(string modelName) => ModelName = modelName;

    /// <summary>The name of the model that was trained.</summary>
    public string ModelName { get; }

    /// <summary>The names of the values, in Keras's order.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The numbers of the epochs, counted from 1.</summary>
    public IReadOnlyList<int> Epochs => _epochs;

    /// <summary>The learning rate at the end of each epoch.</summary>
    public IReadOnlyList<float> LearningRates => _learningRates;

    /// <summary>The time that training took, validation included.</summary>
    public TimeSpan Duration { get; internal set; }

    /// <summary>Where a cancellation token stopped training; null where it ran to its end.</summary>
    public TrainingInterruption? Interruption { get; internal set; }

    /// <summary>The values of one name, one an epoch.</summary>
    /// <example>
    /// <code>
    /// History history = model.Fit(x, y, epochs: 20, validationSplit: 0.1);
    /// IReadOnlyList&lt;float&gt; losses = history["loss"];      // 20 numbers
    /// float last = history["val_loss"][^1];
    /// </code>
    /// </example>
    /// <exception cref="KeyNotFoundException">There is none of that name; the message lists those there are.</exception>
    public IReadOnlyList<float> this[string name]
    {
        get
        {
            int at = _names.IndexOf(name);
            if (at >= 0)
                return _series[at];
            string remedy = name.StartsWith("val_", StringComparison.Ordinal)
                && !_names.Any(n => n.StartsWith("val_", StringComparison.Ordinal))
                ? " Give Fit validationData or validationSplit for values with val_." : "";
            throw new KeyNotFoundException(_names.Count == 0
                ? $"The history has no '{name}': no epoch was finished."
                : $"The history has no '{name}'; it has {string.Join(", ", _names)}.{remedy}");
        }
    }

    /// <summary>Whether there are values of a name.</summary>
    public bool Contains(string name) => _names.Contains(name);

    /// <summary>The values of the last finished epoch.</summary>
    /// <exception cref="InvalidOperationException">No epoch was finished.</exception>
    public Logs Last => _epochs.Count == 0
        ? throw new InvalidOperationException("No epoch was finished, so there are no last values.")
        : new Logs([.. _names], [.. _series.Select(s => s[^1])]);

    /// <summary>A table, one row an epoch.</summary>
    public override string ToString()
    {
        if (_epochs.Count == 0)
            return Interruption?.ToString() ?? "No epoch was finished.";
        string[][] rows =
        [
            ["epoch", .. _names],
            .. _epochs.Select((epoch, i) =>
                (string[])[epoch.ToString(CultureInfo.InvariantCulture), .. _series.Select(s => Logs.Format(s[i]))]),
        ];
        int[] widths = [.. rows[0].Select((_, column) => rows.Max(row => row[column].Length))];
        var text = new StringBuilder();
        foreach (string[] row in rows)
            text.AppendJoin("  ", row.Select((cell, column) => cell.PadLeft(widths[column]))).Append('\n');
        return text.Append(Interruption).ToString().TrimEnd('\n');
    }

    internal void Add(int epoch, Logs logs, float learningRate)
    {
        if (_names.Count == 0)
        {
            _names.AddRange(logs.Names);
            _series.AddRange(logs.Names.Select(_ => new List<float>()));
        }

        _epochs.Add(epoch);
        _learningRates.Add(learningRate);
        for (int i = 0; i < _names.Count; i++)
            _series[i].Add(logs.Values[i]);
    }
}

/// <summary>Where a cancellation token stopped training. The history holds the epochs before.</summary>
/// <param name="Epoch">The number of the epoch under way, counted from 1.</param>
/// <param name="Batch">How many of its batches were learned from.</param>
/// <param name="Batches">How many it has.</param>
/// <param name="Logs">The loss and metrics of the epoch so far.</param>
public sealed record TrainingInterruption(int Epoch, int Batch, int Batches, Logs Logs)
{
    /// <summary>The place and the values in a sentence.</summary>
    public override string ToString() => $"Training was cancelled in epoch {Epoch} after batch {Batch} of {Batches}: {Logs}.";
}
