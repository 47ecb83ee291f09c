namespace NotebookKit.Tests.Architecture;

/// <summary>The test tree mirrors the source.</summary>
public class RoomsTests
{
    public static TheoryData<string> Projects => [.. SourceTree.Projects];

    public static TheoryData<string> Runtime => [.. SourceTree.Runtime];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_room_has_its_tests(string project)
    {
        string tests = Path.Combine(SourceTree.Root, "tests", project + ".Tests");
        IEnumerable<string> rooms = SourceTree.Files("lib/" + project).Select(file => Path.GetDirectoryName(file)!.Replace('\\', '/'))
            .Distinct().Select(folder => folder["lib/".Length..][project.Length..].TrimStart('/'));
        Assert.All(rooms, room => Assert.True(Directory.Exists(Path.Combine(tests, room)), $"{project} has no tests for {room}"));
    }

    [Theory]
    [MemberData(nameof(Runtime))]
    public void Tests_that_are_named_after_a_file_lie_in_its_room(string project)
    {
        ILookup<string?, string> rooms = SourceTree.Files("lib/" + project)
            .ToLookup(Path.GetFileNameWithoutExtension, file => Room(file, 2));
        foreach (string file in SourceTree.Files($"tests/{project}.Tests"))
        {
            string name = Path.GetFileNameWithoutExtension(file);
            IEnumerable<string> expected = name.EndsWith("Tests", StringComparison.Ordinal) ? rooms[name[..^"Tests".Length]] : [];
            Assert.True(!expected.Any() || expected.Contains(Room(file, 2)), $"{file} belongs in {string.Join(" or ", expected)}");
        }
    }

    /// <summary>The folders of a file below those of its project.</summary>
    private static string Room(string file, int above) => string.Join('/', file.Split('/')[above..^1]);
}
