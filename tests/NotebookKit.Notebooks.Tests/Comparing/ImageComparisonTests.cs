using System.Buffers.Binary;
using System.IO.Compression;
using NotebookKit.Notebooks.Comparing;

namespace NotebookKit.Notebooks.Tests.Comparing;

public sealed class ImageComparisonTests
{
    [Fact]
    public void Pixels_count_and_not_bytes()
    {
        string small = Png(4, 2, (x, y) => (byte)(x * 60), CompressionLevel.SmallestSize),
            fast = Png(4, 2, (x, y) => (byte)(x * 60), CompressionLevel.NoCompression);
        Assert.NotEqual(small, fast);
        Assert.Empty(Cells.Compare("image/png", small, fast));
        Assert.Empty(Cells.Compare("image/png", small, small[..8] + "\n" + small[8..] + "\n"));
    }

    [Fact]
    public void A_shade_that_nobody_sees_is_the_same_and_a_blank_chart_is_not()
    {
        string chart = Png(10, 10, (x, y) => x == y ? (byte)0 : (byte)255);
        Assert.Empty(Cells.Compare("image/png", chart, Png(10, 10, (x, y) => x == y ? (byte)2 : (byte)253)));
        Assert.Equal("10 of 100 pixels differ (10%, where 0% is allowed), by up to 255 of 255",
            Assert.Single(Cells.Compare("image/png", chart, Png(10, 10, (x, y) => 255))).Reason);
        Assert.Equal("the picture has another size", Assert.Single(Cells.Compare("image/png", chart, Png(10, 11, (x, y) => 255))).Reason);
    }

    [Fact]
    public void A_cell_may_allow_a_part_of_the_pixels_to_differ()
    {
        string chart = Png(10, 10, (x, y) => 255), other = Png(10, 10, (x, y) => x + y == 0 ? (byte)0 : (byte)255);
        const string metadata = """{"notebookkit": {"compare": {"pixels": 0.01}}}""";
        Assert.Empty(Cells.Compare([Cells.Display(("image/png", chart))], [Cells.Display(("image/png", other))], metadata: metadata));
        Assert.NotEmpty(Cells.Compare("image/png", chart, other));
    }

    [Fact]
    public void A_picture_within_html_is_compared_by_pixels_too()
    {
        string saved = Png(3, 3, (x, y) => 100, CompressionLevel.NoCompression), same = Png(3, 3, (x, y) => 100),
            other = Png(3, 3, (x, y) => 200);
        Assert.Empty(Cells.Compare("text/html", Html(saved), Html(same)));
        Assert.NotEmpty(Cells.Compare("text/html", Html(saved), Html(other)));

        static string Html(string png) => $"<img src=\"data:image/png;base64,{png}\">";
    }

    [Theory]
    [InlineData("image/png")]
    [InlineData("image/jpeg")]
    public void What_cannot_be_read_is_compared_by_bytes(string type)
    {
        Assert.Empty(Cells.Compare(type, "AAAA", "AA\nAA"));
        Assert.NotEmpty(Cells.Compare(type, "AAAA", "AAAB"));
        Assert.NotEmpty(Cells.Compare(type, "not base64", "AAAB"));
    }

    [Fact]
    public void A_damaged_picture_is_refused_and_never_read_beyond_its_end()
    {
        byte[] png = Convert.FromBase64String(Png(20, 20, (x, y) => (byte)(x * y)));
        Assert.NotNull(PngImage.Read(png));
        var random = new Random(1);
        for (int i = 0; i < 2000; i++)
        {
            byte[] damaged = png[..random.Next(png.Length + 1)];
            if (damaged.Length > 0)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            var read = PngImage.Read(damaged);
            Assert.True(read is null || read.Pixels.Length == 4 * read.Width * read.Height);
        }
    }

    private static string Png(int width, int height, Func<int, int, byte> grey, CompressionLevel level = CompressionLevel.Optimal)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        Chunk(file, "IHDR"u8, header);
        using var data = new MemoryStream();
        using (var deflated = new ZLibStream(data, level, leaveOpen: true))
        {
            for (int y = 0; y < height; y++)
            {
                deflated.WriteByte(0);
                for (int x = 0; x < width; x++)
                {
                    deflated.WriteByte(grey(x, y));
                }
            }
        }

        Chunk(file, "IDAT"u8, data.ToArray());
        Chunk(file, "IEND"u8, []);
        return Convert.ToBase64String(file.ToArray());
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> type, byte[] content)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        file.Write(length);
        file.Write(type);
        file.Write(content);
        file.Write([0, 0, 0, 0]);
    }
}
