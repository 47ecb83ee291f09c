using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>
/// What stands around a body so that exceptions are noted as they pass. The JIT keeps less in registers inside a handler's
/// reach, so that a loop there may take twice as long: a method with loops becomes a method of its own, which is called from
/// inside the handler and writes its line through a reference.
/// </summary>
internal static class MarkedBody
{
    private const string Separate =
        "[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]";

    /// <summary>What goes before the block and what after it.</summary>
    public static (string Before, string After) Around(BlockSyntax block, CellBody body) =>
        Signature(block) is var (returns, parameters) && CanBeSeparate(block, returns)
            ? ($"{{ {body.Declare} try {{ {Call(returns, parameters, body)} }}{body.Catch} {Separate} {returns} "
                + $"{body.InnerName}({Declared(parameters, body)}) ", " }")
            : ($"{{ {body.Declare} try ", body.Catch + " }");

    /// <summary>The same around an expression that becomes a block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="body">The body.</param>
    /// <param name="line">The line at which it begins.</param>
    public static (string Before, string After) Around(ExpressionBlock block, CellBody body, int line) =>
        ($"{block.Open}{body.Declare} try {{ {body.Store(line)}; ", $"{block.Terminator} }}{body.Catch}{block.Close}");

    /// <summary>Whether a frame is that of a separate method, which its caller's frame stands for.</summary>
    public static bool IsSeparate(string method) => method.Contains("g__" + CellBody.InnerPrefix, StringComparison.Ordinal);

    private static (TypeSyntax Returns, ParameterListSyntax Parameters)? Signature(BlockSyntax block) => block.Parent switch
    {
        MethodDeclarationSyntax method when !IsAsync(method.Modifiers) => (method.ReturnType, method.ParameterList),
        LocalFunctionStatementSyntax local when !IsAsync(local.Modifiers) => (local.ReturnType, local.ParameterList),
        _ => null,
    };

    // A local function of a struct cannot reach its fields, and a reference cannot be handed out of two.
    private static bool CanBeSeparate(BlockSyntax block, TypeSyntax returns) =>
        returns is not RefTypeSyntax
        && block.FirstAncestorOrSelf<TypeDeclarationSyntax>() is null or ClassDeclarationSyntax
            or RecordDeclarationSyntax { ClassOrStructKeyword.RawKind: not (int)SyntaxKind.StructKeyword }
        && block.DescendantNodes(node => !LineMarks.IsFunction(node)).Any(InterruptChecks.IsLoop);

    private static bool IsAsync(SyntaxTokenList modifiers) => modifiers.Any(SyntaxKind.AsyncKeyword);

    private static string Call(TypeSyntax returns, ParameterListSyntax parameters, CellBody body)
    {
        bool isVoid = returns is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword };
        IEnumerable<string> arguments = parameters.Parameters.Select(parameter => $"{By(parameter)}{parameter.Identifier.Text}, ");
        return $"{(isVoid ? "" : "return ")}{body.InnerName}({string.Concat(arguments)}ref {body.Local});";
    }

    private static string Declared(ParameterListSyntax parameters, CellBody body)
    {
        IEnumerable<string> declared = parameters.Parameters.Select(parameter =>
        {
            IEnumerable<SyntaxToken> modifiers = parameter.Modifiers.Where(
                modifier => modifier.Kind() is not (SyntaxKind.ThisKeyword or SyntaxKind.ParamsKeyword));
            return $"{string.Concat(modifiers.Select(modifier => modifier.Text + " "))}{parameter.Type} {parameter.Identifier.Text}, ";
        });
        return $"{string.Concat(declared).ReplaceLineEndings(" ")}scoped ref int {body.Local}";
    }

    private static string By(ParameterSyntax parameter) =>
        parameter.Modifiers.Any(SyntaxKind.OutKeyword) ? "out "
        : parameter.Modifiers.Any(SyntaxKind.InKeyword) || parameter.Modifiers.Any(SyntaxKind.ReadOnlyKeyword) ? "in "
        : parameter.Modifiers.Any(SyntaxKind.RefKeyword) ? "ref " : "";
}
