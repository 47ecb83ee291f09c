using System.Buffers.Binary;

namespace NotebookKit.Tool.Jupyter.Zmtp;

/// <summary>One ZMTP 3 frame: a part of a message, or a command between the two ends of a connection.</summary>
/// <param name="Body">The bytes after the frame's header.</param>
/// <param name="More">Whether another part of the same message follows.</param>
/// <param name="IsCommand">Whether this is a command.</param>
internal readonly record struct ZmtpFrame(byte[] Body, bool More = false, bool IsCommand = false)
{
    internal const byte MoreFlag = 1;
    internal const byte LongFlag = 2;
    internal const byte CommandFlag = 4;

    /// <summary>The longest header: flags and an eight-byte length.</summary>
    internal const int MaxHeader = 9;

    /// <summary>Writes flags and length; short frames (up to 255 bytes) take one byte of length, others eight.</summary>
    /// <returns>The number of bytes written.</returns>
    public int WriteHeader(Span<byte> header)
    {
        bool isLong = Body.Length > byte.MaxValue;
        header[0] = (byte)((More ? MoreFlag : 0) | (isLong ? LongFlag : 0) | (IsCommand ? CommandFlag : 0));
        if (!isLong)
        {
            header[1] = (byte)Body.Length;
            return 2;
        }
        BinaryPrimitives.WriteInt64BigEndian(header[1..], Body.Length);
        return MaxHeader;
    }
}
