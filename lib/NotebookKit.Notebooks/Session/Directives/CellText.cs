using System.Text;
using NotebookKit.Notebooks.CSharp;

namespace NotebookKit.Notebooks.Session;

/// <summary>A cell's text on its way through .NET Interactive's parser and back to the lines that the reader wrote.</summary>
/// <remarks>
/// That parser takes every line that begins with <c>#!</c>, <c>#r</c> or <c>#i</c> for a directive, in a string over
/// several lines and in a shell script as well. Such lines, and references to files, which are this runtime's own
/// affair, carry a sign in place of the <c>#</c> while they are on their way.
/// </remarks>
internal static class CellText
{
    /// <summary>The text as the parser should see it.</summary>
    /// <param name="code">The cell as written, its lines ended by <c>\n</c>.</param>
    /// <param name="language">The kernel that the cell begins with.</param>
    /// <param name="directives">What directives there are.</param>
    /// <exception cref="CellFailure">The cell has an unknown directive, or one that cannot be read.</exception>
    public static string Protect(string code, string language, DirectiveNames directives)
    {
        if (!code.Contains('#', StringComparison.Ordinal))
        {
            return code;
        }
        var text = new StringBuilder(code.Length);
        var block = new StringBuilder();
        foreach ((int index, string line) in code.Split('\n').Index())
        {
            if (index > 0)
            {
                text.Append('\n');
                block.Append('\n');
            }

            string? name = Name(line);
            if (name is null || IsDirective(line, name))
            {
                text.Append(name is null ? line : directives.Rooted(name, line));
                if (name is not null && directives.Language(name) is { } selected)
                {
                    language = selected;
                    block.Clear();
                }
                else
                {
                    block.Append(name is null ? line : "");
                }
            }
            else
            {
                text.Append(DirectiveSign.Sign).Append(line, 1, line.Length - 1);
                block.Append(line);
            }

            bool IsDirective(string written, string called)
            {
                if (language != "csharp")
                {
                    return called.StartsWith("#!", StringComparison.Ordinal) && directives.IsKnown(called);
                }
                if (IsInsideLiteralOrComment(block.ToString()))
                {
                    return false;
                }
                if (called is "#r" or "#i")
                {
                    return IsPackage(written);
                }
                if (!directives.IsKnown(called))
                {
                    throw directives.Unknown(called, index + 1);
                }
                directives.Check(called, written, index + 1);
                return true;
            }
        }

        return text.ToString();
    }

    /// <summary>
    /// Puts a piece of a cell back to its lines: blank lines stand for what was cut out above it, so that errors name the
    /// lines of the cell.
    /// </summary>
    /// <param name="cell">The whole cell.</param>
    /// <param name="piece">Lines of it, in their order.</param>
    /// <param name="from">The first line of the cell that may belong to the piece; afterwards, the line behind it.</param>
    public static string Align(string cell, string piece, ref int from)
    {
        if (cell == piece)
        {
            from = int.MaxValue;
            return piece;
        }

        string[] whole = cell.Split('\n');
        var aligned = new StringBuilder();
        int line = 0;
        foreach (string part in piece.ReplaceLineEndings("\n").Split('\n'))
        {
            int found = string.IsNullOrWhiteSpace(part)
                ? -1
                : Array.FindIndex(whole, Math.Min(Math.Max(from, line), whole.Length), there => there.TrimEnd() == part.TrimEnd());
            if (found > line)
            {
                aligned.Append('\n', found - line);
                line = found;
            }

            aligned.Append(part).Append('\n');
            line++;
        }

        from = line;
        if (aligned.Length > 0)
        {
            aligned.Length--;
        }
        return aligned.ToString();
    }

    /// <summary>Whether nothing but blanks is left of a cell from a line on.</summary>
    public static bool IsEnd(string cell, int line) => cell.Split('\n').Skip(line).All(string.IsNullOrWhiteSpace);

    /// <summary>The <c>#r</c> and <c>#i</c> of a piece of C#, and the text with blanks in their place.</summary>
    public static (string Text, IReadOnlyList<(string Name, string Argument)> References) TakeReferences(string code)
    {
        if (!code.Contains("#r", StringComparison.Ordinal) && !code.Contains("#i", StringComparison.Ordinal))
        {
            return (code, []);
        }
        var references = new List<(string, string)>();
        var text = new StringBuilder(code.Length);
        foreach ((int index, string line) in code.Split('\n').Index())
        {
            if (index > 0)
            {
                text.Append('\n');
            }
            if (Name(line) is not ("#r" or "#i") || IsInsideLiteralOrComment(text.ToString()))
            {
                text.Append(line);
            }
            else
            {
                references.Add((line[..2], Quoted(line)));
            }
        }

        return (text.ToString(), references);
    }

    /// <summary>The name of the directive that a line would be; <c>null</c> when it would be none.</summary>
    public static string? Name(string line)
    {
        if (line.Length < 2 || line[0] != '#' || line[1] is not ('!' or 'r' or 'i'))
        {
            return null;
        }
        int end = line.IndexOfAny([' ', '\t', '"', '\r'], 1);
        string name = end < 0 ? line : line[..end];
        return name is "#r" or "#i" || name.StartsWith("#!", StringComparison.Ordinal) ? name : null;
    }

    private static bool IsPackage(string line) =>
        line.IndexOf('"', StringComparison.Ordinal) is > 0 and var quote && line.LastIndexOf('"') > quote
        && line[(quote + 1)..].TrimStart().StartsWith("nuget:", StringComparison.OrdinalIgnoreCase);

    private static string Quoted(string line)
    {
        string rest = line[2..].Trim();
        if (rest is ['"', .. var inner] && inner.IndexOf('"', StringComparison.Ordinal) is >= 0 and var end
            && IsComment(inner[(end + 1)..]))
        {
            return inner[..end];
        }
        throw CellFailure.Directive(
            $"{line[..2]} takes a path or package in double quotes, for example {(line.StartsWith("#r", StringComparison.Ordinal)
            ? "#r \"library.dll\" or #r \"nuget: Name, Version\"" : "#i \"nuget:ADDRESS\"")}.");
    }

    private static bool IsComment(string rest) =>
        string.IsNullOrWhiteSpace(rest) || rest.TrimStart().StartsWith("//", StringComparison.Ordinal);

    /// <summary>Whether the text so far ends within a string over several lines or a comment, which may hold anything.</summary>
    internal static bool IsInsideLiteralOrComment(string before) =>
        (before.Contains("\"\"\"", StringComparison.Ordinal) || before.Contains("/*", StringComparison.Ordinal) || before.Contains('@'))
        && ScriptSyntax.Parse(before, "").GetDiagnostics()
            .Any(found => found.Id is "CS1035" or "CS1039" or "CS8997" or "CS8998" or "CS9007");
}
