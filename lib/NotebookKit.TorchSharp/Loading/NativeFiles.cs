using System.Reflection;
using System.Runtime.InteropServices;
using NotebookKit.Shared;

namespace NotebookKit.TorchSharp;

/// <summary>Where the files of libtorch and of TorchSharp's native part are.</summary>
/// <param name="Torch">The folder with libtorch: torch_cpu, c10 and what they need.</param>
/// <param name="Bridge">The file that TorchSharp calls, LibTorchSharp.</param>
internal sealed record NativeFiles(string Torch, string Bridge)
{
    /// <summary>The version of libtorch that TorchSharp was built for.</summary>
    public static string TorchVersion { get; } = typeof(NativeFiles).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(a => a.Key == "LibTorchVersion").Value!;

    /// <summary>The version of TorchSharp, which its package has too.</summary>
    public static string BridgeVersion { get; } = typeof(global::TorchSharp.torch).Assembly.GetName().Version!.ToString(3);

    /// <summary>This system in NuGet's words; null where there is no libtorch for it.</summary>
    public static string? Platform { get; } = (Os(), RuntimeInformation.ProcessArchitecture) switch
    {
        ("linux", Architecture.X64) => "linux-x64",
        ("osx", Architecture.Arm64) => "osx-arm64",
        ("win", Architecture.X64) => "win-x64",
        _ => null,
    };

    /// <exception cref="TorchLibraryException">They are not on this machine, or there are none for it.</exception>
    public static NativeFiles Find()
    {
        RequireSystem();
        return TryFind(out NativeFiles? files)
            ? files
            : throw new TorchLibraryException(
                $"libtorch {TorchVersion} is not on this machine: neither beside the program nor in the package cache "
                + $"{string.Join(" or ", PackageFolders())}. "
                + $"Reference the package TorchSharp-cpu {BridgeVersion}, or call TorchLibrary.TryFetchAndLoad, which fetches the part for "
                + $"{Platform}.");
    }

    /// <summary>Looks for them beside the program and in the package cache.</summary>
    public static bool TryFind([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out NativeFiles? files)
    {
        string? torch = TorchFolders().FirstOrDefault(folder => File.Exists(Path.Combine(folder, FileName("torch_cpu"))));
        string? bridge = BridgeFolders().Select(folder => Path.Combine(folder, FileName("LibTorchSharp"))).FirstOrDefault(File.Exists);
        files = torch is null || bridge is null ? null : new NativeFiles(torch, bridge);
        return files is not null;
    }

    /// <exception cref="TorchLibraryException">There is no libtorch for this system.</exception>
    public static void RequireSystem()
    {
        if (Platform is null)
        {
            throw new TorchLibraryException(
                $"There is no libtorch for {RuntimeInformation.OSDescription.Trim()} on {RuntimeInformation.ProcessArchitecture}: "
                + $"TorchSharp {BridgeVersion} "
                + "has it for Linux and Windows on x64 and for macOS on Arm64. The kit's own engine runs here, without it.");
        }
    }

    /// <summary>A library's file name on this system.</summary>
    public static string FileName(string library) => Os() switch
    {
        "win" => library + ".dll",
        "osx" => $"lib{library}.dylib",
        _ => $"lib{library}.so",
    };

    /// <summary>The package caches of this machine, whether they exist or not.</summary>
    public static IEnumerable<string> PackageFolders()
    {
        var folders = new List<string?>
        {
            Environment.GetEnvironmentVariable("NUGET_PACKAGES"),
            AppContext.GetData("NotebookKit.TorchSharp.PackageFolder") as string,
            AroundTorchSharp(),
            PackageFetch.Folder,
            UserFolders.Packages,
        };
        return folders.OfType<string>().Where(f => f.Length > 0).Select(Path.TrimEndingDirectorySeparator).Distinct();
    }

    private static IEnumerable<string> TorchFolders() =>
        [.. ProgramFolders(), .. PackageFolders()
            .Select(p => Path.Combine(p, $"libtorch-cpu-{Platform}", TorchVersion, "runtimes", Platform!, "native"))];

    private static IEnumerable<string> BridgeFolders() =>
        [.. ProgramFolders(), .. PackageFolders()
            .Select(p => Path.Combine(p, "torchsharp", BridgeVersion, "runtimes", Platform!, "native"))];

    private static IEnumerable<string> ProgramFolders()
    {
        string program = AppContext.BaseDirectory;
        string[] searched = (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return Platform is null ? [] : [program, Path.Combine(program, "runtimes", Platform, "native"), .. searched];
    }

    /// <summary>
    /// The cache that TorchSharp itself was loaded from, as in a notebook: …/torchsharp/0.107.0/lib/net8.0/TorchSharp.dll.
    /// </summary>
    private static string? AroundTorchSharp()
    {
        string? folder = Path.GetDirectoryName(typeof(global::TorchSharp.torch).Assembly.Location);
        for (int i = 0; i < 4 && folder is not null; i++)
        {
            folder = Path.GetDirectoryName(folder);
            if (folder is not null && Directory.Exists(Path.Combine(folder, "torchsharp", BridgeVersion)))
            {
                return folder;
            }
        }
        return null;
    }

    private static string Os() => OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : OperatingSystem.IsLinux()
        ? "linux" : "other";
}
