using NotebookKit.Layers;

namespace NotebookKit.Keras.Tests.Containers;

/// <summary>Files of others in a model's place: told by their first bytes, whatever they are called.</summary>
public sealed class ForeignFilesTests : IDisposable
{
    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("foreign").FullName, "model.keras");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    [Theory]
    [InlineData("", "The file is empty")]
    [InlineData("<!DOCTYPE html>", "a web page")]
    [InlineData("version https://git-lfs.github.com/spec/v1", "git lfs pull")]
    [InlineData("\u0080\u0004\u0095", "pickled Python objects")]
    [InlineData("\u0093NUMPY\u0001", "NumPy")]
    [InlineData("GGUF", "it begins with")]
    public void What_it_is_is_told(string start, string expected)
    {
        File.WriteAllBytes(_file, [.. start.Select(sign => (byte)sign)]);
        Assert.Contains(expected, Assert.Throws<KerasFileException>(() => KerasFile.Load(_file)).Message);
    }

    [Theory]
    [InlineData(1)]
    // Its header is as long as a pickle's first byte says.
    [InlineData(128)]
    public void A_safetensors_file_is_told_with_what_opens_it(int padding)
    {
        var model = new Sequential(new Input(1), new Dense(1));
        model.SaveWeights(_file);
        byte[] saved = File.ReadAllBytes(_file);
        long length = BitConverter.ToInt64(saved), wanted = (length / 256 + 1) * 256 + padding;
        int data = 8 + (int)length;
        byte[] blanks = [.. Enumerable.Repeat((byte)' ', (int)(wanted - length))];
        File.WriteAllBytes(_file, [.. BitConverter.GetBytes(wanted), .. saved[8..data], .. blanks, .. saved[data..]]);

        string message = Assert.Throws<KerasFileException>(() => KerasFile.Load(_file)).Message;
        Assert.Contains("a safetensors file", message);
        Assert.Contains("Model.Load opens", message);
        Assert.Throws<KerasFileException>(() => KerasFile.LoadWeights(model, _file));
    }
}
