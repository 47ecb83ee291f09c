using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Reflection;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>
/// The numbers of the bodies (methods, lambdas, a cell's top level) whose lines are written down. A body's own code carries
/// its number, which is how a frame of a stack trace is known again.
/// </summary>
internal static class CellBodies
{
    private const int Mark = 0x4B << 24, MarkMask = 0xFF << 24;
    private const byte LoadInt = 0x20, LoadLong = 0x21;

    private static readonly ConcurrentDictionary<int, CellBody> s_bodies = new();
    private static int s_count;

    /// <summary>Gives a body its number.</summary>
    /// <param name="file">The cell or file that it stands in.</param>
    /// <param name="inSlot">Whether it keeps its line in <see cref="CellLines.Slots"/>.</param>
    public static CellBody Add(string file, bool inSlot)
    {
        int number = Mark | (Interlocked.Increment(ref s_count) & ~MarkMask);
        var body = new CellBody(number, file, inSlot ? number % CellLines.SlotCount : null);
        s_bodies[number] = body;
        return body;
    }

    /// <summary>
    /// The body that a method was compiled from; <c>null</c> when its lines are not written down. The top levels of a cell
    /// and of the files that it loads are one method: the last of them that has begun is the one.
    /// </summary>
    public static CellBody? Of(MethodBase method)
    {
        CellBody? found = null;
        foreach (CellBody body in In(method).Where(body => body.Initializers.Count == 0))
        {
            if (!body.IsInSlot)
            {
                return body;
            }
            if (found is null || body.LineInSlot is not null)
            {
                found = body;
            }
        }

        return found;
    }

    /// <summary>The initializers of a type that a constructor computes; <c>null</c> when their lines are not written down.</summary>
    public static CellBody? InitializersOf(MethodBase method) =>
        method is ConstructorInfo ? In(method).FirstOrDefault(body => body.Initializers.Count > 0) : null;

    private static IEnumerable<CellBody> In(MethodBase method)
    {
        byte[] code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (int i = 0; i < code.Length - 4; i++)
        {
            // The number of a method is an operand of its own; that of a slot is the high half of a long.
            int at = code[i] switch { LoadInt => i + 1, LoadLong when i + 9 <= code.Length => i + 5, _ => -1 };
            if (at < 0)
            {
                continue;
            }
            int number = BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(at));
            if ((number & MarkMask) == Mark && s_bodies.TryGetValue(number, out CellBody? body) && body.IsInSlot == (code[i] == LoadLong))
            {
                yield return body;
            }
        }
    }
}

/// <summary>A body whose lines are written down.</summary>
/// <param name="Number">Its number.</param>
/// <param name="File">The cell or file that it stands in.</param>
/// <param name="Slot">Its place in <see cref="CellLines.Slots"/>; <c>null</c> when it notes its line on the exceptions that pass.</param>
internal sealed record CellBody(int Number, string File, int? Slot)
{
    /// <summary>How the names of such methods begin.</summary>
    public const string InnerPrefix = "__body";

    /// <summary>
    /// The first and last lines of the initializers of a type, where it is these, which every constructor computes before its own block.
    /// </summary>
    public List<(int First, int Last)> Initializers { get; } = [];

    /// <summary>
    /// Whether the two lines are of one initializer, or the body is no initializers and has all its lines. Code of no line comes before
    /// the first of them: there a record keeps its parameters.
    /// </summary>
    public bool Holds(int line, int other) =>
        Initializers.Count == 0 || line == 0
        || Initializers.Any(span => span.First <= Math.Min(line, other) && Math.Max(line, other) <= span.Last);

    /// <summary>Whether it keeps its line in <see cref="CellLines.Slots"/>.</summary>
    public bool IsInSlot => Slot is not null;

    /// <summary>The line it is at, where it keeps that in a slot and no other body has taken the place since.</summary>
    public int? LineInSlot => Slot is { } slot && CellLines.Slots[slot] is var kept && (int)(kept >> 32) == Number ? (int)kept : null;

    /// <summary>Code that writes a line down; an expression.</summary>
    public string Store(int line) => Slot is { } slot
        ? FormattableString.Invariant($"{Slots}[{slot}] = {((long)Number << 32) | (uint)line}L")
        : FormattableString.Invariant($"{Local} = {line}");

    /// <summary>Code for a condition that writes a line down and then is what it was; the compiler's flow analysis sees through
    /// it.</summary>
    public (string Before, string After) Around(int line) => Slot is { } slot
        ? (FormattableString.Invariant($"(({Slots}[{slot}] = {((long)Number << 32) | (uint)line}L) != 0L ? ("), ") : throw null)")
        : (FormattableString.Invariant($"(({Local} = {line}) != 0 ? ("), ") : throw null)");

    /// <summary>Code that begins to keep a line.</summary>
    public string Declare => $"int {Local} = 0;";

    /// <summary>Code behind a <c>try</c> block that notes the line on the exceptions that leave it.</summary>
    public string Catch =>
        FormattableString.Invariant(
            $" catch (global::System.Exception {Local}e) when ({Class}.Note({Local}e, {Number}, {Local})) {{ throw; }}");

    /// <summary>What a method is called that holds the code of a body alone.</summary>
    public string InnerName => FormattableString.Invariant($"{InnerPrefix}{Number & 0xFFFFFF}");

    /// <summary>The variable that holds the line.</summary>
    public string Local => FormattableString.Invariant($"__line{Number & 0xFFFFFF}");

    /// <summary>Code that keeps the line at which a block that handles an exception was entered.</summary>
    public string Keep => $"var {Local}was = {Current}; ";

    /// <summary>Code that goes back to that line, since from there the exception comes.</summary>
    public string Restore => $"{Current} = {Local}was; ";

    /// <summary>Code that notes the line on an exception that the body handles itself, and may pass on within another.</summary>
    public string Caught(string error) => FormattableString.Invariant($"{Class}.Note({error}, {Number}, (int)({Current})); ");

    private static string Class => "global::" + typeof(CellLines).FullName;

    private static string Slots => $"{Class}.{nameof(CellLines.Slots)}";

    private string Current => Slot is { } slot ? FormattableString.Invariant($"{Slots}[{slot}]") : Local;
}
