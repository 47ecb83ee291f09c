using System.Globalization;
using System.IO.Pipes;
using System.Runtime.InteropServices;

namespace NotebookKit.Notebooks.Running;

/// <summary>The way from the process of a notebook to the runner that started it.</summary>
internal static class RunnerLink
{
    /// <summary>The environment variable in which the runner says its process id.</summary>
    public const string RunnerVariable = "NOTEBOOKKIT_RUNNER";

    private static readonly TimeSpan s_attempt = TimeSpan.FromMilliseconds(500);

    /// <summary>Connects to the runner, however long a busy machine takes, for as long as the runner lives.</summary>
    /// <param name="name">The name of its socket.</param>
    /// <returns>The connection; null when the runner is gone, and then its socket is as well.</returns>
    public static Stream? Connect(string name)
    {
        _ = int.TryParse(Environment.GetEnvironmentVariable(RunnerVariable), CultureInfo.InvariantCulture, out int runner);
        Environment.SetEnvironmentVariable(RunnerVariable, null);
        // A child sees its parent's end at once; behind a wrapper it can only ask whether the process exists.
        bool isChild = ParentId() == runner;
        var stream = new NamedPipeClientStream(".", name, PipeDirection.InOut, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
        while (true)
        {
            try
            {
                stream.Connect(s_attempt);
                return stream;
            }
            catch (TimeoutException)
            {
                if (isChild ? ParentId() != runner : !ProcessTree.Exists(runner))
                {
                    stream.Dispose();
                    HostSocket.Remove(name);
                    return null;
                }
            }
        }
    }

    private static int ParentId() => OperatingSystem.IsWindows() ? -1 : GetParent();

    [DllImport("libc", EntryPoint = "getppid")]
    private static extern int GetParent();
}
