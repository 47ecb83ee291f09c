using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Directives;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Tests.Session.Directives;

public class CellTextTests
{
    private static readonly DirectiveNames s_directives = new(Kernels(), Path.GetTempPath());

    [Theory]
    [InlineData("var a = 1;")]
    [InlineData("var a = 1;\n#!html\n<p>\n#!csharp\na")]
    [InlineData("#r \"nuget: A, 1.0\"\n#i \"nuget:folder\"\n1")]
    [InlineData("#region a\n#endregion")]
    [InlineData("#if DEBUG\n#endif")]
    public void Plain_code_and_directives_stay_as_they_are(string code) =>
        Assert.Equal(code, CellText.Protect(code, "csharp", s_directives));

    [Theory]
    [InlineData("var s = \"\"\"\n#!foo\n\"\"\";")]
    [InlineData("var s = \"\"\"\n#!/bin/sh\n#r nothing\n#!html\n\"\"\";")]
    [InlineData("var s = @\"\n#!foo\n\";")]
    [InlineData("/*\n#!foo\n*/")]
    [InlineData("var s = $\"\"\"\n{1}\n#!html\n\"\"\";")]
    [InlineData("#r \"x.dll\"")]
    [InlineData("#i \"folder\"")]
    public void Text_in_strings_and_comments_and_files_are_kept_from_the_parser_and_come_back(string code)
    {
        string sent = CellText.Protect(code, "csharp", s_directives);
        Assert.DoesNotContain("\n#", "\n" + sent, StringComparison.Ordinal);
        Assert.Equal(code, DirectiveSign.Restore(sent));
    }

    [Fact]
    public void In_other_languages_only_known_directives_count()
    {
        Assert.DoesNotContain("#!", CellText.Protect("#!/bin/sh\n#!foo\n# Title", "markdown", s_directives), StringComparison.Ordinal);
        Assert.Contains("\n#!csharp", CellText.Protect("# Title\n#!csharp\n1", "markdown", s_directives), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#!tiem", "#!time")]
    [InlineData("#!cshapr", "#!csharp")]
    [InlineData("#!mermiad", "#!mermaid")]
    public void An_unknown_directive_names_close_ones(string line, string meant)
    {
        CellFailure failure = Assert.Throws<CellFailure>(() => CellText.Protect("var a = 1;\n" + line, "csharp", s_directives));
        Assert.Equal("DirectiveError", failure.Error.Name);
        Assert.Contains("line 2", failure.Error.Value, StringComparison.Ordinal);
        Assert.Contains(meant, failure.Error.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_runtimes_language_is_named()
    {
        CellFailure failure = Assert.Throws<CellFailure>(() => CellText.Protect("#!fsharp\nlet x = 1", "csharp", s_directives));
        Assert.Contains("it has no fsharp", failure.Error.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_piece_comes_back_to_its_lines()
    {
        const string cell = "#!time\nvar a = 1;\n#!html\n}\n#!csharp\n{\n}\n#r \"nuget: A\"\nb";
        int line = 0;
        Assert.Equal("\nvar a = 1;", CellText.Align(cell, "var a = 1;", ref line));
        Assert.Equal("\n\n\n\n\n{\n}\n\nb", CellText.Align(cell, "{\n}\nb", ref line));
        Assert.True(CellText.IsEnd(cell, line));
    }

    [Fact]
    public void References_are_taken_out_and_leave_their_lines()
    {
        (string text, IReadOnlyList<(string Name, string Argument)> references) = CellText.TakeReferences(
            "var a = 1;\n#r \"x.dll\" // mine\na");
        Assert.Equal("var a = 1;\n\na", text);
        Assert.Equal(("#r", "x.dll"), Assert.Single(references));
    }

    private static CompositeKernel Kernels()
    {
        var root = new CompositeKernel { DefaultKernelName = "html" };
        root.Add(new HtmlKernel(), ["csharp", "mermaid"]);
        root.AddDirective(new KernelActionDirective("#!time"), (_, _) => Task.CompletedTask);
        return root;
    }
}
