using NotebookKit.Notebooks.Running;

namespace NotebookKit.Tool.Tests;

/// <summary>What is remembered of the runs in a folder.</summary>
public sealed class LastRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_failure_is_known_until_that_notebook_passes()
    {
        LastRun run = Of("here");
        Assert.Empty(run.Failed());
        run.Note([Report("a", NotebookOutcome.Failed), Report("b", NotebookOutcome.TimedOut), Report("c", NotebookOutcome.Passed)]);
        Assert.Equal([Full("a"), Full("b")], Of("here").Failed().Order(StringComparer.Ordinal));

        // Stopped ones are as they were; of those that did not run again nothing new is known.
        run.Note([Report("a", NotebookOutcome.Cancelled), Report("c", NotebookOutcome.NotReached)]);
        Assert.Equal(2, run.Failed().Count);
        run.Note([Report("a", NotebookOutcome.Passed)]);
        Assert.Equal([Full("b")], run.Failed());
        run.Note([Report("b", NotebookOutcome.Passed)]);
        Assert.Empty(Directory.GetFiles(_folder.File("cache")));
    }

    [Fact]
    public void Each_folder_has_its_own_memory_and_one_that_is_gone_has_none()
    {
        Of("here").Note([Report("a", NotebookOutcome.Failed)]);
        Of("there").Note([Report("b", NotebookOutcome.Failed)]);
        Assert.Equal([Full("a")], Of("here").Failed());

        Directory.Delete(_folder.File("here"));
        File.WriteAllText(_folder.File("cache/damaged.json"), "{");
        Of("there").Note([Report("c", NotebookOutcome.Failed)]);
        Assert.Single(Directory.GetFiles(_folder.File("cache")));
        Assert.Equal([Full("b"), Full("c")], Of("there").Failed().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_damaged_memory_or_a_cache_that_cannot_be_written_is_no_error()
    {
        File.WriteAllText(_folder.File("cache"), "in the way");
        LastRun run = Of("here");
        run.Note([Report("a", NotebookOutcome.Failed)]);
        Assert.Empty(run.Failed());

        File.Delete(_folder.File("cache"));
        run.Note([Report("a", NotebookOutcome.Failed)]);
        File.WriteAllText(Assert.Single(Directory.GetFiles(_folder.File("cache"))), "[1]");
        Assert.Empty(run.Failed());
    }

    private static NotebookReport Report(string name, NotebookOutcome outcome) => new(name, null, [], outcome, TimeSpan.Zero, null);

    private static string Full(string name) => Path.GetFullPath(name);

    private LastRun Of(string name) => new(_folder.File("cache"), Directory.CreateDirectory(_folder.File(name)).FullName);
}
