using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Tests.Documents;

public class NotebookDocumentTests
{
    private static readonly JsonSerializerOptions s_named = new(
        JsonSerializerOptions.Web)
    { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    [Fact]
    public void An_untouched_notebook_is_saved_as_the_same_bytes_whatever_its_layout()
    {
        for (int seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            JsonObject root = DocumentTexts.RandomNotebook(random);
            string text = random.Next(4) switch
            {
                0 => JupyterJson.Write(root) + "\n",
                1 => JupyterJson.WriteCompact(root),
                2 => JsonSerializer.Serialize(root, s_named).Replace("\n", "\r\n"),
                _ => "\ufeff" + JupyterJson.Write(root).Replace("\n", "\r\n  "),
            };
            Assert.Equal(text, DocumentTexts.Parse(text).Text());
        }
    }

    [Fact]
    public void Changing_one_cell_leaves_every_other_line_of_a_file_in_Jupyters_form_as_it_was()
    {
        for (int seed = 0; seed < 500; seed++)
        {
            JsonObject root = DocumentTexts.RandomNotebook(new Random(seed));
            var cells = (JsonArray)root["cells"]!;
            if (cells.Count == 0)
            {
                continue;
            }
            NotebookDocument document = DocumentTexts.Parse(JupyterJson.Write(root) + "\n");

            document.Cells[^1].Source = "changed\nhere";
            cells[^1]!["source"] = new JsonArray("changed\n", "here");

            Assert.Equal(JupyterJson.Write(root) + "\n", document.Text());
        }
    }

    [Fact]
    public void A_notebook_saved_by_Jupyter_is_written_as_Jupyter_wrote_it_even_after_a_change_and_back()
    {
        string bytes = File.ReadAllText(DocumentTexts.Fixture("saved-by-jupyter.ipynb"));
        var root = JsonNode.Parse(bytes);
        Assert.Equal(bytes, JupyterJson.Write(root) + "\n");

        NotebookDocument document = DocumentTexts.Parse(bytes);
        string source = document.Cells[1].Source;
        document.Cells[1].Source = "something else";
        document.Cells[1].Source = source;
        Assert.Equal(bytes, document.Text());
    }

    [Fact]
    public void Half_a_surrogate_pair_in_an_output_is_kept_and_can_be_read()
    {
        const string text = """{"cells":[{"cell_type":"markdown","metadata":{},"source":"a\\ud83d \ud83d\ude00 \ud83d!\n"}],"metadata":{},"nbformat":4,"nbformat_minor":4}""";
        NotebookDocument document = DocumentTexts.Parse(text);

        Assert.Equal("a\\ud83d 😀 \ufffd!\n", document.Cells[0].Source);
        Assert.Equal(text, document.Text());
        document.Add(CellKind.Raw, "more");
        Assert.Contains("""
               "source": "a\\ud83d \ud83d\ude00 \ud83d!\n"
            """, document.Text());
    }

    [Fact]
    public void Numbers_keep_their_literals_when_something_else_changes()
    {
        NotebookDocument document = DocumentTexts.Parse("""
            {"cells":[],"metadata":{"x":[1.0,1e-5,0.10]},"nbformat":4,"nbformat_minor":5}
            """);
        document.Add(CellKind.Markdown, "hello");
        Assert.Contains("[\n   1.0,\n   1e-5,\n   0.10\n  ]", document.Text());
    }

    [Fact]
    public void A_new_notebook_carries_the_metadata_that_every_front_end_looks_for()
    {
        var document = NotebookDocument.Create();
        document.Add(CellKind.Code, "1 + 1");
        document.Add(CellKind.Code, "<b>x</b>", "html");
        JsonObject metadata = document.Metadata;

        Assert.Equal("""{"display_name":".NET (C#)","language":"C#","name":".net-csharp"}""", JupyterJson.WriteCompact(metadata["kernelspec"]));
        Assert.Equal(
            """{"file_extension":".cs","mimetype":"text/x-csharp","name":"polyglot-notebook","pygments_lexer":"csharp"}""",
            JupyterJson.WriteCompact(metadata["language_info"]));
        Assert.Equal(
            """{"kernelInfo":{"defaultKernelName":"csharp","items":[{"aliases":[],"name":"csharp"}]}}""",
            JupyterJson.WriteCompact(metadata["polyglot_notebook"]));
        Assert.Equal(
            """{"dotnet_interactive":{"language":"html"},"polyglot_notebook":{"kernelName":"html"},"vscode":{"languageId":"html"}}""",
            JupyterJson.WriteCompact(document.Cells[1].Metadata));
        Assert.Matches("^[0-9a-f]{8}$", document.Cells[0].Id);
    }

    [Fact]
    public void What_front_ends_wrote_themselves_is_kept_when_the_metadata_is_completed()
    {
        NotebookDocument document = DocumentTexts.Parse(
            """{"cells":[{"cell_type":"code","execution_count":null,"id":"a","metadata":{"vscode":{"languageId":"polyglot-notebook"}},"outputs":[],"source":"1"}],"metadata":{"language_info":{"name":"C#","version":"14.0"}},"nbformat":4,"nbformat_minor":5}""");

        NotebookMetadata.Complete(document);

        Assert.Equal("""{"name":"C#","version":"14.0"}""", JupyterJson.WriteCompact(document.Metadata["language_info"]));
        Assert.Equal(
            """{"dotnet_interactive":{"language":"csharp"},"polyglot_notebook":{"kernelName":"csharp"},"vscode":{"languageId":"polyglot-notebook"}}""",
            JupyterJson.WriteCompact(document.Cells[0].Metadata));
    }

    [Fact]
    public void Making_the_same_notebook_twice_gives_the_same_bytes_and_ids_that_differ_within_it()
    {
        Assert.Equal(Make().Text(), Make().Text());
        Assert.Equal(20, Make().Cells.Select(cell => cell.Id).Distinct().Count());

        static NotebookDocument Make()
        {
            var document = NotebookDocument.Create();
            for (int i = 0; i < 20; i++)
            {
                document.Insert(0, CellKind.Code, "x");
            }
            return document;
        }
    }

    [Fact]
    public void Cells_get_ids_only_in_the_versions_that_have_them()
    {
        NotebookDocument document = DocumentTexts.Parse("""{"cells":[],"metadata":{},"nbformat":4,"nbformat_minor":4}""");
        Assert.Null(document.Add(CellKind.Code, "x").Id);
        Assert.DoesNotContain("\"id\"", document.Text());
    }

    [Fact]
    public void A_removed_cell_is_gone_from_the_file()
    {
        var document = NotebookDocument.Create();
        document.Add(CellKind.Code, "first");
        document.Add(CellKind.Code, "second");
        document.RemoveAt(0);
        Assert.Equal("second", Assert.Single(document.Cells).Source);
        Assert.DoesNotContain("first", document.Text());
    }

    [Fact]
    public void Saving_and_loading_give_the_notebook_back()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.ipynb");
        try
        {
            var document = NotebookDocument.Create();
            document.Add(CellKind.Markdown, "# Zoë 🎉");
            document.Save(path);
            Assert.Equal("# Zoë 🎉", NotebookDocument.Load(path).Cells[0].Source);
            Assert.Equal((byte)'\n', File.ReadAllBytes(path)[^1]);
            Assert.Equal(document.Text(), Encoding.UTF8.GetString(NotebookDocument.Load(path).ToBytes(NotebookFormat.Ipynb)));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
