using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace NotebookKit.Notebooks.Running.Original;

/// <summary>
/// The process between the runner and .NET Interactive, which by itself goes on when its runner is gone, dies of the terminal's
/// Ctrl+C, and leaves behind what its cells have started. What it reads and writes goes past this process.
/// </summary>
public static class OriginalHost
{
    /// <summary>The hidden first argument by which <c>notebookkit</c> knows that it should be this process.</summary>
    public const string Verb = "original-host";

    private const int RunnerIsGone = 1;
    private const int CannotStart = 126;

    /// <summary>Starts .NET Interactive with this process's own streams, and ends with it, or with the runner.</summary>
    /// <param name="pipe">The name of the runner's pipe.</param>
    /// <param name="command">The program and its arguments.</param>
    /// <returns>The exit code of the process.</returns>
    public static int Run(string pipe, IReadOnlyList<string> command)
    {
        ArgumentNullException.ThrowIfNull(command);
        string mark = Environment.GetEnvironmentVariable(ProcessTree.MarkVariable) ?? ProcessTree.MarkChildren();
        ProcessTree.BecomeLeader();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        if (RunnerLink.Connect(pipe) is not { } stream)
        {
            return RunnerIsGone;
        }

        Process process;
        try
        {
            process = Process.Start(new ProcessStartInfo(command[0], [.. command.Skip(1)]) { UseShellExecute = false })!;
        }
        catch (Win32Exception error)
        {
            Console.Error.WriteLine(error.Message);
            return CannotStart;
        }

        stream.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{process.Id}\n")));
        new Thread(() => EndWithRunner(stream, mark)) { IsBackground = true, Name = "runner's end" }.Start();
        process.WaitForExit();
        return process.ExitCode;
    }

    private static void EndWithRunner(Stream stream, string mark)
    {
        try
        {
            while (stream.ReadByte() >= 0)
            {
            }
        }
        catch (IOException)
        {
            // The same end.
        }

        ProcessTree.KillSelf(mark);
    }
}
