using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NotebookKit.Tool.Tests.Lessons;

/// <summary>
/// Types of the framework that a cell names although neither runtime imports their namespace, and no cell before it does. The
/// six imports of a cell are System, System.Text, System.Collections, System.Collections.Generic, System.Threading.Tasks and System.Linq.
/// </summary>
internal sealed class UnimportedTypes
{
    private static readonly string[] Imported =
        ["System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Threading.Tasks", "System.Linq"];

    private static readonly ILookup<string, string> Namespaces = new[]
        {
            typeof(object), typeof(Console), typeof(Uri), typeof(Stopwatch), typeof(File), typeof(Regex), typeof(JsonSerializer), typeof(HttpClient), typeof(Enumerable), typeof(HashSet<int>),
            typeof(CultureInfo), typeof(BigInteger), typeof(System.Collections.Concurrent.ConcurrentBag<int>), typeof(System.Net.IPAddress), typeof(Process),
            typeof(Microsoft.DotNet.Interactive.Formatting.Formatter),
        }
        .Select(type => type.Assembly).Distinct().SelectMany(assembly => assembly.GetExportedTypes())
        .Where(type => !type.IsNested && type.Namespace is not (null or "Internal"))
        .Select(type => (Name: type.Name.Split('`')[0], Namespace: type.Namespace!)).Distinct()
        .ToLookup(type => type.Name, type => type.Namespace);

    private readonly HashSet<string> opened = [.. Imported], declared = [];

    /// <summary>Looks at the next cell of a notebook; what it opens and declares counts for the cells after it.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="libraryTypes">The names of types that a library of the notebook brings.</param>
    public IEnumerable<string> In(CellSyntax cell, IReadOnlySet<string> libraryTypes)
    {
        opened.UnionWith(cell.Unit.Usings.Where(u => u.Name is not null).Select(u => u.Name!.ToString()));
        declared.UnionWith(cell.Unit.DescendantNodes().Select(Declared).OfType<string>());
        return [.. cell.Unit.DescendantNodes().OfType<SimpleNameSyntax>()
            .Where(name => CanBeType(name) && !declared.Contains(name.Identifier.ValueText) && !libraryTypes.Contains(name.Identifier.ValueText))
            .Where(name => Namespaces.Contains(name.Identifier.ValueText) && !Namespaces[name.Identifier.ValueText].Any(opened.Contains))
            .Select(name => $"{name} ({string.Join(" or ", Namespaces[name.Identifier.ValueText])})").Distinct()];
    }

    private static string? Declared(Microsoft.CodeAnalysis.SyntaxNode node) => node switch
    {
        VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
        SingleVariableDesignationSyntax variable => variable.Identifier.ValueText,
        ParameterSyntax parameter => parameter.Identifier.ValueText,
        ForEachStatementSyntax loop => loop.Identifier.ValueText,
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        LocalFunctionStatementSyntax function => function.Identifier.ValueText,
        TupleElementSyntax element => element.Identifier.ValueText,
        _ => null,
    };

    /// <summary>A name that follows no dot and names no argument or member.</summary>
    private static bool CanBeType(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Expression == name,
        QualifiedNameSyntax qualified => qualified.Left == name,
        MemberBindingExpressionSyntax or NameColonSyntax or NameEqualsSyntax or UsingDirectiveSyntax => false,
        InvocationExpressionSyntax call => call.Expression != name,
        AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } member => member.Left != name,
        _ => true,
    };
}
