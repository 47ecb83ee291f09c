using System.IO.Compression;

namespace NotebookKit.Keras.Containers;

/// <summary>
/// The members of a .keras archive, read into memory and never written anywhere. What .NET's reader leaves to its callers is
/// done here: the checksum of each member is compared, a declared size is a claim, and what unpacks without end is refused.
/// </summary>
internal sealed class ZipMembers
{
    /// <summary>How many bytes the members may unpack to: a small factor of the archive's own, but at least some megabytes.</summary>
    private readonly long _limit;

    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);
    private long _read;

    /// <exception cref="RefusedException">The archive is damaged, or two members have one name.</exception>
    public ZipMembers(byte[] bytes)
    {
        _limit = 4_000_000 + (32L * bytes.Length);
        try
        {
            var archive = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
            foreach (ZipArchiveEntry entry in archive.Entries)
            {
                if (!_entries.TryAdd(entry.FullName,
                    entry) && entry.FullName is ContainerReader.ConfigName or ContainerReader.WeightsName or ContainerReader.MetadataName)
                {
                    throw new RefusedException($"The archive has two members named {entry.FullName}, and which of them counts is not "
                        + $"said. Save the model again by Keras.");
                }
            }
        }
        catch (Exception error) when (
            error is InvalidDataException or IOException or ArgumentException or NotSupportedException or OverflowException)
        {
            throw Damaged(error);
        }
    }

    /// <summary>Some of the names, for errors.</summary>
    public string NamesShown => _entries.Count == 0
        ? "nothing"
        : string.Join(", ", _entries.Keys.Take(6).Select(n => n.Length > 60 ? n[..60] + "…" : n)) + (_entries.Count > 6
        ? $" and {_entries.Count - 6} more" : "");

    /// <summary>Whether there is a member of this name.</summary>
    public bool Has(string name) => _entries.ContainsKey(name);

    /// <summary>The bytes of a member.</summary>
    /// <exception cref="RefusedException">They do not match their checksum or size, cannot be unpacked, or are too many.</exception>
    public byte[] Read(string name)
    {
        ZipArchiveEntry entry = _entries[name];
        if (entry.IsEncrypted)
        {
            throw new RefusedException($"The member {name} of the archive is encrypted. Unpack the archive with its password and pack "
                + $"it again without.");
        }
        long limit = _limit - _read;
        if (entry.Length > limit)
        {
            throw TooLarge(name, entry.Length);
        }
        byte[] bytes;
        try
        {
            using Stream stream = entry.Open();
            // One byte more than declared would show that the declaration is wrong.
            bytes = new byte[entry.Length + 1];
            int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (read != entry.Length)
            {
                throw new RefusedException($"The archive is damaged: its member {name} should have {entry.Length} bytes and has "
                    + $"{(read < entry.Length ? read.ToString() : "more")}. Copy or download it again.");
            }
            Array.Resize(ref bytes, read);
        }
        catch (Exception error) when (error is InvalidDataException or IOException or NotSupportedException)
        {
            throw Damaged(error);
        }
        _read += bytes.Length;
        return Crc32.Of(bytes) == entry.Crc32
            ? bytes
            : throw new RefusedException($"The archive is damaged: the checksum of its member {name} does not match its bytes. Copy or "
                + $"download it again.");
    }

    private RefusedException TooLarge(string name, long length) => new(
        $"The member {name} of the archive claims to unpack to {length} bytes, too large for an archive of {(_limit - 4_000_000) / 32}. "
            + $"No model of Keras does that.");

    private static RefusedException Damaged(Exception error) =>
        new($"The zip archive is damaged or cut off ({error.Message.TrimEnd('.')}). Copy or download it again.", error);
}
