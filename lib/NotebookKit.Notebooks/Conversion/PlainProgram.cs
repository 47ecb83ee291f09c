using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NotebookKit.Notebooks.CSharp;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Conversion;

/// <summary>
/// A program that somebody wrote, as a notebook: references and usings first, then the types, then the statements, with a cell for each
/// <c>// %%</c> or <c>#region</c>.
/// </summary>
internal static class PlainProgram
{
    // What a program sees without a word, and a notebook does not.
    private static readonly string[] s_implicit = ["System.IO", "System.Net.Http", "System.Threading"];

    // A notebook has none; what asks for them gets as many.
    private static readonly string[] s_arguments = ["string[] args = [];"];

    /// <summary>Reads the lines of a program.</summary>
    public static NotebookDocument Read(string[] lines, string name, List<ConversionNote> notes)
    {
        var references = new List<string>();
        IReadOnlySet<int> literal = LiteralLines.Of(string.Join('\n', lines));
        for (int i = 0; i < lines.Length; i++)
        {
            if ((lines[i].StartsWith("#:", StringComparison.Ordinal) && !literal.Contains(i))
                || (i == 0 && lines[i].StartsWith("#!", StringComparison.Ordinal)))
            {
                Directive(lines[i], i + 1, references, notes);
                lines[i] = "";
            }
        }

        string text = string.Join('\n', lines);
        if (Nesting.IsTooDeep(text))
        {
            throw new NotebookFormatException(name, null, $"an {Nesting.Problem}.", Nesting.Remedy);
        }
        CompilationUnitSyntax root = CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.CSharp14))
            .GetCompilationUnitRoot();
        var statements = root.Members.OfType<GlobalStatementSyntax>().ToList();
        if (statements.Count == 0)
        {
            throw new NotebookFormatException(
                name, null, "it has no top-level statements, which become the cells of a notebook.",
                "Convert a file that dotnet run FILE.cs runs; the body of a method Main can stand at the top of one.");
        }

        notes.AddRange(statements
            .Where(statement => statement.Statement is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 })
            .Select(statement => new ConversionNote(
                Line(statement), "a cell cannot hold a using declaration; make it a using statement with a block", IsLeftOut: true)));
        notes.AddRange(root.Members.OfType<BaseNamespaceDeclarationSyntax>().Select(space => new ConversionNote(
            Line(space), $"the namespace {space.Name} is left out with its types; a cell cannot hold one", IsLeftOut: true)));

        var document = NotebookDocument.Create();
        IEnumerable<string> usings = s_implicit.Select(space => $"using {space};")
            .Concat(root.Usings.Select(used => used.ToString())).Distinct();
        bool takesArguments = statements.Any(statement => statement.DescendantTokens()
            .Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.Text == "args"));
        document.Add(CellKind.Code, string.Join('\n', [.. references, .. usings, .. takesArguments ? s_arguments : []]));
        var types = root.Members.Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax).ToList();
        if (types.Count > 0)
        {
            document.Add(CellKind.Code, string.Join("\n\n", types.Select(type => WithoutFile(type))));
        }

        AddCells(document, lines, literal, [.. types, .. root.Members.OfType<BaseNamespaceDeclarationSyntax>(), .. root.Usings]);
        return document;
    }

    private static void AddCells(
        NotebookDocument document, string[] lines, IReadOnlySet<int> literal, IReadOnlyList<SyntaxNode> elsewhere)
    {
        // The places of what stands in other cells are blank here.
        var text = new StringBuilder(string.Join('\n', lines));
        foreach (SyntaxNode node in elsewhere)
        {
            for (int i = node.SpanStart; i < node.Span.End; i++)
            {
                text[i] = text[i] == '\n' ? '\n' : ' ';
            }
        }

        var cell = new List<string>();
        bool isProse = false;
        foreach ((int index, string line) in text.ToString().Split('\n').Index())
        {
            if (literal.Contains(index) || literal.Contains(index + 1))
            {
                cell.Add(line);
                continue;
            }

            string trimmed = line.Trim();
            bool begins = line.StartsWith(ProgramMarks.Cell, StringComparison.Ordinal);
            bool isRegion = trimmed.StartsWith("#region", StringComparison.Ordinal);
            if (!begins && !isRegion && !trimmed.StartsWith("#endregion", StringComparison.Ordinal))
            {
                cell.Add(line.TrimEnd());
                continue;
            }

            Close();
            string title = begins ? line[ProgramMarks.Cell.Length..].Trim() : isRegion ? trimmed["#region".Length..].Trim() : "";
            isProse = begins && title.StartsWith(ProgramMarks.Markdown, StringComparison.Ordinal);
            if (title.Length > 0 && !title.StartsWith('['))
            {
                document.Add(CellKind.Markdown, $"## {title}");
            }
        }

        Close();

        void Close()
        {
            string source = string.Join('\n', isProse ? cell.Select(line => line.TrimStart('/').TrimStart()) : cell).Trim('\n').TrimEnd();
            if (source.Trim().Length > 0)
            {
                document.Add(isProse ? CellKind.Markdown : CellKind.Code, source);
            }

            cell.Clear();
            isProse = false;
        }
    }

    private static void Directive(string line, int number, List<string> references, List<ConversionNote> notes)
    {
        string[] parts = line.Split(' ', 2, StringSplitOptions.TrimEntries);
        string value = parts.ElementAtOrDefault(1) ?? "";
        switch (parts[0])
        {
            case "#:package":
                (string package, string version) = value.Split('@', 2) is [var id, var exact] ? (id, exact) : (value, "");
                references.Add(version is "" or "*" ? $"#r \"nuget: {package}\"" : $"#r \"nuget: {package}, {version}\"");
                break;
            case "#:include" when value.EndsWith(".dll", StringComparison.OrdinalIgnoreCase):
                references.Add($"#r \"{value}\"");
                break;
            case "#:include" when value.EndsWith(".cs", StringComparison.OrdinalIgnoreCase):
                references.Add($"#!import {value}");
                break;
            case "#:project":
                notes.Add(Note(
                    $"{line} is left out: a notebook refers to libraries, not to projects. Build it, and write #r \"…/bin/….dll\""));
                break;
            case { } other when other.StartsWith("#!", StringComparison.Ordinal):
                break;
            default:
                notes.Add(Note($"{line} is left out; it is about building, which a notebook does not", isLeftOut: false));
                break;
        }

        ConversionNote Note(string text, bool isLeftOut = true) =>
            new(string.Create(CultureInfo.InvariantCulture, $"line {number}"), text, isLeftOut);
    }

    private static string WithoutFile(MemberDeclarationSyntax type)
    {
        SyntaxToken token = type.Modifiers.FirstOrDefault(modifier => modifier.IsKind(SyntaxKind.FileKeyword));
        string text = type.ToString();
        return token == default ? text : text.Remove(token.SpanStart - type.SpanStart, token.FullSpan.End - token.SpanStart);
    }

    private static string Line(SyntaxNode node) =>
        string.Create(CultureInfo.InvariantCulture, $"line {node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}");
}
