using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NotebookKit.Tool.Tests.Lessons;

/// <summary>A cell's C# as the compiler of scripts sees it.</summary>
internal sealed class CellSyntax
{
    private static readonly CSharpParseOptions s_script = new(LanguageVersion.Latest, DocumentationMode.None, SourceCodeKind.Script);

    private CellSyntax(CompilationUnitSyntax unit) => Unit = unit;

    public CompilationUnitSyntax Unit { get; }

    /// <summary>The cell's last statement, when it is one; a declaration is none.</summary>
    public StatementSyntax? LastStatement => (Unit.Members.LastOrDefault() as GlobalStatementSyntax)?.Statement;

    /// <summary>The expression that is the cell's result: the last statement, when it has no semicolon.</summary>
    public ExpressionSyntax? Result =>
        LastStatement is ExpressionStatementSyntax statement && statement.SemicolonToken.IsMissing ? statement.Expression : null;

    /// <summary>Parses a cell. Lines that are directives of the notebook, not of C#, do not belong to it.</summary>
    public static CellSyntax Parse(string source)
    {
        string code = string.Join('\n', source.Split('\n').Select(line => line.StartsWith("#!", StringComparison.Ordinal) ? "" : line));
        return new CellSyntax((CompilationUnitSyntax)CSharpSyntaxTree.ParseText(code, s_script).GetRoot());
    }

    /// <summary>The names of the functions at the top level that may throw.</summary>
    public IEnumerable<string> ThrowingFunctions() => Unit.Members.SelectMany(member => member switch
    {
        MethodDeclarationSyntax method when Throws(method) => [method.Identifier.ValueText],
        GlobalStatementSyntax { Statement: LocalFunctionStatementSyntax function } when Throws(function) => [function.Identifier.ValueText],
        _ => Array.Empty<string>(),
    });

    /// <summary>
    /// Whether running the cell can fail on purpose: it throws, compares published figures, demands that a check holds or that a
    /// mistake is refused, or calls a function of the lesson that throws. A function that is only declared does not count.
    /// </summary>
    /// <param name="throwingFunctions">The functions of the lesson that throw.</param>
    public bool Asserts(IReadOnlySet<string> throwingFunctions) => Executed().Any(node => node switch
    {
        ThrowStatementSyntax or ThrowExpressionSyntax => true,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } =>
            member.Name.Identifier.ValueText == "MustHold" || member.ToString()
                is "Comparison.Of" or "ExpectedError.Of" or "Claim.That" or "Claim.Equal",
        InvocationExpressionSyntax { Expression: IdentifierNameSyntax name } => throwingFunctions.Contains(name.Identifier.ValueText),
        _ => false,
    });

    /// <summary>Whether the cell compares published figures.</summary>
    public bool ComparesFigures() =>
        Executed().OfType<MemberAccessExpressionSyntax>().Any(member => member.ToString() == "Comparison.Of");

    /// <summary>Whether a top-level name is called somewhere in the cell's executed part.</summary>
    public bool Calls(string function) =>
        Executed().OfType<InvocationExpressionSyntax>()
            .Any(call => call.Expression is IdentifierNameSyntax name && name.Identifier.ValueText == function);

    private static bool Throws(SyntaxNode node) =>
        node.DescendantNodes().Any(inner => inner is ThrowStatementSyntax or ThrowExpressionSyntax
            || inner is MemberAccessExpressionSyntax member && member.ToString() is "Claim.That" or "Claim.Equal");

    private IEnumerable<SyntaxNode> Executed() => Unit.Members
        .Where(member => member is not (BaseMethodDeclarationSyntax or BaseTypeDeclarationSyntax)
            && member is not GlobalStatementSyntax { Statement: LocalFunctionStatementSyntax })
        .SelectMany(member => member.DescendantNodes());
}
