using NotebookKit.Tool.Jupyter.Zmtp;

namespace NotebookKit.Tool.Tests.Jupyter.Zmtp;

public sealed class ZmtpFrameReaderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public void Frames_come_back_as_written_however_the_network_cuts_them(int chunk)
    {
        var random = new Random(3);
        byte[][] message = [.. new[] { 0, 1, 255, 256, 16_384, 40_000, 3_000_000, 5 }.Select(length => Bytes(random, length))];
        var wire = new MemoryStream();
        var writer = new ZmtpFrameWriter(wire);
        writer.WriteMessage(message);
        writer.WriteCommand(new ZmtpCommand("PING", [0, 1, 2]).ToBytes());

        var reader = new ZmtpFrameReader(new ChunkedStream(wire.ToArray(), chunk));

        for (int i = 0; i < message.Length; i++)
        {
            ZmtpFrame frame = reader.Read()!.Value;
            Assert.Equal(message[i], frame.Body);
            Assert.Equal(i < message.Length - 1, frame.More);
            Assert.False(frame.IsCommand);
        }
        Assert.True(reader.Read()!.Value.IsCommand);
        Assert.Null(reader.Read());
    }

    [Theory]
    [InlineData("40", "a frame begins with the flags 0x40, which ZMTP 3 reserves")]
    [InlineData("05", "a command says that more follows, which ZMTP 3 forbids")]
    [InlineData("027FFFFFFFFFFFFFFF", "a frame announces 9223372036854775807 bytes; the limit is 536870912")]
    [InlineData("02FFFFFFFFFFFFFFFF", "a frame announces 18446744073709551615 bytes; the limit is 536870912")]
    [InlineData("060000000000010001", "a command announces 65537 bytes; the limit is 65536")]
    public void A_header_that_ZMTP_forbids_is_named(string header, string expected)
    {
        var reader = new ZmtpFrameReader(new MemoryStream(Convert.FromHexString(header)));

        Assert.Equal(expected, Assert.Throws<ZmtpProtocolException>(() => reader.Read()).Message);
    }

    [Theory]
    [InlineData("00")]
    [InlineData("0005")]
    [InlineData("000541")]
    [InlineData("02000000")]
    [InlineData("020000000020000000")]
    public void A_stream_that_ends_inside_a_frame_is_an_error(string wire)
    {
        var reader = new ZmtpFrameReader(new MemoryStream(Convert.FromHexString(wire)));

        Assert.Throws<EndOfStreamException>(() => reader.Read());
    }

    [Fact]
    public void An_announced_frame_takes_no_memory_before_it_arrives()
    {
        var reader = new ZmtpFrameReader(new MemoryStream(Convert.FromHexString("020000000020000000")));
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<EndOfStreamException>(() => reader.Read());

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2 << 20);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n\r\n", "the peer does not begin with ZMTP's signature")]
    [InlineData("\u00FF\0\0\0\0\0\0\0\0\u007E", "the peer does not begin with ZMTP's signature")]
    [InlineData("\u00FF\0\0\0\0\0\0\0\0\u007F\u0001", "the peer speaks ZMTP 1, and 3.0 or later is needed")]
    [InlineData("\u00FF\0\0\0\0\0\0\0\0\u007F\u0003\u0000CURVE", "the peer asks for the security mechanism 'CURVE', and "
        + "only NULL is offered")]
    public void A_stranger_is_told_apart_from_a_peer(string greeting, string expected)
    {
        byte[] bytes = System.Text.Encoding.Latin1.GetBytes(greeting.Length < 18 ? greeting : greeting.PadRight(64, '\0'));
        if (bytes.Length is > 10 and < 64)
        {
            Array.Resize(ref bytes, 64);
        }
        var reader = new ZmtpFrameReader(new MemoryStream(bytes));

        Assert.Equal(expected, Assert.Throws<ZmtpProtocolException>(reader.ReadGreeting).Message);
    }

    [Fact]
    public void Random_bytes_end_in_one_of_three_ways()
    {
        var random = new Random(11);
        for (int round = 0; round < 50_000; round++)
        {
            byte[] bytes = Bytes(random, random.Next(200));
            // Mostly plausible flags, so that the rounds reach lengths and bodies as well.
            for (int i = 0; i < bytes.Length; i += random.Next(1, 20))
            {
                bytes[i] = (byte)random.Next(8);
            }
            var reader = new ZmtpFrameReader(new ChunkedStream(bytes, random.Next(1, 64)));
            try
            {
                while (reader.Read() is { } frame)
                {
                    Assert.True(frame.Body.Length <= bytes.Length);
                    if (frame.IsCommand && ZmtpCommand.Parse(frame.Body) is var command)
                    {
                        _ = (command.Name == "READY" ? command : command with { Name = "READY" }).Properties();
                    }
                }
            }
            catch (Exception error) when (error is ZmtpProtocolException or EndOfStreamException)
            {
                // Refused with a reason, which is what is asked of it.
            }
        }
    }

    [Fact]
    public void A_damaged_conversation_never_gives_anything_but_a_refusal_or_frames()
    {
        var random = new Random(5);
        var wire = new MemoryStream();
        wire.Write(ZmtpGreeting.Create());
        var writer = new ZmtpFrameWriter(wire);
        writer.WriteCommand(ZmtpCommand.Ready(("Socket-Type", "DEALER"u8.ToArray()), ("Identity", "me"u8.ToArray())).ToBytes());
        writer.WriteMessage([[1, 2, 3], [], new byte[300]]);
        for (int round = 0; round < 50_000; round++)
        {
            byte[] bytes = wire.ToArray();
            for (int i = random.Next(1, 4); i > 0; i--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }
            var reader = new ZmtpFrameReader(new ChunkedStream(bytes[..random.Next(bytes.Length + 1)], random.Next(1, 400)));
            try
            {
                reader.ReadGreeting();
                while (reader.Read() is { } frame)
                {
                    if (frame.IsCommand)
                    {
                        ZmtpCommand.Parse(frame.Body).Properties();
                    }
                }
            }
            catch (Exception error) when (error is ZmtpProtocolException or EndOfStreamException)
            {
                // As above.
            }
        }
    }

    [Fact]
    public void A_stream_that_was_closed_meanwhile_is_told_as_closed()
    {
        var wire = new MemoryStream();
        var reader = new ZmtpFrameReader(wire);
        var writer = new ZmtpFrameWriter(wire);
        wire.Dispose();

        Assert.Throws<ObjectDisposedException>(() => reader.Read());
        Assert.Throws<ObjectDisposedException>(() => writer.WriteCommand([1, (byte)'x']));
    }

    private static byte[] Bytes(Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>A stream that gives at most so many bytes at a time, as a network does.</summary>
    private sealed class ChunkedStream(byte[] bytes, int chunk) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, chunk));
    }
}
