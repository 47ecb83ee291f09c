using System.Diagnostics;
using System.Runtime.InteropServices;

namespace NotebookKit.Tests.Shared;

/// <summary>
/// Programs for which the rights of files hold. Root may read and write everything, and containers run tests as root: there the
/// program keeps its user, so that it reaches whatever the tests do, and loses the two capabilities that pass over rights.
/// </summary>
internal static class WithoutPrivileges
{
    /// <summary>How a program is started so that rights hold for it.</summary>
    /// <param name="start">How it would be started otherwise.</param>
    public static ProcessStartInfo Of(ProcessStartInfo start)
    {
        Platform.UnixOnly("rights of files are those of POSIX.");
        if (EffectiveUser() != 0)
        {
            return start;
        }

        Platform.LinuxOnly("root's capabilities can be taken away.");
        string[] command = [start.FileName, .. start.ArgumentList];
        start.FileName = RequiredTool.Executable("setpriv", "util-linux");
        start.ArgumentList.Clear();
        foreach (string argument in (string[])["--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all", "--", .. command])
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }

    [DllImport("libc", EntryPoint = "geteuid")]
    private static extern uint EffectiveUser();
}
