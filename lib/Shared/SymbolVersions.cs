using System.Buffers.Binary;
using System.Text;

namespace NotebookKit.Shared;

/// <summary>
/// The symbol versions that a shared library asks for, in the section .gnu.version_r of its ELF file. Layout: «System V Application
/// Binary Interface» for the headers, «Linux Standard Base Core Specification», chapter Symbol Versioning, for Verneed and Vernaux.
/// </summary>
internal static class SymbolVersions
{
    private const uint VersionNeeds = 0x6ffffffe;
    private const ushort Weak = 2;
    private const int SectionHeaderSize = 64, VerneedSize = 16, VernauxSize = 16;

    /// <summary>
    /// The same file in which a version is wanted weakly: the loader then warns where it is missing instead of refusing the file.
    /// Right where nothing refers to a symbol of that version.
    /// </summary>
    /// <param name="image">The file; it is not changed.</param>
    /// <param name="version">The version's name, for example <c>GLIBCXX_3.4.32</c>.</param>
    /// <returns>The changed copy; null where the file is no 64-bit little-endian ELF file, is damaged, or does not ask for the
    /// version.</returns>
    public static byte[]? MakeWeak(byte[] image, string version)
    {
        byte[] name = [.. Encoding.ASCII.GetBytes(version), 0];
        var file = new Reader(image);
        if (!file.Holds(0, 64) || !image.AsSpan(0, 6).SequenceEqual<byte>([0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1]))
        {
            return null;
        }
        long headers = file.Long(0x28);
        int size = file.Short(0x3a), count = file.Short(0x3c);
        if (size < SectionHeaderSize)
        {
            return null;
        }
        for (int i = 0; i < count; i++)
        {
            long header = headers + (long)i * size;
            if (!file.Holds(header, SectionHeaderSize))
            {
                return null;
            }
            if (file.Int(header + 4) != VersionNeeds)
            {
                continue;
            }
            long strings = headers + (long)file.Int(header + 0x28) * size;
            if (!file.Holds(strings, SectionHeaderSize))
            {
                return null;
            }
            return Find(file, file.Long(header + 0x18), file.Long(header + 0x20), file.Long(strings + 0x18), name) is { } flags
                ? Marked(image, flags)
                : null;
        }
        return null;
    }

    /// <summary>The place of the flags of a version that is asked for.</summary>
    private static long? Find(Reader file, long start, long length, long strings, byte[] name)
    {
        if (!file.Holds(start, length))
        {
            return null;
        }
        // Each step goes forward within the section, so that a damaged file cannot lead in a circle.
        for (long need = start; Inside(need, VerneedSize);)
        {
            int versions = file.Short(need + 2);
            long aux = need + file.Int(need + 8);
            for (int i = 0; i < versions && Inside(aux, VernauxSize); i++)
            {
                if (file.Matches(strings + file.Int(aux + 8), name))
                {
                    return aux + 4;
                }
                uint step = file.Int(aux + 12);
                if (step == 0)
                {
                    break;
                }
                aux += step;
            }
            uint next = file.Int(need + 12);
            if (next == 0)
            {
                return null;
            }
            need += next;
        }
        return null;

        bool Inside(long at, int bytes) => at >= start && at <= start + length - bytes;
    }

    private static byte[] Marked(byte[] image, long flags)
    {
        byte[] copy = [.. image];
        Span<byte> at = copy.AsSpan((int)flags);
        BinaryPrimitives.WriteUInt16LittleEndian(at, (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(at) | Weak));
        return copy;
    }

    /// <summary>Numbers of the file; callers ask first whether it holds them.</summary>
    private readonly struct Reader(byte[] image)
    {
        public bool Holds(long at, long length) => at >= 0 && length >= 0 && at <= image.Length - length;

        public ushort Short(long at) => BinaryPrimitives.ReadUInt16LittleEndian(image.AsSpan((int)at));

        public uint Int(long at) => BinaryPrimitives.ReadUInt32LittleEndian(image.AsSpan((int)at));

        public long Long(long at) => BinaryPrimitives.ReadInt64LittleEndian(image.AsSpan((int)at));

        public bool Matches(long at, byte[] text) => Holds(at, text.Length) && image.AsSpan((int)at, text.Length).SequenceEqual(text);
    }
}
