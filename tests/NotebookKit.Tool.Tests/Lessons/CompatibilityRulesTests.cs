namespace NotebookKit.Tool.Tests.Lessons;

/// <summary>Each rule finds what it is for, and leaves alone what both runtimes take.</summary>
public class CompatibilityRulesTests
{
    [Theory]
    [InlineData("directive", "#!fsharp\nlet x = 1")]
    [InlineData("directive", "1\n  #!time")]
    [InlineData("directive", "#R \"a.dll\"")]
    [InlineData("display as result", "display(5)")]
    [InlineData("display as result", "var x = 5;\nx.Display(\"text/plain\")")]
    [InlineData("using variable", "using var stream = new System.IO.MemoryStream();")]
    [InlineData("using variable", "using System.IO.Stream stream = new System.IO.MemoryStream();")]
    [InlineData("await with parenthesis", "await (Task.Delay(1));")]
    [InlineData("await with parenthesis", "var x = await (Task.FromResult(1));")]
    [InlineData("namespace", "namespace A { class B { } }")]
    [InlineData("extension in a class", "static class E { public static int Twice(this int x) => 2 * x; }")]
    [InlineData("extension in a class", "static class E { extension(int x) { public int Twice() => 2 * x; } }")]
    [InlineData("file-local type", "file class Hidden { }")]
    [InlineData("nullable reference", "string? text = null;")]
    [InlineData("nullable reference", "int Length(object? value) => 0;")]
    [InlineData("nullable reference", "Tensor? answer = null;")]
    [InlineData("span variable", "Span<int> part = new int[3];")]
    [InlineData("span variable", "ReadOnlySpan<char> part = \"abc\";")]
    [InlineData("collection as result", "[1, 2, 3]")]
    public void A_violation_is_found(string rule, string cell) =>
        Assert.NotEmpty(CompatibilityRules.All[rule](cell, CellSyntax.Parse(cell)));

    [Theory]
    [InlineData("#!import kit.dib")]
    [InlineData("#r \"a.dll\"\n#!time\n1 + 1")]
    [InlineData("display(5);")]
    [InlineData("display(5);\n7")]
    [InlineData("using System.IO;\nusing (var s = new MemoryStream()) { }")]
    [InlineData("int F()\n{\n    using var s = new System.IO.MemoryStream();\n    return 1;\n}")]
    [InlineData("await Task.Delay(1);")]
    [InlineData("static int Twice(this int x) => 2 * x;\n3.Twice()")]
    [InlineData("int? a = null; bool? b = null; (int, int)? c = null; DateTime? d = null; Range? e = null;")]
    [InlineData("var text = \"a?\"; int n = text?.Length ?? 0; string s = n > 0 ? \"x\" : \"y\";")]
    [InlineData("int[] three = [1, 2, 3];\nthree")]
    [InlineData("int First(int[] all) { Span<int> part = all; return part[0]; }")]
    [InlineData("#nullable enable\nstring? text = null;")]
    public void What_both_runtimes_take_is_no_violation(string cell)
    {
        foreach ((string rule, var find) in CompatibilityRules.All)
            Assert.True(!find(cell, CellSyntax.Parse(cell)).Any(), $"{rule}: {cell}");
    }

    [Theory]
    [InlineData("File.Exists(\"a\")")]
    [InlineData("var clock = Stopwatch.StartNew();")]
    [InlineData("1.5.ToString(CultureInfo.InvariantCulture)")]
    [InlineData("KernelInvocationContext.Current.Display(1); Formatter.SetPreferredMimeTypesFor(typeof(int), \"text/plain\");")]
    [InlineData("List<Regex> all = new();")]
    public void A_type_of_a_namespace_that_no_one_imports_is_found(string cell) => Assert.NotEmpty(new UnimportedTypes().In(CellSyntax.Parse(cell), Nothing));

    [Theory]
    [InlineData("System.IO.File.Exists(\"a\")")]
    [InlineData("using System.IO;\nFile.Exists(\"a\")")]
    [InlineData("1.5.ToString(System.Globalization.CultureInfo.InvariantCulture)")]
    [InlineData("var list = new List<int> { 1 }; list.Select(x => Math.Abs(x)).ToArray()")]
    [InlineData("Console.WriteLine(new Uri(\"http://a/\"))")]
    [InlineData("int File = 3; File")]
    [InlineData("(int Path, int File) pair = (1, 2); pair.Path")]
    [InlineData("class Vector { }\nnew Vector()")]
    public void Imported_qualified_and_own_names_are_no_violation(string cell) => Assert.Empty(new UnimportedTypes().In(CellSyntax.Parse(cell), Nothing));

    [Fact]
    public void A_using_counts_for_the_cells_after_it_and_a_library_type_for_all()
    {
        var types = new UnimportedTypes();
        Assert.NotEmpty(types.In(CellSyntax.Parse("new Stopwatch()"), Nothing));
        Assert.Empty(types.In(CellSyntax.Parse("using System.Diagnostics;"), Nothing));
        Assert.Empty(types.In(CellSyntax.Parse("new Stopwatch()"), Nothing));
        Assert.Empty(new UnimportedTypes().In(CellSyntax.Parse("new Stopwatch()"), new HashSet<string> { "Stopwatch" }));
    }

    private static HashSet<string> Nothing => [];
}
