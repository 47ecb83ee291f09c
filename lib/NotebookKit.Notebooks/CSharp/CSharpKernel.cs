using System.Globalization;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>The kit's C# as a kernel of .NET Interactive: what is sent to it is compiled, and runs so that it can be stopped.</summary>
internal sealed partial class CSharpKernel : Kernel, IKernelCommandHandler<SubmitCode>
{
    private readonly CellHost _host;
    private readonly CellEngine _engine;
    private readonly SessionThread _thread;
    private readonly CellSources _sources;
    private int _submissions;

    public CSharpKernel(CellHost host, CellEngine engine, SessionThread thread, CellSources sources) : base("csharp")
    {
        (_host, _engine, _thread, _sources) = (host, engine, thread, sources);
        KernelInfo.LanguageName = "C#";
        KernelInfo.LanguageVersion = "14.0";
        KernelInfo.DisplayName = "csharp - C# Script";
        KernelInfo.Description = "Compile and run C#";
    }

    /// <inheritdoc/>
    Task IKernelCommandHandler<SubmitCode>.HandleAsync(SubmitCode command, KernelInvocationContext context) =>
        string.IsNullOrWhiteSpace(command.Code) ? Task.CompletedTask : _thread.Run(() => Submit(command, context));

    private void Submit(SubmitCode command, KernelInvocationContext context)
    {
        context.Publish(new CodeSubmissionReceived(command));
        context.Publish(new CompleteCodeSubmissionReceived(command));
        bool nested = RunningCell.IsInCode;
        RunningCell? cell = nested ? null : RunningCell.Current;
        if (cell is { IsOver: true })
        {
            return;
        }
        try
        {
            (string name, string shown, (string Text, IReadOnlyList<(string Name, string Argument)> References) text) =
                Place(command, nested);
            foreach ((string directive, string argument) in text.References)
            {
                Refer(directive, argument);
            }
            if (string.IsNullOrWhiteSpace(text.Text))
            {
                return;
            }
            CellValue value = _engine.Run(
                text.Text, name, shown, result => Return(result, command, context), cell ?? _host.Cell);
            if (cell is not null && ReferenceEquals(cell.Last, command))
            {
                cell.Result = value;
                cell.Ended = true;
            }
        }
        catch (CellFailure failure)
        {
            // What a cell sends by itself fails for that cell's code, which gets the failure as the command's result.
            if (nested)
            {
                _host.Write("stderr", string.Join('\n', failure.Error.Traceback) + "\n");
            }
            else
            {
                cell?.Fail(failure.Error);
            }
            context.Fail(command, failure);
        }
    }

    /// <summary>What errors call a submission, the text whose lines they show, and the C# to compile.</summary>
    private (string Name, string Shown, (string Text, IReadOnlyList<(string Name, string Argument)> References) Code) Place(
        SubmitCode command, bool nested)
    {
        CellSource? source = nested ? null : _sources.Find(command);
        if (source is null)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"submitted code {++_submissions}");
            string whole = DirectiveSign.Restore(command.Code).ReplaceLineEndings("\n");
            return (name, whole, CellText.TakeReferences(whole));
        }

        string aligned = CellText.Align(source.Sent, command.Code, ref source.NextLine);
        if (source.IsCell && CellText.IsEnd(source.Sent, source.NextLine) && _host.Cell is { } cell)
        {
            cell.Last = command;
        }
        return (source.Name, source.Code, CellText.TakeReferences(DirectiveSign.Restore(aligned)));
    }

    private void Refer(string directive, string argument)
    {
        if (directive == "#i")
        {
            DirectiveErrors.Do(directive, () => AddSource(argument), _host.Interrupt);
        }
        else
        {
            DirectiveErrors.Do(directive, () => _engine.References.Resolve(argument, folder: null).ToList()
                .ForEach(_engine.Chain.AddReference), _host.Interrupt);
        }
    }

    /// <summary>Adds a package source as <c>#i "nuget:ADDRESS"</c> names it.</summary>
    public void AddSource(string source)
    {
        const string prefix = "nuget:";
        if (!source.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) || source[prefix.Length..].Trim() is not { Length: > 0 } address)
        {
            throw CellFailure.Directive($"#i \"{source}\": a package source is written #i \"nuget:ADDRESS\", with an address or a folder.");
        }
        _engine.References.Packages.AddSource(address);
    }

    private static void Return(object? value, SubmitCode command, KernelInvocationContext context)
    {
        if (value is not DisplayedValue)
        {
            context.Publish(new ReturnValueProduced(value, command, FormattedValue.CreateManyFromObject(value)));
        }
    }
}
