using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Tests.Conversion;

/// <summary>A notebook and the program made of it, both run; and a program and its notebook.</summary>
public sealed class ConvertedProgramTests : IDisposable
{
    private readonly ConvertedFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Trait("Category", "Endurance")]
    [Fact]
    public async Task A_program_prints_what_the_notebook_prints_and_so_does_the_notebook_made_of_it_again()
    {
        _folder.Write("imported.dib", "#!csharp\n\nvar fromImport = 41;\n");
        string program = _folder.ToProgram(
            "using System.IO;\nvar x = 1;\nint y;\nfor (int i = 0; i < 2; i++) Console.WriteLine(i);\ny",
            "var x = \"two\";\nint i = 5;\npublic static int Twice(int n) => n * 2;\nrecord Person(string Name, int Age);\nnew { x, i }",
            "string Twice(string s) => s + s;\nConsole.WriteLine(Twice(2) + Twice(x))",
            "foreach (var p in new[] { new Person(\"A\", 1) }) Console.WriteLine(p);\n"
                + "class Counter { private int n; public int Next() => ++n; }\n"
                + "static string Shout(this string s) => s.ToUpperInvariant();\nnew Counter().Next() + x.Shout()",
            "#!import imported.dib\nfromImport + 1",
            "await Task.Delay(1);\nawait Task.FromResult(5)",
            "display(new List<int> { 1, 2 });\nint.TryParse(\"5\", out var parsed);\nparsed + y",
            "System.Text.Json.JsonSerializer.Serialize(new { a = 1.5 })",
            "Func<int> f = () => 3;\nreturn f();");
        string printed = await _folder.PrintedByNotebook();
        Assert.Equal(printed, await _folder.PrintedByProgram());
        _folder.Convert("program.cs", "again.ipynb");
        Assert.Equal(printed, await _folder.PrintedByNotebook("again.ipynb"));
        Assert.DoesNotContain(_folder.Notes, note => note.IsLeftOut);
        Assert.Contains("41", program);
    }

    [Fact]
    [Trait("Category", "Endurance")]
    public async Task Values_are_printed_as_the_notebook_shows_them()
    {
        _folder.ToProgram(
        [
            "1 + 1", "3.25f", "1.0 / 3", "true", "'c'", "12345678.9m", "(string)null", "\"text\"", "DayOfWeek.Monday",
            "TimeSpan.FromSeconds(90)",
            "Guid.Empty", "new DateTime(2020, 1, 2, 3, 4, 5)", "(1, \"two\", 3.5)", "new { A = 1, B = \"x\" }",
            "new List<string> { \"a\", \"b\" }",
            "new string[0]", "Enumerable.Range(0, 100).ToList()", "new Dictionary<string, int> { [\"a\"] = 1, [\"b\"] = 2 }",
            "record Person(string Name, int Age);\nnew Person(\"Ada\", 36)", "new[] { new Person(\"A\", 1), new Person(\"B\", 2) }",
            "new int[2, 2] { { 1, 2 }, { 3, 4 } }", "new[] { new[] { 1, 2 }, new[] { 3 } }", "new List<double> { 1.5, double.NaN }",
            "new StringBuilder(\"abc\")", "new KeyValuePair<string, int>(\"k\", 1)", "typeof(int)", "new Exception(\"boom\")",
            "new Dictionary<string, List<int>> { [\"a\"] = new() { 1 } }",
        ]);
        Assert.Equal(await _folder.PrintedByNotebook(), await _folder.PrintedByProgram());
    }

    [Fact]
    [Trait("Category", "Endurance")]
    public async Task A_package_goes_over()
    {
        _folder.ToProgram(
            "#r \"nuget: Humanizer.Core, 2.14.1\"", "using Humanizer;\n\"some text\".Pascalize()", "Console.WriteLine(3.ToWords())");
        // The notebook's list of installed packages is not the program's.
        Assert.Equal("SomeText\nthree", await _folder.PrintedByProgram());
        Assert.EndsWith("SomeText\nthree", await _folder.PrintedByNotebook());
    }

    [Fact]
    [Trait("Category", "Endurance")]
    public async Task A_notebook_made_of_a_program_prints_what_the_program_prints()
    {
        _folder.Write("program.cs", """
            #!/usr/bin/env dotnet
            #:property PublishAot=false
            using System.Globalization;

            // Sums.
            var numbers = new List<int> { 1, 2, 3 };
            #region Averages
            double mean = numbers.Average();
            Console.WriteLine(mean.ToString(CultureInfo.InvariantCulture));
            #endregion
            // %% Points
            var point = new Point(args.Length, 2);
            Console.WriteLine(point);
            Console.WriteLine(Path.GetFileName("a/b.txt"));

            record struct Point(int X, int Y);
            """);
        _folder.Convert("program.cs", "notebook.ipynb");
        Assert.Equal(await _folder.PrintedByProgram(), await _folder.PrintedByNotebook());
        IReadOnlyList<NotebookCell> cells = _folder.Load("notebook.ipynb").Cells;
        Assert.Contains("## Averages", cells.Select(cell => cell.Source));
        Assert.Contains("## Points", cells.Select(cell => cell.Source));
    }
}
