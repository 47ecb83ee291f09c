namespace NotebookKit.Keras.Containers;

/// <summary>The checksum of zip archives (ITU-T V.42, polynomial 0xEDB88320 in reflected form).</summary>
internal static class Crc32
{
    private static readonly uint[][] s_tables = MakeTables();

    /// <summary>The checksum of these bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        // Eight bytes a round, by one table for each of them.
        while (bytes.Length >= 8)
        {
            uint low = System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc;
            uint high = System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = s_tables[7][low & 255] ^ s_tables[6][(low >> 8) & 255] ^ s_tables[5][(low >> 16) & 255] ^ s_tables[4][low >> 24]
                ^ s_tables[3][high & 255] ^ s_tables[2][(high >> 8) & 255] ^ s_tables[1][(high >> 16) & 255] ^ s_tables[0][high >> 24];
            bytes = bytes[8..];
        }
        foreach (byte value in bytes)
        {
            crc = s_tables[0][(crc ^ value) & 255] ^ (crc >> 8);
        }
        return ~crc;
    }

    private static uint[][] MakeTables()
    {
        uint[][] tables = new uint[8][];
        for (int table = 0; table < 8; table++)
        {
            tables[table] = new uint[256];
            for (uint i = 0; i < 256; i++)
            {
                uint value = table == 0 ? i : tables[table - 1][i];
                for (int bit = 0; table == 0 && bit < 8; bit++)
                {
                    value = (value & 1) != 0 ? (value >> 1) ^ 0xEDB88320 : value >> 1;
                }
                tables[table][i] = table == 0 ? value : tables[0][value & 255] ^ (value >> 8);
            }
        }
        return tables;
    }
}
