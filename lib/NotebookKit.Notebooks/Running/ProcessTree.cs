using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace NotebookKit.Notebooks.Running;

/// <summary>
/// Everything that a process has started, and ending it. A process whose cells may start others becomes the leader of a
/// session of its own and marks its environment; what it starts inherits both, and so is found even when it has left the
/// session or lost its parent.
/// </summary>
/// <remarks>
/// <see cref="Process.Kill(bool)"/> with its tree is not used on Unix: it stops the process first, looks for its children,
/// and only then kills it. When the caller is ended in between, the process stays stopped for ever.
/// </remarks>
internal static class ProcessTree
{
    /// <summary>The environment variable that marks a process and what it starts.</summary>
    public const string MarkVariable = "NOTEBOOKKIT_PROCESS_TREE";

    private const int SigKill = 9;
    private const int MostRounds = 20;
    private const int SessionField = 3; // Of /proc/N/stat, after the name: state, parent, group, session.

    /// <summary>
    /// Makes this process the leader of a session of its own, without a terminal: signals that the terminal sends to the
    /// command do not reach it, and no read of the terminal can stop it. Without effect on Windows.
    /// </summary>
    public static void BecomeLeader()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = SetSession(); // Fails where it is a leader already, which is as good.
        }
    }

    /// <summary>Marks what this process starts from now on.</summary>
    /// <returns>The mark.</returns>
    public static string MarkChildren()
    {
        string mark = Guid.NewGuid().ToString("n");
        Environment.SetEnvironmentVariable(MarkVariable, mark);
        return mark;
    }

    /// <summary>Ends a process that called <see cref="BecomeLeader"/>, and all it has started, at once.</summary>
    /// <param name="leader">The process, perhaps ended already.</param>
    /// <param name="mark">The mark that it was given.</param>
    public static void Kill(Process leader, string mark)
    {
        if (OperatingSystem.IsWindows())
        {
            KillIfAlive(leader, entireTree: true);
            return;
        }

        // The whole group in one call, so that nothing in it can start another in between.
        _ = Signal(-leader.Id, SigKill);
        KillIfAlive(leader, entireTree: false);
        KillMarked(mark, leader.Id);
    }

    /// <summary>Ends this process and all it has started, at once.</summary>
    /// <param name="mark">The mark that it was given.</param>
    public static void KillSelf(string mark)
    {
        using var self = Process.GetCurrentProcess();
        if (!OperatingSystem.IsWindows())
        {
            KillMarked(mark, self.Id);
            if (GetGroup() == self.Id)
            {
                _ = Signal(-self.Id, SigKill);
            }
        }

        self.Kill(entireProcessTree: OperatingSystem.IsWindows());
    }

    /// <summary>Ends every other process with a mark. Only where there is /proc.</summary>
    /// <param name="mark">The mark.</param>
    /// <param name="session">A session whose processes are ended too; 0 for none.</param>
    public static void KillMarked(string mark, int session = 0)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // What is ended may have started another since it was found: again, until nothing is found.
        for (int round = 0; round < MostRounds; round++)
        {
            var found = Find(mark, session).Where(process => process != Environment.ProcessId).ToList();
            if (found.Count == 0)
            {
                return;
            }

            foreach (int process in found)
            {
                _ = Signal(process, SigKill);
            }
        }
    }

    /// <summary>Whether a process with this id exists; a zombie does not count.</summary>
    public static bool Exists(int id)
    {
        if (OperatingSystem.IsLinux() && Stat(id) is { } stat)
        {
            return stat[0] is not ("Z" or "X");
        }

        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static IEnumerable<int> Find(string mark, int session)
    {
        byte[] entry = Encoding.ASCII.GetBytes($"{MarkVariable}={mark}\0");
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id)
                && Stat(id) is { } stat && stat[0] is not ("Z" or "X")
                && ((session != 0 && stat[SessionField] == session.ToString(CultureInfo.InvariantCulture)) || HasMark(id, entry)))
            {
                yield return id;
            }
        }
    }

    private static bool HasMark(int id, byte[] entry)
    {
        try
        {
            return File.ReadAllBytes($"/proc/{id}/environ").AsSpan().IndexOf(entry) >= 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false; // It has ended, or is another user's.
        }
    }

    // The fields after the name, which stands in parentheses and may hold anything.
    private static string[]? Stat(int id)
    {
        try
        {
            string text = File.ReadAllText($"/proc/{id}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static void KillIfAlive(Process process, bool entireTree)
    {
        try
        {
            if (!process.HasExited)
            {
                process.Kill(entireTree);
            }
        }
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It ended by itself in this moment.
        }
    }

    [DllImport("libc", EntryPoint = "setsid", SetLastError = true)]
    private static extern int SetSession();

    [DllImport("libc", EntryPoint = "getpgrp")]
    private static extern int GetGroup();

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Signal(int process, int signal);
}
