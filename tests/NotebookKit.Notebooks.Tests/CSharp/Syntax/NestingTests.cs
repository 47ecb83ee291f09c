using NotebookKit.Notebooks.CSharp;
using NotebookKit.Notebooks.Session;
using NotebookKit.Notebooks.Tests.Session;

namespace NotebookKit.Notebooks.Tests.CSharp.Syntax;

/// <summary>Code that nests too deep is an error of the compiler, whatever it is made of and whatever the runtime has optimised.</summary>
public class NestingTests
{
    private static string Times(int count, string text) => string.Concat(Enumerable.Repeat(text, count));

    private static string Nested(int count, string open, string inner, string close) => Times(count, open) + inner + Times(count, close);

    public static TheoryData<string> TooDeep =>
    [
        "var deep = " + Times(50_000, "-~") + "1;",
        "var deep = " + Times(3_000, "-~") + "1;",
        "var deep = " + Nested(4_000, "(", "1", ")") + ";",
        "var deep = " + Nested(20_000, "(", "1", ")") + ";",
        "var deep = " + Times(20_000, "true ? 1 : ") + "2;",
        "var deep = " + Nested(5_000, "new object[] { ", "1", " }") + ";",
        "Action deep = " + Nested(3_000, "() => { Action a = ", "null", "; }") + ";",
        Nested(5_000, "if (true) { ", "", "}"),
        Nested(5_000, "{", "", "}"),
        "var deep = " + Nested(5_000, "Math.Abs(", "1", ")") + ";",
        "Console.WriteLine(x" + Times(20_000, ".Y") + ");",
        "var deep = " + Times(20_000, "1 ?? ") + "2;",
        Nested(3_000, "List<", "int", ">") + " deep = null;",
        Nested(3_000, "class C { ", "", "}"),
        Nested(300_000, "(", "1", ")"),
        Nested(100_000, "List<", "int", ">") + " deep = null;",
        "var deep = $\"{" + Nested(20_000, "(", "1", ")") + "}\";",
    ];

    [Theory]
    [MemberData(nameof(TooDeep))]
    public async Task Code_that_nests_too_deep_is_a_compilation_error(string code)
    {
        using var run = new SessionRun();
        ErrorEvent error = await run.Error(code);
        Assert.Equal("CompilationError", error.Name);
        Assert.Contains("CS8078", error.Value, StringComparison.Ordinal);
        Assert.Equal(2, await run.Value("1 + 1"));
    }

    [Fact]
    public async Task So_is_a_loaded_file_that_does()
    {
        using var run = new SessionRun();
        run.Write("deep.csx", "var deep = " + Times(20_000, "-~") + "1;");
        ErrorEvent error = await run.Error("#load \"deep.csx\"");
        Assert.Equal("CompilationError", error.Name);
        Assert.Contains("deep.csx", error.Value, StringComparison.Ordinal);
        Assert.Contains("CS8078", error.Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, "-~", "1", "", 201)]
    [InlineData(200, "(", "1", ")", 1)]
    [InlineData(100, "Math.Abs(", "1", ")", 1)]
    [InlineData(50, "new Func<int>(() => ", "1", ")()", 1)]
    public async Task What_people_may_write_compiles(int count, string open, string inner, string close, int value)
    {
        using var run = new SessionRun();
        Assert.Equal(value, await run.Value(Nested(count, open, inner, close)));
    }

    [Theory]
    [InlineData("1", " + 1")]
    [InlineData("new StringBuilder()", ".Append(1)")]
    [InlineData("if (false) { }", " else if (true) { }")]
    [InlineData("\"", "(", "\"")]
    public void Long_chains_and_texts_do_not_nest(string first, string next, string end = "") =>
        Assert.False(Nesting.IsTooDeep(first + Times(3_000, next) + end));

    [Theory]
    [MemberData(nameof(TooDeep))]
    public async Task An_editor_that_asks_about_it_is_answered_with_nothing(string code)
    {
        using var run = new SessionRun();
        Assert.Empty((await run.Session.CompleteAsync(code, code.Length / 2, TestContext.Current.CancellationToken)).Items);
        Assert.Null(await run.Session.InspectAsync(code, code.Length / 2, TestContext.Current.CancellationToken));
    }
}
