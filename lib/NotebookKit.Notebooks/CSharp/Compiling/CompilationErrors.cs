using System.Globalization;
using Microsoft.CodeAnalysis;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>Compiler errors as a reader wants them: where, what, and the line with a caret under the place.</summary>
internal static class CompilationErrors
{
    private const int Shown = 10;

    public static CellFailure Failure(IEnumerable<Diagnostic> errors, SourceCells sources)
    {
        var found = WithoutFollowing(errors).OrderBy(error => error.Location.SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(error => error.Location.SourceSpan.Start).DistinctBy(error => (error.Location, error.Id)).ToList();
        var hinted = new HashSet<string>(StringComparer.Ordinal);
        var trace = found.Take(Shown).SelectMany(error => Describe(error, sources, hinted)).ToList();
        if (found.Count > Shown)
        {
            trace.Add($"… and {found.Count - Shown} more errors");
        }
        string value = string.Join('\n', found.Take(Shown).Select(Summary).Concat(hinted));
        return new CellFailure(new ErrorEvent("CompilationError", value, trace));
    }

    /// <summary>Whether the compiler gave up because code nests deeper than its stack; most of its parts say so by this
    /// exception.</summary>
    public static bool IsTooDeep(Exception error) =>
        error is InsufficientExecutionStackException or AggregateException { InnerException: InsufficientExecutionStackException };

    /// <summary>What the compiler says where it does not give up.</summary>
    public static CellFailure TooDeep(string name)
    {
        string message = $"{name}: error CS8078: An {Nesting.Problem}. {Nesting.Remedy}";
        return new CellFailure(new ErrorEvent("CompilationError", message, [Ansi.Red("CompilationError: ") + message]));
    }

    /// <summary>One diagnostic as text: place, id and message, then the line of code and a caret line, and a hint where there is
    /// one.</summary>
    /// <param name="diagnostic">What the compiler found.</param>
    /// <param name="sources">The texts of the cells.</param>
    /// <param name="hinted">The hints given so far, each of which is given once.</param>
    public static IEnumerable<string> Describe(Diagnostic diagnostic, SourceCells sources, HashSet<string> hinted)
    {
        foreach (string line in Pointed(diagnostic, sources))
        {
            yield return line;
        }
        if (ScriptHints.For(diagnostic) is { } hint && hinted.Add(hint))
        {
            yield return "    " + hint;
        }
    }

    /// <summary>The compiler may fail over its own errors (CS1569 when it documents an extension block); those say nothing new.</summary>
    private static IEnumerable<Diagnostic> WithoutFollowing(IEnumerable<Diagnostic> errors)
    {
        var all = errors.ToList();
        return all.Exists(error => error.Location.IsInSource) ? all.Where(error => error.Id != "CS1569") : all;
    }

    private static IEnumerable<string> Pointed(Diagnostic diagnostic, SourceCells sources)
    {
        string label = diagnostic.Severity == DiagnosticSeverity.Error ? "error" : "warning";
        yield return $"{Ansi.Cyan(Place(diagnostic))}: {Ansi.Red($"{label} {diagnostic.Id}")}: {Message(diagnostic)}";
        FileLinePositionSpan span = diagnostic.Location.GetLineSpan();
        if (!diagnostic.Location.IsInSource || sources.Line(span.Path, span.StartLinePosition.Line + 1) is not { } line)
        {
            yield break;
        }
        int start = Math.Min(span.StartLinePosition.Character, line.Length);
        int end = span.EndLinePosition.Line == span.StartLinePosition.Line ? span.EndLinePosition.Character : line.Length;
        // Tabs are kept in the caret line, so that it stays aligned however wide the front end draws them.
        string margin = string.Concat(line[..start].Select(character => character == '\t' ? '\t' : ' '));
        yield return "    " + TerminalText.Visible(line);
        yield return "    " + margin + Ansi.Red(new string('^', Math.Max(1, end - start)));
    }

    private static string Summary(Diagnostic diagnostic) => $"{Place(diagnostic)}: error {diagnostic.Id}: {Message(diagnostic)}";

    private static string Message(Diagnostic diagnostic) => diagnostic.GetMessage(CultureInfo.InvariantCulture);

    private static string Place(Diagnostic diagnostic)
    {
        if (!diagnostic.Location.IsInSource)
        {
            return "cell";
        }
        FileLinePositionSpan span = diagnostic.Location.GetLineSpan();
        return string.Create(CultureInfo.InvariantCulture, $"{span.Path}, line {span.StartLinePosition.Line + 1}, column "
            + $"{span.StartLinePosition.Character + 1}");
    }
}
