using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Tests.Session.Output;

public sealed class OriginalErrorsTests
{
    [Theory]
    [InlineData("System.Exception: x\r\ny\r\n   at Submission#3.<<Initialize>>d__0.MoveNext()\r\n--- End of stack trace from previous "
        + "location ---\r\n   at X()",
        "Exception", "x\ny", 3)]
    [InlineData("Submission#1+Mine: what: ever", "Mine", "what: ever", 0)]
    [InlineData(
        """
        System.AggregateException: One or more errors occurred. (a)
         ---> System.InvalidOperationException: a
           at X()
           --- End of inner exception stack trace ---
        """,
        "AggregateException", "One or more errors occurred. (a)", 3)]
    [InlineData("System.Net.Sockets.SocketException (0x80004005): refused", "SocketException", "refused", 0)]
    [InlineData("(1,9): error CS1525: Invalid expression term ';'\r\n\r\n(2,1): error CS1002: ; expected", "CompilationError",
        "(1,9): error CS1525: Invalid expression term ';'\n\n(2,1): error CS1002: ; expected", 0)]
    [InlineData("(1,1): error DNI101: Unknown magic command '#!nosuch'", "DirectiveError",
        "(1,1): error DNI101: Unknown magic command '#!nosuch'", 0)]
    [InlineData("Command cancelled.", "Error", "Command cancelled.", 0)]
    [InlineData("", "Error", "The cell failed, and .NET Interactive does not say why.", 0)]
    public void An_error_has_a_name_a_message_and_frames(string text, string name, string message, int frames)
    {
        ErrorEvent error = OriginalErrors.Read(text);

        Assert.Equal((name, message), (error.Name, error.Value));
        Assert.Equal(message.Split('\n').Length + frames, error.Traceback.Count);
    }
}
