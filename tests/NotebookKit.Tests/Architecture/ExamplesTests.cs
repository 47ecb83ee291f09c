using System.Text.RegularExpressions;

namespace NotebookKit.Tests.Architecture;

/// <summary>What a reader of the documentation finds at every layer.</summary>
public partial class ExamplesTests
{
    [Fact]
    public void Every_layer_shows_an_example_with_its_shapes()
    {
        // Operations are made by the operators and by opened files, not by hand.
        IEnumerable<string> files = SourceTree.Files("lib/NotebookKit/Layers").Where(f => !f.Contains("/Operations/"));
        IEnumerable<IGrouping<string, Match>> layers = files.SelectMany(file => Layer().Matches(SourceTree.Read(file)))
            .GroupBy(m => m.Groups["name"].Value)
            .Where(g => typeof(Layer).IsAssignableFrom(typeof(Layer).Assembly.GetType("NotebookKit.Layers." + g.Key)));
        Assert.Empty(layers.Where(parts => !parts.Any(m => m.Groups["doc"].Value.Contains("<example>"))).Select(parts => parts.Key));
    }

    [GeneratedRegex(@"(?m)(?<doc>(^ *///[^\n]*\n)*)(^ *\[[^\n]*\n)*^ *public (sealed |partial )*class (?<name>\w+)")]
    private static partial Regex Layer();
}
