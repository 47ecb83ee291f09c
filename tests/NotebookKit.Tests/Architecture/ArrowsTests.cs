using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace NotebookKit.Tests.Architecture;

/// <summary>Who may use whom: between projects, and between the rooms of one.</summary>
public partial class ArrowsTests
{
    private static readonly Dictionary<string, string[]> s_projects = new()
    {
        ["NotebookKit"] = [],
        ["NotebookKit.Display"] = ["NotebookKit"],
        ["NotebookKit.Keras"] = ["NotebookKit"],
        ["NotebookKit.TorchSharp"] = ["NotebookKit"],
        ["NotebookKit.Lessons"] = ["NotebookKit.Display"],
        ["NotebookKit.Notebooks"] = [],
        ["NotebookKit.Tool"] = ["NotebookKit.Notebooks"],
        ["NotebookKit.Xunit"] = ["NotebookKit.Notebooks"],
    };

    private static readonly Dictionary<string, string[]> s_roomsOfDisplay = new()
    {
        ["Drawing"] = [],
        ["Tables"] = ["Drawing"],
        ["Charts"] = ["Drawing", "Tables"],
        ["Diagrams"] = ["Drawing", "Tables"],
        ["Traces"] = ["Charts", "Diagrams", "Drawing", "Tables"],
        ["Training"] = ["Charts", "Drawing", "Tables"],
        ["Guests"] = ["Charts", "Drawing"],
    };

    public static TheoryData<string> Projects => [.. s_projects.Keys];

    public static TheoryData<string> RoomsOfDisplay => [.. s_roomsOfDisplay.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_uses_the_floors_below_it_only(string project)
    {
        var file = XDocument.Parse(SourceTree.Read($"lib/{project}/{project}.csproj"));
        // What is only packed beside the program is not used by it.
        IEnumerable<string> used = file.Descendants("ProjectReference")
            .Where(r => (string?)r.Attribute("ReferenceOutputAssembly") != "false")
            .Select(r => Path.GetFileNameWithoutExtension(((string)r.Attribute("Include")!).Replace('\\', '/')));
        Assert.Empty(used.Except(s_projects[project]));
    }

    [Fact]
    public void Every_project_has_its_place_in_the_house() => Assert.Equal(
        s_projects.Keys.Order(),
        Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "lib"), "*.csproj", SearchOption.AllDirectories)
            .Select(Path.GetFileNameWithoutExtension).Order());

    [Fact]
    public void The_mathematics_needs_no_package_but_tensors_of_the_platform()
    {
        var file = XDocument.Parse(SourceTree.Read("lib/NotebookKit/NotebookKit.csproj"));
        Assert.Equal(["System.Numerics.Tensors"], file.Descendants("PackageReference").Select(r => (string)r.Attribute("Include")!));
    }

    [Fact]
    public void Only_kernels_are_unsafe_or_name_a_processor()
    {
        IEnumerable<string> guilty = SourceTree.Files("lib")
            .Where(file => !file.StartsWith("lib/NotebookKit/Kernels/", StringComparison.Ordinal))
            .Where(file => Unsafe().IsMatch(Text().Replace(SourceTree.Code(file), "")));
        Assert.Empty(guilty);
    }

    [Fact]
    public void Kernels_know_numbers_and_nothing_of_layers()
    {
        const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static
            | BindingFlags.DeclaredOnly;
        Assembly library = typeof(Tensor).Assembly;
        foreach (Type type in library.GetTypes().Where(t => t.Namespace == "NotebookKit.Kernels"))
        {
            IEnumerable<Type> named = type.GetFields(all).Select(f => f.FieldType)
                .Concat(type.GetMethods(all).SelectMany(m => m.GetParameters().Select(p => p.ParameterType).Append(m.ReturnType)))
                .Select(t => t.HasElementType ? t.GetElementType()! : t);
            Assert.DoesNotContain(named, t => t.Assembly == library && t.Namespace is "NotebookKit" or "NotebookKit.Layers");
        }
    }

    [Fact]
    public void The_mathematics_holds_no_markup_and_knows_no_notebook()
    {
        foreach (string file in SourceTree.Files("lib/NotebookKit"))
        {
            string code = SourceTree.Code(file);
            Assert.False(Markup().IsMatch(code), $"{file} writes markup; how values look belongs in NotebookKit.Display.");
            Assert.DoesNotContain("NotebookKit.Display", code);
            // There it is asked whether a program runs in a console at all.
            if (!file.Contains("/Training/Progress/"))
            {
                Assert.DoesNotContain("Console.", code);
                Assert.DoesNotContain("Microsoft.DotNet.Interactive", code);
            }
        }
    }

    [Theory]
    [MemberData(nameof(RoomsOfDisplay))]
    public void A_room_of_Display_uses_the_rooms_below_it_only(string room)
    {
        foreach (string file in SourceTree.Files($"lib/NotebookKit.Display/{room}"))
        {
            IEnumerable<string> used = RoomOfDisplay().Matches(SourceTree.Code(file)).Select(m => m.Groups["room"].Value)
                .Where(name => name != room && s_roomsOfDisplay.ContainsKey(name));
            Assert.True(!used.Except(s_roomsOfDisplay[room]).Any(), $"{file} uses {string.Join(", ", used.Distinct())}");
        }
    }

    [Fact]
    public void Every_room_of_Display_has_its_place() => Assert.Equal(
        s_roomsOfDisplay.Keys.Order(),
        SourceTree.Files("lib/NotebookKit.Display").Select(f => f.Split('/')).Where(f => f.Length > 3).Select(f => f[2]).Distinct()
            .Order());

    [GeneratedRegex(
        @"\bunsafe\s+(static\b|\{|class\b|struct\b|void\b|partial\b|ref\b|readonly\b|\w+\*?\s+\w+\()|\bstackalloc\b.*\*|System\.Runtime\.Intrinsics")]
    private static partial Regex Unsafe();

    [GeneratedRegex(@"""[^""\n]*""")]
    private static partial Regex Text();

    [GeneratedRegex(@"""[^""\n]*</?(div|table|tr|td|span|svg|p|b)\b[^""\n]*>")]
    private static partial Regex Markup();

    [GeneratedRegex(@"\bNotebookKit\.Display\.(?<room>\w+)|(?<![\w.])(?<room>Charts|Tables|Diagrams|Traces|Guests|Drawing|Training)\.[A-Z]")]
    private static partial Regex RoomOfDisplay();
}
