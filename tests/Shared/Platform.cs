namespace NotebookKit.Tests.Shared;

/// <summary>Tests of what only some systems have say so by name, and are reported as skipped on the others.</summary>
internal static class Platform
{
    /// <summary>Leaves the test out on Windows.</summary>
    /// <param name="reason">What Windows does not have.</param>
    public static void UnixOnly(string reason) => Assert.SkipWhen(OperatingSystem.IsWindows(), $"Unix only: {reason}");

    /// <summary>Leaves the test out everywhere but on Linux.</summary>
    /// <param name="reason">What the others do not have.</param>
    public static void LinuxOnly(string reason) => Assert.SkipUnless(OperatingSystem.IsLinux(), $"Linux only: {reason}");
}
