namespace NotebookKit.Tests.Architecture;

/// <summary>What .editorconfig says of lines and the build cannot check.</summary>
public class LinesTests
{
    private const int Columns = 140;

    public static TheoryData<string> Folders => FieldNamesTests.Folders;

    [Theory]
    [MemberData(nameof(Folders))]
    public void No_line_is_longer_than_a_screen_is_wide(string folder) =>
        Assert.Empty(SourceTree.Files(folder).SelectMany(LongLines));

    /// <summary>The places of lines that are too long. JSON, scripts and patterns read better in one piece: they may be.</summary>
    private static IEnumerable<string> LongLines(string file)
    {
        bool insideText = false;
        foreach ((int i, string line) in SourceTree.Read(file).Split('\n').Index())
        {
            int quotes = line.Split("\"\"\"").Length - 1;
            if (line.Length > Columns && !insideText && quotes == 0 && !line.Contains("@\"", StringComparison.Ordinal))
            {
                yield return $"{file}:{i + 1}";
            }
            insideText ^= quotes % 2 == 1;
        }
    }
}
