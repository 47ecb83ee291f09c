using System.Text.Json;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;
using Microsoft.DotNet.Interactive.ValueSharing;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>The variables of cells, for other kernels and for <c>#!who</c>.</summary>
internal sealed partial class CSharpKernel :
    IKernelCommandHandler<RequestValueInfos>, IKernelCommandHandler<RequestValue>, IKernelCommandHandler<SendValue>
{
    private static readonly AsyncLocal<bool> s_listing = new();

    /// <summary>From here on values are asked for to be listed: texts of them that nobody reads are not made.</summary>
    public static void BeginListing() => s_listing.Value = true;

    /// <inheritdoc/>
    Task IKernelCommandHandler<RequestValueInfos>.HandleAsync(RequestValueInfos command, KernelInvocationContext context)
    {
        IEnumerable<KernelValueInfo> infos = _engine.Variables.All.Select(
            variable => new KernelValueInfo(variable.Name, new FormattedValue(command.MimeType, ""), variable.Type));
        if (s_listing.Value)
        {
            context.Publish(new ValueInfosProduced([.. infos], command));
            return Task.CompletedTask;
        }

        return Answer(command, context, () => context.Publish(new ValueInfosProduced(
            [.. _engine.Variables.All.Select(variable => new KernelValueInfo(
                variable.Name, new FormattedValue(command.MimeType, Text(variable.Value, command.MimeType)), variable.Type))],
            command)));
    }

    /// <inheritdoc/>
    Task IKernelCommandHandler<RequestValue>.HandleAsync(RequestValue command, KernelInvocationContext context) =>
        Answer(command, context, () =>
    {
        if (!_engine.Variables.TryGet(command.Name, out Variable variable))
        {
            throw NotFound(command.Name);
        }
        if (s_listing.Value)
        {
            context.Publish(new ValueProduced(Printable(variable.Value), command.Name, new FormattedValue(command.MimeType, ""), command));
            return;
        }

        context.Publish(new ValueProduced(
            variable.Value, command.Name, new FormattedValue(command.MimeType, Form(variable, command.MimeType)), command));
    });

    /// <inheritdoc/>
    Task IKernelCommandHandler<SendValue>.HandleAsync(SendValue command, KernelInvocationContext context) => _thread.Run(() =>
    {
        try
        {
            SetValueAsync(command, context, (name, value, type) =>
            {
                if (!SyntaxFacts.IsValidIdentifier(name))
                {
                    throw CellFailure.Directive($"'{name}' is not a C# variable name.");
                }
                _engine.Declare(name, value, type, _host.Cell);
                return Task.CompletedTask;
            }).GetAwaiter().GetResult();
        }
        catch (CellFailure failure)
        {
            _host.Fail(command, context, failure);
        }
    });

    /// <summary>Printing values is the reader's code, which may take for ever, or throw.</summary>
    private Task Answer(KernelCommand command, KernelInvocationContext context, Action answer) => _thread.Run(() =>
    {
        RunningCell? cell = _host.Cell;
        try
        {
            _engine.Control(answer, cell);
        }
        catch (CellFailure failure)
        {
            _host.Fail(command, context, failure);
        }
        catch (OperationCanceledException) when (cell is { Interrupt.IsCancellationRequested: true })
        {
            _host.Fail(command, context, CellFailure.Interrupted("The cell was interrupted while a value was shared."));
        }
    });

    /// <summary>A value in the form in which it goes to another language.</summary>
    private static string Form(Variable variable, string mimeType)
    {
        try
        {
            return variable.Value.ToDisplayString(mimeType);
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            throw CellFailure.Directive(
                $"'{variable.Name}' has no form in JSON, in which values go to other languages: {error.Message.Split(" Path:")[0]} "
                + "Share a part of it that is made of texts, numbers and lists.");
        }
    }

    /// <summary>One value that fails to print itself must not hide the others.</summary>
    private static object? Printable(object? value)
    {
        try
        {
            value.ToDisplayString(PlainTextFormatter.MimeType);
            return value;
        }
        catch (Exception error) when (error is not (OperationCanceledException or ThreadInterruptedException))
        {
            return $"(printing it threw {error.GetType().Name})";
        }
    }

    private static string Text(object? value, string mimeType)
    {
        try
        {
            return value.ToDisplayString(mimeType);
        }
        catch (Exception error) when (error is not (OperationCanceledException or ThreadInterruptedException))
        {
            return $"(printing it threw {error.GetType().Name})";
        }
    }

    private CellFailure NotFound(string name)
    {
        IReadOnlyList<string> close = CloseMatches.Among(name, _engine.Variables.All.Select(variable => variable.Name));
        return CellFailure.Directive($"There is no variable '{name}'."
            + (close.Count > 0 ? $" Did you mean {string.Join(" or ", close)}?" : " #!whos lists the variables."));
    }
}
