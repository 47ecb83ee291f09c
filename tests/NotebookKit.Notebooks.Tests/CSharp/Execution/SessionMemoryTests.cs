using NotebookKit.Notebooks.Tests.Session;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Notebooks.Tests.CSharp.Execution;

[Collection(nameof(ProcessMemory))]
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
        long before = ProcessMemory.Held();
        for (int i = 0; i < 1000; i++)
        {
            Assert.True((await run.Cell(code.Replace("{0}", $"{i}", StringComparison.Ordinal))).Success);
        }
        ProcessMemory.AssertGrownBy(before, megabytes * 1_000_000L);
    }

    [Trait("Category", "Endurance")]
    [Fact]
    public async Task Cells_that_define_nothing_are_unloaded()
    {
        using var run = new SessionRun();
        string name = (string)(await run.Value("System.Reflection.Assembly.GetExecutingAssembly().GetName().Name"))!;
        string prefix = name[..(name.LastIndexOf('-') + 1)];

        await Cells(run, 200);
        Collect();

        int left = AppDomain.CurrentDomain.GetAssemblies().Count(
            assembly => assembly.GetName().Name!.StartsWith(prefix, StringComparison.Ordinal));
        Assert.True(left < 100, $"Of 200 cells the assemblies of {left} are still loaded.");
    }

    [Trait("Category", "Endurance")]
    [Fact]
    public async Task Work_that_such_a_cell_left_running_still_finds_what_it_needs()
    {
        using var run = new SessionRun();
        await run.Value("static class Gate { public static volatile bool Open; public static volatile string Said; }");
        await run.Value("""
            Task.Run(() =>
            {
                // Compiled, and its library looked for, when it is called.
                string Late() => System.Xml.Linq.XElement.Parse("<late/>").Name.LocalName;
                while (!Gate.Open) System.Threading.Thread.Sleep(5);
                Gate.Said = Late();
            });
            """);

        await Cells(run, 100);
        Collect();

        Assert.Equal("late", await run.Value("""
            Gate.Open = true;
            while (Gate.Said is null) System.Threading.Thread.Sleep(5);
            Gate.Said
            """));
    }

    private static async Task Cells(SessionRun run, int count)
    {
        for (int i = 0; i < count; i++)
        {
            await run.Value($"{i} + 1");
        }
    }

    /// <summary>A context is found by one collection, and unloaded after its finalizer by one of the next.</summary>
    private static void Collect()
    {
        for (int i = 0; i < 3; i++)
        {
            ProcessMemory.Held();
        }
    }
}
