namespace NotebookKit.Keras.Hdf5;

/// <summary>
/// Unpacks LZF, h5py's quick compression: a byte below 32 is followed by so many and one literal bytes; any other begins a
/// repetition of earlier bytes, with its length in the upper three bits (7: the next byte adds to it) and its distance in the rest.
/// </summary>
internal static class LzfDecoder
{
    /// <param name="packed">The stored bytes.</param>
    /// <param name="limit">The most that may come of them.</param>
    /// <param name="path">The data set, for errors.</param>
    public static byte[] Decode(ReadOnlySpan<byte> packed, int limit, string path)
    {
        byte[] result = new byte[limit];
        int written = 0;
        var reader = new ByteReader(packed, $"a chunk of '{path}'");
        while (reader.Remaining > 0)
        {
            int control = reader.Byte();
            if (control < 32)
            {
                int count = control + 1;
                Require(written + count <= limit);
                reader.Take(count).CopyTo(result.AsSpan(written));
                written += count;
                continue;
            }
            int length = control >> 5;
            length = length == 7 ? length + reader.Byte() : length;
            int from = written - ((control & 31) << 8) - reader.Byte() - 1;
            Require(from >= 0 && written + length + 2 <= limit);
            // Byte by byte: a repetition may overlap what it writes.
            for (int i = 0; i < length + 2; i++)
            {
                result[written++] = result[from++];
            }
        }
        return result[..written];

        void Require(bool fits)
        {
            if (!fits)
            {
                throw Hdf5Exception.Damaged($"a chunk of '{path}' cannot be unpacked");
            }
        }
    }
}
