using System.Diagnostics;
using System.Globalization;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Running;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Tool.Tests;

/// <summary>Many notebooks in one run, to its end and stopped at any moment.</summary>
[Trait("Category", "Endurance")]
public sealed class ManyNotebooksTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_hundred_and_twenty_notebooks_give_the_right_results_in_memory_that_does_not_grow()
    {
        const int count = 120;
        Platform.LinuxOnly("the memory is looked up in /proc.");
        for (int i = 0; i < count; i++)
        {
            // Large outputs, which the command would keep if it kept any.
            _folder.Add(
                Name(i), $"Console.WriteLine({i} * {i});", $"Console.Write(new string('x', 1_000_000)); {i} + 1",
                i % 10 == 3 ? "throw new Exception(\"three\");" : "1");
        }

        using Process process = BuiltTool.Start(_folder.Path, "test", ".", "--jobs", "2", "--output", "out", "--junit", "results.xml");
        Task<string> reading = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var resident = new SortedDictionary<int, long>();
        while (!process.HasExited)
        {
            int done = Directory.Exists(_folder.File("out")) ? Directory.GetFiles(_folder.File("out"), "*.ipynb").Length : 0;
            if (Resident(process.Id) is { } bytes)
            {
                resident[done] = Math.Max(bytes, resident.GetValueOrDefault(done));
            }

            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        string output = await reading;
        Assert.Equal(ExitCodes.CellFailed, process.ExitCode);
        Assert.EndsWith($"{count - 12} passed, 12 failed\n", output, StringComparison.Ordinal);
        for (int i = 0; i < count; i++)
        {
            IReadOnlyList<NotebookCell> cells = NotebookDocument.Load(_folder.File(Path.Combine("out", Name(i)))).Cells;
            Assert.Contains(
                (i * i).ToString(CultureInfo.InvariantCulture) + "\\n", cells[0].Outputs[0]!.ToJsonString(), StringComparison.Ordinal);
            Assert.Contains((i + 1).ToString(CultureInfo.InvariantCulture), cells[1].Outputs[1]!.ToJsonString(), StringComparison.Ordinal);
            Assert.Equal(i % 10 == 3, cells[2].Outputs[0]!.ToJsonString().Contains("three", StringComparison.Ordinal));
        }

        // After the first quarter the process has what it needs; the outputs of all would be 120 MB and more.
        long early = resident.Where(sample => sample.Key <= count / 4).Max(sample => sample.Value);
        long late = resident.Where(sample => sample.Key >= count * 3 / 4).Max(sample => sample.Value);
        Assert.True(late < early + (40 << 20), $"{early >> 20} MB became {late >> 20} MB.");
    }

    [Fact]
    public async Task Ctrl_C_at_any_moment_leaves_every_file_whole_and_no_process()
    {
        const int count = 6, stops = 15;
        Platform.LinuxOnly("the processes are looked up in /proc.");
        for (int i = 0; i < count; i++)
        {
            _folder.Add(
                Name(i), $"Console.WriteLine({i});", "System.Diagnostics.Process.Start(\"sleep\", \"7777\");", "await Task.Delay(50); 1");
        }

        Dictionary<string, byte[]> before = Files();
        var clock = Stopwatch.StartNew();
        Assert.Equal(ExitCodes.Passed, (await BuiltTool.RunAsync(_folder.Path, "run", ".", "--jobs", "2")).ExitCode);
        TimeSpan whole = clock.Elapsed;
        Dictionary<string, byte[]> after = Files();
        var random = new Random(17);
        for (int stop = 0; stop < stops; stop++)
        {
            foreach ((string path, byte[] bytes) in before)
            {
                File.WriteAllBytes(path, bytes);
            }

            using Process process = BuiltTool.Start(_folder.Path, "run", ".", "--jobs", "2");
            Task<string> reading = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            string session = process.Id.ToString(CultureInfo.InvariantCulture);
            await Task.Delay(whole * random.NextDouble(), TestContext.Current.CancellationToken);
            using (var kill = Process.Start("kill", ["-INT", session]))
            {
                await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
            }

            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Contains(process.ExitCode, (int[])[ExitCodes.Passed, ExitCodes.Cancelled, 128 + 2]);
            await reading;
            // Each file is what it was or what it became, and nothing lies beside them.
            foreach ((string path, byte[] bytes) in Files())
            {
                Assert.True(before.ContainsKey(path), $"{path} was left behind by stop {stop}.");
                Assert.True(bytes.AsSpan().SequenceEqual(before[path]) || bytes.AsSpan().SequenceEqual(after[path]),
                    $"stop {stop} damaged {Path.GetFileName(path)}.");
            }

            await HangGuard.UntilAsync(() => !Children().Any());
        }
    }

    private static string Name(int i) => string.Create(CultureInfo.InvariantCulture, $"n{i:000}.ipynb");

    private Dictionary<string, byte[]> Files() => Directory.GetFiles(_folder.Path).ToDictionary(path => path, File.ReadAllBytes);

    // What runs in the folder: the processes of the notebooks and what their cells have started.
    private IEnumerable<int> Children()
    {
        foreach (string process in Directory.GetDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(process), out int id) && ProcessTree.Exists(id))
            {
                string? folder = null;
                try
                {
                    folder = new FileInfo(Path.Combine(process, "cwd")).ResolveLinkTarget(returnFinalTarget: false)?.FullName;
                }
                catch (Exception error) when (error is IOException or UnauthorizedAccessException)
                {
                    // It has ended.
                }

                if (folder == _folder.Path)
                {
                    yield return id;
                }
            }
        }
    }

    private static long? Resident(int process)
    {
        try
        {
            string line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
            return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) << 10;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return null; // It has ended.
        }
    }
}
