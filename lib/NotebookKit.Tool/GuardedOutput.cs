using System.Text;

namespace NotebookKit.Tool;

/// <summary>What the command has to say cannot be written.</summary>
/// <param name="cause">Why.</param>
// Not an IOException: whoever reads and writes files must not take it for a failure of those.
internal sealed class OutputException(Exception cause) : Exception(
    $"the standard output cannot be written: {cause.Message.TrimEnd('.')}. Give it another place, or free some space.", cause);

/// <summary>
/// The process's standard output or error, which may be closed, or lead to a full disk: a failure of the output is told as
/// such, one of the error has nobody to be told to.
/// </summary>
/// <param name="inner">Where the text goes.</param>
/// <param name="isForErrors">Whether what cannot be written is left out.</param>
internal sealed class GuardedOutput(TextWriter inner, bool isForErrors) : TextWriter
{
    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <summary>Puts guards before the process's own output and error.</summary>
    public static void SetUp()
    {
        Console.SetOut(new GuardedOutput(Console.Out, isForErrors: false));
        Console.SetError(new GuardedOutput(Console.Error, isForErrors: true));
    }

    /// <inheritdoc/>
    public override void Write(char value) => Guard(() => inner.Write(value));

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Guard(() => inner.Write(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(string? value) => Guard(() => inner.Write(value));

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Guard(() => inner.WriteLine(value));

    /// <inheritdoc/>
    public override void Flush() => Guard(inner.Flush);

    private void Guard(Action write)
    {
        try
        {
            write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            if (!isForErrors)
            {
                throw new OutputException(error);
            }
        }
    }
}
