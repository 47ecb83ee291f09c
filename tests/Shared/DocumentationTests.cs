using System.Reflection;

namespace NotebookKit.Tests.Shared;

/// <summary>What every library's documentation file holds, library by library: these tests run in each project's.</summary>
public class DocumentationTests
{
    private static Assembly Library { get; } = Assembly.Load(
        typeof(DocumentationTests).Assembly.GetName().Name![..^".Tests".Length]);

    [Fact]
    public void Every_constructor_that_takes_something_has_a_summary()
    {
        ConstructorInfo[] constructors = [.. Library.GetExportedTypes()
            .Where(t => !t.IsEnum && !typeof(Delegate).IsAssignableFrom(t))
            .SelectMany(t => t.GetConstructors())
            .Where(c => c.GetParameters().Length > 0)];
        if (constructors.Length == 0)
        {
            return;
        }

        var documentation = XmlDocumentation.Of(Library);
        IEnumerable<string> silent = constructors
            .Where(c => string.IsNullOrWhiteSpace(documentation.Constructor(c)?.Element("summary")?.Value))
            .Select(c => $"{c.DeclaringType}({string.Join(", ", c.GetParameters().Select(p => p.Name))})");
        Assert.Empty(silent);
    }
}
