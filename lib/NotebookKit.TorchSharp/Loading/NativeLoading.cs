using System.Runtime.InteropServices;
using NotebookKit.Shared;
using TorchSharp;

namespace NotebookKit.TorchSharp;

/// <summary>
/// Loads the native files in the order in which they need each other, so that TorchSharp finds them loaded and looks no further:
/// its own search copies half a gigabyte into the package cache when the first attempt fails.
/// </summary>
internal static class NativeLoading
{
    /// <summary>The version of the C++ library's symbols that TorchSharp's part asks for, for a symbol that nothing refers to.</summary>
    private const string WantedVersion = "GLIBCXX_3.4.32";

    /// <summary>Whether the changed copy was needed.</summary>
    public static bool UsesCopy { get; private set; }

    private static readonly string[] s_torch = ["c10", "torch_cpu", "torch"];

    /// <exception cref="TorchLibraryException">A file cannot be loaded.</exception>
    public static void Load(NativeFiles files)
    {
        foreach (string library in s_torch)
        {
            LoadFile(Path.Combine(files.Torch, NativeFiles.FileName(library)));
        }
        nint bridge = LoadBridge(files.Bridge);
        try
        {
            NativeLibrary.SetDllImportResolver(
                typeof(torch).Assembly, (name, _, _) => name.Contains("LibTorchSharp", StringComparison.Ordinal) ? bridge : 0);
        }
        catch (InvalidOperationException)
        {
            // The program resolves TorchSharp's imports itself; the library that it will find by name is loaded now.
        }
        if (!torch.TryInitializeDeviceType(DeviceType.CPU))
        {
            throw new TorchLibraryException($"TorchSharp does not take the libtorch that was loaded from {files.Torch}.");
        }
    }

    private static nint LoadBridge(string file)
    {
        try
        {
            return NativeLibrary.Load(file);
        }
        catch (DllNotFoundException error) when (OperatingSystem.IsLinux()
            && error.Message.Contains(WantedVersion, StringComparison.Ordinal))
        {
            UsesCopy = true;
            return LoadFile(CopyOf(file));
        }
        catch (DllNotFoundException error)
        {
            throw Failure(file, error);
        }
    }

    private static string CopyOf(string file)
    {
        try
        {
            return WeakCopy.Of(file, WantedVersion);
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            throw new TorchLibraryException(error.Message, error);
        }
    }

    private static nint LoadFile(string file)
    {
        try
        {
            return NativeLibrary.Load(file);
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException)
        {
            throw Failure(file, error);
        }
    }

    /// <summary>The loader's own words, which name the library that is missing, without the list of places it looked in.</summary>
    private static TorchLibraryException Failure(string file, Exception error)
    {
        string cause = error.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .FirstOrDefault(line => line.Contains(Path.GetFileName(file), StringComparison.Ordinal)) ?? error.Message;
        return new TorchLibraryException($"libtorch cannot be loaded from {file}: {cause.TrimEnd('.')}.", error);
    }
}
