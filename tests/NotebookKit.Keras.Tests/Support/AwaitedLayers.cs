namespace NotebookKit.Keras.Tests.Support;

/// <summary>
/// What required files need and the library is about to get: the one reason for which a required case may wait. A line goes
/// when its layer comes, and this class when all are there.
/// </summary>
internal static class AwaitedLayers
{
    private static readonly string[] s_names =
    [
        "Conv1D", "BatchNormalization",
    ];

    /// <summary>Whether a refusal names one of them.</summary>
    public static bool Explain(KerasFileException error) => s_names.Any(name => error.Message.Contains(name, StringComparison.Ordinal));

    /// <summary>Opens a case, or null where it waits for a layer.</summary>
    public static Model? Open(KerasCase item, string form)
    {
        try
        {
            return item.Open(form);
        }
        catch (KerasFileException error) when (Explain(error))
        {
            return null;
        }
    }
}
