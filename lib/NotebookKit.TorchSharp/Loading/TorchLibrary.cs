using System.Runtime.InteropServices;
using TorchSharp;

namespace NotebookKit.TorchSharp;

/// <summary>
/// Loads libtorch, TorchSharp's native library, before anything of torch is used: from beside the program, or from the package
/// cache without copying it. On systems whose C++ library is older than the one TorchSharp's was built with (Debian 12, Ubuntu
/// 22.04, RHEL 9) it loads a copy of TorchSharp's small part that asks for less; the original stays as it is.
/// </summary>
/// <remarks>
/// Everything in this library calls it by itself. A program that uses torch first, for example to name a device, calls it before.
/// </remarks>
public static class TorchLibrary
{
    private static readonly Lock s_gate = new();
    private static bool s_loaded;

    /// <summary>Whether libtorch is loaded.</summary>
    public static bool IsLoaded
    {
        get
        {
            lock (s_gate)
            {
                return s_loaded;
            }
        }
    }

    /// <summary>Loads libtorch; the second call and later ones do nothing.</summary>
    /// <exception cref="TorchLibraryException">It cannot be loaded here; the message says why in one sentence, and the remedy.</exception>
    public static void Load()
    {
        lock (s_gate)
        {
            if (s_loaded)
            {
                return;
            }
            NativeLoading.Load(NativeFiles.Find());
            s_loaded = true;
        }
    }

    /// <summary>Loads libtorch where that is possible.</summary>
    /// <param name="why">Why it is not, in one sentence; null where it is loaded.</param>
    public static bool TryLoad(out string? why)
    {
        try
        {
            Load();
            why = null;
            return true;
        }
        catch (TorchLibraryException error)
        {
            why = error.Message;
            return false;
        }
    }

    /// <summary>
    /// As <see cref="TryLoad"/>; where libtorch is not on this machine yet, the package for this system is fetched first, by
    /// <c>dotnet restore</c> from the machine's own package sources into its package cache (once: 0.1 to 0.2 GB to
    /// download, about 0.5 GB on disk).
    /// </summary>
    /// <param name="why">Why it is not possible, in one sentence; null where it is loaded.</param>
    /// <param name="say">Is told that something is downloaded, before it is.</param>
    public static bool TryFetchAndLoad(out string? why, Action<string>? say = null)
    {
        try
        {
            if (!IsLoaded && !NativeFiles.TryFind(out _))
            {
                PackageFetch.Run(say);
            }
        }
        catch (TorchLibraryException error)
        {
            why = error.Message;
            return false;
        }
        return TryLoad(out why);
    }
}
