namespace NotebookKit.Xunit.Tests;

/// <summary>What xunit tells of the cells of notebooks.</summary>
public sealed class NotebooksTests(SampleRun run) : IClassFixture<SampleRun>
{
    [Fact]
    public void Each_code_cell_that_is_not_empty_is_a_case_named_after_notebook_number_and_first_line()
    {
        Assert.Equal(
            [
                "passes.ipynb › cell 2: var greeting = \\\"hello\\\";", "passes.ipynb › cell 3: greeting.Length",
                "passes.ipynb › cell 5: 1 + 1",
            ],
            run["Passing"].Select(result => result.Name));
        Assert.All(run["Passing"], result => Assert.Equal("Pass", result.Outcome));
    }

    [Fact]
    public void A_case_has_what_its_cell_printed_and_showed() =>
        Assert.Equal(["hello\nagain", "5", "2"], run["Passing"].Select(result => result.Output));

    [Fact]
    public void A_case_points_to_the_line_of_its_cell_in_the_notebook()
    {
        SampleResult cell = run["Passing"][0];
        Assert.EndsWith("passes.ipynb", cell.SourceFile);
        Assert.Contains("\"source\"", File.ReadAllLines(cell.SourceFile)[cell.SourceLine - 1]);
    }

    [Fact]
    public void A_failed_cell_tells_its_error_its_lines_and_what_it_printed()
    {
        SampleResult failed = run["Failing"][1];
        Assert.Equal("Fail", failed.Outcome);
        Assert.Contains("DivideByZeroException: Attempted to divide by zero.", failed.Message.Split('\n')[0]);
        Assert.Contains("     2 | var y = 1 / x;", failed.Message);
        Assert.Contains("       > before", failed.Message);
        Assert.Equal("before", failed.Output);
    }

    [Fact]
    public void The_stack_trace_of_a_failed_cell_names_the_lines_of_the_notebooks_file()
    {
        string[] frames = run["FailingFirst"][1].Trace.Split('\n');
        Assert.Equal(2, frames.Length);
        IEnumerable<string> lines = frames.Select(frame =>
        {
            string[] parts = frame.Split(" in ")[1].Split(":line ");
            return File.ReadAllLines(parts[0])[int.Parse(parts[1]) - 1].Trim();
        });
        Assert.Equal(["\"    throw new InvalidOperationException(\\\"first\\\");\\n\",", "\"Fail();\""], lines);
    }

    [Fact]
    public void The_cells_behind_a_failed_one_are_skipped_with_the_reason()
    {
        SampleResult behind = run["Failing"][2];
        Assert.Equal(("Skip", "not run: cell 2 of raises.ipynb, which runs before it, failed"), (behind.Outcome, behind.Reason));
    }

    [Fact]
    public void With_ContinueAfterError_they_run() =>
        Assert.Equal(["Pass", "Fail", "Pass"], run["FailingAndGoingOn"].Select(result => result.Outcome));

    [Fact]
    public void A_cell_tagged_raises_exception_may_fail_and_is_warned_of_when_it_does_not()
    {
        Assert.Equal(["Pass", "Pass", "Pass", "Pass"], run["Raising"].Select(result => result.Outcome));
        Assert.Contains("is tagged raises-exception, and raised nothing.", run["Raising"][0].Warnings);
    }

    [Fact]
    public void A_cell_that_takes_too_long_is_ended_and_told_which_property_to_raise()
    {
        Assert.Equal(["Fail", "Skip"], run["Endless"].Select(result => result.Outcome));
        Assert.Contains(
            "Timeout: The cell did not end within 1 s. Raise the limit with Timeout in [Notebooks]",
            run["Endless"][0].Message);
    }

    [Fact]
    public void Tags_skip_cells_and_are_traits()
    {
        IReadOnlyList<SampleResult> results = run["Tagged"];
        Assert.Equal(["Pass", "Skip", "Pass", "Pass"], results.Select(result => result.Outcome));
        Assert.Equal("The cell is tagged skip-execution.", results[1].Reason);
        Assert.Equal("n is 100", results[3].Output);
        Assert.Equal(["Category=Sample", "Notebook=tagged.ipynb", "Tag=last", "Tag=quick"], results[3].Traits.Order());
    }

    [Fact]
    public void A_filter_lists_the_cells_it_asks_for_and_runs_the_ones_above_them_that_it_does_not_leave_out()
    {
        SampleResult result = Assert.Single(run["Filtered"]);
        Assert.Equal(("Pass", "n is 1"), (result.Outcome, result.Output));
    }

    [Fact]
    public async Task A_cell_that_runs_alone_runs_after_the_ones_above_it()
    {
        SampleResult result = Assert.Single(
            await SampleRun.RunAsync("-method", $"{typeof(Samples)}.{nameof(Samples.Tagged)}", "-trait", "Tag=last"));
        Assert.Equal(("Pass", "n is 100"), (result.Outcome, result.Output));
    }

    [Fact]
    public async Task A_cell_that_runs_alone_fails_when_one_above_it_fails()
    {
        SampleResult result = Assert.Single(
            await SampleRun.RunAsync("-method", $"{typeof(Samples)}.{nameof(Samples.FailingFirst)}", "-trait", "Tag=alone"));
        Assert.Equal("Fail", result.Outcome);
        Assert.Contains("The cell did not run: cell 2 of fails-first.ipynb, which runs before it, failed.", result.Message);
        Assert.Contains("InvalidOperationException: first", result.Message);
    }

    [Fact]
    public void Parameters_reach_the_notebook() => Assert.Equal("3 0.5 default False Single", run["WithParameters"][1].Output);

    [Fact]
    public void A_parameter_that_the_notebook_does_not_have_fails_once_and_skips_the_rest()
    {
        Assert.Equal(["Fail", "Skip"], run["WithAnUnknownParameter"].Select(result => result.Outcome));
        Assert.Contains("there is no parameter 'epoch'. Did you mean 'epochs'?", run["WithAnUnknownParameter"][0].Message);
    }

    [Fact]
    public void Compared_outputs_fail_where_a_number_is_off_and_pass_within_the_tolerance()
    {
        Assert.Equal(["Fail", "Pass", "Pass"], run["Compared"].Select(result => result.Outcome));
        Assert.Contains("output 1, stdout, line 1: 0.5011 became 0.5012: off by 0.0001", run["Compared"][0].Message);
        Assert.All(run["ComparedLoosely"], result => Assert.Equal("Pass", result.Outcome));
    }

    [Fact]
    public void A_cell_that_ends_its_process_fails_alone()
    {
        Assert.Equal(["Fail", "Skip"], run["Dying"].Select(result => result.Outcome));
        Assert.Contains("ProcessExited: The cell ended the process with exit code 3.", run["Dying"][0].Message);
    }

    [Fact]
    public void A_notebook_runs_in_its_own_folder() => Assert.Equal("Pass", Assert.Single(run["ReadingAFileBesideIt"]).Outcome);

    [Fact]
    public void A_notebook_without_code_is_skipped_and_says_so()
    {
        SampleResult result = Assert.Single(run["OnlyText"]);
        Assert.Equal(("Skip", "the notebook has no code cells"), (result.Outcome, result.Reason));
    }

    [Fact]
    public void A_folder_is_searched_and_its_cases_bear_the_display_name() => Assert.Equal(
        ["All › only-text.ipynb", "All › saved.ipynb", "All › tagged.ipynb"],
        run["Folder"].Select(result => result.Name.Split(" › cell")[0]).Distinct());

    [Theory]
    [InlineData("Missing", "[Notebooks(\"no/such/folder\")]: no notebook was found there. It is relative to the project's folder")]
    [InlineData("NoNotebook", "[Notebooks(\"Samples.cs\")]: expected a notebook, which ends in .ipynb or .dib, or a folder.")]
    [InlineData("Damaged", "not-json.ipynb")]
    [InlineData("FilteredToNothing", "its Filter leaves no cell of any notebook.")]
    [InlineData("WronglyFiltered", "[Notebooks]: Filter colour=red: expected path=, tag= or text=")]
    [InlineData("WithABody", "WithABody: the body of a method with [Notebooks] is never run; leave it empty")]
    [InlineData("WithAWrongTimeout", "[Notebooks]: Timeout is in milliseconds, from -1 up; received -2.")]
    public void What_is_wrong_is_a_case_that_fails_with_a_sentence(string method, string sentence)
    {
        SampleResult result = Assert.Single(run[method]);
        Assert.Equal("Fail", result.Outcome);
        Assert.Contains(sentence, result.Message);
        Assert.DoesNotContain("   at ", result.Trace);
    }
}
