using NotebookKit.Tool.Jupyter.Kernel;

namespace NotebookKit.Tool.Tests.Jupyter.Kernel;

public sealed class HistoryTests
{
    [Theory]
    [InlineData(10, 1_000_000)]
    [InlineData(1_000_000, 10)]
    public void Cells_and_results_of_megabytes_are_not_kept_for_good(int inputLength, int outputLength)
    {
        var history = new History();
        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i < 300; i++)
        {
            history.Add(i, new string('i', inputLength), new string('o', outputLength));
        }

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 30L << 20);
        GC.KeepAlive(history);
    }
}
