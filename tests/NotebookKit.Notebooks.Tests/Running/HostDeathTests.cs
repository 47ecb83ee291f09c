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
}
