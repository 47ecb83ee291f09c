using System.Runtime.CompilerServices;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>
/// Where running code learns that its cell was interrupted. The session puts a check into every loop of a cell. Compiled
/// libraries that compute for long find the same check, an <see cref="Action"/>, in <see cref="AppContext"/> under
/// <see cref="PublishedName"/>, and need no reference to this assembly.
/// </summary>
public static class CellInterrupt
{
    /// <summary>The name under which libraries find <see cref="Check"/>.</summary>
    public const string PublishedName = "NotebookKit.InterruptCheck";

    private static readonly AsyncLocal<CancellationToken> s_inFlow = new();
    private static int s_raised;

    static CellInterrupt() => AppContext.SetData(PublishedName, (Action)Check);

    /// <summary>Ends the calling code when its cell was interrupted, and else costs next to nothing.</summary>
    /// <exception cref="OperationCanceledException">The cell was interrupted.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Check()
    {
        if (s_raised != 0)
        {
            CheckOwn();
        }
    }

    /// <summary>The code that runs from here on belongs to a cell with this token.</summary>
    internal static void Enter(CancellationToken interrupt) => s_inFlow.Value = interrupt;

    /// <summary>Some cell of the process is being interrupted until <see cref="Lower"/>.</summary>
    internal static void Raise()
    {
        Interlocked.Increment(ref s_raised);
        CellStack.Trip();
    }

    /// <summary>Whether some cell of the process is being interrupted.</summary>
    internal static bool IsRaised => Volatile.Read(ref s_raised) != 0;

    internal static void Lower() => Interlocked.Decrement(ref s_raised);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void CheckOwn() => s_inFlow.Value.ThrowIfCancellationRequested();
}
