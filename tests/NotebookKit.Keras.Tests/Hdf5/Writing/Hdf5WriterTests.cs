using NotebookKit.Keras.Hdf5;
using NotebookKit.Keras.Hdf5.Writing;

namespace NotebookKit.Keras.Tests.Hdf5;

/// <summary>What the writer writes, the reader reads; every cut of it is refused.</summary>
public class Hdf5WriterTests
{
    [Fact]
    public void Groups_names_and_values_come_back()
    {
        Hdf5Group root = Hdf5File.Open(Hdf5Writer.Write(Sample())).Root;
        Assert.Equal(["größe", "layers"], root.Names);
        Assert.Equal("wurzel", ((Hdf5Group)root.FindPath("layers/lstm")!).Attribute("name")!.Text());
        var data = (Hdf5Dataset)root.FindPath("layers/lstm/0")!;
        Assert.Equal([2L, 3L], data.Space.Lengths);
        Assert.Equal([0f, 1, 2, 3, 4, 5], data.ReadFloats());
        Assert.Equal([0.5f], ((Hdf5Dataset)root.FindPath("größe/出力")!).ReadFloats());
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        byte[] file = Hdf5Writer.Write(Sample());
        for (int length = 0; length < file.Length; length += 7)
        {
            byte[] cut = file[..length];
            Assert.Throws<Hdf5Exception>(() => ((Hdf5Dataset)Hdf5File.Open(cut).Root.FindPath("layers/lstm/0")!).ReadFloats());
        }
    }

    [Fact]
    public void A_changed_byte_of_a_header_is_seen_by_its_checksum()
    {
        byte[] file = Hdf5Writer.Write(Sample());
        int header = file.AsSpan().IndexOf("OHDR"u8);
        file[header + 14] ^= 1;
        Assert.Throws<Hdf5Exception>(() => Everything(Hdf5File.Open(file).Root));
    }

    private static int Everything(Hdf5Group group) => group.Names.Sum(name => group.Find(name) switch
    {
        Hdf5Group inner => Everything(inner),
        Hdf5Dataset data => data.ReadFloats().Length,
        _ => 0,
    });

    private static NewGroup Sample()
    {
        var root = new NewGroup();
        NewGroup lstm = root.At("layers/lstm");
        lstm.NameAttribute = "wurzel";
        lstm.Data["0"] = Tensor.Arange(6).Reshape(2, 3);
        root.At("größe").Data["出力"] = Tensor.Scalar(0.5f);
        return root;
    }
}
