using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace NotebookKit.Keras.Hdf5.Writing;

/// <summary>
/// Writes HDF5 files of 32-bit floats in groups: a superblock of version 2, object headers of version 2 that hold their links
/// themselves, contiguous values, and the texts in one global heap. Every version of HDF5 since 1.8 reads it (2008).
/// </summary>
internal sealed class Hdf5Writer
{
    private const int SuperblockSize = 48, HeapHead = 16, HeapItemHead = 16;
    private const ulong Undefined = ulong.MaxValue;

    private readonly MemoryStream _file = new();
    private readonly List<byte[]> _texts = [];
    private long _heap;

    private Hdf5Writer()
    {
    }

    /// <summary>The bytes of a file with this root.</summary>
    public static byte[] Write(NewGroup root)
    {
        var writer = new Hdf5Writer();
        writer._file.SetLength(SuperblockSize);
        writer._file.Position = SuperblockSize;
        writer.WriteHeap(root);
        long address = writer.WriteGroup(root);
        byte[] bytes = writer._file.ToArray();
        Superblock(bytes, address);
        return bytes;
    }

    private static void Superblock(byte[] file, long root)
    {
        Hdf5File.Signature.CopyTo(file);
        Span<byte> rest = file.AsSpan(8, SuperblockSize - 8);
        (rest[0], rest[1], rest[2], rest[3]) = (2, 8, 8, 0);
        BinaryPrimitives.WriteUInt64LittleEndian(rest[4..], 0);
        BinaryPrimitives.WriteUInt64LittleEndian(rest[12..], Undefined);
        BinaryPrimitives.WriteUInt64LittleEndian(rest[20..], (ulong)file.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(rest[28..], (ulong)root);
        BinaryPrimitives.WriteUInt32LittleEndian(rest[36..], Checksum.Of(file.AsSpan(0, SuperblockSize - 4)));
    }

    /// <summary>All texts of the file in one collection, in the order in which the groups are written.</summary>
    private void WriteHeap(NewGroup root)
    {
        Collect(root);
        if (_texts.Count == 0)
        {
            return;
        }
        // The format wants 4096 bytes or more; what is over is one free item.
        int used = HeapHead + _texts.Sum(t => HeapItemHead + Padded(t.Length));
        int size = Math.Max(4096, Padded(used + HeapItemHead));
        byte[] heap = new byte[size];
        "GCOL"u8.CopyTo(heap);
        heap[4] = 1;
        BinaryPrimitives.WriteUInt64LittleEndian(heap.AsSpan(8), (ulong)size);
        int at = HeapHead;
        for (int i = 0; i < _texts.Count; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(heap.AsSpan(at), (ushort)(i + 1));
            BinaryPrimitives.WriteUInt16LittleEndian(heap.AsSpan(at + 2), 1);
            BinaryPrimitives.WriteUInt64LittleEndian(heap.AsSpan(at + 8), (ulong)_texts[i].Length);
            _texts[i].CopyTo(heap.AsSpan(at + HeapItemHead));
            at += HeapItemHead + Padded(_texts[i].Length);
        }
        BinaryPrimitives.WriteUInt64LittleEndian(heap.AsSpan(at + 8), (ulong)(size - at));
        _heap = Append(heap);
    }

    private void Collect(NewGroup group)
    {
        foreach (NewGroup inner in group.Groups.Values)
        {
            Collect(inner);
        }
        if (group.NameAttribute is { } text)
        {
            _texts.Add(Encoding.UTF8.GetBytes(text));
            if (_texts.Count > ushort.MaxValue - 1)
            {
                throw new RefusedException($"The model has more than {ushort.MaxValue - 1} layers, more than one file of weights holds "
                    + $"names for.");
            }
        }
    }

    private int _nextText = 1;

    private long WriteGroup(NewGroup group)
    {
        var links = new List<(string Name, long Address)>();
        links.AddRange(group.Groups.Select(g => (g.Key, WriteGroup(g.Value))));
        links.AddRange(group.Data.Select(d => (d.Key, WriteData(d.Value))));
        var header = new HeaderWriter();
        // Link info without a heap or an index: the links stand in the header itself. Then group info without settings.
        header.Add(0x02, w => { w.Write((ushort)0); w.Write(Undefined); w.Write(Undefined); });
        header.Add(0x0a, w => w.Write((ushort)0));
        foreach ((string name, long address) in links.OrderBy(l => l.Name, StringComparer.Ordinal))
        {
            header.Add(0x06, w => WriteLink(w, name, address));
        }
        if (group.NameAttribute is { } text)
        {
            header.Add(0x0c, w => WriteNameAttribute(w, Encoding.UTF8.GetByteCount(text), _nextText++));
        }
        return Append(header.ToArray());
    }

    private static void WriteLink(BinaryWriter to, string name, long address)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(name);
        // Version 1, a name length of two bytes, and the name's character set: UTF-8.
        to.Write((byte)1);
        to.Write((byte)0x11);
        to.Write((byte)1);
        to.Write((ushort)bytes.Length);
        to.Write(bytes);
        to.Write(address);
    }

    /// <summary>The attribute <c>name</c>: a text of variable length, UTF-8, as h5py writes a str.</summary>
    private void WriteNameAttribute(BinaryWriter to, int length, int item)
    {
        ReadOnlySpan<byte> variableText = [0x19, 0x01, 0x01, 0x00, 16, 0, 0, 0, 0x10, 0, 0, 0, 1, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0, 0];
        ReadOnlySpan<byte> scalar = [2, 0, 0, 0];
        to.Write((byte)3);
        to.Write((byte)0);
        to.Write((ushort)5);
        to.Write((ushort)variableText.Length);
        to.Write((ushort)scalar.Length);
        to.Write((byte)0);
        to.Write("name\0"u8);
        to.Write(variableText);
        to.Write(scalar);
        to.Write(length);
        to.Write(_heap);
        to.Write(item);
    }

    private long WriteData(Tensor tensor)
    {
        long values = Append(BitConverter.IsLittleEndian ? MemoryMarshal.AsBytes(tensor.Values) : Reversed(tensor.Values));
        var header = new HeaderWriter();
        header.Add(0x01, w =>
        {
            w.Write((byte)2);
            w.Write((byte)tensor.Rank);
            w.Write((byte)0);
            w.Write((byte)(tensor.Rank == 0 ? 0 : 1));
            foreach (int length in tensor.Shape)
            {
                w.Write((long)length);
            }
        });
        // IEEE 754, 32 bits, little-endian: sign at bit 31, exponent of 8 bits at 23 with bias 127, mantissa of 23 bits at 0.
        header.Add(0x03, w => w.Write((ReadOnlySpan<byte>)[0x11, 0x20, 31, 0, 4, 0, 0, 0, 0, 0, 32, 0, 23, 8, 0, 23, 127, 0, 0, 0]));
        // Fill value: none; space is taken late and filled if a value is set.
        header.Add(0x05, w => w.Write((ReadOnlySpan<byte>)[3, 0x0a]));
        header.Add(0x08, w =>
        {
            w.Write((byte)3);
            w.Write((byte)1);
            w.Write(tensor.Size == 0 ? Undefined : (ulong)values);
            w.Write((long)tensor.Size * sizeof(float));
        });
        return Append(header.ToArray());
    }

    private static byte[] Reversed(ReadOnlySpan<float> values)
    {
        byte[] bytes = new byte[values.Length * sizeof(float)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), values[i]);
        }
        return bytes;
    }

    /// <summary>Writes at the next multiple of 8 and says where.</summary>
    private long Append(ReadOnlySpan<byte> bytes)
    {
        _file.SetLength(Math.Max(_file.Length, (_file.Position + 7) & ~7L));
        _file.Position = _file.Length;
        long at = _file.Position;
        _file.Write(bytes);
        return at;
    }

    private static int Padded(int length) => (length + 7) & ~7;
}
