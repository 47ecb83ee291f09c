namespace NotebookKit.Keras.Hdf5;

/// <summary>
/// The part of HDF5 that Keras and h5py write, read from memory. Files come from strangers, so every address and length is
/// checked against the file's length, nothing is visited without end, no link leads anywhere, and no other file is opened:
/// soft and external links, external storage and virtual data sets are refused when they are needed. Written after "HDF5 File
/// Format Specification Version 3.0" (docs.hdfgroup.org).
/// </summary>
internal sealed class Hdf5File
{
    /// <summary>The first bytes of every HDF5 file.</summary>
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'H', (byte)'D', (byte)'F', 0x0d, 0x0a, 0x1a, 0x0a];

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly Dictionary<long, GlobalHeap> _globalHeaps = [];
    private long _base, _steps, _produced;

    private Hdf5File(ReadOnlyMemory<byte> bytes) => _bytes = bytes;

    /// <summary>How many bytes an address takes in this file.</summary>
    public int OffsetSize { get; private set; }

    /// <summary>How many bytes a length takes in this file.</summary>
    public int LengthSize { get; private set; }

    /// <summary>The root group.</summary>
    public Hdf5Group Root { get; private set; } = null!;

    /// <summary>How many bytes the file has.</summary>
    public int Length => _bytes.Length;

    /// <summary>Reads the superblock.</summary>
    /// <exception cref="Hdf5Exception">It is not an HDF5 file, or damaged.</exception>
    public static Hdf5File Open(ReadOnlyMemory<byte> bytes)
    {
        var file = new Hdf5File(bytes);
        file.Root = new Hdf5Group(file, "", ObjectHeader.Read(file, file.ReadSuperblock()));
        return file;
    }

    /// <summary>Bytes at an address.</summary>
    public ReadOnlyMemory<byte> Bytes(long address, long count, string what)
    {
        long at = address + _base;
        if (address < 0 || count < 0 || at < 0 || at > _bytes.Length || count > _bytes.Length - at)
        {
            throw Hdf5Exception.Damaged($"{what} would stand at bytes {address} to {(decimal)address + count}, and the file has "
                + $"{_bytes.Length}");
        }
        return _bytes.Slice((int)at, (int)count);
    }

    /// <summary>Everything from an address to the end of the file.</summary>
    public ReadOnlyMemory<byte> BytesFrom(long address, string what) => Bytes(address, Math.Max(0, _bytes.Length - _base - address), what);

    /// <summary>Counts a step of reading; a file of structures that refer to each other in a ring ends here.</summary>
    public void Step()
    {
        if (++_steps > 20_000L + _bytes.Length)
        {
            throw Hdf5Exception.Damaged("its structures refer to each other without end");
        }
    }

    /// <summary>Counts bytes that are unpacked, before they are: no more than a small factor of the file's own length.</summary>
    public void Produce(long count)
    {
        _produced += count;
        long limit = 4_000_000 + 32L * _bytes.Length;
        if (count < 0 || _produced > limit)
        {
            throw new Hdf5Exception($"The HDF5 file of {_bytes.Length} bytes would unpack to more than {limit}; that is no file "
                + $"of weights.");
        }
    }

    /// <summary>A collection of variable-length values.</summary>
    public GlobalHeap GlobalHeap(long address)
    {
        if (!_globalHeaps.TryGetValue(address, out GlobalHeap? heap))
        {
            _globalHeaps[address] = heap = Hdf5.GlobalHeap.Read(this, address);
        }
        return heap;
    }

    /// <summary>Reads the superblock and gives the address of the root group's header.</summary>
    private long ReadSuperblock()
    {
        const string What = "the superblock";
        if (!_bytes.Span.StartsWith(Signature))
        {
            throw new Hdf5Exception("This is not an HDF5 file: it does not begin with HDF5's signature.");
        }
        var reader = new ByteReader(_bytes.Span, What);
        reader.Skip(Signature.Length);
        int version = reader.Byte();
        if (version > 3)
        {
            throw new Hdf5Exception($"The HDF5 file has a superblock of version {version}; expected 0 to 3.");
        }
        reader.Skip(version < 2 ? 4 : 0);
        ReadSizes(ref reader);
        reader.Skip(version switch { 0 => 9, 1 => 13, _ => 1 });
        _base = reader.Address(OffsetSize);
        reader.Skip(OffsetSize);
        long end = reader.Address(OffsetSize);
        reader.Skip(version < 2 ? 2 * OffsetSize : 0);
        long root = reader.Address(OffsetSize);
        if (version >= 2)
        {
            reader.Skip(4);
            Checksum.Require(_bytes.Span[..reader.Position], What);
        }
        if (_base != 0)
        {
            throw Hdf5Exception.Damaged($"addresses count from byte {_base}; expected 0");
        }
        if (end > _bytes.Length)
        {
            throw Hdf5Exception.Damaged($"it says that it has {end} bytes, and {_bytes.Length} are there");
        }
        return root;
    }

    private void ReadSizes(ref ByteReader reader)
    {
        (OffsetSize, LengthSize) = (reader.Byte(), reader.Byte());
        if (OffsetSize is not (2 or 4 or 8) || LengthSize is not (2 or 4 or 8))
        {
            throw Hdf5Exception.Damaged($"addresses take {OffsetSize} bytes and lengths {LengthSize}; expected 2, 4 or 8");
        }
    }
}
