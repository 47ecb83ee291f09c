namespace NotebookKit;

/// <summary>
/// What <see cref="Model.Fit"/> shows its progress by, unless it is called with <c>verbose: 0</c>. Empty at first: the
/// library itself prints nothing. NotebookKit.Display fills it in a notebook or a terminal; a program without it can write
/// <c>TrainingReporters.Default.Add(() =&gt; new TextReporter(Console.Out));</c>
/// </summary>
public static class TrainingReporters
{
    /// <summary>Makes the reporters of one call of <see cref="Model.Fit"/>. Change it between calls, not during one.</summary>
    public static IList<Func<ITrainingReporter>> Default { get; } = [];
}
