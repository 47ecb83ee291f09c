namespace NotebookKit;

/// <summary>
/// Lets a program that runs cells stop a computation inside the library. Such a host puts an <see cref="Action"/> under
/// <see cref="Name"/> into <see cref="AppContext"/> before it loads the library; the action throws where its cell was interrupted.
/// Layers ask it once a call, so that no training run, prediction or loop over layers needs a second interrupt.
/// </summary>
internal static class HostInterrupt
{
    /// <summary>The name, known to hosts; NotebookKit's own session is one.</summary>
    public const string Name = "NotebookKit.InterruptCheck";

    // Read once: without a host the check is compiled to nothing.
    private static readonly Action? s_asked = AppContext.GetData(Name) as Action;

    /// <summary>Ends the computation where the host's reader has interrupted it.</summary>
    /// <exception cref="OperationCanceledException">The cell was interrupted.</exception>
    public static void Check() => s_asked?.Invoke();
}
