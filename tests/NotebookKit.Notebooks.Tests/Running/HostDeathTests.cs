using NotebookKit.Notebooks.Running;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Tests.Running;

public class HostDeathTests
{
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
}
