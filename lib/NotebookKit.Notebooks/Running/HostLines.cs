using System.Text;

namespace NotebookKit.Notebooks.Running;

/// <summary>
/// Reads lines of bounded length: what comes is the word of a process that runs code of strangers, and a line without an end
/// would take all memory.
/// </summary>
/// <param name="source">Bytes, UTF-8.</param>
/// <param name="maxLength">The bytes that a line may have.</param>
internal sealed class HostLines(Stream source, int maxLength)
{
    private const int FirstLength = 1 << 16;

    private byte[] _buffer = new byte[FirstLength];
    private int _start;
    private int _end;

    /// <summary>Reads the next line.</summary>
    /// <returns>The line without its end; null at the end of the stream, where an unfinished line counts for nothing.</returns>
    /// <exception cref="HostProtocolException">The line is too long.</exception>
    public async ValueTask<string?> ReadAsync(CancellationToken cancellation)
    {
        int searched = _start;
        while (true)
        {
            int found = Array.IndexOf(_buffer, (byte)'\n', searched, _end - searched);
            if (found >= 0)
            {
                return Take(found);
            }
            searched = _end;
            if (_end - _start > maxLength)
            {
                throw new HostProtocolException($"a line of more than {maxLength} bytes");
            }
            searched -= MakeRoom();
            int count = await source.ReadAsync(_buffer.AsMemory(_end), cancellation).ConfigureAwait(false);
            if (count == 0)
            {
                return null;
            }
            _end += count;
        }
    }

    private string Take(int lineEnd)
    {
        string line = Encoding.UTF8.GetString(_buffer, _start, lineEnd - _start);
        _start = lineEnd + 1;
        if (_start == _end)
        {
            _start = _end = 0;
        }
        // The room that one long line took is not kept for the short ones.
        if (_end == 0 && _buffer.Length > FirstLength * 16)
        {
            _buffer = new byte[FirstLength];
        }
        return line;
    }

    /// <summary>Makes room behind what is there.</summary>
    /// <returns>By how much it moved to the front.</returns>
    private int MakeRoom()
    {
        int moved = _start;
        if (_end < _buffer.Length && moved < _buffer.Length / 2)
        {
            return 0;
        }
        int length = _end - moved;
        byte[] larger = length > _buffer.Length / 2 ? new byte[_buffer.Length * 2] : _buffer;
        Buffer.BlockCopy(_buffer, moved, larger, 0, length);
        (_buffer, _start, _end) = (larger, 0, length);
        return moved;
    }
}
