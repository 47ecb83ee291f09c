using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Tests.Session.Directives;

public class CellImportTests
{
    [Theory]
    [InlineData("parts.cs")]
    [InlineData("parts.csx")]
    public async Task A_CSharp_file_runs_as_a_cell(string name)
    {
        using var run = new SessionRun();
        run.Write(name, "using System.IO;\nvar imported = Path.Combine(\"a\", \"b\");");
        Assert.Equal(Path.Combine("a", "b"), await run.Value($"#!import {name}\nimported"));
    }

    [Fact]
    public async Task A_dib_runs_cell_by_cell()
    {
        using var run = new SessionRun();
        run.Write("sub/kit.dib", """
            #!meta

            {"kernelInfo":{"defaultKernelName":"csharp","items":[{"aliases":[],"name":"csharp"}]}}

            #!csharp

            var first = 1;
            first

            #!markdown

            # Not shown

            #!html

            <b>shown</b>

            #!csharp

            Console.WriteLine("second");
            """);
        Assert.Equal(2, await run.Value("#!import sub/kit.dib\nfirst + 1"));
        Assert.Equal(
            ["1", "<b>shown</b>"], run.Displays.Select(shown => (shown.Data["text/plain"] ?? shown.Data["text/html"])!.ToString()));
        Assert.Equal("second\n", run.Output);
        Assert.Equal("2", run.Shown["text/plain"]!.ToString());
    }

    [Fact]
    public async Task An_ipynb_runs_cell_by_cell()
    {
        using var run = new SessionRun();
        run.Write("nb.ipynb", """
            {"cells":[{"cell_type":"markdown","metadata":{},"source":"# T"},
             {"cell_type":"code","metadata":{"polyglot_notebook":{"kernelName":"csharp"}},"execution_count":null,"outputs":[],"source":["var a = 2;\n","var b = a * 2;"]}],
             "metadata":{"kernelspec":{"display_name":".NET (C#)","language":"C#","name":".net-csharp"}},"nbformat":4,"nbformat_minor":4}
            """);
        Assert.Equal(4, await run.Value("#!import nb.ipynb\nb"));
    }

    [Fact]
    public async Task An_error_in_an_imported_cell_names_file_cell_and_line()
    {
        using var run = new SessionRun();
        run.Write("bad.dib", "#!csharp\n\nvar fine = 1;\n\n#!csharp\n\nvar x = 0;\nvar y = 1 / x;");
        ErrorEvent error = await run.Error("#!import bad.dib\nfine");
        Assert.Contains("bad.dib cell 2, line 2", string.Join('\n', error.Traceback), StringComparison.Ordinal);
        Assert.Equal(1, await run.Value("fine"));
    }

    [Fact]
    public async Task A_file_that_lies_in_a_folder_below_is_named_with_the_line_to_write()
    {
        using var run = new SessionRun();
        string name = $"{Guid.NewGuid():n}.dib";
        run.Write($"notebooks/{name}", "#!csharp\n\n1");
        ErrorEvent error = await run.Error($"#!import {name}");
        Assert.Contains($"There is one at {Path.Combine(run.Folder, "notebooks", name)}: write "
            + $"#!import notebooks/{name}", error.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_is_named_with_where_it_was_looked_for_and_what_to_do()
    {
        using var run = new SessionRun();
        string name = $"{Guid.NewGuid():n}.dib";
        ErrorEvent error = await run.Error($"#!import {name}");
        Assert.Contains($"there is no file '{Path.Combine(run.Folder, name)}'", error.Value, StringComparison.Ordinal);
        Assert.Contains($"looked up from the notebook's folder, {run.Folder}", error.Value, StringComparison.Ordinal);
        Assert.Contains($"Put {name} there, or write its path", error.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_files_name_close_ones()
    {
        using var run = new SessionRun();
        run.Write("kit.dib", "#!csharp\n\n1");
        ErrorEvent error = await run.Error("#!import kti.dib");
        Assert.Equal("DirectiveError", error.Name);
        Assert.Contains(Path.Combine(run.Folder, "kti.dib"), error.Value, StringComparison.Ordinal);
        Assert.Contains("kit.dib", error.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_kinds_damaged_files_and_circles_are_refused()
    {
        using var run = new SessionRun();
        run.Write("notes.txt", "x");
        Assert.Contains(".ipynb", (await run.Error("#!import notes.txt")).Value, StringComparison.Ordinal);
        run.Write("broken.ipynb", "{");
        Assert.Contains("broken.ipynb", (await run.Error("#!import broken.ipynb")).Value, StringComparison.Ordinal);
        run.Write("a.dib", "#!csharp\n\n#!import b.csx");
        run.Write("b.csx", "#!import a.dib");
        Assert.Contains("imports itself", (await run.Error("#!import a.dib")).Value, StringComparison.Ordinal);
        Assert.Equal(1, await run.Value("1"));
    }
}
