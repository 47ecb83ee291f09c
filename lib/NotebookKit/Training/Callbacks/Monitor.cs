namespace NotebookKit;

/// <summary>Which way a watched value gets better.</summary>
public enum MonitorMode
{
    /// <summary>Worked out: losses get better by falling; a metric says itself.</summary>
    Auto,

    /// <summary>A smaller value is a better one.</summary>
    Min,

    /// <summary>A larger value is a better one.</summary>
    Max,
}

/// <summary>A value in the logs of epochs that a callback watches.</summary>
/// <param name="owner">The callback, for errors.</param>
/// <param name="name">The value's name.</param>
/// <param name="mode">Which way it gets better.</param>
/// <param name="minDelta">How much better a value must be to count as better.</param>
internal sealed class Monitor(Callback owner, string name, MonitorMode mode, float minDelta)
{
    private bool _largerIsBetter = mode == MonitorMode.Max;

    /// <summary>The best value so far; null before the first.</summary>
    public float? Best { get; private set; }

    /// <summary>Starts anew for a training run.</summary>
    public void Begin(Model model)
    {
        Best = null;
        if (mode == MonitorMode.Auto)
        {
            _largerIsBetter =
                model.CompiledMetrics.FirstOrDefault(m => name.EndsWith(m.Name, StringComparison.Ordinal)) is { HigherIsBetter: true };
        }
    }

    /// <summary>The watched value of an epoch.</summary>
    /// <exception cref="InvalidOperationException">The logs do not have it.</exception>
    public float Read(Logs logs)
    {
        if (logs.TryGetValue(name, out float value))
            return value;
        string remedy = name.StartsWith("val_", StringComparison.Ordinal) && logs.ContainsKey(name[4..])
            ? " Give Fit validationData or validationSplit." : " Name one of these, or add the metric to Compile.";
        throw new InvalidOperationException(
            $"{owner.GetType().Name} watches '{name}', but the epoch has {string.Join(", ", logs.Names)}.{remedy}");
    }

    /// <summary>Whether a value is better than another by more than the least difference. NaN is better than nothing.</summary>
    public bool IsBetter(float value, float than) => _largerIsBetter ? value - minDelta > than : value + minDelta < than;

    /// <summary>Keeps a value as the best if it is.</summary>
    public bool Improve(float value)
    {
        if (float.IsNaN(value) || (Best is { } best && !IsBetter(value, best)))
            return false;
        Best = value;
        return true;
    }
}
