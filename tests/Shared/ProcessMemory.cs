namespace NotebookKit.Tests.Shared;

/// <summary>
/// The memory of the whole process, for tests that look at it. They run while no other test does, by their collection: what another one
/// holds for a moment would count as theirs.
/// </summary>
[CollectionDefinition(nameof(ProcessMemory), DisableParallelization = true)]
public sealed class ProcessMemory
{
    /// <summary>The bytes that are in use after full collections, the last of which finds what finalizers let go.</summary>
    public static long Held()
    {
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    /// <summary>Fails when more is in use than before by more than so many bytes.</summary>
    /// <param name="before">What <see cref="Held"/> said before.</param>
    /// <param name="bytes">What may have come.</param>
    public static void AssertGrownBy(long before, long bytes)
    {
        long grown = Held() - before;
        Assert.True(grown <= bytes, $"Expected at most {bytes / 1e6:0.0} MB to be left behind, and found {grown / 1e6:0.0} MB.");
    }
}
