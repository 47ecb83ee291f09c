using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Tests.Architecture;

/// <summary>What a reader finds in the documentation, as built, at every layer and at what every program calls.</summary>
public partial class ExamplesTests
{
    private static readonly XmlDocumentation s_documentation = XmlDocumentation.Of(typeof(Tensor).Assembly);

    public static TheoryData<string> Layers => [.. typeof(Tensor).Assembly.GetExportedTypes()
        .Where(t => t.IsAssignableTo(typeof(Layer)) && !t.IsAbstract).Select(t => t.FullName!)];

    public static TheoryData<string> Indexers => [.. typeof(Tensor).Assembly.GetExportedTypes()
        .Where(t => OwnIndexers(t).Any()).Select(t => t.FullName!)];

    [Theory]
    [MemberData(nameof(Layers))]
    public void Every_layer_shows_an_example_with_its_shapes(string layer) =>
        RequireExample(s_documentation.Type(Find(layer)), needsShape: true);

    [Theory]
    [InlineData(nameof(Model.Fit))]
    [InlineData(nameof(Model.Predict))]
    public void Fit_and_Predict_show_examples_with_shapes(string method)
    {
        // Predict of a number exists only to be an error.
        XElement[] overloads = [.. s_documentation.Members(typeof(Model), method)
            .Where(m => !((string)m.Attribute("name")!).Contains("System.Single,"))];
        Assert.NotEmpty(overloads);
        Assert.All(overloads, overload => RequireExample(overload, needsShape: true));
    }

    [Theory]
    [MemberData(nameof(Indexers))]
    public void Every_indexer_shows_an_example(string type)
    {
        PropertyInfo[] indexers = [.. OwnIndexers(Find(type))];
        XElement[] entries = [.. indexers.Select(p => p.Name).Distinct().SelectMany(name => s_documentation.Members(Find(type), name))
            .Where(m => ((string)m.Attribute("name")!).StartsWith("P:", StringComparison.Ordinal))];
        Assert.Equal(indexers.Length, entries.Length);
        Assert.All(entries, entry => RequireExample(entry, needsShape: false));
    }

    [Fact]
    public void There_are_layers_and_indexers_to_look_at()
    {
        Assert.True(Layers.Count > 40, $"found {Layers.Count} layers");
        Assert.Contains(typeof(Tensor).FullName!, Indexers.Select(row => row.Data));
    }

    private static IEnumerable<PropertyInfo> OwnIndexers(Type type) => type
        .GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
        .Where(p => p.GetIndexParameters().Length > 0);

    private static Type Find(string name) => typeof(Tensor).Assembly.GetType(name, throwOnError: true)!;

    private static void RequireExample(XElement? entry, bool needsShape)
    {
        Assert.NotNull(entry);
        string name = (string)entry.Attribute("name")!;
        string? example = entry.Element("example")?.Element("code")?.Value;
        Assert.True(example is not null, $"{name} shows no example; give its documentation an <example> with <code>.");
        Assert.True(!needsShape || Shape().IsMatch(example), $"The example of {name} names no shape such as (batch, time, 8).");
    }

    [GeneratedRegex(@"\((None|batch|time|\d+)(,[^()]*)?\)")]
    private static partial Regex Shape();
}
