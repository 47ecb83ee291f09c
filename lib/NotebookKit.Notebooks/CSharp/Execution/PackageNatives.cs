using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using NotebookKit.Shared;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>
/// Loads a package's native library as it lies in the package cache. What it needs of other packages, whose folders the system's
/// loader does not search, is loaded before it; and where the system's C++ library lacks the one symbol version that GCC 13 asks
/// for without need, as on Debian 12 and Ubuntu 22.04, a copy that asks for less takes its place.
/// </summary>
internal static partial class PackageNatives
{
    /// <summary>The version of a symbol that is only ever asked for, and never called.</summary>
    private const string NeedlessVersion = "GLIBCXX_3.4.32";

    /// <summary>How many libraries of other packages one library may wait for.</summary>
    private const int MostNeeded = 32;

    /// <summary>Loads a library.</summary>
    /// <param name="path">The file.</param>
    /// <param name="others">The native libraries of all packages, by file name.</param>
    /// <param name="handle">What was loaded; 0 where it cannot be.</param>
    public static bool TryLoad(string path, IReadOnlyDictionary<string, string> others, out nint handle) =>
        TryLoad(path, others, MostNeeded, out handle);

    private static bool TryLoad(string path, IReadOnlyDictionary<string, string> others, int most, out nint handle)
    {
        for (int i = 0; i < most; i++)
        {
            try
            {
                handle = NativeLibrary.Load(path);
                return true;
            }
            catch (DllNotFoundException error) when (OperatingSystem.IsLinux())
            {
                if (error.Message.Contains(NeedlessVersion, StringComparison.Ordinal) && CopyOf(path) is { } copy && copy != path)
                {
                    path = copy;
                }
                else if (!LoadMissing(error.Message, path, others, most - 1))
                {
                    break;
                }
            }
            catch (Exception error) when (error is DllNotFoundException or BadImageFormatException)
            {
                break;
            }
        }
        handle = 0;
        return false;
    }

    /// <summary>Loads the library that the system's loader says is missing, where another package has it.</summary>
    private static bool LoadMissing(string message, string path, IReadOnlyDictionary<string, string> others, int most) =>
        Missing().Match(message) is { Success: true } match
        && others.TryGetValue(match.Groups["name"].Value, out string? other) && other != path
        && TryLoad(other, others, most, out _);

    private static string? CopyOf(string path)
    {
        try
        {
            return WeakCopy.Of(path, NeedlessVersion);
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"(?<name>[^\s/:]+): cannot open shared object file")]
    private static partial Regex Missing();
}
