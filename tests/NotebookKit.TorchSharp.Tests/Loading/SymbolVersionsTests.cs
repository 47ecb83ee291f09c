using System.Buffers.Binary;
using System.Text;
using NotebookKit.Shared;

namespace NotebookKit.TorchSharp.Tests.Loading;

public class SymbolVersionsTests
{
    private const string Wanted = "GLIBCXX_3.4.32";

    [Fact]
    public void TorchSharps_file_is_changed_in_one_byte()
    {
        if (!NativeFiles.TryFind(out NativeFiles? files) || !OperatingSystem.IsLinux())
        {
            Assert.False(OperatingSystem.IsLinux(), "libtorch is a package of these tests");
            return;
        }
        byte[] image = File.ReadAllBytes(files.Bridge);
        byte[] weak = SymbolVersions.MakeWeak(image, Wanted)!;
        int[] changed = [.. Enumerable.Range(0, image.Length).Where(i => image[i] != weak[i])];
        Assert.Single(changed);
        Assert.Equal(2, weak[changed[0]]);
        Assert.Equal(weak, SymbolVersions.MakeWeak(weak, Wanted));
        Assert.Null(SymbolVersions.MakeWeak(image, "GLIBCXX_9.9"));
        Assert.Null(SymbolVersions.MakeWeak(image, "GLIBCXX_3.4.3"));
    }

    [Fact]
    public void A_small_file_made_by_hand_is_changed_where_it_should_be()
    {
        byte[] image = Image();
        byte[] weak = SymbolVersions.MakeWeak(image, Wanted)!;
        Assert.Equal([NeedsAt + 16 + 16 + 4], Enumerable.Range(0, image.Length).Where(i => image[i] != weak[i]));
    }

    [Fact]
    public void Damaged_files_are_declined_without_a_crash_or_a_hang()
    {
        byte[] image = Image();
        Assert.Null(SymbolVersions.MakeWeak([], Wanted));
        Assert.Null(SymbolVersions.MakeWeak([1, 2, 3], Wanted));
        for (int length = 0; length < image.Length; length++)
        {
            _ = SymbolVersions.MakeWeak(image[..length], Wanted);
        }
        var random = new Random(1);
        for (int round = 0; round < 20_000; round++)
        {
            byte[] damaged = [.. image];
            for (int i = random.Next(1, 6); i > 0; i--)
            {
                damaged[random.Next(damaged.Length)] = (byte)(random.Next(3) switch { 0 => 0xff, 1 => 0, _ => random.Next(256) });
            }
            byte[]? result = SymbolVersions.MakeWeak(damaged, Wanted);
            Assert.True(result is null || result.Length == damaged.Length);
        }
    }

    [Fact]
    public void Other_formats_are_declined()
    {
        foreach ((int at, byte value) in ((int, byte)[])[(0, 0x4d), (4, 1), (5, 2)])
        {
            byte[] other = Image();
            other[at] = value;
            Assert.Null(SymbolVersions.MakeWeak(other, Wanted));
        }
    }

    private const int NeedsAt = 64, StringsAt = 128, HeadersAt = 192;

    /// <summary>An ELF file with the two sections that matter: one library, two versions wanted from it, and their names.</summary>
    private static byte[] Image()
    {
        byte[] image = new byte[HeadersAt + 2 * 64];
        byte[] magic = [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1];
        magic.CopyTo(image, 0);
        Long(0x28, HeadersAt);
        Short(0x3a, 64);
        Short(0x3c, 2);
        byte[] names = Encoding.ASCII.GetBytes("\0libstdc++.so.6\0GLIBCXX_3.4\0" + Wanted + "\0");
        names.CopyTo(image, StringsAt);
        // Verneed: version, count, file, aux, next; then two Vernaux: hash, flags, other, name, next.
        Short(NeedsAt, 1);
        Short(NeedsAt + 2, 2);
        Int(NeedsAt + 8, 16);
        Int(NeedsAt + 16 + 8, 16);
        Int(NeedsAt + 16 + 12, 16);
        Int(NeedsAt + 32 + 8, 28);
        Int(HeadersAt + 4, 0x6ffffffe);
        Long(HeadersAt + 0x18, NeedsAt);
        Long(HeadersAt + 0x20, 48);
        Int(HeadersAt + 0x28, 1);
        Int(HeadersAt + 64 + 4, 3);
        Long(HeadersAt + 64 + 0x18, StringsAt);
        Long(HeadersAt + 64 + 0x20, names.Length);
        return image;

        void Short(int at, int value) => BinaryPrimitives.WriteUInt16LittleEndian(image.AsSpan(at), (ushort)value);
        void Int(int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(at), value);
        void Long(int at, long value) => BinaryPrimitives.WriteInt64LittleEndian(image.AsSpan(at), value);
    }
}
