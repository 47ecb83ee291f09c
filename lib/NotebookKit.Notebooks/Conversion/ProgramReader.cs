using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NotebookKit.Notebooks.CSharp;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Conversion;

/// <summary>Reads a C# program as a notebook: one that was made of a notebook cell by cell, any other by its marks and regions.</summary>
internal static partial class ProgramReader
{
    /// <summary>Reads a program.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="name">Its file, for messages.</param>
    /// <param name="notes">Gets what does not go over as it is.</param>
    /// <exception cref="NotebookFormatException">It has no top-level statements.</exception>
    public static NotebookDocument Read(string text, string name, List<ConversionNote> notes)
    {
        string[] lines = text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        return lines.Take(5).Contains(ProgramMarks.Header) ? ReadConverted(lines) : PlainProgram.Read(lines, name, notes);
    }

    private static NotebookDocument ReadConverted(string[] lines)
    {
        IReadOnlySet<int> literal = LiteralLines.Of(string.Join('\n', lines));
        var sections = Sections(lines, literal).ToList();
        ILookup<string, string> types = sections.Where(section => section.Head == ProgramMarks.Types)
            .SelectMany(section => Declarations(string.Join('\n', section.Lines)))
            .ToLookup(declaration => declaration.Name, declaration => declaration.Text);
        var taken = new Dictionary<string, int>(StringComparer.Ordinal);
        var document = NotebookDocument.Create();
        foreach ((string head, string[] content, int start) in sections)
        {
            string kind = Kind().Match(head).Groups[1].Value;
            if (head is ProgramMarks.Types or ProgramMarks.Helper || kind.StartsWith(ProgramMarks.Imported[1..], StringComparison.Ordinal))
            {
                continue;
            }

            NotebookCell cell = kind switch
            {
                "markdown" => document.Add(CellKind.Markdown, Prose(content)),
                "raw" => document.Add(CellKind.Raw, Prose(content)),
                "" => document.Add(CellKind.Code, Unwrapped(Restored(content, IsLiteral, types, taken))),
                _ => document.Add(CellKind.Code, Restored(content, _ => false, types, taken), kind),
            };
            foreach (string tag in Tags(head))
            {
                cell.AddTag(tag);
            }

            bool IsLiteral(int line) => literal.Contains(start + line);
        }

        return document;
    }

    /// <summary>The cells of a program by the lines that begin them; what stands above the first is none.</summary>
    private static IEnumerable<(string Head, string[] Lines, int Start)> Sections(string[] lines, IReadOnlySet<int> literal)
    {
        var starts = lines.Index()
            .Where(line => line.Item.StartsWith(ProgramMarks.Cell, StringComparison.Ordinal) && !literal.Contains(line.Index))
            .Select(line => line.Index).ToList();
        foreach ((int i, int start) in starts.Index())
        {
            int end = i + 1 < starts.Count ? starts[i + 1] : lines.Length;
            // The empty line between two cells is neither's.
            int last = end > start + 1 && lines[end - 1].Length == 0 ? end - 1 : end;
            yield return (lines[start][ProgramMarks.Cell.Length..].Trim(), lines[(start + 1)..last], start + 1);
        }
    }

    private static string Prose(string[] lines) =>
        string.Join('\n', lines.Select(line => line.StartsWith("// ", StringComparison.Ordinal) ? line[3..]
            : line.StartsWith("//", StringComparison.Ordinal) ? line[2..] : line));

    private static string Restored(
        string[] lines, Func<int, bool> isLiteral, ILookup<string, string> types, Dictionary<string, int> taken)
    {
        return string.Join('\n', lines.Index()
            .Where(line => isLiteral(line.Index) || !line.Item.EndsWith(ProgramMarks.Added, StringComparison.Ordinal))
            .Select(line => isLiteral(line.Index) ? line.Item : Whole(line.Item)));

        string Whole(string line) => Within().Replace(
            line.StartsWith(ProgramMarks.Line, StringComparison.Ordinal) ? line[ProgramMarks.Line.Length..]
                : line == ProgramMarks.Line.TrimEnd() ? "" : line,
            Written);

        string Written(Match match)
        {
            string written = match.Groups[1].Value;
            if (written.Split(' ', 2) is not ["type" or "method", var name])
            {
                return written;
            }

            int place = taken[written] = taken.GetValueOrDefault(written, -1) + 1;
            return Named(types, name).ElementAtOrDefault(place) ?? match.Value;
        }
    }

    // One that is defined again is called name2 and so on in the program, and by its own name where it was.
    private static IEnumerable<string> Named(ILookup<string, string> types, string name) => types.Where(group => group.Key == name
        || (group.Key.StartsWith(name, StringComparison.Ordinal) && group.Key[name.Length..].All(char.IsAsciiDigit)))
        .SelectMany(group => group);

    private static IEnumerable<(string Name, string Text)> Declarations(string text) =>
        CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot().Members.SelectMany(
            IEnumerable<(string, string)> (member) => member switch
            {
                ClassDeclarationSyntax { Identifier.Text: "NotebookExtensions" } extensions =>
                    extensions.Members.OfType<MethodDeclarationSyntax>().Select(method => (method.Identifier.Text, method.ToString())),
                BaseTypeDeclarationSyntax type => [(type.Identifier.Text, type.ToString())],
                DelegateDeclarationSyntax method => [(method.Identifier.Text, method.ToString())],
                _ => [],
            });

    // The last statement of a cell that shows a value is the value.
    private static string Unwrapped(string code)
    {
        if (Nesting.IsTooDeep(code))
        {
            return code;
        }
        MemberDeclarationSyntax? last = ScriptSyntax.ParseAsWritten(code, "").GetCompilationUnitRoot().Members.LastOrDefault();
        if (last is not GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: false } statement })
        {
            return code;
        }

        ExpressionSyntax call = statement.Expression is AwaitExpressionSyntax awaited ? awaited.Expression : statement.Expression;
        if (call is not InvocationExpressionSyntax
            {
                Expression: IdentifierNameSyntax { Identifier.Text: "ShowValue" or "ShowValueAsync" },
                ArgumentList.Arguments: [var argument]
            })
        {
            return code;
        }

        ExpressionSyntax value = argument.Expression switch
        {
            ParenthesizedLambdaExpressionSyntax { ExpressionBody: { } body } => body,
            CastExpressionSyntax { Expression: ParenthesizedExpressionSyntax inner } => inner.Expression,
            var other => other,
        };
        return code[..statement.SpanStart] + value + code[statement.Span.End..];
    }

    private static string[] Tags(string head)
    {
        int at = head.IndexOf("tags=", StringComparison.Ordinal);
        try
        {
            return at < 0 ? [] : JsonSerializer.Deserialize<string[]>(head[(at + 5)..]) ?? [];
        }
        catch (JsonException)
        {
            // Somebody has written over it; a tag less is no harm.
            return [];
        }
    }

    [GeneratedRegex(@"^\[([^\]]*)\]")]
    private static partial Regex Kind();

    [GeneratedRegex(@"/\*~ (.*?) \*/")]
    private static partial Regex Within();
}
