using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Tests.Session.Directives;

public sealed class NearbyFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("nearby").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("notebooks/kit.dib", "moved/lesson")]
    [InlineData("kit.dib", "moved")]
    [InlineData("notebooks/kit.dib", "notebooks/part1/week2")]
    public void A_file_above_or_beside_is_found(string file, string from)
    {
        Directory.CreateDirectory(Path.Combine(folder, from));
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, file))!);
        File.WriteAllText(Path.Combine(folder, file), "");
        Assert.Equal(Path.Combine(folder, file), NearbyFile.Find(Path.Combine(folder, from), "kit.dib"));
    }

    [Fact]
    public void The_nearest_is_taken_and_without_one_there_is_none()
    {
        Directory.CreateDirectory(Path.Combine(folder, "a", "b"));
        Assert.Null(NearbyFile.Find(Path.Combine(folder, "a", "b"), "no-such-file-anywhere.dib"));
        File.WriteAllText(Path.Combine(folder, "kit.dib"), "");
        File.WriteAllText(Path.Combine(folder, "a", "kit.dib"), "");
        Assert.Equal(Path.Combine(folder, "a", "kit.dib"), NearbyFile.Find(Path.Combine(folder, "a", "b"), "kit.dib"));
    }
}
