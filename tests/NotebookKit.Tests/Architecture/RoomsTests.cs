namespace NotebookKit.Tests.Architecture;

/// <summary>The test tree mirrors the source.</summary>
public class RoomsTests
{
    public static TheoryData<string> Projects => [.. SourceTree.Mathematics];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_room_has_its_tests(string project)
    {
        string tests = Path.Combine(SourceTree.Root, "tests", project + ".Tests");
        IEnumerable<string> rooms = SourceTree.Files("lib/" + project).Select(file => Path.GetDirectoryName(file)!.Replace('\\', '/'))
            .Distinct().Select(folder => folder["lib/".Length..][project.Length..].TrimStart('/'));
        Assert.All(rooms, room => Assert.True(Directory.Exists(Path.Combine(tests, room)), $"{project} has no tests for {room}"));
    }
}
