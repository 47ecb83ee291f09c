using System.Runtime.InteropServices;

namespace NotebookKit.Kernels;

/// <summary>
/// The tasks that one thread of a call works off from the first, while threads that have done theirs take from the last. Neighbouring
/// tasks so stay with one thread, and the same with the same thread in the next call: what they read and wrote is in that
/// processor's cache still.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 2 * CacheLines)]
internal struct TaskShare
{
    // Two lines, since processors fetch them in pairs.
    private const int CacheLines = 128;

    /// <summary>First task that is left in the upper half, the one after the last in the lower, so that both change at once.</summary>
    [FieldOffset(CacheLines)]
    private long _left;

    /// <summary>Gives the share the tasks in [first, end).</summary>
    public void Fill(int first, int end) => Volatile.Write(ref _left, Pack(first, end));

    /// <summary>Leaves nothing to take.</summary>
    public void Drop() => Interlocked.Exchange(ref _left, 0);

    /// <summary>Takes the first task that is left; false where none is.</summary>
    public bool TryTakeFirst(out int task)
    {
        while (true)
        {
            long left = Volatile.Read(ref _left);
            (int first, int end) = Unpack(left);
            task = first;
            if (first >= end)
                return false;
            if (Interlocked.CompareExchange(ref _left, Pack(first + 1, end), left) == left)
                return true;
        }
    }

    /// <summary>Takes the last task that is left; false where none is.</summary>
    public bool TryTakeLast(out int task)
    {
        while (true)
        {
            long left = Volatile.Read(ref _left);
            (int first, int end) = Unpack(left);
            task = end - 1;
            if (first >= end)
                return false;
            if (Interlocked.CompareExchange(ref _left, Pack(first, end - 1), left) == left)
                return true;
        }
    }

    private static long Pack(int first, int end) => ((long)first << 32) | (uint)end;

    private static (int First, int End) Unpack(long left) => ((int)(left >> 32), (int)left);
}
