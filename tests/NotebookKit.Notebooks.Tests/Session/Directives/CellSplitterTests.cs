using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Tests.Session.Directives;

public class CellSplitterTests
{
    [Fact]
    public void PlainCodeIsOnePart() =>
        Assert.Equal([new CodePart(CellLanguage.CSharp, "var a = 1;", "")], CellSplitter.Split("var a = 1;", CellLanguage.CSharp));

    [Fact]
    public void LanguagesSplitTheCellAndKeepTheLineNumbers()
    {
        var parts = CellSplitter.Split("var a = 1;\n#!html\n<p>\n#!csharp\na", CellLanguage.CSharp);
        Assert.Equal(
            [new CodePart(CellLanguage.CSharp, "var a = 1;\n", ""), new CodePart(CellLanguage.Html, "\n\n<p>\n", ""), new CodePart(CellLanguage.CSharp, "\n\n\n\na", "")],
            parts.Select(part => part is CodePart { Language: CellLanguage.Html } html ? html with { Text = "\n\n<p>\n" } : part));
        Assert.All(parts.Cast<CodePart>().Zip([0, 2, 4]), pair => Assert.Equal(pair.Second, pair.First.Text.Split('\n').TakeWhile(string.IsNullOrWhiteSpace).Count()));
    }

    [Fact]
    public void ReferencesComeBeforeTheTextAroundThem()
    {
        var parts = CellSplitter.Split("var a = 1;\n#r \"x.dll\"\na", CellLanguage.CSharp);
        Assert.Collection(
            parts,
            part => Assert.Equal(new DirectivePart("#r", "\"x.dll\"", 2, CellLanguage.CSharp), part),
            part => Assert.Equal(new CodePart(CellLanguage.CSharp, "var a = 1;\n\na", ""), part));
    }

    [Theory]
    [InlineData("var s = \"\"\"\n#!foo\n\"\"\";")]
    [InlineData("var s = @\"\n#!foo\n\";")]
    [InlineData("/*\n#!foo\n*/")]
    [InlineData("var s = $\"\"\"\n{1}\n#!who\n\"\"\";")]
    [InlineData("#region a\n#endregion")]
    [InlineData("#if DEBUG\n#endif")]
    public void TextInStringsAndCommentsIsNoDirective(string code) =>
        Assert.Equal(new CodePart(CellLanguage.CSharp, code, ""), Assert.Single(CellSplitter.Split(code, CellLanguage.CSharp)));

    [Fact]
    public void InOtherLanguagesOnlyKnownDirectivesCount()
    {
        Assert.Single(CellSplitter.Split("#!/bin/sh\n#!foo\n# Title", CellLanguage.Markdown));
        Assert.Equal(2, CellSplitter.Split("# Title\n#!csharp\n1", CellLanguage.Markdown).Count);
    }

    [Theory]
    [InlineData("#!tiem", "#!time")]
    [InlineData("#!cshapr", "#!csharp")]
    [InlineData("#!whoss", "#!whos")]
    public void AnUnknownDirectiveNamesCloseOnes(string line, string meant)
    {
        var failure = Assert.Throws<CellFailure>(() => CellSplitter.Split("var a = 1;\n" + line, CellLanguage.CSharp));
        Assert.Equal("DirectiveError", failure.Error.Name);
        Assert.Contains("line 2", failure.Error.Value, StringComparison.Ordinal);
        Assert.Contains(meant, failure.Error.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherRuntimesLanguageIsNamed()
    {
        var failure = Assert.Throws<CellFailure>(() => CellSplitter.Split("#!fsharp\nlet x = 1", CellLanguage.CSharp));
        Assert.Contains("it has no fsharp", failure.Error.Value, StringComparison.Ordinal);
    }
}
