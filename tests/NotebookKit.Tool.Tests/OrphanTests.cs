using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Running;
using NotebookKit.Tests.Shared;
using NotebookKit.Tool.Jupyter.Kernel;
using NotebookKit.Tool.Tests.Jupyter.Kernel;

namespace NotebookKit.Tool.Tests;

/// <summary>No process of the command, and none that a cell started, outlives it, however it ends.</summary>
[Trait("Category", "Endurance")]
public sealed class OrphanTests : IDisposable
{
    private const string Shell = "System.Diagnostics.Process.Start(\"/bin/sh\", [\"-c\", \"{0}\"]);";

    private readonly TemporaryFolder _folder = new();

    // A length of sleep that no other process has: processes are known by it.
    private readonly string _seconds = $"7{Guid.NewGuid().GetHashCode() & 0x7fffff:0000000}";

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("KILL", "sleep {0}")]
    [InlineData("HUP", "sleep {0} & sleep {0}")]
    [InlineData("QUIT", "setsid sleep {0} & sleep {0}")]
    [InlineData("KILL", "(setsid sleep {0} &) ; trap '' HUP TERM; sleep {0}")]
    [InlineData("TERM", "nohup setsid sleep {0} & sleep {0}")]
    [InlineData("INT", "sleep {0}")]
    public async Task When_the_command_is_ended_in_the_middle_of_a_cell_nothing_is_left(string signal, string started)
    {
        Platform.LinuxOnly("the processes are looked up in /proc.");
        _folder.Add(
            "a.ipynb", Start(started), "System.IO.File.WriteAllText(\"host\", Environment.ProcessId.ToString());\nwhile (true) { }");
        using Process process = BuiltTool.Start(_folder.Path, "run", "a.ipynb");
        await EventuallyAsync(() => File.Exists(_folder.File("host")) && _folder.Text("host").Length > 0 && Sleeping().Count > 0);

        Signal(signal, process.Id);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        await EventuallyAsync(() => Sleeping().Count == 0 && !ProcessTree.Exists(int.Parse(_folder.Text("host"))));
    }

    [Theory]
    [InlineData("sleep {0} &", "1", 0)]
    [InlineData("setsid sleep {0} &", "1", 0)]
    [InlineData("sleep {0} &", "throw new Exception();", 1)]
    [InlineData("setsid sleep {0} &", "Environment.Exit(0);", 1)]
    [InlineData("sleep {0} &", "System.Diagnostics.Process.GetCurrentProcess().Kill();", 1)]
    public async Task When_a_notebook_has_ended_nothing_that_its_cells_started_is_left(string started, string end, int code)
    {
        Platform.LinuxOnly("the processes are looked up in /proc.");
        _folder.Add("a.ipynb", Start(started), $"while (!System.IO.File.Exists(\"seen\")) await Task.Delay(10);\n{end}");
        using Process process = BuiltTool.Start(_folder.Path, "test", "a.ipynb");
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await EventuallyAsync(() => Sleeping().Count > 0);
        File.WriteAllText(_folder.File("seen"), "");
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == code, await output);
        Assert.Empty(Sleeping());
    }

    [Theory]
    [InlineData("sleep {0} &")]
    [InlineData("setsid sleep {0} &")]
    public async Task When_a_kernel_is_shut_down_nothing_that_its_cells_started_is_left(string started)
    {
        Platform.LinuxOnly("the processes are looked up in /proc.");
        using var kernel = new KernelProcess();
        using KernelClient client = kernel.Connect();
        Assert.Equal("ok", client.Execute(Start(started)).Status);
        await EventuallyAsync(() => Sleeping().Count > 0);

        client.Ask("shutdown_request", new JsonObject { ["restart"] = false }, client.Control);

        Assert.Equal(0, kernel.WaitForExit());
        Assert.Empty(Sleeping());
    }

    [Theory]
    [InlineData("KILL", "sleep {0} & setsid sleep {0} &")]
    [InlineData("HUP", "setsid sleep {0} &", Traits = ["Category", "Endurance"])]
    [InlineData("QUIT", "sleep {0} &", Traits = ["Category", "Endurance"])]
    public async Task When_a_kernel_is_killed_nothing_that_its_cells_started_is_left(string signal, string started)
    {
        Platform.LinuxOnly("the processes are looked up in /proc.");
        using var kernel = new KernelProcess();
        using KernelClient client = kernel.Connect();
        Assert.Equal("ok", client.Execute(Start(started)).Status);
        await EventuallyAsync(() => Sleeping().Count > 0 && HasCompanion(kernel.Id));

        Signal(signal, kernel.Id);

        await EventuallyAsync(() => Sleeping().Count == 0);
    }

    [Fact]
    public async Task A_stopped_command_that_is_killed_leaves_no_stopped_process()
    {
        Platform.LinuxOnly("the processes are looked up in /proc.");
        _folder.Add("a.ipynb", "System.IO.File.WriteAllText(\"host\", Environment.ProcessId.ToString());\nwhile (true) { }");
        using Process process = BuiltTool.Start(_folder.Path, "run", "a.ipynb");
        await EventuallyAsync(() => File.Exists(_folder.File("host")) && _folder.Text("host").Length > 0);

        Signal("STOP", process.Id);
        Signal("KILL", process.Id);

        await EventuallyAsync(() => !ProcessTree.Exists(int.Parse(_folder.Text("host"))));
    }

    [Fact]
    public async Task The_process_of_a_notebook_has_no_terminal_that_could_stop_it()
    {
        Platform.LinuxOnly("the processes are looked up in /proc.");
        _folder.Add("a.ipynb", """
            var stat = System.IO.File.ReadAllText("/proc/self/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            Console.WriteLine($"own session {fields[3] == Environment.ProcessId.ToString()}, terminal {fields[4]}");
            """);
        Assert.Equal(0, (await BuiltTool.RunAsync(_folder.Path, "run", "a.ipynb")).ExitCode);
        Assert.Contains("own session True, terminal 0", _folder.Text("a.ipynb"));
    }

    [Fact]
    public async Task A_host_whose_runner_is_gone_before_it_could_connect_ends_without_a_word()
    {
        Platform.LinuxOnly("the processes are looked up in /proc.");
        using var gone = Process.Start("true");
        await gone.WaitForExitAsync(TestContext.Current.CancellationToken);
        string socket = _folder.File("nbk-1-x");
        using (var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            listener.Bind(new UnixDomainSocketEndPoint(socket)); // Nobody listens, and nobody will.
            File.Move(socket, socket + ".kept");
        }

        File.Move(socket + ".kept", socket);
        var start = new ProcessStartInfo(
            BuiltTool.DotNet,
            [BuiltTool.Assembly, HostCommand.Verb, socket])
        { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["NOTEBOOKKIT_RUNNER"] = gone.Id.ToString();
        using Process host = Process.Start(start)!;
        string error = await host.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await host.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal((1, ""), (host.ExitCode, error));
        Assert.False(Path.Exists(socket));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(83)]
    [InlineData(100)]
    [InlineData(180)]
    public async Task However_long_the_temporary_folder_is_called_notebooks_run_and_leave_no_socket(int length)
    {
        Platform.UnixOnly("the pipes of Windows have no files.");

        string temporary = _folder.File(new string('t', Math.Max(1, length - _folder.Path.Length - 1)));
        Directory.CreateDirectory(temporary);
        _folder.Add("a.ipynb", "1 + 1");
        (int code, string output) = await RunIn(temporary);
        Assert.True(code == 0, output);
        Assert.DoesNotContain(Directory.GetFileSystemEntries(temporary), entry => Path.GetFileName(entry).StartsWith("nbk-"));
    }

    [Theory]
    [InlineData("/no/such/folder")]
    [InlineData("/proc")]
    public async Task Where_the_temporary_folder_cannot_be_used_another_one_is(string temporary)
    {
        Platform.LinuxOnly("the processes are looked up in /proc.");
        _folder.Add("a.ipynb", "1 + 1");
        (int code, string output) = await RunIn(temporary);
        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task Sockets_that_killed_runs_left_are_removed_and_nothing_else_is()
    {
        Platform.LinuxOnly("the processes are looked up in /proc.");
        using var gone = Process.Start("true");
        await gone.WaitForExitAsync(TestContext.Current.CancellationToken);
        string temporary = _folder.File("t");
        Directory.CreateDirectory(temporary);
        string left = Socket($"nbk-{gone.Id}-00000000", old: true);
        string young = Socket($"nbk-{gone.Id}-00000001", old: false);
        string alive = Socket($"nbk-{Environment.ProcessId}-00000002", old: true);
        string foreign = Socket("nbk-mine-00000003", old: true);
        string file = Path.Combine(temporary, $"nbk-{gone.Id}-00000004");
        File.WriteAllText(file, "mine");
        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);

        _folder.Add("a.ipynb", "1 + 1");
        (int code, string output) = await RunIn(temporary);

        Assert.True(code == 0, output);
        Assert.False(Path.Exists(left));
        Assert.All([young, alive, foreign, file], kept => Assert.True(Path.Exists(kept), kept));

        string Socket(string name, bool old)
        {
            string path = Path.Combine(temporary, name);
            using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
            {
                socket.Bind(new UnixDomainSocketEndPoint(path + "~"));
                File.Move(path + "~", path); // Closing a socket removes the file that it was bound to.
            }

            if (old)
            {
                using var touch = Process.Start("touch", ["-d", "2020-01-01", path]);
                touch.WaitForExit();
            }

            return path;
        }
    }

    private string Start(string script) => string.Format(Shell, string.Format(script, _seconds));

    private static bool HasCompanion(int kernel) => Directory.GetDirectories("/proc")
        .Where(process => CommandLine(process).Contains($"\0{LastWords.Verb}\0", StringComparison.Ordinal))
        .Any(process => Read(process, "status").Contains($"\nPPid:\t{kernel}\n", StringComparison.Ordinal));

    private List<string> Sleeping() =>
        [.. Directory.GetDirectories("/proc")
            .Where(process => int.TryParse(Path.GetFileName(process), out int id) && ProcessTree.Exists(id))
            .Select(CommandLine).Where(line => line == $"sleep\0{_seconds}\0")];

    private static string CommandLine(string process) => Read(process, "cmdline");

    private static string Read(string process, string name)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, name));
        }
        catch (IOException)
        {
            return "";
        }
    }

    private async Task<(int Code, string Output)> RunIn(string temporary)
    {
        var start = new ProcessStartInfo(BuiltTool.DotNet, [BuiltTool.Assembly, "test", "a.ipynb"])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
        };
        start.Environment["TMPDIR"] = temporary;
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output);
    }

    private static void Signal(string name, int process)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{process}"]);
        kill.WaitForExit();
    }

    private static Task EventuallyAsync(Func<bool> condition) => HangGuard.UntilAsync(condition);
}
