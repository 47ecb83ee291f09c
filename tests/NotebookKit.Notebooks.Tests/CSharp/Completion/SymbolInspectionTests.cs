using NotebookKit.Notebooks.CSharp;
using NotebookKit.Notebooks.Tests.Session;

namespace NotebookKit.Notebooks.Tests.CSharp.Completion;

public class SymbolInspectionTests
{
    private static async Task<Inspection?> Inspect(SessionRun run, string marked)
    {
        int position = marked.IndexOf('|', StringComparison.Ordinal);
        return await run.Session.InspectAsync(marked.Remove(position, 1), position, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("gree|ting", "string greeting")]
    [InlineData("greeting|", "string greeting")]
    [InlineData("new Dog().Na|me", "The dog's name.")]
    [InlineData("new Dog(|)", "Dog.Dog()")]
    [InlineData("new Dog().Bark(|2)", "int Dog.Bark(int times)")]
    [InlineData("display|(1)", "DisplayedValue Kernel.display(object value, params string[] mimeTypes)")]
    [InlineData("5.Twi|ce()", "Twice")]
    [InlineData("in|t x;", "int")]
    public async Task Declaration_and_documentation_are_told(string marked, string part)
    {
        using var run = new SessionRun();
        await run.Value(
            """
            var greeting = "hi"; static int Twice(this int i) => 2 * i;
            class Dog {
            /// <summary>The dog's name.</summary>
            public string Name { get; set; } public int Bark(int times) => times; }
            """);
        Inspection? inspection = await Inspect(run, marked);
        Assert.Contains(part, inspection?.Text, StringComparison.Ordinal);
        Assert.StartsWith("```csharp\n", inspection!.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_documentation_of_a_library_is_read()
    {
        using var run = new SessionRun();
        TestLibrary.Build(run.Folder, "lib", """
            /// <summary>Counts <see cref="int"/>s.</summary>
            public class Counter
            {
                /// <summary>Adds a number.</summary>
                /// <param name="n">What to add.</param>
                /// <returns>The new count.</returns>
                /// <exception cref="System.Exception">Never.</exception>
                public virtual int Add(int n) => n;
            }
            /// <summary>Loud.</summary>
            public class Loud : Counter { /// <inheritdoc/>
                public override int Add(int n) => n; }
            """);
        await run.Value("#r \"lib.dll\"");
        Inspection? add = await Inspect(run, "new Counter().Ad|d(1)");
        foreach (string part in (string[])[
            "int Counter.Add(int n)", "Adds a number.", "n: What to add.", "Returns: The new count.", "Exception: Never."])
        {
            Assert.Contains(part, add?.Text, StringComparison.Ordinal);
        }
        Assert.Contains("Adds a number.", (await Inspect(run, "new Loud().Ad|d(1)"))?.Text, StringComparison.Ordinal);
        Assert.Contains("Counts `int`s.".Replace("int", "Int32", StringComparison.Ordinal), (await Inspect(run, "Coun|ter c;"))?.Markdown,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_documentation_of_the_base_library_is_read()
    {
        using var run = new SessionRun();
        Inspection? inspection = await Inspect(run, "Math.Ma|x(1, 2)");
        Assert.Contains("Returns the larger of two", inspection?.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1 + |2")]
    [InlineData("// gre|eting")]
    [InlineData("unknown|")]
    [InlineData("|")]
    [InlineData("#!html\n<p>gre|")]
    public async Task Where_there_is_nothing_to_tell_nothing_is_told(string marked)
    {
        using var run = new SessionRun();
        Assert.Null(await Inspect(run, marked));
    }
}
