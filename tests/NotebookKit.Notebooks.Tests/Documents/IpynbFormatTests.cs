using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Tests.Documents;

public class IpynbFormatTests
{
    [Theory]
    [InlineData("", null, "the file is empty")]
    [InlineData(" \n ", null, "the file is empty")]
    [InlineData("hello", "line 1", "the file is not JSON")]
    [InlineData("{\"cells\": [\n}", "line 2", "the file is not JSON")]
    [InlineData("{\"cells\": [\n {\"cell_type\": \"co", "line 2", "truncated")]
    [InlineData("{\"cells\": [\n", "line 1", "truncated")]
    [InlineData("{\n<<<<<<< HEAD\n\"a\":1}", "line 2", "merge conflict")]
    [InlineData("""{"a":1,"a":2}""", null, "not JSON")]
    [InlineData("[1]", null, "not a notebook")]
    [InlineData("{}", "\"nbformat\"", "expected the version 4, found nothing")]
    [InlineData("""{"nbformat":3,"nbformat_minor":0,"worksheets":[]}""", "\"nbformat\"", "expected nbformat 4, found nbformat 3. Convert it")]
    [InlineData("""{"nbformat":5,"nbformat_minor":0,"cells":[]}""", "\"nbformat\"", "found nbformat 5")]
    [InlineData("""{"nbformat":4,"cells":[]}""", "\"nbformat_minor\"", "found nothing")]
    [InlineData("""{"nbformat":4,"nbformat_minor":5,"metadata":{}}""", "\"cells\"", "found none")]
    [InlineData("""{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":{}}""", "\"cells\"", "found an object")]
    [InlineData("""{"nbformat":4,"nbformat_minor":5,"metadata":[],"cells":[]}""", "\"metadata\"", "found a list")]
    [InlineData("""{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[1]}""", "cell 1 of 1", "expected an object, found 1")]
    [InlineData("""{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[{"cell_type":"x"}]}""", "cell 1 of 1", "found \"x\"")]
    [InlineData("""{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[{"cell_type":"raw"}]}""", "cell 1 of 1", "source")]
    [InlineData("""{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[{"cell_type":"raw","source":[1]}]}""", "cell 1 of 1", "source")]
    [InlineData("""{"nbformat":4,"nbformat_minor":5,"cells":[{"cell_type":"raw","source":"","metadata":1}]}""", "cell 1 of 1", "metadata")]
    [InlineData("""{"nbformat":4,"nbformat_minor":5,"cells":[{"cell_type":"code","source":"","outputs":1}]}""", "cell 1 of 1", "outputs")]
    public void What_is_no_notebook_gives_one_error_that_names_file_place_and_problem(string text, string? where, string problem)
    {
        NotebookFormatException error = Assert.Throws<NotebookFormatException>(() => DocumentTexts.Parse(text, "folder/lesson.ipynb"));
        Assert.StartsWith("folder/lesson.ipynb", error.Message);
        Assert.Equal(where, error.Where);
        Assert.Contains(problem, error.Message);
        Assert.EndsWith(".", error.Remedy);
    }

    [Fact]
    public void A_notebook_cut_at_any_place_is_reported_as_truncated()
    {
        byte[] whole = File.ReadAllBytes(DocumentTexts.Fixture("saved-by-jupyter.ipynb"));
        for (int length = 1; length < whole.Length - 1; length++)
        {
            NotebookFormatException error = Assert.Throws<NotebookFormatException>(
                () => NotebookDocument.Parse(whole[..length], "cut.ipynb"));
            Assert.True(error.Problem.Contains("truncated") || error.Problem.Contains("not UTF-8"), error.Message);
        }
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_reported_with_their_line()
    {
        NotebookFormatException error = Assert.Throws<NotebookFormatException>(
            () => NotebookDocument.Parse([(byte)'{', (byte)'\n', 0xff, (byte)'}'], "x.ipynb"));
        Assert.Equal("line 2", error.Where);
        Assert.Contains("UTF-8", error.Message);
    }
}
