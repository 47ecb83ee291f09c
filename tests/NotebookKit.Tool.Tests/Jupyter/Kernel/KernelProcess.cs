using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using NotebookKit.Tests.Shared;
using NotebookKit.Tool.Jupyter.Wire;

namespace NotebookKit.Tool.Tests.Jupyter.Kernel;

/// <summary>The kernel as a front end starts it: a process of its own with a connection file.</summary>
public sealed class KernelProcess : IDisposable
{
    private static readonly TimeSpan s_patience = HangGuard.Time;
    private static readonly HashSet<int> s_portsGivenOut = [];

    private readonly string _folder = Directory.CreateTempSubdirectory("kernel").FullName;
    private readonly Process _process;
    private readonly StringBuilder _log = new();

    public KernelProcess() : this("tcp")
    {
    }

    /// <summary>Starts a kernel that listens on <c>tcp</c> or <c>ipc</c>, with variables set for it.</summary>
    internal KernelProcess(string transport, IReadOnlyDictionary<string, string>? environment = null)
    {
        string file = Path.Combine(_folder, "connection.json");
        int[] ports = transport == "tcp" ? FreePorts(5) : [1, 2, 3, 4, 5];
        File.WriteAllText(file, new JsonObject
        {
            ["transport"] = transport,
            ["ip"] = transport == "tcp" ? "127.0.0.1" : Path.Combine(_folder, "ipc"),
            ["shell_port"] = ports[0],
            ["iopub_port"] = ports[1],
            ["stdin_port"] = ports[2],
            ["control_port"] = ports[3],
            ["hb_port"] = ports[4],
            ["key"] = Guid.NewGuid().ToString(),
            ["signature_scheme"] = "hmac-sha256",
        }.ToJsonString());
        Connection = ConnectionFile.Read(file);
        var start = new ProcessStartInfo("dotnet", [Program, "kernel", "--connection-file", file])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = _folder,
        };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, line) => Add(line.Data);
        _process.OutputDataReceived += (_, line) => Add(line.Data);
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        WaitUntilListening();
    }

    /// <summary>The command's assembly, built beside these tests.</summary>
    internal static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "NotebookKit.Tool.dll");

    internal ConnectionFile Connection { get; }

    internal int Id => _process.Id;

    /// <summary>
    /// Waits until the kernel's log holds a text. A line is written before the reply it belongs to is sent, but it comes
    /// by another way, a pipe that is read in the background, and may be seen after the reply.
    /// </summary>
    internal void WaitForLog(string text)
    {
        var clock = Stopwatch.StartNew();
        lock (_log)
        {
            while (!_log.ToString().Contains(text, StringComparison.Ordinal) && clock.Elapsed < s_patience)
            {
                Monitor.Wait(_log, TimeSpan.FromSeconds(1));
            }
            Assert.Contains(text, _log.ToString());
        }
    }

    /// <summary>Connects a front end.</summary>
    internal KernelClient Connect(bool subscribe = true) => new(Connection, subscribe);

    /// <summary>Waits for the process to end by itself.</summary>
    internal int WaitForExit()
    {
        Assert.True(_process.WaitForExit(s_patience), $"the kernel did not end; its log:\n{Log()}");
        _process.WaitForExit();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Ports that nobody uses at the moment, and that no test beside this one was given.</summary>
    internal static int[] FreePorts(int count)
    {
        lock (s_portsGivenOut)
        {
            var listeners = new List<TcpListener>();
            var ports = new List<int>();
            while (ports.Count < count)
            {
                var listener = new TcpListener(IPAddress.Loopback, 0);
                listener.Start();
                listeners.Add(listener);
                int port = ((IPEndPoint)listener.LocalEndpoint).Port;
                if (s_portsGivenOut.Add(port))
                {
                    ports.Add(port);
                }
            }
            listeners.ForEach(listener => listener.Stop());
            return [.. ports];
        }
    }

    /// <summary>The shell socket is opened last; when it is there, all are.</summary>
    private void WaitUntilListening()
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < s_patience; Thread.Sleep(20))
        {
            try
            {
                Connection.Shell.Connect().Dispose();
                return;
            }
            catch (SocketException) when (!_process.HasExited)
            {
                // Not yet.
            }
        }
        Assert.Fail($"the kernel does not listen; its log:\n{Log()}");
    }

    private void Add(string? line)
    {
        lock (_log)
        {
            _log.AppendLine(line);
            Monitor.PulseAll(_log);
        }
    }

    private string Log()
    {
        lock (_log)
        {
            return _log.ToString();
        }
    }
}
