using NotebookKit.Notebooks.CSharp;
using NotebookKit.Notebooks.Tests.Session;

namespace NotebookKit.Notebooks.Tests.CSharp.Completion;

public class DirectiveCompletionTests
{
    [Theory]
    [InlineData("#!im|", "#!import")]
    [InlineData("#!h|", "#!html")]
    [InlineData("#r \"|", "lib.dll")]
    [InlineData("#r \"sub/o|", "other.dll")]
    [InlineData("#r \"su|", "sub/")]
    [InlineData("#!import k|", "kit.dib")]
    [InlineData("var a = 1;\n#load \"|", "tools.csx")]
    public async Task Directives_and_files_are_offered(string marked, string text)
    {
        using var run = new SessionRun();
        foreach (string file in (string[])["lib.dll", "sub/other.dll", "kit.dib", "tools.csx"])
        {
            run.Write(file, "");
        }
        CompletionList list = await SymbolCompletionTests.Complete(run, marked);
        Assert.Contains(list.Items, choice => choice.Text == text);
        Assert.DoesNotContain(list.Items, choice => choice.Kind == "keyword");
    }

    [Fact]
    public async Task Behind_the_closing_quote_nothing_is_offered()
    {
        using var run = new SessionRun();
        Assert.Empty((await SymbolCompletionTests.Complete(run, "#r \"lib.dll\" |")).Items);
    }
}
