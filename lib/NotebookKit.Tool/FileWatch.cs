namespace NotebookKit.Tool;

/// <summary>
/// Notices that a file has other content. It looks at the file itself, again and again, and not at what the system tells about
/// its folder: so it does not matter whether an editor writes into the file or puts another in its place, whether it does that
/// in one step or in several, and whether the disk is the machine's own.
/// </summary>
/// <param name="path">The file.</param>
internal sealed class FileWatch(string path)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(200);

    private (DateTime Written, long Length) _stamp;
    private byte[] _known = [];

    /// <summary>Reads the file; what it holds is known from now on.</summary>
    public byte[] Read()
    {
        _stamp = Stamp();
        _known = File.ReadAllBytes(path);
        return _known;
    }

    /// <summary>What the command itself has written is no change.</summary>
    /// <param name="content">What it has written.</param>
    public void Know(byte[] content)
    {
        _known = content;
        _stamp = default;
    }

    /// <summary>Whether the file has changed, as far as can be seen now; it may be half written.</summary>
    public bool HasChanged()
    {
        try
        {
            (DateTime Written, long Length) stamp = Stamp();
            if (stamp == _stamp || stamp == default)
            {
                return false;
            }

            if (!File.ReadAllBytes(path).AsSpan().SequenceEqual(_known))
            {
                return true;
            }

            _stamp = stamp;
            return false;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Somebody writes it just now.
            return false;
        }
    }

    /// <summary>Waits until the file has changed and nobody writes it any more.</summary>
    /// <param name="evenIfSame">Whether it need not have changed.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>What it holds.</returns>
    public async Task<byte[]> NextAsync(bool evenIfSame, CancellationToken cancellation)
    {
        while (true)
        {
            await Task.Delay(s_interval, cancellation).ConfigureAwait(false);
            if (!evenIfSame && !HasChanged())
            {
                continue;
            }

            try
            {
                (DateTime Written, long Length) before = Stamp();
                await Task.Delay(s_interval, cancellation).ConfigureAwait(false);
                if (before != default && before == Stamp())
                {
                    return Read();
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Gone for the moment between two steps of an editor, or locked by it.
            }
        }
    }

    // Nothing for a file that is not there.
    private (DateTime Written, long Length) Stamp()
    {
        var file = new FileInfo(path);
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
    }
}
