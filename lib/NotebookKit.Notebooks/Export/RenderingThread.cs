using System.Runtime.ExceptionServices;

namespace NotebookKit.Notebooks.Export;

/// <summary>
/// Renders on a thread whose stack has one size on every system and under every caller: how deep a formula, a listing or
/// Markdown may nest is bounded, and the bounds fit this stack.
/// </summary>
internal static class RenderingThread
{
    private const int StackBytes = 64 << 20;

    /// <summary>Does the work and waits for it.</summary>
    public static T Run<T>(Func<T> work)
    {
        T result = default!;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                result = work();
            }
            catch (Exception error)
            {
                failure = ExceptionDispatchInfo.Capture(error);
            }
        }, StackBytes)
        { IsBackground = true, Name = "site" };
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result;
    }
}
