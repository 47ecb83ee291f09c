
using NotebookKit.Notebooks.CSharp;

namespace NotebookKit.Notebooks.Tests.CSharp.Completion;

public class CodeCompletenessTests
{
    [Theory]
    [InlineData("1 + 1")]
    [InlineData("var x = 1;")]
    [InlineData("class A { }")]
    [InlineData("")]
    [InlineData("#!who")]
    [InlineData("#!html\n<p>")]
    [InlineData("#r \"x.dll\"\nvar a = 1;")]
    [InlineData("foreach (var c in \"ab\")\n{\n}")]
    public void CompleteCodeCanRun(string code) => Assert.Equal(new Completeness(CompletenessState.Complete, ""), CodeCompleteness.Check(code));

    [Theory]
    [InlineData("for (int i = 0; i < 3; i++) {", "    ")]
    [InlineData("if (true)\n{\n    Console.WriteLine(", "        ")]
    [InlineData("int F()\n{\n    var a = 1;", "    ")]
    [InlineData("foreach (var x in y)", "")]
    [InlineData("var s = \"\"\"\nabc", "")]
    [InlineData("/* remark", "")]
    public void UnfinishedCodeSaysHowTheNextLineBegins(string code, string indent) =>
        Assert.Equal(new Completeness(CompletenessState.Incomplete, indent), CodeCompleteness.Check(code));

    [Theory]
    [InlineData("}")]
    [InlineData("var x = ;")]
    [InlineData("#!nosuchthing")]
    public void WrongCodeIsInvalid(string code) => Assert.Equal(new Completeness(CompletenessState.Invalid, ""), CodeCompleteness.Check(code));
}
