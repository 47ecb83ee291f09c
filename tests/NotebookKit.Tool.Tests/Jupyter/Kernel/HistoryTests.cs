using NotebookKit.Tests.Shared;
using NotebookKit.Tool.Jupyter.Kernel;

namespace NotebookKit.Tool.Tests.Jupyter.Kernel;

[Collection(nameof(ProcessMemory))]
public sealed class HistoryTests
{
    [Theory]
    [InlineData(10, 1_000_000)]
    [InlineData(1_000_000, 10)]
    public void Cells_and_results_of_megabytes_are_not_kept_for_good(int inputLength, int outputLength)
    {
        var history = new History();
        long before = ProcessMemory.Held();
        for (int i = 0; i < 300; i++)
        {
            history.Add(i, new string('i', inputLength), new string('o', outputLength));
        }

        ProcessMemory.AssertGrownBy(before, 30L << 20);
        GC.KeepAlive(history);
    }
}
