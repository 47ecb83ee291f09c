using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.ValueSharing;
using NotebookKit.Notebooks.CSharp;

namespace NotebookKit.Notebooks.Session;

/// <summary>What a session's kernels publish, as outputs of the running cell and as its failure.</summary>
internal sealed class KernelEventRelay(CellHost host, DirectiveNames directives) : IObserver<KernelEvent>
{
    public void OnNext(KernelEvent value)
    {
        switch (value)
        {
            case ReturnValueProduced { Value: Microsoft.DotNet.Interactive.Formatting.DisplayedValue }:
                // What display(…) returns is a handle, not a result, even where the semicolon was forgotten.
                break;
            case ReturnValueProduced result when host.Cell is { } cell && ReferenceEquals(cell.Last, result.Command):
                host.Send(new ResultEvent(MimeBundles.Of(result.FormattedValues, asPreferred: true, result.Value)));
                break;
            case ReturnValueProduced result:
                DisplayedValues.Show(host, result.Value, result.FormattedValues, result.ValueId, isUpdate: false);
                break;
            case DisplayedValueUpdated updated:
                DisplayedValues.Show(host, updated.Value, updated.FormattedValues, updated.ValueId, isUpdate: true);
                break;
            case DisplayedValueProduced { Value: IEnumerable<KernelValue> values } listing:
                DisplayedValues.Show(
                    host, listing.Value, [.. listing.FormattedValues, DirectiveListings.PlainText(values, listing.FormattedValues)],
                    listing.ValueId, isUpdate: false);
                break;
            case DisplayedValueProduced shown:
                DisplayedValues.Show(host, shown.Value, shown.FormattedValues, shown.ValueId, isUpdate: false);
                break;
            case StandardOutputValueProduced text:
                host.Write("stdout", string.Concat(text.FormattedValues.Select(part => part.Value)));
                break;
            case StandardErrorValueProduced text:
                host.Write("stderr", string.Concat(text.FormattedValues.Select(part => part.Value)));
                break;
            case DiagnosticsProduced { Diagnostics: var found }:
                if (!RunningCell.IsInCode
                    && found.FirstOrDefault(diagnostic => diagnostic.Code.StartsWith("DNI", StringComparison.Ordinal)) is { } wrong)
                {
                    host.Cell?.Fail(Explain(wrong).Error);
                }
                break;
            case ErrorProduced error:
                Fail(error.Message, null);
                break;
            case CommandFailed failed:
                Fail(failed.Message, failed.Exception);
                break;
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    /// <summary>What a cell sends to a kernel by itself answers to that cell's own code, which may look at it or not.</summary>
    private void Fail(string message, Exception? exception)
    {
        // The end of an interrupted command may come when the next cell runs already.
        if (RunningCell.IsInCode || RunningCell.Current is not { IsOver: false } cell || cell.Interrupt.IsCancellationRequested)
        {
            return;
        }
        while (exception is not null and not CellFailure && exception.InnerException is { } inner)
        {
            exception = inner;
        }
        cell.Fail(exception is CellFailure failure ? failure.Error : CellFailure.Directive(exception?.Message ?? message).Error);
    }

    private CellFailure Explain(Diagnostic wrong)
    {
        string[] lines = host.Cell?.Code.Split('\n') ?? [];
        int index = wrong.LinePositionSpan.Start.Line;
        string? name = index < lines.Length ? CellText.Name(lines[index]) : null;
        string usage = name is not null && directives.Usage(name) is { } written ? $" Usage: {written}" : "";
        string message = wrong.Message.TrimEnd('.');
        return CellFailure.Directive(name is null ? $"line {index + 1}: {message}." : $"line {index + 1}: {name}: {message}.{usage}");
    }
}
