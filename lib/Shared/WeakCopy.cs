using System.Security.Cryptography;

namespace NotebookKit.Shared;

/// <summary>
/// A copy of a shared library in a cache folder of the kit's, in which the requirement of one symbol version is weak. The
/// original, in a package cache, is never touched. The copy is named by the original's hash, and appears whole or not at all,
/// so that processes may make it at the same time.
/// </summary>
internal static class WeakCopy
{
    /// <summary>The path of the copy, which is made where there is none.</summary>
    /// <param name="file">The original.</param>
    /// <param name="version">The symbol version that need not be there.</param>
    /// <exception cref="InvalidDataException">The file is not what it should be.</exception>
    /// <exception cref="IOException">It cannot be read, or the copy cannot be written; the message says so.</exception>
    public static string Of(string file, string version) => Of(file, version, UserFolders.Cache("libraries"));

    /// <inheritdoc cref="Of(string, string)"/>
    /// <param name="file">The original.</param>
    /// <param name="version">The symbol version that need not be there.</param>
    /// <param name="folder">Where the copy goes.</param>
    public static string Of(string file, string version, string folder)
    {
        try
        {
            byte[] image = File.ReadAllBytes(file);
            byte[] weak = SymbolVersions.MakeWeak(image, version)
                ?? throw new InvalidDataException($"{file} cannot be made to load on this system: it does not ask for {version} as a "
                    + "shared library of 64-bit Linux would.");
            string place = Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(image)));
            string copy = Path.Combine(place, Path.GetFileName(file));
            if (!File.Exists(copy) || !File.ReadAllBytes(copy).AsSpan().SequenceEqual(weak))
            {
                Directory.CreateDirectory(place);
                string draft = $"{copy}.{Guid.NewGuid():N}";
                File.WriteAllBytes(draft, weak);
                File.Move(draft, copy, overwrite: true);
            }
            return copy;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"This system's C++ library is older than the one {Path.GetFileName(file)} was built with, and the copy of "
                    + $"{Path.GetFileName(file)} that works with it cannot be written to {folder}: {error.Message}", error);
        }
    }
}
