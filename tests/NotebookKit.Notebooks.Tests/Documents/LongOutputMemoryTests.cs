using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Running;
using NotebookKit.Notebooks.Session;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Notebooks.Tests.Documents;

[Collection(nameof(ProcessMemory))]
public class LongOutputMemoryTests
{
    [Trait("Category", "Endurance")]
    [Fact]
    public void Five_hundred_megabytes_of_outputs_hold_next_to_no_memory()
    {
        var document = NotebookDocument.Create();
        var recorder = new OutputRecorder(new SpillFile());
        string megabyte = new string('x', 1_000_000);
        long before = ProcessMemory.Held();
        for (int i = 0; i < 60; i++)
        {
            LongOutputTests.Record(
                recorder, document.Add(CellKind.Code, "x"),
                    [new StreamEvent("stdout", megabyte), new ResultEvent(LongOutputTests.Bundle(500_000))]);
        }

        ProcessMemory.AssertGrownBy(before, 100_000_000);
        Assert.Equal(1_000_000, MultilineText.Join(document.Cells[42].Outputs[0]!["text"]).Length);
    }
}
