using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>What editors ask while a cell is being written.</summary>
internal sealed partial class CSharpKernel :
    IKernelCommandHandler<RequestCompletions>, IKernelCommandHandler<RequestHoverText>, IKernelCommandHandler<RequestSignatureHelp>,
    IKernelCommandHandler<RequestDiagnostics>
{
    /// <inheritdoc/>
    Task IKernelCommandHandler<RequestCompletions>.HandleAsync(RequestCompletions command, KernelInvocationContext context)
    {
        (string code, int position) = At(command);
        CompletionList found = SymbolCompletion.Complete(EditedCode.Create(code, _engine.Chain), position);
        TextLineCollection lines = SourceText.From(code).Lines;
        var span = new Microsoft.DotNet.Interactive.LinePositionSpan(Line(lines, found.Start), Line(lines, found.End));
        context.Publish(new CompletionsProduced(
            [.. found.Items.Select(choice => new CompletionItem(choice.Text, Kind(choice.Kind), documentation: choice.Detail))], command,
            span));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    Task IKernelCommandHandler<RequestHoverText>.HandleAsync(RequestHoverText command, KernelInvocationContext context)
    {
        (string code, int position) = At(command);
        if (SymbolInspection.Inspect(EditedCode.Create(code, _engine.Chain), position, context.CancellationToken) is { } found)
        {
            context.Publish(new HoverTextProduced(
                command, [new FormattedValue("text/markdown", found.Markdown), new FormattedValue("text/plain", found.Text)]));
        }
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    Task IKernelCommandHandler<RequestSignatureHelp>.HandleAsync(RequestSignatureHelp command, KernelInvocationContext context)
    {
        (string code, int position) = At(command);
        var edited = EditedCode.Create(code, _engine.Chain);
        BaseArgumentListSyntax? list = edited.Root.FindToken(Math.Max(0, position - 1)).Parent?.AncestorsAndSelf()
            .OfType<BaseArgumentListSyntax>()
            .FirstOrDefault(candidate => candidate.SpanStart < position);
        if (list?.Parent is not { } call || SymbolInspection.Overloads(edited.Model, call) is not { Count: > 0 } overloads)
        {
            return Task.CompletedTask;
        }
        int argument = list.Arguments.GetSeparators().Count(comma => comma.Span.End <= position);
        var signatures = overloads.Select(symbol => Signature(symbol, context.CancellationToken)).ToList();
        int active = Math.Max(0, signatures.FindIndex(signature => signature.Parameters.Count > argument));
        int parameters = signatures[active].Parameters.Count;
        context.Publish(new SignatureHelpProduced(command, signatures, active, Math.Clamp(argument, 0, Math.Max(0, parameters - 1))));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    Task IKernelCommandHandler<RequestDiagnostics>.HandleAsync(RequestDiagnostics command, KernelInvocationContext context)
    {
        var edited = EditedCode.Create(command.Code.ReplaceLineEndings("\n"), _engine.Chain);
        Microsoft.CodeAnalysis.Diagnostic[] found = edited.Compilation.GetDiagnostics(context.CancellationToken)
            .Where(diagnostic => diagnostic.Severity is DiagnosticSeverity.Error or DiagnosticSeverity.Warning).ToArray();
        if (found.Length == 0)
        {
            return Task.CompletedTask;
        }
        context.Publish(new DiagnosticsProduced(
            [.. found.Select(Microsoft.DotNet.Interactive.Diagnostic.FromCodeAnalysisDiagnostic)],
            [.. found.Select(diagnostic => new FormattedValue("text/plain", diagnostic.ToString()))], command));
        return Task.CompletedTask;
    }

    private static (string Code, int Position) At(LanguageServiceCommand command)
    {
        string code = command.Code.ReplaceLineEndings("\n");
        TextLineCollection lines = SourceText.From(code).Lines;
        TextLine line = lines[Math.Clamp(command.LinePosition.Line, 0, lines.Count - 1)];
        return (code, Math.Min(line.Start + command.LinePosition.Character, line.End));
    }

    private static Microsoft.DotNet.Interactive.LinePosition Line(TextLineCollection lines, int position) =>
        Microsoft.DotNet.Interactive.LinePosition.FromCodeAnalysisLinePosition(lines.GetLinePosition(position));

    private static SignatureInformation Signature(ISymbol symbol, CancellationToken cancellation)
    {
        ImmutableArray<IParameterSymbol> parameters = (symbol as IMethodSymbol)?.Parameters
            ?? (symbol as IPropertySymbol)?.Parameters ?? [];
        return new SignatureInformation(
            SymbolText.Declaration(symbol),
            new FormattedValue("text/markdown", SymbolText.Describe([symbol], cancellation).Markdown),
            [.. parameters.Select(parameter => new ParameterInformation(
                parameter.Name, new FormattedValue("text/markdown", SymbolText.Declaration(parameter))))]);
    }

    /// <summary>The kinds by which editors choose pictures.</summary>
    private static string Kind(string kind) => kind switch
    {
        "type" => "Class",
        "variable" => "Local",
        _ => string.Concat(char.ToUpperInvariant(kind[0]).ToString(), kind.AsSpan(1)),
    };
}
