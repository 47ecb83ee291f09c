using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace NotebookKit.Notebooks.Conversion;

/// <summary>A declaration of a cell that stands at the end of a program.</summary>
/// <param name="Text">Its text.</param>
/// <param name="IsExtension">Whether it is an extension method, which wants a class around it.</param>
internal sealed record MovedDeclaration(string Text, bool IsExtension);

/// <summary>
/// Writes the code of a cell as top-level statements: the result is shown, declared types go to the end and usings to the top, what
/// only script members have goes, and names are the program's.
/// </summary>
internal sealed class CellRewriter
{
    private static readonly SyntaxKind[] s_access =
        [SyntaxKind.PublicKeyword, SyntaxKind.PrivateKeyword, SyntaxKind.ProtectedKeyword, SyntaxKind.InternalKeyword];

    private readonly List<(TextSpan Span, string Text)> _edits = [];
    private readonly List<(TextSpan Span, string Text)> _moves = [];
    private readonly CompilationUnitSyntax _root;
    private readonly SemanticModel _model;
    private readonly SourceText _text;
    private readonly ProgramNames _names;
    private readonly IReadOnlyDictionary<ISymbol, string> _blocks;

    /// <summary>Reads a cell.</summary>
    public CellRewriter(ProgramCell cell, ProgramNames names)
    {
        SyntaxTree tree = cell.Compilation!.SyntaxTrees[0];
        _root = tree.GetCompilationUnitRoot();
        _model = cell.Compilation.GetSemanticModel(tree);
        _text = tree.GetText();
        _names = names;
        _blocks = names.InBlocks(_root, _model);
    }

    /// <summary>The usings of the cell, which stand at the top of the program.</summary>
    public List<string> Usings { get; } = [];

    /// <summary>The types and extension methods of the cell, which stand at the end.</summary>
    public List<MovedDeclaration> Moved { get; } = [];

    /// <summary>The cell's statements.</summary>
    public string Write()
    {
        foreach (SyntaxToken token in _root.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)))
        {
            Rename(token);
        }

        foreach (MemberDeclarationSyntax member in _root.Members)
        {
            Write(member);
        }

        foreach (UsingDirectiveSyntax used in _root.Usings)
        {
            string written = used.ToString();
            _moves.Add((used.Span, $"{ProgramMarks.Begin}{written}{ProgramMarks.End}"));
            if (!written.Contains("Microsoft.DotNet.Interactive", StringComparison.Ordinal))
            {
                Usings.Add(written);
            }
        }

        return Apply(
            new TextSpan(0, _text.Length), [.. _moves, .. _edits.Where(edit => !_moves.Any(move => move.Span.Contains(edit.Span)))]);
    }

    private void Write(MemberDeclarationSyntax member)
    {
        switch (member)
        {
            case GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } result }:
                Show(result.Expression);
                break;
            case GlobalStatementSyntax { Statement: ReturnStatementSyntax { Expression: { } returned } statement }:
                _edits.Add((TextSpan.FromBounds(statement.SpanStart, returned.SpanStart), ""));
                _edits.Add((TextSpan.FromBounds(returned.Span.End, statement.Span.End), ""));
                Show(returned);
                break;
            case FieldDeclarationSyntax field:
                Remove(field.Modifiers.Where(token => !token.IsKind(SyntaxKind.ConstKeyword)));
                // A variable of a notebook has a value from the start.
                _edits.AddRange(field.Declaration.Variables.Where(variable => variable.Initializer is null)
                    .Select(variable => (new TextSpan(variable.Span.End, 0), " = default!")));
                break;
            case MethodDeclarationSyntax method
                when method.ParameterList.Parameters is [{ } first, ..] && first.Modifiers.Any(SyntaxKind.ThisKeyword):
                if (!method.Modifiers.Any(token => s_access.Contains(token.Kind())))
                {
                    _edits.Add((new TextSpan(method.SpanStart, 0), "internal "));
                }

                Move(method, "method", method.Identifier.Text, isExtension: true);
                break;
            case MethodDeclarationSyntax method:
                Remove(method.Modifiers.Where(token => !token.IsKind(SyntaxKind.AsyncKeyword) && !token.IsKind(SyntaxKind.UnsafeKeyword)));
                break;
            case BaseTypeDeclarationSyntax or DelegateDeclarationSyntax:
                Remove(member.Modifiers.Where(token => token.Kind() is SyntaxKind.PrivateKeyword or SyntaxKind.ProtectedKeyword));
                Move(member, "type", _model.GetDeclaredSymbol(member)!.Name, isExtension: false);
                break;
        }
    }

    private void Show(ExpressionSyntax expression)
    {
        ITypeSymbol? type = _model.GetTypeInfo(expression).Type;
        if (type?.SpecialType == SpecialType.System_Void)
        {
            _edits.Add((new TextSpan(expression.Span.End, 0), ";"));
            return;
        }

        bool isUnknown = type is null or { TypeKind: TypeKind.Error };
        bool awaits = expression.DescendantNodesAndSelf(node => node is not AnonymousFunctionExpressionSyntax)
            .Any(node => node is AwaitExpressionSyntax);
        // Of a call into an unknown library it is not known whether it gives a value: the compiler of the program decides.
        (string before, string after) = isUnknown && awaits ? ("await ShowValueAsync(async () => ", ");")
            : isUnknown ? ("ShowValue(() => ", ");")
            : type!.TypeKind is TypeKind.Delegate or TypeKind.Dynamic ? ("ShowValue((object?)(", "));")
            : ("ShowValue(", ");");
        _edits.Add((new TextSpan(expression.SpanStart, 0), before));
        _edits.Add((new TextSpan(expression.Span.End, 0), after));
    }

    private void Rename(SyntaxToken token)
    {
        if (NewName(token) is not { } name || name == token.ValueText)
        {
            return;
        }

        // Where a member takes its name from the variable, the name stays.
        string kept = (token.Parent as IdentifierNameSyntax)?.Parent switch
        {
            AnonymousObjectMemberDeclaratorSyntax { NameEquals: null } => $"{token.Text} = ",
            ArgumentSyntax { NameColon: null, Parent: TupleExpressionSyntax } => $"{token.Text}: ",
            _ => "",
        };
        _edits.Add((token.Span, kept + name));
    }

    private string? NewName(SyntaxToken token)
    {
        ISymbol? symbol = token.Parent switch
        {
            IdentifierNameSyntax { IsVar: true } => null,
            SimpleNameSyntax name => ProgramBinding.Meaning(_model, name),
            ConstructorDeclarationSyntax or DestructorDeclarationSyntax => _model.GetDeclaredSymbol(token.Parent)?.ContainingType,
            { } declaration => _model.GetDeclaredSymbol(declaration),
            null => null,
        };
        return symbol is null ? null
            : _blocks.TryGetValue(symbol, out string? local) ? local
            : ProgramBinding.IsOfCell(symbol) ? _names.Of(symbol)
            : null;
    }

    private void Remove(IEnumerable<SyntaxToken> modifiers) => _edits.AddRange(
        modifiers.Select(token => (TextSpan.FromBounds(token.SpanStart, token.GetNextToken().SpanStart), "")));

    private void Move(MemberDeclarationSyntax member, string kind, string name, bool isExtension)
    {
        string moved = Apply(member.Span, _edits.Where(edit => member.Span.Contains(edit.Span)));
        Moved.Add(new MovedDeclaration(moved, isExtension));
        _moves.Add((member.Span, $"{ProgramMarks.Begin}{kind} {name}{ProgramMarks.End}"));
    }

    private string Apply(TextSpan range, IEnumerable<(TextSpan Span, string Text)> edits)
    {
        var text = new StringBuilder();
        int at = range.Start;
        foreach ((TextSpan span, string replacement) in edits.OrderBy(edit => edit.Span.Start).ThenBy(edit => edit.Span.End))
        {
            text.Append(_text.ToString(TextSpan.FromBounds(at, span.Start))).Append(replacement);
            at = span.End;
        }

        return text.Append(_text.ToString(TextSpan.FromBounds(at, range.End))).ToString();
    }
}
