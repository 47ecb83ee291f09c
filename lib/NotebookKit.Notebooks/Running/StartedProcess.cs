using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;

namespace NotebookKit.Notebooks.Running;

/// <summary>A process that was started for a notebook, and the pipe at which it meets the runner.</summary>
/// <param name="Process">The process, its three streams redirected.</param>
/// <param name="PipeName">The pipe's name: the last of the arguments that belong to the command.</param>
/// <param name="Pipe">The runner's end of it.</param>
/// <param name="Mark">What marks the process and all it starts, see <see cref="ProcessTree"/>.</param>
internal sealed record StartedProcess(Process Process, string PipeName, NamedPipeServerStream Pipe, string Mark)
{
    /// <summary>Starts it.</summary>
    /// <param name="command">What to start.</param>
    /// <param name="more">Arguments behind the pipe's name.</param>
    /// <param name="workingDirectory">The notebook's folder.</param>
    /// <param name="environment">Variables that it gets beside the runner's own.</param>
    public static StartedProcess Start(
        HostCommand command, IEnumerable<string> more, string workingDirectory, params IEnumerable<(string Name, string Value)> environment)
    {
        // Not an anonymous pipe: what user code starts would inherit it, and hide the death of the process.
        (NamedPipeServerStream pipe, string name) = HostSocket.Open();
        string mark = Guid.NewGuid().ToString("n");
        try
        {
            var start = new ProcessStartInfo(command.FileName, [.. command.Arguments, name, .. more])
            {
                WorkingDirectory = workingDirectory,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
                CreateNoWindow = true,
            };
            foreach ((string variable, string value) in environment)
            {
                start.Environment[variable] = value;
            }

            start.Environment[ProcessTree.MarkVariable] = mark;
            start.Environment[RunnerLink.RunnerVariable] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
            return new StartedProcess(Process.Start(start)!, name, pipe, mark);
        }
        catch
        {
            pipe.Dispose();
            throw;
        }
    }
}
