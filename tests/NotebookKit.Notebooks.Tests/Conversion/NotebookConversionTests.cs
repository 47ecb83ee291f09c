using NotebookKit.Notebooks.Conversion;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Tests.Conversion;

/// <summary>What becomes of a notebook in another form; that it prints the same is in <see cref="ConvertedProgramTests"/>.</summary>
public sealed class NotebookConversionTests : IDisposable
{
    private readonly ConvertedFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Packages_sources_and_libraries_become_directives_of_the_file()
    {
        string program = _folder.ToProgram(
            "#i \"nuget:https://example.org/v3\"\n#r \"nuget: Humanizer.Core, 2.14.1\"\n#r \"nuget:Other\"\n#r \"gone.dll\"\n1");
        Assert.Contains(
            "\n#:property RestoreAdditionalProjectSources=https://example.org/v3\n#:package Humanizer.Core@2.14.1\n#:package Other@*\n",
            program);
        Assert.Contains("\n//~ #r \"nuget: Humanizer.Core, 2.14.1\"\n", program);
        Assert.Equal(
            "cell 1: #r \"gone.dll\": there is no such file, so the program does not refer to it", Assert.Single(_folder.Notes).ToString());
    }

    [Fact]
    public void Usings_go_to_the_top_and_types_to_the_end()
    {
        string program = _folder.ToProgram("using System.IO;\nprivate class A { }\nvar a = new A();");
        Assert.Contains("\nusing System.IO;\nusing static NotebookOutput;\n", program);
        Assert.Contains("\n// %%\n/*~ using System.IO; */\n/*~ type A */\nvar a = new A();\n", program);
        Assert.Contains("\n// %% [types]\nclass A { }\n", program);
    }

    [Theory]
    [InlineData("Console.WriteLine(\"\"\"\n#!csharp\n#!/bin/sh  \n// %% x\n#r \"nuget: x\"\n#:package q\n//~ w\nv //~\n/*~ u */\n\"\"\");")]
    [InlineData("var s = @\"\n#!html\n// %%\n//~ x\n\"; Console.WriteLine(s);")]
    [InlineData("Console.WriteLine($\"\"\"\n// %% x\n{1}\n#!time\n\"\"\");")]
    [InlineData("/*\n#!time\n// %%\n//~ x\n*/\nConsole.WriteLine(1);")]
    public void Lines_within_a_string_or_a_comment_stay_whatever_they_look_like(string cell)
    {
        string program = _folder.ToProgram(cell, "Console.WriteLine(2);");
        Assert.Contains($"\n// %%\n{cell}\n\n// %%\nConsole.WriteLine(2);\n", program);
        Assert.Empty(_folder.Notes);

        _folder.Convert("program.cs", "again.ipynb");
        Assert.Equal([cell, "Console.WriteLine(2);"], _folder.Load("again.ipynb").Cells.Select(read => read.Source));

        _folder.Write("plain.cs", $"// %% a\n{cell}\n#region b\nConsole.WriteLine(2);\n#endregion\n");
        _folder.Convert("plain.cs", "plain.ipynb");
        Assert.Equal(
            ["## a", cell, "## b", "Console.WriteLine(2);"], _folder.Load("plain.ipynb").Cells.Skip(1).Select(read => read.Source));
        Assert.Empty(_folder.Notes);
    }

    [Fact]
    public void A_name_that_is_defined_again_gets_a_number_wherever_it_is_meant()
    {
        string program = _folder.ToProgram(
            "var x = 1;\nint F() => x;", "var x = \"two\";\nvar pair = new { x, F = F() };\n(x, 1)",
            "string F(string s) => s + x;\nF(x)\n");
        Assert.Contains("var x2 = \"two\";\nvar pair = new { x = x2, F = F() };\nShowValue((x: x2, 1));", program);
        Assert.Contains("string F2(string s) => s + x2;\nShowValue(F2(x2));", program);
        Assert.Equal(
            ["cell 2: x is defined again, and is called x2 from here on", "cell 3: F is defined again, and is called F2 from here on"],
            _folder.Notes.Select(note => note.ToString()));
        Assert.All(_folder.Notes, note => Assert.False(note.IsLeftOut));
    }

    [Fact]
    public void A_variable_in_a_block_gives_way_to_one_of_the_program() =>
        Assert.Contains("for (int i2 = 0; i2 < 2; i2++) { }", _folder.ToProgram("for (int i = 0; i < 2; i++) { }", "int i = 3;"));

    [Theory]
    [InlineData("Console.WriteLine(1)", "Console.WriteLine(1);")]
    [InlineData("1 + 1", "ShowValue(1 + 1);")]
    [InlineData("await Task.FromResult(1)", "ShowValue(await Task.FromResult(1));")]
    [InlineData("Unknown.Call(1)", "ShowValue(() => Unknown.Call(1));")]
    [InlineData("await Unknown.Call(1)", "await ShowValueAsync(async () => await Unknown.Call(1));")]
    [InlineData("return 5;", "ShowValue(5);")]
    [InlineData("(Action)(() => { })", "ShowValue((object?)((Action)(() => { })));")]
    [InlineData("int n;", "int n = default!;")]
    public void The_end_of_a_cell_shows_its_value(string cell, string statement) =>
        Assert.Contains($"\n// %%\n{statement}\n", _folder.ToProgram(cell));

    [Theory]
    [InlineData("#!html\n<b>x</b>", "#!html is not C#; what follows it is left out")]
    [InlineData("#!set --name x --value 1", "#!set speaks to the notebook and is left out")]
    [InlineData("int P => 3;", "'int P => 3;' is a member, which top-level statements cannot hold; it stays as a comment")]
    [InlineData("if (DateTime.Now.Year > 1) return 1;\n2", "its return would end the program; it stays as a comment")]
    [InlineData("var name = await GetInputAsync(\"Who?\");", "it uses GetInputAsync, which only a notebook has; it stays as a comment")]
    [InlineData("#!import gone.dib", "gone.dib: there is no such file to import")]
    public void What_cannot_go_over_is_named_and_stays_as_a_comment(string cell, string reason)
    {
        string program = _folder.ToProgram(cell);
        Assert.Contains("//~ " + cell.Split('\n')[0], program);
        ConversionNote note = Assert.Single(_folder.Notes);
        Assert.Equal(("cell 1", reason, true), (note.Where, note.Text, note.IsLeftOut));
    }

    [Fact]
    public void What_needs_a_cell_that_is_left_out_is_left_out_as_well()
    {
        _folder.ToProgram("string name = await GetInputAsync(\"?\");", "var n = 1;", "name + n");
        Assert.Equal("cell 3: it needs name of cell 1, which is left out; it stays as a comment", _folder.Notes[^1].ToString());
        Assert.Equal(2, _folder.Notes.Count);
    }

    [Fact]
    public void A_program_becomes_the_same_cells_again()
    {
        var notebook = NotebookDocument.Create();
        notebook.Add(CellKind.Markdown, "# Title\n\nText with // and #.\n");
        notebook.Add(
            CellKind.Code, "using System.IO;\n#r \"nuget: Humanizer.Core, 2.14.1\"\n\nrecord P(int X); var p = new P(1);\n// %% no cell\np")
                .AddTag("parameters");
        notebook.Add(CellKind.Raw, "raw");
        notebook.Add(CellKind.Code, "");
        notebook.Add(CellKind.Code, "#!time\nawait Task.FromResult(3)");
        notebook.Add(CellKind.Code, "<b>bold</b>", "html");
        notebook.Add(CellKind.Code, "throw new Exception();").AddTag("raises-exception");
        _folder.ToProgram(notebook);
        _folder.Convert("program.cs", "again.ipynb");
        Assert.Equal(
            notebook.Cells.Select(cell => (cell.Kind, cell.Language, cell.Source, string.Join(',', cell.Tags))),
            _folder.Load("again.ipynb").Cells.Select(cell => (cell.Kind, cell.Language, cell.Source, string.Join(',', cell.Tags))));
    }

    [Fact]
    public void What_a_dib_cannot_hold_is_named()
    {
        var notebook = NotebookDocument.Create();
        NotebookCell cell = notebook.Add(CellKind.Code, "1");
        cell.AddTag("check");
        cell.Outputs.Add(new System.Text.Json.Nodes.JsonObject { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = "1" });
        _folder.ToProgram(notebook);
        _folder.Convert("notebook.ipynb", "notebook.dib");
        Assert.Equal(
            ["the outputs of 1 cell are left out; a .dib holds none", "cell 1: its tags (check) are left out; a .dib holds none"],
            _folder.Notes.Select(note => note.ToString()));
        _folder.Convert("notebook.dib", "again.ipynb");
        Assert.Equal(["1"], _folder.Load("again.ipynb").Cells.Select(other => other.Source));
    }

    [Fact]
    public void A_program_without_top_level_statements_is_refused_with_the_remedy()
    {
        _folder.Write("program.cs", "class A { static void Main() { } }");
        NotebookFormatException error = Assert.Throws<NotebookFormatException>(() => _folder.Convert("program.cs", "a.ipynb"));
        Assert.Contains("it has no top-level statements, which become the cells of a notebook.", error.Message);
    }

    [Fact]
    public void What_a_notebook_cannot_hold_of_a_program_is_named()
    {
        _folder.Write(
            "program.cs",
                """
                #:project ../Lib
                #:property X=1
                using var s = new System.IO.MemoryStream();
                System.Console.Write(s);
                namespace N { class B { } }
                """);
        _folder.Convert("program.cs", "a.ipynb");
        Assert.Equal(["line 1", "line 2", "line 3", "line 5"], _folder.Notes.Select(note => note.Where));
        Assert.Equal([true, false, true, true], _folder.Notes.Select(note => note.IsLeftOut));
    }

    [Fact]
    public void Code_that_nests_too_deep_stays_as_a_comment_and_no_program_is_read_that_does()
    {
        string deep = "var deep = " + new string('(', 20_000) + "1" + new string(')', 20_000) + ";";
        string program = _folder.ToProgram(deep, "1 + 1");
        Assert.Equal(
            "cell 1: an expression or block is nested too deeply to compile; it stays as a comment",
            Assert.Single(_folder.Notes).ToString());
        Assert.Contains("ShowValue(1 + 1);", program, StringComparison.Ordinal);
        _folder.Convert("program.cs", "again.ipynb");
        Assert.Equal(deep, _folder.Load("again.ipynb").Cells[0].Source);
        _folder.Write("deep.cs", deep);
        NotebookFormatException error = Assert.Throws<NotebookFormatException>(() => _folder.Convert("deep.cs", "b.ipynb"));
        Assert.Contains("nested too deeply", error.Message, StringComparison.Ordinal);
    }
}
