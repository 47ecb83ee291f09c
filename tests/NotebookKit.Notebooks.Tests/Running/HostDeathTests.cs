using NotebookKit.Notebooks.Running;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Tests.Running;

public class HostDeathTests
{
    [Theory]
    [InlineData("Process terminated.\n   at System.Environment.FailFast(System.String)\n")]
    [InlineData("Process terminated.\n\n   at System.Environment.FailFast(System.String)\n")]
    public void An_end_without_a_reason_is_told_without_one(string lastWords) => Assert.Contains(
        "by Environment.FailFast or a failed assertion. Throw an exception instead", HostDeath.DescribeWords(lastWords)!.Value);

    [Theory]
    [InlineData(
        """
        Process terminated.
        lost
        the thread
           at System.Environment.FailFast(System.String)
           at Script.F()

        """, "lost the thread")]
    [InlineData("Process terminated. Assertion failed.\n   at Script.F() in cell 1:line 2\n", "Assertion failed")]
    public void A_process_that_was_told_to_fail_fast_says_why(string lastWords, string reason)
    {
        ErrorEvent error = HostDeath.Describe(134, lastWords, memoryLimit: 1 << 30, memoryExceeded: false);
        Assert.Equal("ProcessTerminated", error.Name);
        Assert.Contains($"FailFast or a failed assertion: {reason}. Throw", error.Value);
        Assert.Contains("Script.F()", error.Traceback[^1]);
    }

    [Theory]
    [InlineData("Unhandled exception. System.Exception: lost\n   at Script.F() in cell 1:line 2\n", "")]
    [InlineData("Unhandled exception. ", "System.Exception: lost\n   at Script.F() in cell 1:line 2\n")]
    [InlineData("", "Unhandled exception. System.Exception: lost\n   at Script.F() in cell 1:line 2\n")]
    public async Task A_cell_that_ends_while_the_runtime_ends_the_process_takes_no_last_words_along(string before, string behind)
    {
        using var written = new MemoryStream();
        written.Write(System.Text.Encoding.UTF8.GetBytes("what cell 0 wrote"));
        HostErrors.WriteMark(written, "mark", 0);
        written.Write(System.Text.Encoding.UTF8.GetBytes(before));
        HostErrors.WriteMark(written, "mark", 1);
        written.Write(System.Text.Encoding.UTF8.GetBytes(behind));
        written.Position = 0;
        var errors = new HostErrors("mark");
        await errors.ReadAsync(new StreamReader(written));
        ErrorEvent error = HostDeath.Describe(HostDeath.Aborted, errors.LastWords, memoryLimit: 1 << 30, memoryExceeded: false);
        Assert.Equal("UnhandledException", error.Name);
        Assert.Contains("System.Exception: lost. Catch it where it is thrown.", error.Value);
        Assert.Contains("Script.F()", error.Traceback[^1]);
    }

    [Theory]
    [InlineData(17)]
    [InlineData(18)]
    [InlineData(19)]
    [InlineData(20)]
    [InlineData(21)]
    [InlineData(22)]
    [InlineData(23)]
    [InlineData(28)]
    public void A_signal_that_ends_no_process_is_told_as_an_exit_code(int signal)
    {
        ErrorEvent error = HostDeath.Describe(128 + signal, "", memoryLimit: 1 << 30, memoryExceeded: false);
        Assert.Equal("ProcessExited", error.Name);
        Assert.Contains($"exit code {128 + signal}.", error.Value);
        Assert.DoesNotContain("ignal", error.Value);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(11)]
    [InlineData(15)]
    [InlineData(24)]
    [InlineData(31)]
    [InlineData(64)]
    public void A_signal_that_ends_processes_is_named(int signal)
    {
        ErrorEvent error = HostDeath.Describe(128 + signal, "", memoryLimit: 1 << 30, memoryExceeded: false);
        Assert.Equal("ProcessCrashed", error.Name);
        Assert.Contains($"Signal {signal} ended", error.Value);
    }

    [Fact]
    public void A_process_that_ended_before_a_cell_ran_does_not_blame_the_cell()
    {
        ErrorEvent error = HostDeath.Describe(1, "words\n", memoryLimit: 1 << 30, memoryExceeded: false, hasStarted: false);
        Assert.Equal("ProcessExited", error.Name);
        Assert.Contains("exit code 1 before it took a cell.", error.Value);
        Assert.Equal("words", error.Traceback[^1]);
    }
}
