using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace NotebookKit.Tool.Jupyter.Kernel;

/// <summary>
/// Ends an orphan: a front end that is killed cannot say goodbye, so the kernel watches the process that started it, which
/// Jupyter names in <c>JPY_PARENT_PID</c> (on Windows a handle of it). Without that variable the kernel was meant to outlive
/// its parent.
/// </summary>
internal static class ParentWatch
{
    private const string Variable = "JPY_PARENT_PID";
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    /// <summary>Starts to watch, if there is a parent to watch.</summary>
    /// <param name="onGone">Called once, when the parent has ended.</param>
    public static void Start(Action onGone)
    {
        if (!long.TryParse(Environment.GetEnvironmentVariable(Variable), CultureInfo.InvariantCulture, out long parent) || parent <= 0)
        {
            return;
        }
        new Thread(() =>
        {
            Wait(parent);
            onGone();
        })
        { IsBackground = true, Name = "parent watch" }.Start();
    }

    private static void Wait(long parent)
    {
        if (OperatingSystem.IsWindows())
        {
            using var process = new ManualResetEvent(false);
            process.SafeWaitHandle = new SafeWaitHandle((nint)parent, ownsHandle: false);
            process.WaitOne();
            return;
        }
        // A child of the parent sees the change in its own parent id, even while the dead parent is still a zombie; a
        // kernel behind a wrapper script can only ask whether the process exists.
        bool isChild = GetParentId() == parent;
        while (isChild ? GetParentId() == parent : Exists((int)parent))
        {
            Thread.Sleep(s_interval);
        }
    }

    private static bool Exists(int process)
    {
        const int nothing = 0, noSuchProcess = 3;
        return Signal(process, nothing) == 0 || Marshal.GetLastPInvokeError() != noSuchProcess;
    }

    [DllImport("libc", EntryPoint = "getppid")]
    private static extern int GetParentId();

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Signal(int process, int signal);
}
