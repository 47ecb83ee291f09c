using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace NotebookKit.Tests.Shared;

/// <summary>
/// Sees to it that nothing which tests have started outlives them, however they end: a small shell waits for the end of the
/// test process and then ends whatever carries its mark. What a test should leave behind itself is that test's to show.
/// </summary>
internal static class TestRunWatch
{
    private const string Mark = "NOTEBOOKKIT_TEST_RUN";

    // Its input ends when the test process does, even by SIGKILL.
    private const string Script =
        """
        trap '' HUP INT QUIT TERM TSTP
        cat > /dev/null
        for round in 1 2 3; do
          for folder in /proc/[0-9]*; do
            process=${folder#/proc/}
            [ "$process" != $$ ] && grep -qs "$MARK" "$folder/environ" && kill -9 "$process"
          done
        done
        """;

    [ModuleInitializer]
    internal static void Start()
    {
        if (!OperatingSystem.IsLinux() || Environment.GetEnvironmentVariable(Mark) is not null)
        {
            return;
        }

        string mark = $"{Mark}={Guid.NewGuid():n}";
        Environment.SetEnvironmentVariable(Mark, mark[(Mark.Length + 1)..]);
        var start = new ProcessStartInfo("/bin/sh", ["-c", Script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove(Mark);
        start.Environment["MARK"] = mark;
        s_watch = Process.Start(start);
    }

    private static Process? s_watch;
}
