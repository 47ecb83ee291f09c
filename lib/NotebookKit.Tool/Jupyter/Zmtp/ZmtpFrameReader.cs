using System.Buffers.Binary;

namespace NotebookKit.Tool.Jupyter.Zmtp;

/// <summary>
/// Reads frames from a stream. Memory is taken as bytes arrive, not as a header announces them, so a few garbage bytes
/// cannot make the kernel reserve gigabytes.
/// </summary>
internal sealed class ZmtpFrameReader(Stream stream)
{
    /// <summary>The largest body accepted, in bytes.</summary>
    public const int MaxBody = 512 << 20;

    /// <summary>The largest command accepted, in bytes: commands carry names and topics, never data.</summary>
    public const int MaxCommand = 64 << 10;

    private const int FirstAllocation = 1 << 20;

    private readonly byte[] _buffer = new byte[16 << 10];
    private int _start;
    private int _end;

    /// <summary>Reads the peer's greeting.</summary>
    /// <exception cref="ZmtpProtocolException">The bytes are no greeting of ZMTP 3 with the NULL mechanism.</exception>
    /// <exception cref="EndOfStreamException">The peer left before it was complete.</exception>
    public void ReadGreeting()
    {
        while (_end - _start < ZmtpGreeting.Length)
        {
            if (!Fill())
            {
                throw new EndOfStreamException("the peer left during the greeting");
            }
            ZmtpGreeting.CheckSignature(_buffer.AsSpan(_start, _end - _start));
        }
        ZmtpGreeting.Check(_buffer.AsSpan(_start, ZmtpGreeting.Length));
        _start += ZmtpGreeting.Length;
    }

    /// <summary>Reads the next frame.</summary>
    /// <param name="maxBody">The bytes that a body may have; a command is held to <see cref="MaxCommand"/>.</param>
    /// <param name="onLength">Told the length of a body that is not a command's, before room is taken for it.</param>
    /// <returns>The frame, or null when the stream ended between two frames.</returns>
    /// <exception cref="ZmtpProtocolException">The header is not one that ZMTP 3 allows, or announces too much.</exception>
    /// <exception cref="EndOfStreamException">The stream ended inside a frame.</exception>
    public ZmtpFrame? Read(long maxBody = MaxBody, Action<long>? onLength = null)
    {
        if (_start == _end && !Fill())
        {
            return null;
        }
        byte flags = NextByte();
        if ((flags & ~(ZmtpFrame.MoreFlag | ZmtpFrame.LongFlag | ZmtpFrame.CommandFlag)) != 0)
        {
            throw new ZmtpProtocolException($"a frame begins with the flags 0x{flags:X2}, which ZMTP 3 reserves");
        }
        bool more = (flags & ZmtpFrame.MoreFlag) != 0;
        bool command = (flags & ZmtpFrame.CommandFlag) != 0;
        if (more && command)
        {
            throw new ZmtpProtocolException("a command says that more follows, which ZMTP 3 forbids");
        }

        ulong length = (flags & ZmtpFrame.LongFlag) == 0 ? NextByte() : ReadLength();
        ulong limit = (ulong)(command ? MaxCommand : Math.Min(maxBody, MaxBody));
        if (length > limit)
        {
            throw new ZmtpProtocolException($"a {(command ? "command" : "frame")} announces {length} bytes; the limit is {limit}");
        }
        if (!command)
        {
            onLength?.Invoke((long)length);
        }
        return new ZmtpFrame(ReadBody((int)length), more, command);
    }

    private ulong ReadLength()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = NextByte();
        }
        return BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }

    private byte[] ReadBody(int length)
    {
        byte[] body = length == 0 ? [] : new byte[Math.Min(length, FirstAllocation)];
        int have = Math.Min(length, _end - _start);
        if (have > body.Length)
        {
            have = body.Length;
        }
        _buffer.AsSpan(_start, have).CopyTo(body);
        _start += have;
        while (have < length)
        {
            if (have == body.Length)
            {
                Array.Resize(ref body, (int)Math.Min(length, body.Length * 2L));
            }
            int read = stream.Read(body, have, body.Length - have);
            if (read == 0)
            {
                throw new EndOfStreamException("the peer left inside a frame");
            }
            have += read;
        }
        return body;
    }

    private byte NextByte()
    {
        if (_start == _end && !Fill())
        {
            throw new EndOfStreamException("the peer left inside a frame");
        }
        return _buffer[_start++];
    }

    private bool Fill()
    {
        if (_start == _end)
        {
            _start = _end = 0;
        }
        int read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }
}
