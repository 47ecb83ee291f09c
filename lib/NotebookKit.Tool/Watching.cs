using System.Globalization;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Running;
using NotebookKit.Notebooks.Session;
using NotebookKit.Shared;
using NotebookKit.Tool.Reporting;

namespace NotebookKit.Tool;

/// <summary>Watches a notebook for the command: executes it as it is saved, shows progress and results, and saves the outputs.</summary>
/// <param name="path">The notebook.</param>
/// <param name="options">How it is executed.</param>
/// <param name="isSaved">Whether the outputs are saved.</param>
internal sealed class Watching(string path, RunOptions options, bool isSaved)
{
    private readonly FileWatch _file = new(path);
    private readonly Screen _screen = Screen.Here();

    /// <summary>Does it until the user ends it.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        using var signals = new StopSignals(cancellation);
        var notebook = new WatchedNotebook(path, options);
        await using (notebook.ConfigureAwait(false))
        {
            try
            {
                byte[] content = _file.Read();
                while (true)
                {
                    bool isStale = await OnceAsync(notebook, content, signals).ConfigureAwait(false);
                    signals.Token.ThrowIfCancellationRequested();
                    await SayAsync(isStale
                        ? $"{path} was saved while it ran."
                        : $"Waiting for {path} to be saved. Ctrl+C ends.").ConfigureAwait(false);
                    content = await _file.NextAsync(evenIfSame: isStale, signals.Token).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException)
            {
                return signals.ExitCode(ExitCodes.Cancelled);
            }
        }
    }

    private async Task<bool> OnceAsync(WatchedNotebook notebook, byte[] content, StopSignals signals)
    {
        NotebookDocument document;
        try
        {
            document = NotebookDocument.Parse(content, path);
        }
        catch (Exception error)
        {
            await SayAsync(FileFailure.Describe(path, error, "the file cannot be read")).ConfigureAwait(false);
            return false;
        }

        WatchedRun? run = _screen.IsTerminal
            ? await LiveProgress.ShowAsync(_screen, [path], TimeProvider.System, ExecuteAsync).ConfigureAwait(false)
            : await ExecuteAsync(new PlainProgress(TextWriter.Null)).ConfigureAwait(false);
        if (run is null)
        {
            await SayAsync("No code has changed: nothing to run.").ConfigureAwait(false);
            return false;
        }

        if (run.IsStale)
        {
            return true;
        }

        if (run.WhyFromTop is { } why)
        {
            await SayAsync($"From the top: {why}.").ConfigureAwait(false);
        }
        else if (run.FirstCell > 0)
        {
            await SayAsync(
                string.Create(CultureInfo.InvariantCulture, $"From cell {run.FirstCell + 1} on: what stands before it has not changed."))
                .ConfigureAwait(false);
        }

        new RunSummary(_screen, signals.Received).Write([run.Report]);
        return run.Report.Outcome == NotebookOutcome.Passed && await SaveAsync(document).ConfigureAwait(false);

        Task<WatchedRun?> ExecuteAsync(RunHooks hooks) => notebook.RunAsync(document, hooks, _file.HasChanged, signals.Token);
    }

    // True when the file has changed meanwhile, and so was not saved over.
    private async Task<bool> SaveAsync(NotebookDocument document)
    {
        if (!isSaved || document.Format != NotebookFormat.Ipynb)
        {
            return false;
        }

        try
        {
            if (!document.IsStillIn(path))
            {
                return true;
            }

            // Known is what is written, and not what stands in the file a moment later, which may be somebody else's.
            byte[] content = document.ToBytes(NotebookFormat.Ipynb);
            AtomicFile.Write(path, content);
            _file.Know(content);
        }
        catch (Exception error)
        {
            await SayAsync(FileFailure.Describe(path, error, "the executed notebook could not be saved")).ConfigureAwait(false);
        }

        return false;
    }

    private async Task SayAsync(string sentence)
    {
        await _screen.Output.WriteLineAsync(TerminalText.WithoutColours(sentence)).ConfigureAwait(false);
        await _screen.Output.FlushAsync().ConfigureAwait(false);
    }
}
