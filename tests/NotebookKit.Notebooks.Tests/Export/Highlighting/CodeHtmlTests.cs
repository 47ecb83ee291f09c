using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using NotebookKit.Notebooks.Export;

namespace NotebookKit.Notebooks.Tests.Export.Highlighting;

public class CodeHtmlTests
{
    [Fact]
    public void CSharp_is_coloured_by_what_its_words_are()
    {
        ILookup<string, string> code = Parse(
            """
            #!import kit.dib
            using System.IO;
            var big = new Input(20, 6);   // three steps
            Tensor Step(LSTM layer) => layer.Apply<int>(Activations.Tanh) ?? "a";
            $"{big:0.0} x"
            """, "csharp");
        Assert.Equal(["using", "var", "new", "int"], code["c-keyword"]);
        Assert.Equal(["Input", "Tensor", "LSTM", "Activations"], code["c-type"]);
        Assert.Equal(["Step", "Apply"], code["c-function"]);
        Assert.Equal(["20", "6"], code["c-number"]);
        Assert.Equal(["// three steps"], code["c-comment"]);
        Assert.Equal(["#!import kit.dib"], code["c-directive"]);
        Assert.Contains("\"a\"", code["c-text"]);
    }

    [Fact]
    public void Script_directives_and_code_that_does_not_compile_are_coloured_too()
    {
        Assert.Equal(["#r \"nuget: A, 1\""], Parse("#r \"nuget: A, 1\"\nint x = 1", "csharp")["c-directive"]);
        Assert.Equal(["if", "return"], Parse("if ( { return", "csharp")["c-keyword"]);
        Assert.Equal(["\"open"], Parse("x = \"open", "C#")["c-text"]);
    }

    [Fact]
    public void Python_is_coloured_by_what_its_words_are()
    {
        ILookup<string, string> code = Parse(
            "def f(x):  # a \"comment\"\n    return keras.layers.LSTM(1, name='a#b', rate=2.5e-3)\n\"\"\"text\nin lines\"\"\"", "python");
        Assert.Equal(["def", "return"], code["c-keyword"]);
        Assert.Equal(["f"], code["c-function"]);
        Assert.Equal(["LSTM"], code["c-type"]);
        Assert.Equal(["1", "2.5e-3"], code["c-number"]);
        Assert.Equal(["# a \"comment\""], code["c-comment"]);
        Assert.Equal(["'a#b'", "\"\"\"text\nin lines\"\"\""], code["c-text"]);
    }

    [Theory]
    [InlineData("csharp")]
    [InlineData("python")]
    [InlineData("html")]
    [InlineData(null)]
    public void The_text_is_the_code_whatever_its_language(string? language)
    {
        const string source = "a < b && c > \"<script>alert(1)</script>\" // 'é' 𝐖\n\n\tend";
        IHtmlDocument document = new HtmlParser().ParseDocument(CodeHtml.Block(source + "\n\n", language));
        Assert.Equal(source, document.QuerySelector("pre code")!.TextContent);
        Assert.Empty(document.QuerySelectorAll("script"));
    }

    private static ILookup<string, string> Parse(string source, string language)
    {
        IHtmlDocument document = new HtmlParser().ParseDocument(CodeHtml.Block(source, language));
        Assert.Equal(source, document.QuerySelector("code")!.TextContent);
        return document.QuerySelectorAll("code span").ToLookup(span => span.ClassName!, span => span.TextContent);
    }
}
