using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace NotebookKit.Tool.Tests.Lessons;

/// <summary>The lessons are saved executed, complete, and in a form that both runtimes read. That they run in both is tested by running
/// them: .ci/original.</summary>
public partial class SavedLessonTests
{
    private const int LargestFile = 1_000_000;

    [Fact]
    public void There_are_lessons_to_look_at_and_each_has_its_own_number()
    {
        Assert.NotEmpty(Lesson.All);
        Assert.All(Lesson.All, lesson => Assert.Matches(@"^\d\d-[a-z0-9-]+\.ipynb$", lesson.Name));
        Assert.Equal(Lesson.All.Count, Lesson.All.Select(lesson => lesson.Name[..2]).Distinct().Count());
    }

    [Fact]
    public void Every_code_cell_names_its_language_for_both_runtimes_and_for_VS_Code() => AssertNone(
        from lesson in Lesson.All
        from cell in lesson.CodeCells
        let metadata = cell.Metadata
        where (string?)metadata["dotnet_interactive"]?["language"] != "csharp"
            || (string?)metadata["polyglot_notebook"]?["kernelName"] != "csharp"
            || (string?)metadata["vscode"]?["languageId"] != "csharp"
        select lesson.Describe(cell));

    [Fact]
    public void Every_notebook_names_the_kernel_of_both_runtimes() => AssertNone(
        from lesson in Lesson.All
        let metadata = lesson.Document.Metadata
        where (string?)metadata["kernelspec"]?["name"] != ".net-csharp"
            || (string?)metadata["language_info"]?["name"] != "polyglot-notebook"
            || (string?)metadata["polyglot_notebook"]?["kernelInfo"]?["defaultKernelName"] != "csharp"
            || lesson.Document.Minor < 5
        select lesson.Name);

    [Fact]
    public void Every_code_cell_is_saved_executed_from_top_to_bottom_and_without_an_error()
    {
        AssertNone(from lesson in Lesson.All from cell in lesson.CodeCells where !Lesson.Passed(cell) select lesson.Describe(cell));
        AssertNone(
            from lesson in Lesson.All
            let counts = lesson.CodeCells.Select(cell => cell.ExecutionCount).ToArray()
            where !counts.SequenceEqual(Enumerable.Range(1, counts.Length).Select(count => (int?)count))
            select $"{lesson.Name}: executed in the order {string.Join(", ", counts)}");
        AssertNone(
            from lesson in Lesson.All
            from cell in lesson.CodeCells
            where cell.Outputs.Any(output => (string?)output!["name"] == "stderr")
            select $"{lesson.Describe(cell)} wrote to the error stream");
    }

    [Fact]
    public void The_first_code_cell_imports_the_bootstrap_and_others_import_only_what_stands_beside_the_lesson() => AssertNone(
        from lesson in Lesson.All
        from cell in lesson.CodeCells
        let first = cell == lesson.CodeCells.First()
        let lines = cell.Source.Split('\n')
        where first != lines.Contains("#!import kit.dib") || !ImportsStandAtTheBeginning(lines, Path.GetDirectoryName(lesson.Path)!)
        select lesson.Describe(cell));

    private static bool ImportsStandAtTheBeginning(string[] lines, string folder)
    {
        string[] imports = [.. lines.TakeWhile(line => line.StartsWith("#!import ", StringComparison.Ordinal))];
        return imports.All(line => Path.GetFileName(line["#!import ".Length..]) is var name && name == line["#!import ".Length..]
                && name.EndsWith(".dib", StringComparison.Ordinal) && File.Exists(Path.Combine(folder, name)))
            && !lines.Skip(imports.Length).Any(line => line.Contains("#!import", StringComparison.Ordinal));
    }

    [Fact]
    public void No_saved_file_is_over_a_megabyte() => AssertNone(
        from lesson in Lesson.All
        let length = new FileInfo(lesson.Path).Length
        where length > LargestFile
        select $"{lesson.Name}: {length:N0} bytes");

    [Fact]
    public void No_output_holds_a_path_or_a_time_of_the_machine_it_was_made_on() => AssertNone(
        from lesson in Lesson.All
        from cell in lesson.CodeCells
        from found in OfOneMachine().Matches(Lesson.TextOf(cell)).Select(match => match.Value)
        select $"{lesson.Describe(cell)}: {found}");

    [Theory]
    [InlineData("/home/somebody/notebooks", true)]
    [InlineData("in /tmp/a.txt", true)]
    [InlineData(@"C:\Users\a", true)]
    [InlineData("Wall time: 12.3ms", true)]
    [InlineData("took 3.2 s", true)]
    [InlineData("1,234 samples/s · 0:42 left", true)]
    [InlineData("at 12:34:56", true)]
    [InlineData("2026-04-01", true)]
    [InlineData("written by Keras 3.15.1, 2026-11-25@23:56:46", false)]
    [InlineData("(1, 3, 1) and 145,932 parameters in 4 steps", false)]
    [InlineData("data/published, ../lib/bin", false)]
    [InlineData("0.0993 5s and/or z/r/h", false)]
    public void Paths_and_times_are_told_from_other_text(string text, bool found) => Assert.Equal(found, OfOneMachine().IsMatch(text));

    [Fact]
    public void Every_output_has_a_form_that_needs_no_script() => AssertNone(
        from lesson in Lesson.All
        from cell in lesson.CodeCells
        from output in cell.Outputs
        where output!["data"] is JsonObject data
            && !data.Any(form => form.Key is "text/plain" or "text/html" or "image/svg+xml" or "image/png")
        select lesson.Describe(cell));

    private static void AssertNone(IEnumerable<string> found)
    {
        string[] all = [.. found];
        Assert.True(all.Length == 0, string.Join("\n", all));
    }

    /// <remarks>A date joined to its time by @ stands in a file of Keras's and is that file's, the same wherever it is read.</remarks>
    [GeneratedRegex(@"(?:^|[\s('""])/(?:home|root|tmp|usr|var|opt|work|Users|mnt)/\S*|\b[A-Za-z]:\\\w\S*|Wall time|\b\d+(?:\.\d+)? (?:ms|s|sec|seconds|minutes)\b|samples/s|\d:\d\d left|(?<!@)\b\d{1,2}:\d\d:\d\d\b|\b20\d\d-\d\d-\d\d\b(?!@)")]
    private static partial Regex OfOneMachine();
}
