using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Tests.Session.Directives;

public sealed class NearbyFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nearby").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("notebooks/kit.dib", "moved/lesson")]
    [InlineData("kit.dib", "moved")]
    [InlineData("notebooks/kit.dib", "notebooks/part1/week2")]
    public void A_file_above_or_beside_is_found(string file, string from)
    {
        Directory.CreateDirectory(Path.Combine(_folder, from));
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder, file))!);
        File.WriteAllText(Path.Combine(_folder, file), "");
        Assert.Equal(Path.Combine(_folder, file), NearbyFile.Find(Path.Combine(_folder, from), "kit.dib"));
    }

    [Fact]
    public void The_nearest_is_taken_and_without_one_there_is_none()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "a", "b"));
        Assert.Null(NearbyFile.Find(Path.Combine(_folder, "a", "b"), "no-such-file-anywhere.dib"));
        File.WriteAllText(Path.Combine(_folder, "kit.dib"), "");
        File.WriteAllText(Path.Combine(_folder, "a", "kit.dib"), "");
        Assert.Equal(Path.Combine(_folder, "a", "kit.dib"), NearbyFile.Find(Path.Combine(_folder, "a", "b"), "kit.dib"));
    }
}
