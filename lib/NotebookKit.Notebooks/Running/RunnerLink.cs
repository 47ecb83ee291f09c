using System.Globalization;
using System.IO.Pipes;

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
        var starter = new StartingProcess(runner);
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
                if (starter.IsGone)
                {
                    stream.Dispose();
                    HostSocket.Remove(name);
                    return null;
                }
            }
        }
    }
}
