namespace NotebookKit.TorchSharp;

/// <summary>
/// Asks the notebook that runs this program whether its reader has interrupted the cell: an action in <see cref="AppContext"/>
/// that throws where that is so. Other programs have none.
/// </summary>
internal static class Interrupt
{
    private static readonly Action? s_asked = AppContext.GetData("NotebookKit.InterruptCheck") as Action;

    /// <exception cref="OperationCanceledException">The cell was interrupted.</exception>
    public static void Check() => s_asked?.Invoke();
}
