using System.Globalization;
using Microsoft.Win32.SafeHandles;
using NotebookKit.Notebooks.Running;

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

        var starter = new StartingProcess((int)parent);
        while (!starter.IsGone)
        {
            Thread.Sleep(s_interval);
        }
    }
}
