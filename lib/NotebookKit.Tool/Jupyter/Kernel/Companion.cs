using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Running;
using NotebookKit.Notebooks.Session;
using NotebookKit.Tool.Jupyter.Install;

namespace NotebookKit.Tool.Jupyter.Kernel;

/// <summary>
/// The kernel's end of a small process that outlives it for a moment: a stack overflow, <c>Environment.FailFast</c> or a kill
/// leave no code to run in the kernel itself. The companion is told which cell runs, and notices the end of the pipe.
/// </summary>
internal sealed class Companion
{
    private const string Farewell = "farewell";

    private readonly Lock _gate = new();
    private StreamWriter? _pipe;
    private string _running = "";

    /// <summary>Starts the process. A kernel works without it as well.</summary>
    /// <param name="connectionFile">Where the kernel listens.</param>
    /// <param name="errors">Where the kernel's standard error can be read; null when it is not caught.</param>
    /// <param name="mark">The mark of what the kernel's cells start, which the companion itself must not have.</param>
    /// <param name="log">Takes a line if it cannot be started.</param>
    public void Start(string connectionFile, InheritedError? errors, string mark, Action<string> log)
    {
        try
        {
            IReadOnlyList<string> self = KernelLauncher.Here().Arguments;
            var start = new ProcessStartInfo(
                self[0], [.. self.Skip(1), LastWords.Verb, connectionFile, errors?.ToString() ?? "", mark])
            { RedirectStandardInput = true };
            start.Environment.Remove(ProcessTree.MarkVariable);
            StreamWriter pipe = Process.Start(start)!.StandardInput;
            pipe.AutoFlush = true;
            lock (_gate)
            {
                _pipe = pipe;
                Write(_running);
            }
        }
        catch (Exception error) when (error is System.ComponentModel.Win32Exception or InvalidOperationException or IOException)
        {
            log($"no companion process: if the kernel dies, its front end will not be told why: {error.Message}");
        }
    }

    /// <summary>Says which cell runs from now on; null when none does.</summary>
    public void Tell(Request? running, int executionCount)
    {
        string line = running is null ? "" : new JsonObject
        {
            ["header"] = Convert.ToBase64String(running.Header),
            ["peer"] = Convert.ToBase64String(running.Peer.Bytes),
            ["route"] = new JsonArray([.. running.Route.Select(part => JsonValue.Create(Convert.ToBase64String(part)))]),
            ["count"] = executionCount,
        }.ToJsonString();
        lock (_gate)
        {
            _running = line;
            Write(line);
        }
    }

    /// <summary>Passes on what the process has on its standard error: it may be the first of its last words.</summary>
    public void Hear(string text)
    {
        lock (_gate)
        {
            Write(LastWords.Heard + Convert.ToBase64String(Encoding.UTF8.GetBytes(text)));
        }
    }

    /// <summary>The kernel ends by its own will, and has told its front ends what there is to tell.</summary>
    public void Dismiss()
    {
        lock (_gate)
        {
            Write(Farewell);
        }
    }

    private void Write(string line)
    {
        try
        {
            _pipe?.WriteLine(line);
        }
        catch (IOException)
        {
            // It is gone, and the kernel goes on without.
            _pipe = null;
        }
    }
}
