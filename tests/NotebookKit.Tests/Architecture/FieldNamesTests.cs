using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace NotebookKit.Tests.Architecture;

/// <summary>What .editorconfig cannot tell apart: s_static and t_threadStatic.</summary>
public partial class FieldNamesTests
{
    public static TheoryData<string> Folders =>
    [
        .. SourceTree.Projects.SelectMany(project => new[] { "lib/" + project, $"tests/{project}.Tests" }),
        "lib/Shared", "tests/Shared", "tests/NotebookKit.Benchmarks",
    ];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Private_statics_are_marked(string folder)
    {
        foreach (string file in SourceTree.Files(folder))
        {
            IEnumerable<string> names = PrivateStatic().Matches(SourceTree.Code(file)).Select(m => m.Groups["name"].Value);
            Assert.All(names, name => Assert.True(name.StartsWith("s_") || name.StartsWith("t_"), $"{file}: {name}"));
        }
    }

    [Fact]
    public void A_static_of_each_thread_is_marked_as_one()
    {
        IEnumerable<FieldInfo> fields = typeof(Tensor).Assembly.GetTypes()
            .Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute)))
            .SelectMany(type => type.GetFields(BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(field => field.IsPrivate && !field.IsLiteral && !field.Name.Contains('<'));
        Assert.All(fields, field => Assert.StartsWith(field.IsDefined(typeof(ThreadStaticAttribute)) ? "t_" : "s_", field.Name));
    }

    [GeneratedRegex(
        @"(?m)^\s+(?:private )?static (?:readonly |volatile )?(?!readonly |partial |async |extern |implicit |explicit )[\w.<>,\[\]?* ]+? (?<name>\w+)(?: =(?!>)|;)")]
    private static partial Regex PrivateStatic();
}
