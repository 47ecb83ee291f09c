using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>
/// Where running code learns that its stack is nearly full, so that calls without end become an exception: the runtime ends
/// the process of a stack that overflows. The session puts a check into those functions of a cell that may call themselves.
/// </summary>
/// <remarks>
/// A check compares an address with two static fields, which hold for one thread, the one that runs the cell; other threads
/// ask for their own. That is a quarter of what <c>RuntimeHelpers.EnsureSufficientExecutionStack</c> takes, and of a
/// thread-static field: Fib(30) takes 1.2 times as long as without checks (2.0, 5 and 6 ms beside 1.7).
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CellStack
{
    /// <summary>How much deeper than the place where the runtime was asked its answer holds; it keeps 128 kB in reserve.</summary>
    private const int Step = 32 * 1024;

    /// <summary>
    /// A smaller <see cref="MaximumDepth"/> for cells that begin in this context. For tests of calls without end: to throw through
    /// a full stack takes seconds.
    /// </summary>
    internal static readonly AsyncLocal<uint?> Deepest = new();

    private const uint AsyncDepth = 1024 * 1024;

    /// <summary>How deep a cell's calls may nest where nothing else limits them; its threads have room for more than these.</summary>
    private const uint MaximumDepth = 15 * 1024 * 1024;

    // An exception that is thrown while another is handled stands on the stack above it, with 15 to 64 kB of the runtime's,
    // and a level of calls takes 80 bytes at the least: so much fits into the stacks of a cell and of other threads.
    private const uint CatchingDepth = 64 * 1024, CatchingDepthElsewhere = 24 * 1024;

    private const string Message =
        "The calls nest so deep that the stack is nearly full, as they do when a function calls itself without end. "
        + "Look for what should have ended it. The session goes on, with all that it had.";

    // The lowest address known to be good and how far the good ones reach, of the thread that began a cell last.
    private static nuint s_low, s_span;

    [ThreadStatic]
    private static nuint t_low, t_span;

    // Where the cell on this thread began; 0 on other threads.
    [ThreadStatic]
    private static nuint t_begin;

    private static int s_owner;

    /// <summary>Ends the calling code when the stack is nearly full or its cell was interrupted, and else costs next to nothing.</summary>
    /// <exception cref="InsufficientExecutionStackException">The stack is nearly full.</exception>
    /// <exception cref="OperationCanceledException">The cell was interrupted.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Check()
    {
        Unsafe.SkipInit(out byte here);
        if (Address(ref here) - s_low > s_span)
        {
            CheckOwn(Address(ref here));
        }
    }

    /// <summary>
    /// A check in an asynchronous function. What it throws is thrown anew by each that awaits it, with a trace that is copied
    /// each time: from the end of the stack, which 50,000 of them reach, that would take minutes.
    /// </summary>
    /// <exception cref="InsufficientExecutionStackException">The stack is nearly full.</exception>
    /// <exception cref="OperationCanceledException">The cell was interrupted.</exception>
    public static void CheckAsync()
    {
        Check();
        Unsafe.SkipInit(out byte here);
        CheckDepth(Address(ref here), AsyncDepth);
    }

    /// <summary>
    /// A check in a function that calls itself in a <c>try</c> whose handler throws or calls itself again: such handlers run
    /// one upon the other, and each needs far more of the stack than the call that it ends.
    /// </summary>
    /// <exception cref="InsufficientExecutionStackException">The stack could not hold what the handlers need.</exception>
    /// <exception cref="OperationCanceledException">The cell was interrupted.</exception>
    public static void CheckCatching()
    {
        Check();
        Unsafe.SkipInit(out byte here);
        CheckDepth(Address(ref here), t_begin == 0 ? CatchingDepthElsewhere : CatchingDepth);
    }

    /// <summary>A check where only an expression can stand.</summary>
    /// <returns><c>true</c>.</returns>
    public static bool Checked()
    {
        Check();
        return true;
    }

    /// <summary>The thread that calls runs a cell: checks are quickest on it.</summary>
    internal static void Enter()
    {
        Unsafe.SkipInit(out byte here);
        (t_low, t_span, t_begin) = (Address(ref here), 0, Address(ref here));
        Volatile.Write(ref s_owner, Environment.CurrentManagedThreadId);
        Share();
    }

    /// <summary>The next checks look whether their cell was interrupted.</summary>
    internal static void Trip() => Volatile.Write(ref s_span, 0);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void CheckOwn(nuint here)
    {
        CellInterrupt.Check();
        if (here - t_low > t_span)
        {
            if (!RuntimeHelpers.TryEnsureSufficientExecutionStack() || (t_begin > here && t_begin - here > (Deepest.Value ?? MaximumDepth)))
            {
                throw new InsufficientExecutionStackException(Message);
            }
            bool isFirst = t_span == 0;
            nuint top = isFirst ? here : Math.Max(here, t_low + t_span);
            t_low = isFirst ? here - Step : Math.Min(t_low, here - Step);
            t_span = top - t_low;
        }

        if (s_owner != Environment.CurrentManagedThreadId)
        {
            return;
        }
        Share();
        if (CellInterrupt.IsRaised)
        {
            Trip();
        }
    }

    private static void CheckDepth(nuint here, nuint maximum)
    {
        nuint depth = t_low + t_span - here;
        if (depth < nuint.MaxValue / 2 && depth > maximum)
        {
            throw new InsufficientExecutionStackException(Message);
        }
    }

    /// <summary>In this order, so that no other thread ever reads more than one thread's addresses.</summary>
    private static void Share()
    {
        Volatile.Write(ref s_span, 0);
        Volatile.Write(ref s_low, t_low);
        Volatile.Write(ref s_span, t_span);
    }

    private static nuint Address(ref byte here) => (nuint)Unsafe.ByteOffset(ref Unsafe.NullRef<byte>(), ref here);
}
