namespace NotebookKit.Tool.Jupyter.Zmtp;

/// <summary>
/// Writes frames to a stream: small ones gathered into a single write, because each write is a system call and on a
/// socket without Nagle's algorithm a packet; large ones straight from where they are.
/// </summary>
internal sealed class ZmtpFrameWriter(Stream stream)
{
    private readonly byte[] _buffer = new byte[32 << 10];
    private int _used;

    /// <summary>Writes a message of one or more parts.</summary>
    public void WriteMessage(byte[][] parts)
    {
        for (int i = 0; i < parts.Length; i++)
        {
            Append(new ZmtpFrame(parts[i], More: i < parts.Length - 1));
        }
        Flush();
    }

    /// <summary>Writes a command.</summary>
    public void WriteCommand(byte[] body)
    {
        Append(new ZmtpFrame(body, IsCommand: true));
        Flush();
    }

    private void Append(ZmtpFrame frame)
    {
        if (_buffer.Length - _used < ZmtpFrame.MaxHeader)
        {
            Flush();
        }
        _used += frame.WriteHeader(_buffer.AsSpan(_used));
        if (frame.Body.Length > _buffer.Length - _used)
        {
            Flush();
        }
        if (frame.Body.Length > _buffer.Length)
        {
            stream.Write(frame.Body);
            return;
        }
        frame.Body.CopyTo(_buffer, _used);
        _used += frame.Body.Length;
    }

    private void Flush()
    {
        stream.Write(_buffer, 0, _used);
        _used = 0;
    }
}
