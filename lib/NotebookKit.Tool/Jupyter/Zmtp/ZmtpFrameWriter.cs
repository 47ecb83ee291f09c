namespace NotebookKit.Tool.Jupyter.Zmtp;

/// <summary>
/// Writes frames to a stream: small ones gathered into a single write, because each write is a system call and on a
/// socket without Nagle's algorithm a packet; large ones straight from where they are.
/// </summary>
internal sealed class ZmtpFrameWriter(Stream stream)
{
    private readonly BufferedStream _stream = new(stream, 32 << 10);

    /// <summary>Writes a message of one or more parts.</summary>
    public void WriteMessage(byte[][] parts)
    {
        for (int i = 0; i < parts.Length; i++)
        {
            Append(new ZmtpFrame(parts[i], More: i < parts.Length - 1));
        }
        _stream.Flush();
    }

    /// <summary>Writes a command.</summary>
    public void WriteCommand(byte[] body)
    {
        Append(new ZmtpFrame(body, IsCommand: true));
        _stream.Flush();
    }

    private void Append(ZmtpFrame frame)
    {
        Span<byte> header = stackalloc byte[ZmtpFrame.MaxHeader];
        _stream.Write(header[..frame.WriteHeader(header)]);
        _stream.Write(frame.Body);
    }
}
