
using NotebookKit.Notebooks.CSharp;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Tests.CSharp.Completion;

public class CodeCompletenessTests
{
    private static readonly CSharpSession s_session = new();

    [Theory]
    [InlineData("1 + 1")]
    [InlineData("var x = 1;")]
    [InlineData("class A { }")]
    [InlineData("")]
    [InlineData("#!who")]
    [InlineData("#!html\n<p>")]
    [InlineData("#r \"x.dll\"\nvar a = 1;")]
    [InlineData("foreach (var c in \"ab\")\n{\n}")]
    public void Complete_code_can_run(string code) =>
        Assert.Equal(new Completeness(CompletenessState.Complete, ""), s_session.IsComplete(code));

    [Theory]
    [InlineData("for (int i = 0; i < 3; i++) {", "    ")]
    [InlineData("if (true)\n{\n    Console.WriteLine(", "        ")]
    [InlineData("int F()\n{\n    var a = 1;", "    ")]
    [InlineData("foreach (var x in y)", "")]
    [InlineData("var s = \"\"\"\nabc", "")]
    [InlineData("/* remark", "")]
    public void Unfinished_code_says_how_the_next_line_begins(string code, string indent) =>
        Assert.Equal(new Completeness(CompletenessState.Incomplete, indent), s_session.IsComplete(code));

    [Theory]
    [InlineData("\"\"\"")]
    [InlineData("var s = \"\"\"\n  abc")]
    [InlineData("var s = \"\"\"\"\n  abc\"\"\"")]
    [InlineData("var s = $\"\"\"\n  {1}")]
    [InlineData("var s = $$\"\"\"\n  {{1")]
    [InlineData("void F()\n{\nvar s = \"\"\"")]
    [InlineData("var s = $@\"a\n{x:0")]
    [InlineData("var s = \"\"\"\"\"\n\"\"\"\" abc")]
    [InlineData("var s = @\"abc")]
    [InlineData("var s = @$\"a\nb {1}")]
    [InlineData("var s = $@\"a {1")]
    [InlineData("var s = $\"a {1 +")]
    [InlineData("1 + /* remark")]
    [InlineData("#if DEBUG\nvar x = 1;")]
    [InlineData("#region part\nvar x = 1;")]
    [InlineData("1 +")]
    [InlineData("1 + // and the rest below")]
    [InlineData("list.")]
    [InlineData("x ??=")]
    [InlineData("x ? 1 :")]
    [InlineData("var x =")]
    [InlineData("foo(1,")]
    [InlineData("int[] a = [1,")]
    [InlineData("x switch")]
    [InlineData("try { }")]
    [InlineData("do { }")]
    [InlineData("class A")]
    [InlineData("int F() =>")]
    [InlineData("[Obsolete]")]
    [InlineData("using System")]
    [InlineData("from x in y")]
    public void Code_that_a_further_line_mends_is_incomplete(string code) =>
        Assert.Equal(CompletenessState.Incomplete, s_session.IsComplete(code).State);

    [Theory]
    [InlineData("\"abc")]
    [InlineData("var s = \"abc")]
    [InlineData("Console.WriteLine(\"abc")]
    [InlineData("void F() { \"abc")]
    [InlineData("var s = $\"abc")]
    [InlineData("var s = $\"abc {1} def")]
    [InlineData("var s = \"\"\"abc")]
    [InlineData("var s = $\"\"\"abc {1}")]
    [InlineData("'a")]
    [InlineData("\"a\\")]
    [InlineData("'")]
    [InlineData("var c = '\\")]
    [InlineData("0x")]
    [InlineData("1e")]
    [InlineData("#if")]
    [InlineData("#nullable")]
    [InlineData("#endif")]
    [InlineData("#error stop")]
    [InlineData("1 2")]
    [InlineData("foo(]")]
    [InlineData("if (true {")]
    [InlineData("int x = ;\nif (true) {")]
    [InlineData("}\n\"\"\"")]
    [InlineData("namespace A {")]
    public void Code_that_no_further_line_mends_is_invalid(string code) =>
        Assert.Equal(new Completeness(CompletenessState.Invalid, ""), s_session.IsComplete(code));

    [Theory]
    [InlineData("}")]
    [InlineData("var x = ;")]
    [InlineData("#!nosuchthing")]
    public void Wrong_code_is_invalid(string code) =>
        Assert.Equal(new Completeness(CompletenessState.Invalid, ""), s_session.IsComplete(code));
}
