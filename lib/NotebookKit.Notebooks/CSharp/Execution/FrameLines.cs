using System.Diagnostics;
using System.Reflection;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>
/// The lines of a stack trace's frames that are a cell's: as the cell wrote them down (<see cref="CellLines"/>), else as its
/// symbols say.
/// </summary>
internal static class FrameLines
{
    /// <summary>For each frame its file and line; the line is 0 where nothing is known.</summary>
    public static (string? File, int Line)[] Of(Exception error, IReadOnlyList<StackFrame> frames)
    {
        (string? File, int Line)[] places = Places(frames);
        CellBody?[] bodies = OfCells(frames, (_, method) => method, CellBodies.Of);
        CellBody?[] initializers = OfCells(frames, (_, method) => method, CellBodies.InitializersOf);
        IReadOnlyList<CellLines.Passed> notes = CellLines.NotesOf(error);
        int last = notes.Count - 1;
        var inSlot = new Dictionary<CellBody, int>();
        // From the outermost: an exception that was caught and thrown anew has lost its first frames, but not its first notes.
        for (int i = frames.Count - 1; i >= 0; i--)
        {
            int noted = last;
            while (noted >= 0 && notes[noted].Body != bodies[i]?.Number)
            {
                noted--;
            }
            // Where a constructor calls something, the symbols tell its initializers from its block.
            if (initializers[i] is { } values && values.Holds(places[i].Line, places[i].Line)
                && (noted < 0 || !InlinedCalls.IsThrownBy(frames, i)))
            {
                places[i].File = values.File;
                inSlot[values] = i;
                continue;
            }
            if (bodies[i] is not { } body)
            {
                continue;
            }
            places[i].File = body.File;
            if (noted >= 0)
            {
                places[i].Line = notes[noted].Line;
                last = noted - 1;
            }
            else if (body.IsInSlot)
            {
                inSlot[body] = i;
            }
            else if (i + 1 < frames.Count && bodies[i + 1] == body)
            {
                // A finally block is a frame of its own, below that of its method.
                places[i].Line = places[i + 1].Line;
            }
        }

        // Of several calls of one iterator, the innermost wrote last.
        foreach ((CellBody body, int i) in inSlot)
        {
            if (body.LineInSlot is { } line && (InlinedCalls.IsThrownBy(frames, i) || body.Holds(places[i].Line, line)))
            {
                places[i].Line = line;
            }
        }

        return places;
    }

    /// <summary>Places by the symbols. A recursion has thousands of frames at a few places.</summary>
    // The frame of a separate method is that of its caller, which tells its line.
    private static (string? File, int Line)[] Places(IReadOnlyList<StackFrame> frames) => OfCells(
        frames, (frame, method) => (Method: method, Offset: frame.GetILOffset()),
        place => MarkedBody.IsSeparate(place.Method.Name) ? default : CellSymbols.Place(place.Method, place.Offset));

    /// <summary>What is found about each frame of a cell, looked up once for those that are alike.</summary>
    private static T?[] OfCells<TKey, T>(
        IReadOnlyList<StackFrame> frames, Func<StackFrame, MethodBase, TKey> key, Func<TKey, T> find)
        where TKey : notnull
    {
        var known = new Dictionary<TKey, T>();
        var found = new T?[frames.Count];
        for (int i = 0; i < frames.Count; i++)
        {
            if (frames[i].GetMethod() is not { } method || !CellSymbols.IsCell(method))
            {
                continue;
            }

            TKey place = key(frames[i], method);
            if (!known.TryGetValue(place, out found[i]))
            {
                found[i] = known[place] = find(place);
            }
        }

        return found;
    }
}
