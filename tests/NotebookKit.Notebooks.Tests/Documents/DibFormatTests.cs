using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Tests.Documents;

public class DibFormatTests
{
    [Fact]
    public void A_dib_saved_by_Polyglot_Notebooks_is_read_cell_by_cell()
    {
        var document = NotebookDocument.Load(DocumentTexts.Fixture("saved-by-polyglot.dib"));

        Assert.Equal(NotebookFormat.Dib, document.Format);
        Assert.Equal(["markdown", "csharp", "html", "csharp"], document.Cells.Select(cell => cell.Language));
        Assert.Equal("# A lesson\n\nwith two paragraphs", document.Cells[0].Source);
        Assert.Equal("#r \"nuget: Some.Package, 1.0.0\"\n#!time\nvar x = 1;", document.Cells[1].Source);
        Assert.Equal("x + 1", document.Cells[3].Source);
    }

    [Fact]
    public void An_untouched_dib_is_saved_as_the_same_bytes()
    {
        foreach (string text in new[] { File.ReadAllText(DocumentTexts.Fixture("saved-by-polyglot.dib")), "1+1",
            "#!cs\r\n1\r\n\r\n\r\n", "" })
        {
            Assert.Equal(text, DocumentTexts.Parse(text, "lesson.dib").Text(NotebookFormat.Dib));
        }
    }

    [Fact]
    public void Cells_survive_the_way_through_a_dib()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var document = NotebookDocument.Create();
            for (int i = random.Next(6); i >= 0; i--)
            {
                string source = DocumentTexts.RandomText(random).Replace("\r\n", "\n");
                document.Add((CellKind)random.Next(3), source, random.Next(2) == 0 ? "csharp" : "html");
            }

            NotebookDocument back = DocumentTexts.Parse(document.Text(NotebookFormat.Dib), "lesson.dib");
            Assert.Equal(document.Cells.Select(Describe), back.Cells.Select(Describe));
            Assert.Equal(document.Text(), back.Text());
        }

        static string Describe(NotebookCell cell) => $"{cell.Kind} {cell.Language} {cell.Source}";
    }

    [Fact]
    public void A_dib_becomes_an_ipynb_with_the_metadata_of_both_runtimes()
    {
        var document = NotebookDocument.Load(DocumentTexts.Fixture("saved-by-polyglot.dib"));
        NotebookDocument ipynb = DocumentTexts.Parse(document.Text());

        Assert.Equal(document.Cells.Select(cell => cell.Source), ipynb.Cells.Select(cell => cell.Source));
        Assert.Equal(".net-csharp", (string)ipynb.Metadata["kernelspec"]!["name"]!);
        Assert.Equal("C#", (string)ipynb.Metadata["polyglot_notebook"]!["kernelInfo"]!["items"]![0]!["aliases"]![1]!);
        Assert.Equal(
            File.ReadAllText(DocumentTexts.Fixture("saved-by-polyglot.dib")).Replace("#!C#", "#!csharp"), ipynb.Text(NotebookFormat.Dib));
    }

    [Fact]
    public void Text_before_the_first_separator_is_a_cell_of_the_default_language()
    {
        NotebookCell cell = Assert.Single(DocumentTexts.Parse("var x = 1;\n#!time --unknown\nx\n", "lesson.dib").Cells);
        Assert.Equal(CellKind.Code, cell.Kind);
        Assert.Equal("csharp", cell.Language);
        Assert.Equal("var x = 1;\n#!time --unknown\nx", cell.Source);
    }

    [Fact]
    public void A_line_that_would_start_another_cell_is_refused_with_its_place()
    {
        var document = NotebookDocument.Create();
        document.Add(CellKind.Markdown, "fine");
        document.Add(CellKind.Markdown, "text\n#!csharp\nmore");
        NotebookFormatException error = Assert.Throws<NotebookFormatException>(() => document.ToBytes(NotebookFormat.Dib));
        Assert.Equal("cell 2 of 2", error.Where);
        Assert.Contains("'#!csharp'", error.Message);
    }

    [Theory]
    [InlineData("#!meta\n{\"a\":\n#!csharp\n1")]
    [InlineData("#!meta\n\n[1]\n#!csharp\n1")]
    public void A_meta_block_that_is_no_object_is_refused(string text)
    {
        NotebookFormatException error = Assert.Throws<NotebookFormatException>(() => DocumentTexts.Parse(text, "lesson.dib"));
        Assert.StartsWith("lesson.dib, line 2: the #!meta block must hold one JSON object", error.Message);
    }
}
