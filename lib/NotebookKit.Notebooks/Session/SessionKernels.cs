using System.Reactive.Disposables;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Utility;
using NotebookKit.Notebooks.CSharp;

namespace NotebookKit.Notebooks.Session;

/// <summary>The kernels of a session under one root, with the directives that notebooks use.</summary>
internal sealed class SessionKernels : IDisposable
{
    // The package changes the process's console with every command, and back again. Held open once and for all, it is
    // changed once, and the session's own redirection stays on top.
    private static readonly Lazy<IDisposable> s_console = new(() => ConsoleOutput.Subscribe(_ => Disposable.Empty));

    private readonly CellHost _host;
    private readonly CellSources _sources = new();

    public SessionKernels(SessionOptions options, CellHost host, CellEngine engine, SessionThread thread)
    {
        _host = host;
        Root = new CompositeKernel { DefaultKernelName = "csharp" };
        Directives = new DirectiveNames(Root, options.WorkingDirectory);
        var import = new ImportDirective(new CellImport(options.WorkingDirectory, Directives), _sources, host, Root, Directives);
        var csharp = new CSharpKernel(host, engine, thread, _sources);
        new PackageDirectives(host, engine, thread, new PackageExtensions(host, engine, thread, Root, import)).AddTo(csharp);
        foreach (Kernel kernel in (Kernel[])[csharp.UseValueSharing().UseWho(), new HtmlKernel(), new MarkdownKernel(host),
            new JavaScriptKernel().UseValueSharing(), new MermaidKernel(host), new KeyValueStoreKernel().UseWho()])
        {
            Root.Add(kernel, CellLanguages.Aliases[kernel.Name]);
        }
        import.AddTo(Root);
        SessionDirectives.AddTo(Root, host, Directives);
        Questions.AddTo(Root, host);
        Root.AddMiddleware(SkipAfterFailure);
        csharp.AddMiddleware(NoteListing);
        Root.KernelEvents.Subscribe(new KernelEventRelay(host, Directives));
    }

    /// <summary>What cells know as <c>Kernel.Root</c>.</summary>
    public CompositeKernel Root { get; }

    /// <summary>The directives there are at the moment.</summary>
    public DirectiveNames Directives { get; }

    /// <summary>Takes over the process's console for what user code writes there.</summary>
    public static void InstallConsole()
    {
        _ = s_console.Value;
        ConsoleRedirect.Install();
        DisplayedValues.Listen();
        XPlotCharts.Listen();
    }

    /// <summary>Runs a cell; how it ended is written down in it.</summary>
    /// <exception cref="CellFailure">A directive of the cell cannot be read.</exception>
    public async Task<bool> RunAsync(RunningCell cell, string language)
    {
        string sent = CellText.Protect(cell.Code, language, Directives);
        if (string.IsNullOrWhiteSpace(sent))
        {
            return true;
        }
        var submission = new SubmitCode(sent, language);
        _sources.Add(submission, new CellSource(cell.Name, cell.Code, sent, IsCell: true));
        try
        {
            KernelCommandResult result = await Root.SendAsync(submission, cell.ForCode);
            // Between two parts of a cell, the package passes over the second without a word.
            return !(cell.ForCode.IsCancellationRequested && result.Events.Any(happened => happened is CommandFailed));
        }
        catch (OperationCanceledException) when (cell.ForCode.IsCancellationRequested)
        {
            // The package leaves the context of a command that was cancelled lying about.
            cell.Context?.Dispose();
            return false;
        }
    }

    public void Dispose() => Root.Dispose();

    /// <summary>Of a cell in several parts, none runs behind one that failed.</summary>
    private async Task SkipAfterFailure(KernelCommand command, KernelInvocationContext context, KernelPipelineContinuation next)
    {
        if (RunningCell.Current is { IsOver: true } && !RunningCell.IsInCode)
        {
            return;
        }
        if (_host.Cell is { } cell)
        {
            cell.Context ??= context;
        }
        if (command is SubmitCode or not (RequestValue or RequestValueInfos or SendValue)
            && _host.Cell?.Failure is not null && !RunningCell.IsInCode)
        {
            return;
        }
        await next(command, context);
    }

    private static Task NoteListing(KernelCommand command, KernelInvocationContext context, KernelPipelineContinuation next)
    {
        if (command.ToString() is { } text && text.StartsWith("Directive: #!who", StringComparison.Ordinal))
        {
            CSharpKernel.BeginListing();
        }
        return next(command, context);
    }
}
