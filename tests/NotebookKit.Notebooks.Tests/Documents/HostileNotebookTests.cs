using System.Text;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Running;

namespace NotebookKit.Notebooks.Tests.Documents;

/// <summary>Notebooks that nobody's program should have written: read faithfully, or refused with a named error.</summary>
public class HostileNotebookTests
{
    [Theory]
    [InlineData("""{"cells":[],"metadata":{"\ud800":{"\ud800":NaN}},"nbformat":4,"nbformat_minor":5}""")]
    [InlineData("""{"cells":[{"cell_type":"code","source":["1"],"outputs":[{"output_type":"stream","text":["hi",null]},{"text":5},null,7,"x",[]]}],"nbformat":4,"nbformat_minor":4}""")]
    [InlineData("""{"cells":[{"cell_type":"code","source":"","outputs":[{"output_type":"display_data","data":{"text/plain":NaN,"application/json":[Infinity]}}]}],"nbformat":4,"nbformat_minor":4}""")]
    [InlineData("""{"cells":[{"cell_type":"code","source":"","execution_count":1e99,"outputs":null,"id":5,"metadata":{"tags":[1,null,"a"],"dotnet_interactive":7}}],"nbformat":4,"nbformat_minor":99}""")]
    [InlineData("""{"cells":[{"cell_type":"markdown","source":[],"attachments":[1],"metadata":null}],"metadata":null,"nbformat":4,"nbformat_minor":-3}""")]
    [InlineData("""{"cells":[{"cell_type":"code","source":"\u0000\u001b[31m\r\n","metadata":{"polyglot_notebook":{"kernelName":"\u0000\n"}}}],"metadata":{"kernelspec":{"language":""}},"nbformat":4,"nbformat_minor":4}""")]
    public void Odd_members_are_kept_and_do_no_harm(string text)
    {
        NotebookDocument document = DocumentTexts.Parse(text);
        Assert.Equal(text, document.Text());
        UseAll(document);
    }

    [Theory]
    [InlineData("#!meta\n{\"a\":1,\"a\":2}\n#!csharp\n1", "line 2", "one JSON object")]
    [InlineData("#!meta\n{\"\\ud800\":1,\"\\ud800\":2}\n", "line 2", "stands twice")]
    [InlineData("#!meta\n[]\n", "line 2", "one JSON object")]
    [InlineData("#!meta\n{\"kernelInfo\":", "line 2", "one JSON object")]
    public void A_dib_whose_meta_block_is_wrong_is_named_with_its_line(string text, string where, string problem)
    {
        NotebookFormatException error = Assert.Throws<NotebookFormatException>(() => DocumentTexts.Parse(text, "lesson.dib"));
        Assert.Equal(where, error.Where);
        Assert.Contains(problem, error.Message);
    }

    [Theory]
    [InlineData(
        """
        #!meta
        {"x":NaN,"kernelInfo":{"items":[{"name":"a b","aliases":[1,null,"\ud800"]},5,null]}}
        #!csharp
        1

        """)]
    [InlineData("\ufeff#!csharp\r\n\0\r\n#!markdown\r\n")]
    [InlineData("#!")]
    [InlineData("\n\n\n")]
    public void Odd_dibs_are_read(string text) => UseAll(DocumentTexts.Parse(text, "lesson.dib"));

    [Fact]
    public void A_language_of_several_lines_cannot_smuggle_a_cell_into_a_dib()
    {
        NotebookDocument document = DocumentTexts.Parse("""
            {"cells":[{"cell_type":"code","source":"1",
            "metadata":{"polyglot_notebook":{"kernelName":"csharp\n\nevil"}}}],"nbformat":4,"nbformat_minor":4}
            """);
        NotebookFormatException error = Assert.Throws<NotebookFormatException>(() => document.ToBytes(NotebookFormat.Dib));
        Assert.Equal("cell 1 of 1", error.Where);
    }

    [Theory]
    [InlineData("\\u001b]0;title\\u0007")]
    [InlineData("\\u009b31m")]
    public void What_a_message_quotes_of_a_file_has_no_control_characters_and_an_end(string quoted)
    {
        NotebookFormatException error = Assert.Throws<NotebookFormatException>(() => DocumentTexts.Parse(
            $$"""{"cells":[{"cell_type":"{{quoted}}{{new string('x', 100_000)}}"}],"nbformat":4,"nbformat_minor":4}"""));
        Assert.DoesNotContain(error.Message, char.IsControl);
        Assert.True(error.Message.Length < 300, error.Message);
    }

    [Fact]
    public void A_file_of_very_many_cells_takes_work_in_proportion()
    {
        // 50,000 cells: what is quadratic in them would not end.
        NotebookDocument document = DocumentTexts.Parse(string.Concat(Enumerable.Repeat("#!csharp\n1\n", 50_000)), "lesson.dib");
        Assert.Equal(50_000, document.Cells.Select(cell => cell.Id).Distinct().Count());
    }

    [Fact]
    public void Lines_that_run_together_are_named()
    {
        NotebookDocument document = DocumentTexts.Parse(
            """{"cells":[{"cell_type":"code","source":["var a = 1; // one","var b = 2;"]},{"cell_type":"code","source":["a\n","b\r\n","c"]},"""
            + """{"cell_type":"code","source":["a\n","","b","c\n"]},{"cell_type":"markdown","source":"one"}],"nbformat":4,"nbformat_minor":4}""");
        Assert.Equal(["cell 1 of 4", "cell 3 of 4"], document.Warnings.Select(warning => warning.Where));
        Assert.Contains("lines 1 and 2 of its source run together", document.Warnings[0].Text);
        Assert.Contains("lines 3 and 4", document.Warnings[1].Text);
        Assert.Empty(NotebookDocument.Load(DocumentTexts.Fixture("saved-by-jupyter.ipynb")).Warnings);
    }

    // Damage of every kind, each reproducible by its number.
    [Theory]
    [InlineData("saved-by-jupyter.ipynb")]
    [InlineData("hostile.dib")]
    public void Damaged_notebooks_are_read_or_named(string name)
    {
        string[] tokens = ["NaN", "-Infinity", "null", "5", "{}", "[]", "\"\\ud800\"", "\"\\u0000\"", "{\"a\":1,\"a\":2}", "[[[[", "}",
            "\"", "\\", "\0", "\ufeff", "1e999", "#!meta", "#!csharp\n"];
        byte[] whole = name.EndsWith(".dib", StringComparison.Ordinal)
            ? Encoding.UTF8.GetBytes(
                "#!meta\n\n{\"kernelInfo\":{\"defaultKernelName\":\"csharp\",\"items\":[{\"aliases\":[\"x\"],\"name\":\"y\"}]}}\n\n"
                    + "#!csharp\n\n1\n\n#!markdown\n\n# a\n")
            : File.ReadAllBytes(DocumentTexts.Fixture(name));
        for (int seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            List<byte> bytes = whole.ToList();
            for (int damage = random.Next(1, 4); damage > 0; damage--)
            {
                int at = random.Next(bytes.Count);
                bytes.RemoveRange(at, Math.Min(random.Next(5), bytes.Count - at));
                if (random.Next(3) == 0)
                {
                    bytes.Insert(at, (byte)random.Next(256));
                }
                else
                {
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(tokens[random.Next(tokens.Length)]));
                }
            }

            try
            {
                UseAll(NotebookDocument.Parse([.. bytes], name));
            }
            catch (NotebookFormatException error)
            {
                Assert.StartsWith(name, error.Message);
            }
            catch (Exception error) when (error is not NotebookFormatException)
            {
                Assert.Fail($"seed {seed}: {error}");
            }
        }
    }

    // What a run and an export ask of a document.
    private static void UseAll(NotebookDocument document)
    {
        foreach (NotebookCell cell in document.Cells)
        {
            _ = (cell.Source, cell.Language, cell.Tags, cell.ExecutionCount, cell.Id, cell.Kind);
            if (cell.Kind == CellKind.Code)
            {
                _ = cell.Outputs.Count;
            }
        }

        _ = (document.DefaultLanguage, document.Warnings.Count, document.Minor);
        NotebookMetadata.Complete(document);
        var recorder = new OutputRecorder();
        foreach (NotebookCell cell in document.Cells.Where(cell => cell.Kind == CellKind.Code))
        {
            recorder.Start(cell, 1);
            recorder.Record(new NotebookKit.Notebooks.Session.StreamEvent("stdout", "a\nb"));
        }

        document.Insert(0, CellKind.Code, "1").AddTag("x");
        byte[] saved = document.ToBytes(NotebookFormat.Ipynb);
        Assert.Equal(saved, NotebookDocument.Parse(saved, "again.ipynb").ToBytes(NotebookFormat.Ipynb));
    }
}
