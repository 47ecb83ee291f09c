using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>Exceptions of user code as a reader wants them: the message, then only the frames of the user's own cells.</summary>
internal static partial class RuntimeErrors
{
    private const int MaximumFrames = 20;

    private const string NoCultures =
        "This machine has no library of culture data, so only the invariant culture exists. Install ICU (Debian: apt-get install libicu72, "
        + "or the version your system has) and start the session again.";

    public static CellFailure Failure(Exception error, SourceCells sources)
    {
        while (error is TargetInvocationException or AggregateException { InnerExceptions.Count: 1 } && error.InnerException is { } inner)
        {
            error = inner;
        }
        var trace = new List<string>();
        foreach (ErrorCause cause in ErrorCauses.Of(error))
        {
            if (cause.LeftOut > 0)
            {
                trace.Add(cause.LeftOut == 1
                    ? "… (one more cause between is left out)"
                    : string.Create(CultureInfo.InvariantCulture, $"… ({cause.LeftOut} more causes between are left out)"));
            }
            Describe(cause.Error, sources, trace, trace.Count == 0 ? "" : "caused by ");
        }

        return new CellFailure(new ErrorEvent(TypeName(error.GetType()), Message(error), trace));
    }

    private static void Describe(Exception error, SourceCells sources, List<string> trace, string lead)
    {
        string[] message = Message(error).Split('\n');
        trace.Add(lead + Ansi.Red(TypeName(error.GetType())) + ": " + message[0].TrimEnd('\r'));
        trace.AddRange(message.Skip(1).Select(line => line.TrimEnd('\r')));
        if (error is CultureNotFoundException && IsWithoutCultures())
        {
            trace.Add("    " + NoCultures);
        }
        trace.AddRange(Frames(error, sources));
    }

    private static IEnumerable<string> Frames(Exception error, SourceCells sources)
    {
        int shown = 0;
        string? last = null, lastOwn = null;
        StackFrame[] frames = new StackTrace(error, fNeedFileInfo: false).GetFrames();
        (string? File, int Line)[] places = FrameLines.Of(error, frames);
        foreach ((int index, StackFrame frame) in frames.Index())
        {
            (string? file, int number) = places[index];
            if (!sources.Contains(file) || number <= 0)
            {
                continue;
            }
            if (ImplicitConstructors.CallsBase(frames, index) && sources.Text(file!) is { } written)
            {
                number = ImplicitConstructors.Line(written, number);
            }

            // An async method rethrows where it awaits; the same place twice in a row says nothing more.
            string own = Frame(file!, number, frame.GetMethod());
            if (own == last || own == lastOwn)
            {
                continue;
            }
            lastOwn = own;
            (IReadOnlyList<InlinedCall> inlined, FailedPlace? failed) = InlinedCalls.Below(error, frames, index, number);
            foreach ((MethodBase? method, string at, int begun, FailedPlace place) in inlined.Select(
                call => ((MethodBase?)call.Method, call.File, call.Line, call.Failed))
                .Append((frame.GetMethod(), file!, number, failed ?? default)))
            {
                int line = place.Kind != FailedKind.Other && sources.Text(at) is { } whole
                    ? ExpressionLines.Find(whole, begun, place)
                    : begun;
                last = Frame(at, line, method);
                if (!sources.Contains(at))
                {
                    continue;
                }
                if (++shown > MaximumFrames)
                {
                    yield return "    …";
                    yield break;
                }

                yield return last;
                if (sources.Line(at, line) is { } text)
                {
                    yield return "        " + Ansi.Dim(text.Trim());
                }
            }
        }
    }

    private static string Frame(string file, int line, MethodBase? method)
    {
        string place = string.Create(CultureInfo.InvariantCulture, $"{file}, line {line}");
        return $"    at {Ansi.Cyan(place)}{(method is null ? "" : MethodName(method))}";
    }

    private static bool IsWithoutCultures() =>
        Environment.GetEnvironmentVariable("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT") is "1" or "true" or "TRUE" or "True";

    /// <summary>Exception messages may themselves throw: they are user code.</summary>
    private static string Message(Exception error)
    {
        if (NestedErrors.AreTooManyForMessage(error))
        {
            return "Errors that hold errors that hold errors, too deep for one message.";
        }

        try
        {
            return TerminalText.Visible(error.Message ?? "");
        }
        catch (Exception failing)
        {
            return $"(reading the message of this {error.GetType().Name} threw {failing.GetType().Name})";
        }
    }

    private static string TypeName(Type type) => type.Name.Split('`')[0];

    /// <summary>What the user called the method; empty for a cell's top level.</summary>
    private static string MethodName(MethodBase method)
    {
        string name = method.Name;
        Type? type = method.DeclaringType;
        // State machines and closures carry the method's name in angle brackets: <Train>d__3.MoveNext, <Train>b__0.
        if (name == "MoveNext" && type is not null && type.Name.StartsWith('<'))
        {
            name = type.Name;
            type = type.DeclaringType;
        }

        if (GeneratedName().Match(name) is { Success: true } generated)
        {
            string outer = generated.Groups["outer"].Value;
            name = generated.Groups["local"] is { Success: true } local
                ? local.Value
                : generated.Groups["kind"].Value == "b" ? "a lambda" : outer;
            if (outer is "Initialize" or "Factory" && name == outer)
            {
                return "";
            }
        }

        if (name is "<Initialize>" or "<Factory>" || name.StartsWith("<<Initialize>", StringComparison.Ordinal))
        {
            return "";
        }
        if (type is { IsNested: true } && !type.Name.StartsWith('<'))
        {
            name = name == ".ctor" ? $"new {TypeName(type)}" : $"{TypeName(type)}.{name}";
        }
        return $", in {name}";
    }

    [GeneratedRegex(@"^<+(?<outer>[\w.]+)>+(?:(?<kind>[a-z])__(?:(?<local>\w+)\|)?|d__)")]
    private static partial Regex GeneratedName();
}
