using System.Diagnostics;
using System.Reflection;
using System.Reflection.Emit;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>
/// Finds the frames that a stack trace lacks because the JIT took short methods of a cell into their callers. From the line
/// that a caller is at it follows the calls in the compiled code to what can have thrown this exception. Where there is only
/// one way, those are the frames; where there are several, none is told.
/// </summary>
/// <remarks>
/// To forbid the JIT to inline them would cost a loop over an array, with the access in a method of its own, three times its
/// time; this costs nothing until something fails.
/// </remarks>
internal sealed class InlinedCalls
{
    /// <summary>The JIT takes in no longer methods without being told to.</summary>
    private const int MostBytes = 100;

    private const int MostDepth = 5;
    private const int MostSteps = 20_000;

    private readonly Exception _error;
    private readonly MethodBase? _next;
    private readonly Dictionary<string, List<InlinedCall>> _ways = new(StringComparer.Ordinal);
    private readonly HashSet<FailedPlace> _places = [];
    private FailedPlace _place;
    private int _steps;

    private InlinedCalls(Exception error, MethodBase? next) => (_error, _next) = (error, next);

    /// <summary>The missing frames below a frame, the innermost first, and what of its own line failed, where that can be told.</summary>
    /// <param name="error">The exception.</param>
    /// <param name="frames">Its frames.</param>
    /// <param name="index">The frame of a cell whose calls may have been taken in.</param>
    /// <param name="line">The line that it is at.</param>
    public static (IReadOnlyList<InlinedCall> Inlined, FailedPlace? Failed) Below(
        Exception error, IReadOnlyList<StackFrame> frames, int index, int line)
    {
        if (frames[index].GetMethod() is not { } caller)
        {
            return ([], null);
        }
        int below = index - 1;
        // The code of a marked method with loops is a method of its own.
        if (below >= 0 && frames[below].GetMethod() is { } separate && MarkedBody.IsSeparate(separate.Name))
        {
            (caller, below) = (separate, below - 1);
        }
        while (below >= 0 && IsHelper(frames[below].GetMethod()))
        {
            below--;
        }
        MethodBase? next = below < 0 ? null : frames[below].GetMethod();
        if (below >= 0 && next is null)
        {
            return ([], null);
        }
        var search = new InlinedCalls(error, next);
        int begun = CellSymbols.Begin(caller, line);
        search.Follow(caller, begun, [], 0);
        if (search._ways.Count != 1 || search._steps >= MostSteps)
        {
            return ([], null);
        }
        // A line within an expression has been written down as it is.
        FailedPlace? failed = begun == line && search._places is { Count: 1 } places ? places.Single() : null;
        return ([.. Enumerable.Reverse(search._ways.Values.Single())], failed);
    }

    /// <summary>
    /// Whether a frame's own code threw, which the symbols then do not tell the line of: the JIT lets all that fails alike in one place.
    /// </summary>
    public static bool IsThrownBy(IReadOnlyList<StackFrame> frames, int index) => frames.Take(index).All(below =>
        below.GetMethod() is { } method && (IsHelper(method) || (!CellSymbols.IsCell(method)
            && method.Name.StartsWith("Throw", StringComparison.Ordinal))));

    private void Follow(MethodBase method, int? line, List<InlinedCall> way, int depth)
    {
        bool isCell = CellSymbols.IsCell(method);
        Instruction before = default;
        foreach (Instruction instruction in Instructions.Of(method))
        {
            if (++_steps > MostSteps || _ways.Count > 1)
            {
                return;
            }
            (string? File, int Line) at = isCell ? CellSymbols.LineAt(method, instruction.Offset) : (null, 0);
            if (!isCell || line is null ? !isCell || at.Line > 0 : at.Line == line)
            {
                // The caller's own frame is there already.
                List<InlinedCall> here = isCell && depth > 0
                        ? [.. way, new InlinedCall(method, at.File!, at.Line, Place(instruction))] : way;
                if (depth == 0)
                {
                    _place = Place(instruction);
                }
                if (Explains(instruction, before))
                {
                    Found(here);
                }
                if (instruction.Called is { } called && depth < MostDepth && MayBeInlined(called, instruction.Code))
                {
                    Follow(called, null, here, depth + 1);
                }
            }

            before = instruction;
        }
    }

    private void Found(List<InlinedCall> way)
    {
        _places.Add(_place);
        string key = string.Join('\n', way.Select(call => $"{call.Method.Module.ModuleVersionId} {call.Method.MetadataToken} {call.Line}"));
        // Two places of one line that may have failed are none that can be told.
        _ways[key] = _ways.TryGetValue(key, out List<InlinedCall>? other)
            ? [.. way.Zip(other, (call, same) => call.Failed == same.Failed ? call : call with { Failed = default })]
            : way;
    }

    /// <summary>What an instruction is in C#.</summary>
    private static FailedPlace Place(Instruction instruction)
    {
        if (instruction.Called is not { } called)
        {
            return instruction.Code.Name switch
            {
                "div" or "div.un" or "rem" or "rem.un" => new(FailedKind.Division),
                "castclass" or "unbox" or "unbox.any" => new(FailedKind.Cast),
                "throw" => new(FailedKind.Throw),
                { } name when name.StartsWith("ldelem", StringComparison.Ordinal)
                        || name.StartsWith("stelem", StringComparison.Ordinal) => new(FailedKind.Element),
                _ => default,
            };
        }

        return (called.DeclaringType, called.Name) switch
        {
            ({ } type, _) when called.IsConstructor => new(FailedKind.Creation, type.Name.Split('`')[0]),
            ({ IsArray: true }, _) or (_, "get_Item" or "set_Item" or "get_Chars") => new(FailedKind.Element),
            (_, ['g' or 's', 'e', 't', '_', .. var property]) => new(FailedKind.Property, property),
            (_, ['o', 'p', '_', ..]) => default,
            (var type, "Invoke") when typeof(Delegate).IsAssignableFrom(type) => default,
            // A local function: <Outer>g__Name|0_1.
            (_, var name) => new(FailedKind.Call, name.Split("g__")[^1].Split('|')[0]),
        };
    }

    /// <summary>Whether an instruction can have thrown the exception, or called the method of the next frame.</summary>
    private bool Explains(Instruction instruction, Instruction before) => _next is { } next
        ? instruction.Called is { } called && IsSame(called, next)
        : Throws(instruction, before);

    private static bool IsSame(MethodBase called, MethodBase next) =>
        (called.Module == next.Module && called.MetadataToken == next.MetadataToken)
        || (called.IsVirtual && next.IsVirtual
                && (next.Name == called.Name || next.Name.EndsWith("." + called.Name, StringComparison.Ordinal)))
        || (called.Name == "Invoke" && typeof(Delegate).IsAssignableFrom(called.DeclaringType))
        // An asynchronous method is called by its name, and fails in its state machine.
        || (next.Name == "MoveNext" && next.DeclaringType!.Name.StartsWith($"<{called.Name}>", StringComparison.Ordinal));

    private bool Throws(Instruction instruction, Instruction before)
    {
        string name = instruction.Code.Name!;
        if (instruction.Code == OpCodes.Throw)
        {
            // The mark of a condition has a "throw null", which never runs.
            return before.Code == OpCodes.Ldnull
                ? _error is NullReferenceException
                : before.Code != OpCodes.Newobj || before.Called?.DeclaringType?.IsInstanceOfType(_error) != false;
        }
        bool isElement = name.StartsWith("ldelem", StringComparison.Ordinal) || name.StartsWith("stelem", StringComparison.Ordinal);
        bool isRuntime = instruction.Called?.DeclaringType is { IsArray: true } || instruction.Called is
        {
            Name: "get_Chars" or "get_Item", DeclaringType: { Namespace: "System", Name: "String" or "Span`1" or "ReadOnlySpan`1" },
        };
        return _error switch
        {
            DivideByZeroException => name.StartsWith("div", StringComparison.Ordinal) || name.StartsWith("rem", StringComparison.Ordinal),
            IndexOutOfRangeException => isElement || isRuntime,
            NullReferenceException => isElement || isRuntime || name is "ldlen" or "ldobj" or "stobj" or "unbox" or "unbox.any"
                || name.StartsWith("ldind", StringComparison.Ordinal) || name.StartsWith("stind", StringComparison.Ordinal)
                || (name is "ldfld" or "ldflda" && before.Code != OpCodes.Ldarg_0) || name == "stfld"
                || (instruction.Code == OpCodes.Callvirt && instruction.Called?.DeclaringType is not { IsNested: false, Namespace: null }),
            InvalidCastException => name is "castclass" or "unbox" or "unbox.any",
            ArrayTypeMismatchException => name is "stelem.ref" or "ldelema",
            ArithmeticException or OutOfMemoryException => name.Contains(".ovf", StringComparison.Ordinal) || name == "newarr"
                || name.StartsWith("div", StringComparison.Ordinal) || name.StartsWith("rem", StringComparison.Ordinal),
            _ => false,
        };
    }

    private static bool MayBeInlined(MethodBase called, OpCode code)
    {
        const MethodImplAttributes never =
            MethodImplAttributes.NoInlining | MethodImplAttributes.InternalCall | MethodImplAttributes.NoOptimization;
        MethodImplAttributes flags = called.GetMethodImplementationFlags();
        return !called.IsAbstract && (flags & never) == 0
            && !(code == OpCodes.Callvirt && called is { IsVirtual: true, IsFinal: false, DeclaringType.IsSealed: false })
            && called.GetMethodBody() is { ExceptionHandlingClauses.Count: 0 } body
            && ((flags & MethodImplAttributes.AggressiveInlining) != 0 || body.GetILAsByteArray()?.Length <= MostBytes);
    }

    /// <summary>Frames of the runtime's own, which stand for an instruction.</summary>
    private static bool IsHelper(MethodBase? method) =>
        method?.DeclaringType is { Namespace: "System.Runtime.CompilerServices" or "Internal.Runtime.CompilerHelpers", Name: var name }
        && name.EndsWith("Helpers", StringComparison.Ordinal) && name != "RuntimeHelpers";
}

/// <summary>A call whose frame is missing.</summary>
/// <param name="Method">The method that was taken into its caller.</param>
/// <param name="File">The cell or file that it stands in.</param>
/// <param name="Line">The line that it is at.</param>
/// <param name="Failed">What of the line failed.</param>
internal sealed record InlinedCall(MethodBase Method, string File, int Line, FailedPlace Failed);
