using System.Text.RegularExpressions;

namespace NotebookKit.Tests.Architecture;

/// <summary>Who may use whom among the rooms of the command: the wire knows nothing of the kernel, a report nothing of Jupyter.</summary>
public partial class ToolRoomsTests
{
    private static readonly Dictionary<string, string[]> s_rooms = new()
    {
        ["Jupyter/Zmtp"] = [],
        ["Jupyter/Wire"] = ["Jupyter/Zmtp"],
        ["Jupyter/Install"] = [],
        ["Jupyter/Kernel"] = ["Jupyter/Install", "Jupyter/Wire", "Jupyter/Zmtp"],
        ["Reporting"] = [],
    };

    public static TheoryData<string> Rooms => [.. s_rooms.Keys];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_of_the_command_uses_the_rooms_below_it_only(string room)
    {
        IEnumerable<string> used = SourceTree.Files($"lib/NotebookKit.Tool/{room}")
            .SelectMany(file => Room().Matches(SourceTree.Code(file)))
            .Select(match => s_rooms.Keys.Single(known => known.EndsWith(match.Groups["room"].Value, StringComparison.Ordinal)))
            .Distinct().Where(name => name != room);
        Assert.Equal(s_rooms[room].Order(), used.Order());
    }

    [Fact]
    public void Every_room_of_the_command_has_its_place() => Assert.Equal(
        s_rooms.Keys.Order(),
        SourceTree.Files("lib/NotebookKit.Tool").Select(file => file["lib/NotebookKit.Tool/".Length..])
            .Where(file => file.Contains('/')).Select(file => file[..file.LastIndexOf('/')]).Distinct().Order());

    /// <summary>So that no sentence takes control sequences of a file's name to the terminal. Last words are the kernel's own.</summary>
    [Fact]
    public void Only_one_file_of_the_command_writes_sentences_to_the_console() => Assert.Equal(
        ["Jupyter/Kernel/LastWords.cs", "Say.cs", "StopSignals.cs"],
        SourceTree.Files("lib/NotebookKit.Tool").Where(file => Written().IsMatch(SourceTree.Code(file)))
            .Select(file => file["lib/NotebookKit.Tool/".Length..]));

    [GeneratedRegex("""(?<![\w."])Console\.(Error\.|Out\.)?Write""")]
    private static partial Regex Written();

    [GeneratedRegex(
        @"\bNotebookKit\.Tool\.(Jupyter\.)?(?<room>Zmtp|Wire|Install|Kernel|Reporting)\b"
        + @"|(?<![\w.])(?<room>Zmtp|Wire|Install|Reporting)\.[A-Z]")]
    private static partial Regex Room();
}
