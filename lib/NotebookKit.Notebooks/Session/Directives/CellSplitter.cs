using System.Text;
using Microsoft.CodeAnalysis;
using NotebookKit.Notebooks.CSharp;

namespace NotebookKit.Notebooks.Session;

/// <summary>Takes a cell apart into directives and the text between them.</summary>
/// <remarks>
/// A directive begins in column 0. <c>#r</c> and <c>#i</c> take effect before the C# text they stand in, wherever in it
/// they stand. <c>#load</c> and the preprocessor's own directives are left to the compiler.
/// </remarks>
internal static class CellSplitter
{
    /// <summary>The parts in the order they run.</summary>
    /// <exception cref="CellFailure">The cell has an unknown directive.</exception>
    public static IReadOnlyList<CellPart> Split(string code, CellLanguage language)
    {
        if (!code.Contains('#', StringComparison.Ordinal)) return [new CodePart(language, code, "")];
        var parts = new List<CellPart>();
        var text = new StringBuilder();
        var arguments = "";
        var lines = code.Split('\n');
        foreach (var (index, line) in lines.Index())
        {
            if (index > 0) text.Append('\n');
            if (Directive(line, language, text) is not var (name, rest))
            {
                text.Append(line);
                continue;
            }

            if (CellLanguages.Find(name.TrimStart('#', '!')) is { } selected && name.StartsWith("#!", StringComparison.Ordinal))
            {
                Flush(index);
                (language, arguments) = (selected, rest);
            }
            else if (name is "#r" or "#i" or "#!time")
            {
                parts.Add(new DirectivePart(name, rest, index + 1, language));
            }
            else if (CellDirectives.Known.ContainsKey(name))
            {
                Flush(index);
                parts.Add(new DirectivePart(name, rest, index + 1, language));
            }
            else
            {
                throw CellDirectives.Unknown(name, index + 1);
            }
        }

        Flush(lines.Length);
        return parts;

        void Flush(int nextLine)
        {
            var part = new CodePart(language, text.ToString(), arguments);
            if (!part.IsBlank || arguments.Length > 0) parts.Add(part);
            text.Clear().Append('\n', Math.Min(nextLine, lines.Length - 1));
            arguments = "";
        }
    }

    private static (string Name, string Arguments)? Directive(string line, CellLanguage language, StringBuilder before)
    {
        if (line.Length < 2 || line[0] != '#' || line[1] is not ('!' or 'r' or 'i')) return null;
        var end = line.IndexOfAny([' ', '\t', '"', '\r'], 1);
        var name = end < 0 ? line : line[..end];
        var rest = end < 0 ? "" : line[end..].Trim();
        var known = CellDirectives.Known.ContainsKey(name) || CellLanguages.Find(name.TrimStart('#', '!')) is not null;
        if (language != CellLanguage.CSharp) return known && name.StartsWith("#!", StringComparison.Ordinal) ? (name, rest) : null;
        if (name is not ("#r" or "#i") && !name.StartsWith("#!", StringComparison.Ordinal)) return null;
        return IsInsideLiteralOrComment(before) ? null : (name, rest);
    }

    /// <summary>Whether the text so far ends within a string over several lines or a comment, which may hold anything.</summary>
    private static bool IsInsideLiteralOrComment(StringBuilder before)
    {
        var text = before.ToString();
        if (!text.Contains("\"\"\"", StringComparison.Ordinal) && !text.Contains("/*", StringComparison.Ordinal) && !text.Contains('@', StringComparison.Ordinal)) return false;
        return SubmissionChain.Parse(text, "").GetDiagnostics().Any(found => found.Id is "CS1035" or "CS1039" or "CS8997" or "CS8998" or "CS9007");
    }
}
