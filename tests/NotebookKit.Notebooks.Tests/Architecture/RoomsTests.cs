using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Notebooks.Tests.Architecture;

/// <summary>
/// Who may use whom among the rooms of NotebookKit.Notebooks. The compiler says what a name in a file means, and in which file
/// that is declared.
/// </summary>
public class RoomsTests
{
    /// <summary>From the lowest floor to the highest; each room with those that it uses, all of them below it.</summary>
    private static readonly (string Room, string[] Uses)[] s_rooms =
    [
        ("Documents", []),
        ("CSharp/Control", []),
        ("CSharp/Syntax", []),
        ("Session/Cells", ["CSharp/Control"]),
        ("Session/Formatting", ["Documents", "CSharp/Control", "Session/Cells"]),
        ("Session/Directives", ["Documents", "CSharp/Syntax", "Session/Cells", "Session/Formatting"]),
        ("CSharp", ["Documents", "CSharp/Control", "CSharp/Syntax", "Session/Cells", "Session/Formatting", "Session/Directives"]),
        ("Session", ["CSharp", "CSharp/Control", "Session/Cells", "Session/Formatting", "Session/Directives"]),
        ("Comparing", ["Documents", "Session", "Session/Cells"]),
        ("Conversion", ["Documents", "CSharp", "CSharp/Syntax", "Session/Cells", "Session/Directives"]),
        ("Running", ["Documents", "Session", "Session/Cells", "Session/Formatting", "Session/Directives", "Comparing"]),
        ("Export", ["Documents"]),
        ("Grading", ["Documents", "Running"]),
    ];

    private static readonly Lazy<ILookup<string, (string Used, string How)>> s_arrows = new(() => Arrows().ToLookup(
        arrow => arrow.From, arrow => (arrow.To, arrow.How)));

    public static TheoryData<string> Rooms => [.. s_rooms.Select(room => room.Room)];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_uses_those_that_it_may_and_no_other(string room)
    {
        string[] allowed = s_rooms.Single(known => known.Room == room).Uses;
        string[] wrong = [.. s_arrows.Value[room].Where(arrow => !allowed.Contains(arrow.Used)).Select(arrow => arrow.How).Distinct()];
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
        Assert.Empty(allowed.Except(s_arrows.Value[room].Select(arrow => arrow.Used)));
    }

    [Fact]
    public void No_room_uses_one_above_it()
    {
        foreach ((int floor, (string room, string[] uses)) in s_rooms.Index())
        {
            Assert.All(uses, used => Assert.InRange(Array.FindIndex(s_rooms, known => known.Room == used), 0, floor - 1));
        }
    }

    private static IEnumerable<(string From, string To, string How)> Arrows()
    {
        string root = Path.Combine(Repository.Root, "lib", "NotebookKit.Notebooks");
        SyntaxTree[] trees =
        [
            .. Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
                .Where(file => !file.StartsWith("bin/", StringComparison.Ordinal) && !file.StartsWith("obj/", StringComparison.Ordinal))
                .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(Path.Combine(root, file)), path: file)),
        ];
        string[] platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var compilation = CSharpCompilation.Create(
            "rooms", trees.Append(CSharpSyntaxTree.ParseText("global using System; global using System.Collections.Generic; "
                + "global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;")),
            platform.Where(file => !Path.GetFileName(file).StartsWith("NotebookKit.", StringComparison.Ordinal))
                .Select(file => MetadataReference.CreateFromFile(file)));
        HashSet<string> declaredNames =
        [
            .. trees.SelectMany(tree => tree.GetRoot().DescendantNodes()).OfType<MemberDeclarationSyntax>()
                .Select(member => member switch
                {
                    BaseTypeDeclarationSyntax type => type.Identifier.Text,
                    DelegateDeclarationSyntax type => type.Identifier.Text,
                    _ => "",
                }),
        ];
        foreach (SyntaxTree tree in trees)
        {
            SemanticModel model = compilation.GetSemanticModel(tree);
            foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
                .Where(name => declaredNames.Contains(name.Identifier.Text)))
            {
                SyntaxTree? declared = model.GetSymbolInfo(name).Symbol is INamedTypeSymbol type
                    ? type.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree
                    : null;
                if (declared is not null && Room(tree) != Room(declared))
                {
                    yield return (Room(tree), Room(declared), $"{tree.FilePath} uses {name} of {declared.FilePath}");
                }
            }
        }
    }

    /// <summary>The room of a file: the longest of those known.</summary>
    private static string Room(SyntaxTree tree) =>
        s_rooms.Select(known => known.Room).Where(room => tree.FilePath.StartsWith(room + "/", StringComparison.Ordinal))
            .MaxBy(room => room.Length) ?? throw new InvalidOperationException(
                $"{tree.FilePath} is in no room that {nameof(s_rooms)} knows: add its folder, with the rooms it may use.");
}
