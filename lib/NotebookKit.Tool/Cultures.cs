using System.Globalization;
using System.Runtime.InteropServices;

namespace NotebookKit.Tool;

/// <summary>
/// Culture data as the machine has it, and the invariant culture as the current one: what the command prints, and what
/// cells print and save, is the same on every machine.
/// </summary>
internal static class Cultures
{
    private const string InvariantMode = "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT";
    private const int OldestIcu = 50, NewestIcu = 100;

    /// <summary>
    /// Sets the process up. It comes first of all: .NET asks for ICU when it first needs a culture, and ends the process
    /// where a Linux machine has none.
    /// </summary>
    public static void SetUp()
    {
        // In the environment, so that what this process starts (a notebook's process, a package restore) starts as well.
        if (OperatingSystem.IsLinux() && !IsDecided() && !HasIcu())
        {
            Environment.SetEnvironmentVariable(InvariantMode, "1");
        }

        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
    }

    /// <summary>Whether someone has chosen the mode, or an ICU that comes along with the program.</summary>
    private static bool IsDecided() =>
        Environment.GetEnvironmentVariable(InvariantMode) is { Length: > 0 }
        || Environment.GetEnvironmentVariable("DOTNET_SYSTEM_GLOBALIZATION_APPLOCALICU") is { Length: > 0 }
        || AppContext.GetData("System.Globalization.AppLocalIcu") is not null;

    /// <summary>Looks for the library under the names that the runtime tries.</summary>
    // No culture may be asked for before this is known, not even the invariant one.
    private static bool HasIcu() => Enumerable.Range(OldestIcu, NewestIcu - OldestIcu + 1).Reverse()
        .Select(version => "libicuuc.so." + version).Append("libicuuc.so")
        .Any(library => NativeLibrary.TryLoad(library, out _));
}
