using System.Buffers.Binary;
using System.IO.Compression;

namespace NotebookKit.Notebooks.Comparing;

/// <summary>
/// A PNG as pixels, eight bits each of red, green, blue and opacity: every colour type and depth, not interlaced ones. Read here
/// and not by a library, since the safe ones bring native code or a licence, and the small one reads past what it is given.
/// Source: the PNG specification, third edition.
/// </summary>
internal sealed class PngImage(int width, int height, byte[] pixels)
{
    private const long MostPixels = 16 << 20;
    private static readonly byte[] s_signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Pixels in a row.</summary>
    public int Width { get; } = width;

    /// <summary>Rows.</summary>
    public int Height { get; } = height;

    /// <summary>Four bytes a pixel, rows from the top.</summary>
    public byte[] Pixels { get; } = pixels;

    /// <summary>Reads a picture; null when it is damaged, interlaced or larger than 16 million pixels.</summary>
    public static PngImage? Read(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith(s_signature))
        {
            return null;
        }

        Header? header = null;
        byte[] palette = [], transparency = [];
        using var data = new MemoryStream();
        for (int at = s_signature.Length; at + 12 <= file.Length;)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            if (length > file.Length - at - 12)
            {
                return null;
            }

            ReadOnlySpan<byte> type = file.Slice(at + 4, 4);
            ReadOnlySpan<byte> content = file.Slice(at + 8, (int)length);
            at += 12 + (int)length;
            if (type.SequenceEqual("IHDR"u8))
            {
                header = Header.Read(content);
            }
            else if (type.SequenceEqual("PLTE"u8))
            {
                palette = content.ToArray();
            }
            else if (type.SequenceEqual("tRNS"u8))
            {
                transparency = content.ToArray();
            }
            else if (type.SequenceEqual("IDAT"u8))
            {
                data.Write(content);
            }
            else if (type.SequenceEqual("IEND"u8))
            {
                break;
            }
        }

        data.Position = 0;
        return header is { } known && Rows(data, known) is { } rows
            ? new PngImage(known.Width, known.Height, Colours(rows, known, palette, transparency))
            : null;
    }

    // The rows without their filters.
    private static byte[]? Rows(MemoryStream data, Header header)
    {
        int stride = header.Stride, step = Math.Max(1, header.BitsPerPixel / 8);
        byte[] rows = new byte[(long)stride * header.Height];
        try
        {
            using var inflated = new ZLibStream(data, CompressionMode.Decompress);
            for (int y = 0; y < header.Height; y++)
            {
                int filter = inflated.ReadByte();
                Span<byte> row = rows.AsSpan(y * stride, stride);
                inflated.ReadExactly(row);
                if (!Unfilter(filter, row, y == 0 ? default : rows.AsSpan((y - 1) * stride, stride), step))
                {
                    return null;
                }
            }
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            return null;
        }

        return rows;
    }

    private static bool Unfilter(int filter, Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        if (filter is < 0 or > 4)
        {
            return false;
        }

        for (int i = 0; i < row.Length && filter != 0; i++)
        {
            int left = i >= step ? row[i - step] : 0;
            int up = above.IsEmpty ? 0 : above[i];
            int corner = i >= step && !above.IsEmpty ? above[i - step] : 0;
            row[i] += (byte)(filter switch { 1 => left, 2 => up, 3 => (left + up) / 2, _ => Paeth(left, up, corner) });
        }

        return true;
    }

    private static int Paeth(int left, int up, int corner)
    {
        int estimate = left + up - corner;
        int a = Math.Abs(estimate - left), b = Math.Abs(estimate - up), c = Math.Abs(estimate - corner);
        return a <= b && a <= c ? left : b <= c ? up : corner;
    }

    private static byte[] Colours(byte[] rows, Header header, byte[] palette, byte[] transparency)
    {
        byte[] pixels = new byte[4L * header.Width * header.Height];
        Span<int> samples = stackalloc int[4];
        int at = 0, channels = header.Channels, most = (1 << header.Depth) - 1;
        for (int y = 0; y < header.Height; y++)
        {
            Span<byte> row = rows.AsSpan(y * header.Stride, header.Stride);
            for (int x = 0; x < header.Width; x++, at += 4)
            {
                for (int channel = 0; channel < channels; channel++)
                {
                    samples[channel] = Sample(row, (x * channels) + channel, header.Depth);
                }

                Span<byte> pixel = pixels.AsSpan(at, 4);
                if (header.ColourType == 3)
                {
                    int entry = samples[0];
                    if ((entry * 3) + 2 < palette.Length)
                    {
                        palette.AsSpan(entry * 3, 3).CopyTo(pixel);
                    }

                    pixel[3] = entry < transparency.Length ? transparency[entry] : (byte)255;
                    continue;
                }

                bool isGrey = channels <= 2;
                for (int colour = 0; colour < 3; colour++)
                {
                    pixel[colour] = Byte(samples[isGrey ? 0 : colour], most);
                }

                pixel[3] = channels is 2 or 4 ? Byte(samples[channels - 1], most)
                    : IsTransparent(samples[..channels], transparency) ? (byte)0 : (byte)255;
            }
        }

        return pixels;
    }

    private static bool IsTransparent(ReadOnlySpan<int> samples, byte[] transparency)
    {
        if (transparency.Length < samples.Length * 2)
        {
            return false;
        }

        for (int i = 0; i < samples.Length; i++)
        {
            if (samples[i] != BinaryPrimitives.ReadUInt16BigEndian(transparency.AsSpan(i * 2)))
            {
                return false;
            }
        }

        return true;
    }

    private static byte Byte(int sample, int most) => (byte)(((sample * 255) + (most / 2)) / most);

    private static int Sample(ReadOnlySpan<byte> row, int index, int depth)
    {
        if (depth == 16)
        {
            return BinaryPrimitives.ReadUInt16BigEndian(row[(index * 2)..]);
        }

        int bit = index * depth;
        return (row[bit / 8] >> (8 - depth - (bit % 8))) & ((1 << depth) - 1);
    }

    private sealed record Header(int Width, int Height, int Depth, int ColourType)
    {
        public int Channels => ColourType switch { 0 or 3 => 1, 4 => 2, 2 => 3, _ => 4 };

        public int BitsPerPixel => Depth * Channels;

        public int Stride => (int)((((long)Width * BitsPerPixel) + 7) / 8);

        public static Header? Read(ReadOnlySpan<byte> content)
        {
            if (content.Length != 13 || content[12] != 0)
            {
                return null;
            }

            uint width = BinaryPrimitives.ReadUInt32BigEndian(content), height = BinaryPrimitives.ReadUInt32BigEndian(content[4..]);
            var header = new Header((int)Math.Min(width, int.MaxValue), (int)Math.Min(height, int.MaxValue), content[8], content[9]);
            bool isKnown = header.ColourType switch
            {
                0 => header.Depth is 1 or 2 or 4 or 8 or 16,
                3 => header.Depth is 1 or 2 or 4 or 8,
                2 or 4 or 6 => header.Depth is 8 or 16,
                _ => false,
            };
            return isKnown && width > 0 && height > 0 && (long)width * height <= MostPixels ? header : null;
        }
    }
}
