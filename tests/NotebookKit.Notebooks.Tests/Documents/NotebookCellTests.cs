using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Tests.Documents;

public class NotebookCellTests
{
    [Theory]
    [InlineData("""{"polyglot_notebook":{"kernelName":"html"},"dotnet_interactive":{"language":"csharp"}}""", "html")]
    [InlineData("""{"dotnet_interactive":{"language":"mermaid"}}""", "mermaid")]
    [InlineData("{}", "csharp")]
    public void The_language_is_the_polyglot_kernel_then_the_interactive_language_then_the_default(string metadata, string language)
    {
        NotebookDocument document = DocumentTexts.Parse(
            $$"""{"cells":[{"cell_type":"code","metadata":{{metadata}},"source":"","outputs":[],"execution_count":null}],"metadata":{},"nbformat":4,"nbformat_minor":4}""");
        Assert.Equal(language, document.Cells[0].Language);
    }

    [Theory]
    [InlineData("""{"kernelspec":{"name":".net-csharp","language":"C#","display_name":"x"}}""", "csharp")]
    [InlineData("""{"kernelspec":{"name":"python3","language":"python","display_name":"x"}}""", "python")]
    [InlineData("""{"polyglot_notebook":{"kernelInfo":{"defaultKernelName":"html"}},"kernelspec":{"language":"C#"}}""", "html")]
    [InlineData("{}", "csharp")]
    public void The_default_language_comes_from_the_notebooks_metadata(string metadata, string language)
    {
        NotebookDocument document = DocumentTexts.Parse($$"""{"cells":[],"metadata":{{metadata}},"nbformat":4,"nbformat_minor":4}""");
        Assert.Equal(language, document.DefaultLanguage);
        Assert.Equal(language == "python", document.Add(CellKind.Code, "x").Language == "python");
    }

    [Fact]
    public void Source_given_as_a_string_or_as_lines_reads_the_same()
    {
        NotebookDocument document = DocumentTexts.Parse(
            """{"cells":[{"cell_type":"raw","metadata":{},"source":"a\nb"},{"cell_type":"raw","metadata":{},"source":["a\n","b"]}],"metadata":{},"nbformat":4,"nbformat_minor":4}""");
        Assert.Equal("a\nb", document.Cells[0].Source);
        Assert.Equal("a\nb", document.Cells[1].Source);
    }

    [Fact]
    public void Setting_the_source_to_what_it_is_keeps_its_form()
    {
        const string text = """{"cells":[{"cell_type":"raw","metadata":{},"source":"a\nb"}],"metadata":{},"nbformat":4,"nbformat_minor":4}""";
        NotebookDocument document = DocumentTexts.Parse(text);
        document.Cells[0].Source = "a\nb";
        Assert.Equal(text, document.Text());
    }

    [Fact]
    public void Tags_are_read_and_added_once()
    {
        NotebookCell cell = NotebookDocument.Create().Add(CellKind.Code, "x");
        Assert.Empty(cell.Tags);
        cell.AddTag("solution");
        cell.AddTag("solution");
        Assert.Equal(["solution"], cell.Tags);
        Assert.True(cell.HasTag("solution"));
    }

    [Fact]
    public void Only_code_cells_have_outputs_and_an_execution_count()
    {
        NotebookCell cell = NotebookDocument.Create().Add(CellKind.Markdown, "x");
        Assert.Throws<InvalidOperationException>(() => cell.Outputs);
        Assert.Throws<InvalidOperationException>(() => cell.ExecutionCount = 1);
        Assert.Null(cell.ExecutionCount);
    }
}
