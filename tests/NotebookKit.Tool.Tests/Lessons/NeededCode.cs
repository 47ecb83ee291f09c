using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Tool.Tests.Lessons;

/// <summary>
/// The code of a lesson on which its exercises build: what defines the names that answers and checks use, and what changes the
/// things so called. The rest, training and pictures, is left out, as a student may leave it out, so that a lesson that trains for
/// minutes can be graded in seconds. What is left out by mistake makes a right answer fail.
/// </summary>
internal static class NeededCode
{
    /// <summary>Takes out of a notebook what its exercises do not need.</summary>
    /// <param name="notebook">The notebook; it is changed.</param>
    /// <param name="exercises">The cells of answers and checks, which stay as they are.</param>
    public static void Keep(NotebookDocument notebook, IReadOnlyCollection<NotebookCell> exercises)
    {
        List<NotebookCell> cells = [.. notebook.Cells.Where(cell => cell.Kind == CellKind.Code)];
        List<NotebookCell> others = [.. cells.Take(cells.FindLastIndex(exercises.Contains)).Where(cell => !exercises.Contains(cell))];
        var parts = others.ToDictionary(
            cell => cell, cell => CellSyntax.Parse(cell.Source).Unit.Members.Select(member => new Part(member)).ToArray());
        HashSet<Part> needed = Needed([.. parts.Values.SelectMany(part => part)], exercises);
        foreach (NotebookCell cell in cells.Where(cell => !exercises.Contains(cell)))
        {
            cell.Source = parts.TryGetValue(cell, out Part[]? all) ? Without(cell.Source, all.Where(part => needed.Contains(part))) : "";
        }
    }

    private static HashSet<Part> Needed(IReadOnlyList<Part> parts, IReadOnlyCollection<NotebookCell> exercises)
    {
        HashSet<string> names = [.. exercises.SelectMany(cell => Names(CellSyntax.Parse(cell.Source).Unit))];
        var needed = new HashSet<Part>();
        while (parts.FirstOrDefault(part => !needed.Contains(part) && part.Gives.Any(names.Contains)) is { } found)
        {
            needed.Add(found);
            names.UnionWith(Names(found.Member));
        }

        return needed;
    }

    // Directives and usings stay: what they bring is not known here.
    private static string Without(string source, IEnumerable<Part> kept)
    {
        var text = new StringBuilder();
        foreach (string line in source.Split('\n').Where(line => line.StartsWith('#')))
        {
            text.Append(line).Append('\n');
        }

        foreach (SyntaxNode node in CellSyntax.Parse(source).Unit.Usings.Concat<SyntaxNode>(kept.Select(part => part.Member)))
        {
            text.Append(node.ToString()).Append('\n');
        }

        return text.ToString();
    }

    private static IEnumerable<string> Names(SyntaxNode node) => node.DescendantNodes().OfType<SimpleNameSyntax>()
        .Where(name => name.Parent is not MemberAccessExpressionSyntax access || access.Name != name)
        .Select(name => name.Identifier.ValueText);

    /// <summary>A declaration or statement at the top level of a cell.</summary>
    private sealed record Part(MemberDeclarationSyntax Member)
    {
        /// <summary>The names that it declares, or whose thing it changes.</summary>
        public IReadOnlyList<string> Gives { get; } = Member switch
        {
            FieldDeclarationSyntax field => [.. field.Declaration.Variables.Select(variable => variable.Identifier.ValueText)],
            MethodDeclarationSyntax method => [method.Identifier.ValueText],
            BaseTypeDeclarationSyntax type => [type.Identifier.ValueText],
            GlobalStatementSyntax { Statement: LocalFunctionStatementSyntax function } => [function.Identifier.ValueText],
            GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: false } statement } =>
                [.. statement.DescendantNodes().OfType<SingleVariableDesignationSyntax>().Select(name => name.Identifier.ValueText),
                    .. Changed(statement.Expression)],
            _ => [],
        };

        // `adder` in `adder.LoadWeights(…)` and in `adder.Layers[1].Trainable = false`.
        private static string[] Changed(ExpressionSyntax expression) => expression switch
        {
            IdentifierNameSyntax name => [name.Identifier.ValueText],
            InvocationExpressionSyntax call => Changed(call.Expression),
            MemberAccessExpressionSyntax access => Changed(access.Expression),
            ElementAccessExpressionSyntax element => Changed(element.Expression),
            AssignmentExpressionSyntax assignment => Changed(assignment.Left),
            _ => [],
        };
    }
}
