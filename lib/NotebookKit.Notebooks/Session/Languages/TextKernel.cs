using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;

namespace NotebookKit.Notebooks.Session;

/// <summary>Shows the text of its cells, as a language does whose cells do not run.</summary>
internal abstract class TextKernel : Kernel, IKernelCommandHandler<SubmitCode>
{
    private readonly CellHost _host;
    private readonly Func<string, JsonObject> _bundle;

    /// <param name="host">Shows it.</param>
    /// <param name="name">The kernel's name.</param>
    /// <param name="language">What readers call the language.</param>
    /// <param name="description">What one does with it.</param>
    /// <param name="bundle">What shows a text.</param>
    protected TextKernel(CellHost host, string name, string language, string description, Func<string, JsonObject> bundle)
        : base(name)
    {
        (_host, _bundle) = (host, bundle);
        KernelInfo.LanguageName = language;
        KernelInfo.Description = description;
    }

    Task IKernelCommandHandler<SubmitCode>.HandleAsync(SubmitCode command, KernelInvocationContext context)
    {
        _host.DisplayData(_bundle(DirectiveSign.Restore(command.Code).Trim('\n')));
        return Task.CompletedTask;
    }
}
