using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NotebookKit.Notebooks.Conversion;

/// <summary>
/// The names in a program. Cells may define a name again, and hide it in a block; in the one scope of a program every name is there
/// once, so that a later one, and one in a block, is called otherwise: <c>x2</c>.
/// </summary>
internal sealed class ProgramNames
{
    private readonly Dictionary<string, string> _renamed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _variables = new(ProgramHelper.Names, StringComparer.Ordinal);
    private readonly HashSet<string> _types = new(StringComparer.Ordinal) { ProgramHelper.Class };
    private readonly HashSet<string> _words;

    /// <summary>Decides the names that cells define.</summary>
    /// <param name="cells">The cells, of which some are left out.</param>
    /// <param name="note">Gets what is called otherwise, with its cell.</param>
    public ProgramNames(IReadOnlyList<ProgramCell> cells, Action<ProgramCell, string> note)
    {
        _words = cells.Where(cell => cell.Compilation is not null)
            .SelectMany(cell => cell.Compilation!.SyntaxTrees[0].GetRoot().DescendantTokens())
            .Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText).ToHashSet(StringComparer.Ordinal);
        foreach (ProgramCell cell in cells.Where(cell => !cell.IsLeftOut))
        {
            foreach (ISymbol symbol in ProgramBinding.Defined(cell))
            {
                bool isType = symbol is INamedTypeSymbol;
                // An extension method stands in a class, where it may have overloads.
                if (symbol is IMethodSymbol { IsExtensionMethod: true } || (isType ? _types : _variables).Add(symbol.Name))
                {
                    continue;
                }

                string name = Free(symbol.Name);
                (isType ? _types : _variables).Add(name);
                _renamed[ProgramBinding.Key(symbol)] = name;
                string printed = isType ? ", also where a value prints its type" : "";
                note(cell, $"{symbol.Name} is defined again, and is called {name} from here on{printed}");
            }
        }
    }

    /// <summary>The name in the program of what a cell defines.</summary>
    public string Of(ISymbol symbol) => _renamed.GetValueOrDefault(ProgramBinding.Key(symbol), symbol.Name);

    /// <summary>The variables in the blocks of a cell whose names a variable of the program has, with other names.</summary>
    public IReadOnlyDictionary<ISymbol, string> InBlocks(SyntaxNode root, SemanticModel model)
    {
        var names = new Dictionary<ISymbol, string>(SymbolEqualityComparer.Default);
        foreach (SyntaxNode node in root.DescendantNodes(node => node is not (LambdaExpressionSyntax or AnonymousMethodExpressionSyntax
            or LocalFunctionStatementSyntax or MethodDeclarationSyntax or BaseTypeDeclarationSyntax)))
        {
            if (node is VariableDeclaratorSyntax or SingleVariableDesignationSyntax or ForEachStatementSyntax or CatchDeclarationSyntax
                or QueryClauseSyntax or QueryContinuationSyntax or JoinIntoClauseSyntax
                && model.GetDeclaredSymbol(node) is (ILocalSymbol or IRangeVariableSymbol) and var local && _variables.Contains(local.Name))
            {
                names[local] = Free(local.Name);
            }
        }

        return names;
    }

    private string Free(string name)
    {
        for (int number = 2; ; number++)
        {
            string free = name + number.ToString(CultureInfo.InvariantCulture);
            if (_words.Add(free))
            {
                return free;
            }
        }
    }
}
