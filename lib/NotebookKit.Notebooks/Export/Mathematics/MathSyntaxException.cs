namespace NotebookKit.Notebooks.Export;

/// <summary>A formula uses what the converter does not know, or is not well formed. The message says what, and what to write
/// instead.</summary>
internal sealed class MathSyntaxException : Exception
{
    /// <summary>Makes the error.</summary>
    /// <param name="message">What is wrong with the formula, and what to write instead.</param>
    public MathSyntaxException(string message)
        : base(message)
    {
    }
}
