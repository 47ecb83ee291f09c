using NotebookKit.Notebooks.Session;
using NotebookKit.Notebooks.Tests.Session;

namespace NotebookKit.Notebooks.Tests.CSharp.Compiling;

public class ScriptHintsTests
{
    [Theory]
    [InlineData("using var m = new System.IO.MemoryStream();", "no `using` variable at its top level. Write a block, "
        + "using (var m = …) { … }")]
    [InlineData("using System.IO.MemoryStream m = new();", "using (System.IO.MemoryStream m = …)")]
    [InlineData("await using var m = new System.IO.MemoryStream();", "await using (var m = …)")]
    [InlineData("var n = 1;\nusing var m = new System.IO.MemoryStream();\nm.Length", "using (var m = …)")]
    [InlineData("using System.IO; using var m = new MemoryStream(); m.Length", "using (var m = …)")]
    [InlineData("var n = 1; await using var m = new System.IO.MemoryStream();", "await using (var m = …)")]
    [InlineData("class K { } /* kept */ using var m = new System.IO.MemoryStream();", "using (var m = …)")]
    [InlineData("int[] a = { 1 }; ref int r = ref a[0];", "cannot be a `ref`")]
    [InlineData("static class E { public static int Twice(this int x) => 2 * x; }", "static T Name(this X x) => …;")]
    [InlineData("static class E { extension(int x) { public int Twice => 2 * x; } }", "straight into the cell")]
    [InlineData("extension(int x) { public int Twice => 2 * x; }", "straight into the cell")]
    [InlineData("namespace A { class B { } }", "no namespaces")]
    [InlineData("namespace A;\nclass B { }", "by their bare names")]
    [InlineData("file class A { }", "leave `file` out")]
    [InlineData("file record A(int X);", "leave `file` out")]
    [InlineData("Span<int> s = new int[3];", "into a block { … } or into a method")]
    [InlineData("var s = new int[3].AsSpan();", "Memory<T>")]
    [InlineData("Span<int> s = stackalloc int[3];", "into a block { … } or into a method")]
    [InlineData("ref struct S { }\nS F() => default;\nvar s = F();", "ref struct")]
    [InlineData("[1, 2, 3]", "int[] x = [1, 2, 3];")]
    [InlineData("var x = [1, 2, 3];", "int[] x = [1, 2, 3];")]
    [InlineData("default", "default(int)")]
    [InlineData("var t = Task.FromResult(1);\nawait (t)", "Leave the outer brackets out: await x.")]
    [InlineData("await (Task.Delay(1));", "Leave the outer brackets out")]
    [InlineData("int[] a = { 1 };\nref int r = ref a[0];", "cannot be a `ref`")]
    [InlineData("int[] a = { 1 };\nref readonly var r = ref a[0];", "cannot be a `ref`")]
    [InlineData("yield return 1;", "Only a method can yield")]
    [InlineData("[assembly: CLSCompliant(true)]\nint y = 1;", "leave the line out")]
    [InlineData("extern alias Q;", "extern alias")]
    [InlineData("args.Length", "no command line")]
    [InlineData("var t = this;", "inside no class")]
    [InlineData("fixed (char* p = \"a\") { }", "unsafe { … }")]
    [InlineData("int x = 1;\n#define X", "to the very top")]
    [InlineData("static int operator +(int a, int b) => 1;", "belongs to a type")]
    [InlineData("required int x = 1;", "leave the word out")]
    [InlineData("File.ReadAllText(\"a\")", "add using System.IO;")]
    [InlineData("HttpClient client = new();", "add using System.Net.Http;")]
    [InlineData("var d = new ConcurrentDictionary<int, int>();", "add using System.Collections.Concurrent;")]
    [InlineData("Thread.Sleep(1)", "add using System.Threading;")]
    public async Task What_a_script_cannot_do_is_told_in_plain_words(string code, string hint)
    {
        using var run = new SessionRun();
        ErrorEvent error = await run.Error(code);
        Assert.Equal("CompilationError", error.Name);
        Assert.Contains(hint, string.Join('\n', error.Traceback), StringComparison.Ordinal);
        Assert.Contains(hint, error.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("CS1569", error.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hint_stands_once_and_below_what_it_explains()
    {
        using var run = new SessionRun();
        ErrorEvent error = await run.Error("var a = new int[1].AsSpan();\nvar b = new int[1].AsSpan();");
        Assert.Equal(7, error.Traceback.Count);
        Assert.Single(error.Traceback, line => line.Contains("Memory<T>", StringComparison.Ordinal));
        Assert.Contains("Memory<T>", error.Traceback[3], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Foo(3);")]
    [InlineData("int x = \"a\";")]
    [InlineData("using System.Linqq;")]
    [InlineData("using Io = System.IO.Path;\nIo.Nope()")]
    public async Task Other_errors_stand_as_the_compiler_writes_them(string code)
    {
        using var run = new SessionRun();
        ErrorEvent error = await run.Error(code);
        Assert.Equal(3, error.Traceback.Count);
    }

    [Theory]
    [InlineData("{ Span<int> s = stackalloc int[3]; s[1] = 2; Console.Write(s[1]); }", "2")]
    [InlineData("int[] a = { 1 };\n{ ref int r = ref a[0]; r = 5; }\nConsole.Write(a[0]);", "5")]
    [InlineData("using (var m = new System.IO.MemoryStream()) { Console.Write(m.Length); }", "0")]
    [InlineData("static int Twice(this int x) => 2 * x;\nConsole.Write(4.Twice());", "8")]
    [InlineData("IEnumerable<int> One() { yield return 1; }\nConsole.Write(One().Sum());", "1")]
    [InlineData("var t = Task.FromResult(7);\nConsole.Write(await t);", "7")]
    public async Task What_the_hints_advise_runs(string code, string printed)
    {
        using var run = new SessionRun();
        await run.Value(code);
        Assert.Equal(printed, run.Output);
    }

    [Theory]
    [InlineData("string? n = null;")]
    [InlineData("string? Name(string? s) => s;\nList<string?> names = new() { null };")]
    [InlineData("class N { public string? S { get; set; } public string T { get; set; } }\nvar s = (string?)null;")]
    [InlineData("T? First<T>(IEnumerable<T> all) => all.FirstOrDefault();\nFirst(new string[0])")]
    [InlineData("object o = null!;\nDictionary<string, object?>? d = null;")]
    public async Task Nullable_annotations_are_allowed_without_a_word(string code)
    {
        using var run = new SessionRun();
        await run.Value(code);
        Assert.Equal("", run.Text("stderr"));
    }

    [Fact]
    public async Task A_cell_that_asks_for_nullable_checks_gets_them()
    {
        using var run = new SessionRun();
        await run.Value("#nullable enable\nstring? F() => \"abc\";\nvar n = F();\nConsole.Write(n.Length);");
        Assert.Contains("CS8602", run.Text("stderr"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Main_that_nobody_calls_is_pointed_out()
    {
        using var run = new SessionRun();
        await run.Value("static void Main(string[] args) { }");
        Assert.Contains("calls no Main by itself", run.Text("stderr"), StringComparison.Ordinal);
    }
}
