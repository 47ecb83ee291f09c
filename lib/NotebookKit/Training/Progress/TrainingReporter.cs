namespace NotebookKit;

/// <summary>
/// What <see cref="Model.Fit"/> shows its progress by, unless it is called with <c>verbose: 0</c> or reporters of its own.
/// There is one at a time: a front end that shows training in its own way takes the console's place, so that nothing
/// appears twice. NotebookKit.Display does so in a notebook.
/// </summary>
public static class TrainingReporter
{
    /// <summary>Makes the reporter of one call of <see cref="Model.Fit"/>: that of the console unless it is replaced.</summary>
    /// <remarks>
    /// Replace it between calls: <c>TrainingReporter.Current = verbose => new MyReporter();</c> It is not asked where
    /// verbose is 0. <see cref="UseConsole"/> puts the console's back.
    /// </remarks>
    public static Func<Verbosity, ITrainingReporter> Current
    {
        get;
        set => field = value ?? throw new ArgumentNullException(nameof(value));
    } = ConsoleReporter.For;

    /// <summary>Shows training in the console from now on, as at the start of a program.</summary>
    public static void UseConsole() => Current = ConsoleReporter.For;
}
