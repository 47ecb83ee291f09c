using NotebookKit.Notebooks.Tests.Session;

namespace NotebookKit.Notebooks.Tests.CSharp.Execution;

public class SessionMemoryTests
{
    /// <summary>
    /// .NET Interactive grew by gigabytes over these cells. What counts is what the cells leave behind, so it is measured
    /// as growth after full collections; the process's own size before them is the test host's affair.
    /// </summary>
    [Theory]
    [Trait("Category", "Endurance")]
    [InlineData("1 + {0}", 60)]
    [InlineData("var x = {0}; x", 300)]
    public async Task A_thousand_trivial_cells_stay_small(string code, int megabytes)
    {
        using var run = new SessionRun();
        for (int i = 0; i < 20; i++)
        {
            await run.Cell(code.Replace("{0}", $"{i}", StringComparison.Ordinal));
        }
        long before = Held();
        for (int i = 0; i < 1000; i++)
        {
            Assert.True((await run.Cell(code.Replace("{0}", $"{i}", StringComparison.Ordinal))).Success);
        }
        double grown = (Held() - before) / 1e6;
        Assert.True(grown < megabytes, $"1,000 cells left {grown:0} MB behind.");
    }

    private static long Held()
    {
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
