using Xunit;

namespace NotebookKit.Xunit.Execution;

/// <summary>The collection of a notebook's cases; its end is the end of the notebook's process.</summary>
[CollectionDefinition]
public sealed class NotebookCollection : ICollectionFixture<NotebookLifetime>;

/// <summary>Ends the process of a notebook when the last of its cases has ended, also where not all of its cells were asked for.</summary>
public sealed class NotebookLifetime : IAsyncDisposable
{
    private readonly string? _collection = TestContext.Current.TestCollection?.UniqueID;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _collection is null ? ValueTask.CompletedTask : NotebookRuns.EndAsync(_collection);
}
