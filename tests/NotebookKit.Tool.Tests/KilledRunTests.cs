using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Tool.Tests;

/// <summary>The command ended from outside in the middle of a run.</summary>
[Trait("Category", "Endurance")]
public sealed class KilledRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Killing_run_at_any_moment_leaves_the_notebook_as_it_was_or_as_executed()
    {
        const int kills = 20;
        const int megabytes = 8;

        // Its cell is skipped, so that most of the run is the saving of its large output.
        var document = NotebookDocument.Create();
        NotebookCell cell = document.Add(CellKind.Code, "1");
        cell.AddTag("skip-execution");
        cell.Outputs.Add((JsonNode)new JsonObject
        {
            ["name"] = "stdout",
            ["output_type"] = "stream",
            ["text"] = new JsonArray(
                [.. Enumerable.Range(0, megabytes).Select(i => (JsonNode)(new string((char)('a' + i), 1 << 20) + "\n"))]),
        });
        cell.Metadata.Remove("polyglot_notebook"); // What the run adds again, so that it has something to save.
        byte[] original = document.ToBytes(NotebookFormat.Ipynb);
        string path = _folder.File("a.ipynb");

        File.WriteAllBytes(path, original);
        var clock = Stopwatch.StartNew();
        Assert.Equal(0, (await BuiltTool.RunAsync(_folder.Path, "run", "a.ipynb")).ExitCode);
        TimeSpan whole = clock.Elapsed;
        byte[] executed = File.ReadAllBytes(path);
        Assert.False(original.AsSpan().SequenceEqual(executed));

        var random = new Random(1);
        for (int i = 0; i < kills; i++)
        {
            File.WriteAllBytes(path, original);
            using (Process process = BuiltTool.Start(_folder.Path, "run", "a.ipynb"))
            {
                // The last part of a run, where it saves, is of most interest; the early part has its share too.
                double moment = i % 3 == 0 ? random.NextDouble() : 0.5 + random.NextDouble() / 2;
                await Task.Delay(whole * moment, TestContext.Current.CancellationToken);
                process.Kill();
                await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            }

            byte[] left = File.ReadAllBytes(path);
            Assert.True(left.AsSpan().SequenceEqual(original)
                || left.AsSpan().SequenceEqual(executed), $"kill {i} damaged the notebook: {left.Length} bytes");
        }

        File.WriteAllBytes(path, original);
        Assert.Equal(0, (await BuiltTool.RunAsync(_folder.Path, "run", "a.ipynb")).ExitCode);
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task When_the_command_is_killed_the_processes_of_its_notebooks_end_too()
    {
        Platform.LinuxOnly("the processes are looked up in /proc.");
        _folder.Add("a.ipynb", "System.IO.File.WriteAllText(\"started\", Environment.ProcessId.ToString());\nwhile (true) { }");
        using Process process = BuiltTool.Start(_folder.Path, "run", "a.ipynb");
        await EventuallyAsync(() => File.Exists(_folder.File("started")) && _folder.Text("started").Length > 0);
        string child = _folder.Text("started");
        Assert.True(Directory.Exists($"/proc/{child}"));

        process.Kill();
        await EventuallyAsync(() => !Directory.Exists($"/proc/{child}")
            || Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{child}/stat")).Contains(") Z "));
    }

    [Theory]
    [InlineData("INT", ExitCodes.Cancelled, "Stopped by Ctrl+C: 0 of 3 notebooks had run to their end.\n")]
    [InlineData("TERM", ExitCodes.Terminated, "Stopped by SIGTERM: 0 of 3 notebooks had run to their end.\n")]
    public async Task A_stopped_run_ends_its_notebooks_says_so_once_and_tells_how_far_they_came(string signal, int code, string sentence)
    {
        Platform.UnixOnly("there is no signal to send.");

        _folder.Add("a.ipynb", "1", "System.IO.File.WriteAllText(\"started\", \"\");\nwhile (true) { }");
        _folder.Add("b.ipynb", "1");
        _folder.Add("c.ipynb", "1");
        string before = _folder.Text("a.ipynb");
        using Process process = BuiltTool.Start(_folder.Path, "run", ".", "--jobs", "1");
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await EventuallyAsync(() => File.Exists(_folder.File("started")));
        using (var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]))
        {
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(code, process.ExitCode);
        Assert.Equal(2, (await output).Split(sentence).Length);
        Assert.Equal(2, (await output).Split("Stopped by").Length);
        Assert.Contains("1/2", await output);
        Assert.Equal(before, _folder.Text("a.ipynb"));
    }

    [Fact]
    public async Task Ctrl_C_reaching_the_process_of_a_notebook_is_not_the_end_of_its_cell()
    {
        Platform.UnixOnly("there is no signal to send.");
        _folder.Add("a.ipynb", """
            System.Diagnostics.Process.Start("kill", $"-INT {Environment.ProcessId}").WaitForExit();
            await Task.Delay(500);
            """);
        Assert.Equal(ExitCodes.Passed, (await BuiltTool.RunAsync(_folder.Path, "test", "a.ipynb")).ExitCode);
    }

    private static Task EventuallyAsync(Func<bool> condition) => HangGuard.UntilAsync(condition);
}
