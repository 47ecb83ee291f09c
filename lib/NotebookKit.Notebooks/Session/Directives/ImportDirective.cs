using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Directives;
using Microsoft.DotNet.Interactive.Events;
using NotebookKit.Notebooks.CSharp;

namespace NotebookKit.Notebooks.Session;

/// <summary>
/// <c>#!import</c>: the package's own reads no C# files, follows a file that imports itself for ever, and has no words for a
/// file that is not there.
/// </summary>
internal sealed class ImportDirective(
    CellImport import, CellSources sources, CellHost host, CompositeKernel root, DirectiveNames directives)
{
    /// <summary>Adds the directive, and the command that code sends, to the root kernel.</summary>
    public void AddTo(CompositeKernel kernel)
    {
        kernel.AddDirective<ImportDocument>(
            new KernelActionDirective("#!import", "run a notebook (.ipynb, .dib) or a C# file (.cs, .csx)")
            {
                Parameters = { new KernelDirectiveParameter(
                    "--file",
                    "The file, seen from the notebook's folder") { AllowImplicitName = true, Required = true, TypeHint = "file" } },
            },
            (command, context) => RunAsync(command.FilePath, command, context));
        kernel.SetDefaultTargetKernelNameForCommand(typeof(ImportDocument), kernel.Name);
    }

    /// <summary>Runs a file's cells; the command fails with the first cell that does.</summary>
    public async Task RunAsync(string path, KernelCommand command, KernelInvocationContext context)
    {
        try
        {
            using ImportedFile file = import.Open(path);
            foreach (ImportedCell cell in file.Cells)
            {
                if (await FailureOf(cell, command) is { } failure)
                {
                    context.Fail(command, failure);
                    return;
                }
            }
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            host.Fail(command, context, error as CellFailure ?? CellFailure.Directive($"#!import: {error.Message}"));
        }
    }

    private async Task<Exception?> FailureOf(ImportedCell cell, KernelCommand command)
    {
        string sent = CellText.Protect(cell.Code, cell.Language, directives);
        if (string.IsNullOrWhiteSpace(sent))
        {
            return null;
        }
        var submission = new SubmitCode(sent, cell.Language);
        sources.Add(submission, new CellSource(cell.Name, cell.Code, sent, IsCell: false));
        submission.SetParent(command, bubbleEvents: true);
        KernelCommandResult result = await root.SendAsync(submission);
        return result.Events.OfType<CommandFailed>().FirstOrDefault() is { } failed
            ? failed.Exception ?? CellFailure.Directive($"{cell.Name}: {failed.Message}")
            : null;
    }
}
