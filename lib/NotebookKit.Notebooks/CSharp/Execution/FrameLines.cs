using System.Diagnostics;
using System.Reflection;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>The lines of a stack trace's frames: as the cells wrote them down (<see cref="CellLines"/>), else as the runtime says.</summary>
internal static class FrameLines
{
    /// <summary>For each frame its file and line; the line is 0 where nothing is known.</summary>
    public static (string? File, int Line)[] Of(Exception error, IReadOnlyList<StackFrame> frames)
    {
        var places = frames.Select(frame => (File: frame.GetFileName(), Line: Known(frame.GetFileLineNumber()))).ToArray();
        var bodies = Bodies(frames);
        var notes = CellLines.NotesOf(error);
        var last = notes.Count - 1;
        var inSlot = new Dictionary<CellBody, int>();
        // From the outermost: an exception that was caught and thrown anew has lost its first frames, but not its first notes.
        for (var i = frames.Count - 1; i >= 0; i--)
        {
            if (bodies[i] is not { } body) continue;
            places[i].File = body.File;
            var noted = last;
            while (noted >= 0 && notes[noted].Body != body.Number) noted--;
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
        foreach (var (body, i) in inSlot)
        {
            if (body.LineInSlot is { } line) places[i].Line = line;
        }

        for (var i = 0; i < frames.Count; i++)
        {
            if (frames[i].GetMethod() is { } method && MarkedBody.IsSeparate(method.Name)) places[i].Line = 0;
            else if (bodies[i] is null && CellSymbols.OnlyLine(frames[i].GetMethod()) is { } only) places[i] = only;
        }

        return places;
    }

    private static CellBody?[] Bodies(IReadOnlyList<StackFrame> frames)
    {
        var known = new Dictionary<MethodBase, CellBody?>();
        var bodies = new CellBody?[frames.Count];
        for (var i = 0; i < frames.Count; i++)
        {
            if (frames[i].GetMethod() is not { } method || !CellSymbols.IsCell(method)) continue;
            if (!known.TryGetValue(method, out bodies[i])) known[method] = bodies[i] = CellBodies.Of(method);
        }

        return bodies;
    }

    // The compiler's number for code that stands at no line.
    private static int Known(int line) => line is > 0 and < 0xfeefee ? line : 0;
}
