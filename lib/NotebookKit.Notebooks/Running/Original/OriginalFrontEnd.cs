using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;
using NotebookKit.Notebooks.Session;
using Diagnostic = Microsoft.DotNet.Interactive.Diagnostic;
using KernelDisplayEvent = Microsoft.DotNet.Interactive.Events.DisplayEvent;
using ShownEvent = NotebookKit.Notebooks.Session.DisplayEvent;

namespace NotebookKit.Notebooks.Running.Original;

/// <summary>
/// What VS Code does for .NET Interactive: it shows what happens as outputs, keeps the languages that run in the page and not in
/// the process, and answers questions, which nobody is there to do.
/// </summary>
/// <param name="show">Gets what the running cell shows.</param>
internal sealed class OriginalFrontEnd(Action<SessionEvent> show)
{
    /// <summary>Shows the cell of a language that .NET Interactive leaves to its front end.</summary>
    /// <returns>False when it is not of such a language.</returns>
    public bool Shows(string language, string code)
    {
        switch (CellLanguages.Find(language))
        {
            case "javascript":
                show(Display(MimeBundles.Of("text/html", $"<script type=\"text/javascript\">{code}</script>")));
                return true;
            case "markdown":
                show(Display(MarkdownKernel.Bundle(code.Trim('\n'))));
                return true;
            default:
                return false;
        }
    }

    /// <summary>Shows what happened.</summary>
    public void Show(KernelEvent happened)
    {
        switch (happened)
        {
            case StandardOutputValueProduced text:
                show(new StreamEvent("stdout", Text(text)));
                break;
            case StandardErrorValueProduced text:
                show(new StreamEvent("stderr", Text(text)));
                break;
            case DisplayedValueUpdated updated:
                show(new ShownEvent(Bundle(updated), updated.ValueId ?? "", IsUpdate: true));
                break;
            case DisplayedValueProduced displayed:
                show(new ShownEvent(Bundle(displayed), displayed.ValueId ?? NewId(), IsUpdate: false));
                break;
            case ReturnValueProduced result:
                show(new ResultEvent(Bundle(result)));
                break;
            case DiagnosticsProduced { Diagnostics: var found } when found.Count > 0:
                // As its Jupyter kernel prints them; VS Code lists them beside the notebook. An error is told by the end of the command.
                show(new StreamEvent("stderr", string.Concat(found
                    .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Warning).Select(Warning))));
                break;
            case ErrorProduced error:
                show(OriginalErrors.Read(error.Message));
                break;
        }
    }

    /// <summary>Does what the process asks of its front end.</summary>
    /// <returns>What to tell it, in order; the last ends its wait.</returns>
    public IEnumerable<KernelEvent> Answer(KernelCommand command)
    {
        switch (command)
        {
            case SubmitCode script when Shows("javascript", script.Code):
            case SendValue:
            case SendEditableCode:
                return [new CommandSucceeded(command)];
            case RequestInput or RequestInputs:
                string prompt = (command as RequestInput)?.Prompt is { Length: > 0 } asked ? $"'{asked}'" : "no prompt";
                return [new CommandFailed($"This cell asks for input ({prompt}), and nobody is there to answer: the "
                    + "notebook runs without a "
                    + "front end. Give the value in the cell, or open the notebook in VS Code.", command)];
            default:
                return [new CommandFailed($"Without a page to run in, {command.GetType().Name} has no answer.", command)];
        }
    }

    private static ShownEvent Display(JsonObject data) => new(data, NewId(), IsUpdate: false);

    private static JsonObject Bundle(KernelDisplayEvent shown) =>
        MimeBundles.Of(shown.FormattedValues, asPreferred: false, value: null);

    private static string Text(KernelDisplayEvent shown) =>
        string.Concat(shown.FormattedValues.Where(part => !part.SuppressDisplay).Select(part => part.Value));

    private static string Warning(Diagnostic warning)
    {
        LinePosition place = warning.LinePositionSpan.Start;
        return string.Create(
            CultureInfo.InvariantCulture, $"({place.Line + 1},{place.Character + 1}): warning {warning.Code}: {warning.Message}\n");
    }

    private static string NewId() => Guid.NewGuid().ToString("n");
}
