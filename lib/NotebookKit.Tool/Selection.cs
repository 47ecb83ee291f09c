using System.CommandLine;
using System.CommandLine.Parsing;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Running;

namespace NotebookKit.Tool;

/// <summary>Which of the notebooks that were found execute: those that a filter takes, or that did not pass the last time.</summary>
/// <param name="Filter">The filter; null for none.</param>
/// <param name="OnlyFailed">Whether those that passed the last time are left out.</param>
internal sealed record Selection(NotebookFilter? Filter, bool OnlyFailed)
{
    /// <summary>Chooses.</summary>
    /// <param name="found">The notebooks, in order; the chosen ones keep it.</param>
    /// <param name="lastRun">What is known of the runs before.</param>
    /// <param name="say">Gets a sentence that the user should read.</param>
    /// <exception cref="FileNotFoundException">Nothing is left.</exception>
    public IReadOnlyList<NotebookPath> Of(IReadOnlyList<NotebookPath> found, LastRun lastRun, Action<string> say)
    {
        IReadOnlyList<NotebookPath> chosen = Filter is null ? found : [.. found.Where(Takes)];
        if (chosen.Count == 0)
        {
            throw new FileNotFoundException($"None of {found.Count} notebooks fits --filter.");
        }

        if (!OnlyFailed)
        {
            return chosen;
        }

        IReadOnlySet<string> failed = lastRun.Failed();
        IReadOnlyList<NotebookPath> again = [.. chosen.Where(notebook => failed.Contains(RealPath.OfEntry(notebook.Path)))];
        if (again.Count > 0)
        {
            return again;
        }

        say("No notebook here failed the last time: all of them run.");
        return chosen;
    }

    private bool Takes(NotebookPath notebook) =>
        Filter!.TakesPath(notebook.Path) && (!Filter.IsAboutCells || HasCellFor(Filter, notebook.Path));

    private static bool HasCellFor(NotebookFilter filter, string path)
    {
        try
        {
            return filter.Takes(NotebookDocument.Load(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotebookFormatException)
        {
            // The run tells what is wrong with it: nobody should believe that it was looked through.
            return true;
        }
    }
}

/// <summary>The options that choose among notebooks, and among their cells.</summary>
internal sealed class SelectionOptions
{
    private readonly Option<string[]> _filter = new("--filter")
    {
        Description =
            "Only notebooks whose path holds this text, or fits it (* and ?); tag=NAME or text=TEXT: only those with such a code cell, "
            + "up to the last one; != leaves out, for example tag!=slow. May be given several times.",
        HelpName = "TERM",
    };

    private readonly Option<bool> _onlyFailed =
        new("--last-failed", "--lf") { Description = "Only notebooks that did not pass the last time here; all if none." };

    /// <summary>The options.</summary>
    public SelectionOptions() => _filter.Validators.Add(result =>
    {
        if (Parse(result, out string? problem) is null && problem is not null)
        {
            result.AddError(problem);
        }
    });

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_filter);
        command.Options.Add(_onlyFailed);
    }

    /// <summary>Whether cells are left out.</summary>
    public bool IsAboutCells(SymbolResult result) =>
        result.GetResult(_filter) is { } given && Parse(given, out _) is { IsAboutCells: true };

    /// <summary>What was asked for.</summary>
    public Selection Read(ParseResult parsed) =>
        new(parsed.GetValue(_filter) is { Length: > 0 } terms ? NotebookFilter.Parse(terms) : null, parsed.GetValue(_onlyFailed));

    // The rules of a command are looked at before those of its options: a filter may still be none.
    private static NotebookFilter? Parse(OptionResult given, out string? problem)
    {
        try
        {
            problem = null;
            return NotebookFilter.Parse(given.Tokens.Select(token => token.Value));
        }
        catch (FormatException error)
        {
            problem = error.Message;
            return null;
        }
    }
}
