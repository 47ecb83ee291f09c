using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>
/// Where compiled cells write down which line they are at, so that an error is told with the line it came from. Only the
/// code that the session puts into cells calls it.
/// </summary>
/// <remarks>
/// Optimised code does not know its lines: the JIT lets all index checks of a method fail in one place, moves divisions into
/// the statement that uses them, and drops the frames of inlined methods. Unoptimised code knows them, and takes four times
/// as long. A store of a constant at each statement that can fail costs next to nothing.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CellLines
{
    /// <summary>How many bodies keep their line outside of themselves; later ones share places with the first.</summary>
    internal const int SlotCount = 256;

    private const int MaximumNotes = 200_000;

    /// <summary>
    /// The line that a cell's top level, an iterator, or the initializers of a type are at: its number in the low half, its body in
    /// the high half. Each has a place of its own, since none can hold a handler around all it does.
    /// </summary>
    public static readonly long[] Slots = new long[SlotCount];

    private static readonly ConditionalWeakTable<Exception, List<Passed>> s_notes = [];

    /// <summary>Notes that an exception passes through a body that is at a line. Handles nothing.</summary>
    /// <param name="error">The exception.</param>
    /// <param name="body">The body's number, as in <see cref="CellBodies"/>.</param>
    /// <param name="line">The line, counted from 1.</param>
    /// <returns><c>false</c>, so that it can stand in an exception filter.</returns>
    public static bool Note(Exception error, int body, int line)
    {
        if (error is null)
        {
            return false;
        }
        List<Passed> notes = s_notes.GetOrCreateValue(error);
        lock (notes)
        {
            // More than a stack holds: only an exception that is thrown again and again gets here.
            if (notes.Count < MaximumNotes)
            {
                notes.Add(new Passed(body, line));
            }
        }

        return false;
    }

    /// <summary>A value, computed when its line has been written down.</summary>
    /// <param name="line">What the store of the line gives.</param>
    /// <param name="value">The value.</param>
    /// <returns>The value.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T At<T>(long line, T value)
        where T : allows ref struct => value;

    /// <summary>A value, behind whose computation another line is written down.</summary>
    /// <param name="value">The value.</param>
    /// <param name="line">What the store of the line gives.</param>
    /// <returns>The value.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Then<T>(T value, long line)
        where T : allows ref struct => value;

    /// <summary>The bodies that an exception passed through, the innermost first.</summary>
    internal static IReadOnlyList<Passed> NotesOf(Exception error)
    {
        if (!s_notes.TryGetValue(error, out List<Passed>? notes))
        {
            return [];
        }
        lock (notes)
        {
            return [.. notes];
        }
    }

    /// <summary>One passage of an exception through a body.</summary>
    internal readonly record struct Passed(int Body, int Line);
}
