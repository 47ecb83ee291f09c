namespace NotebookKit.Notebooks.Session;

/// <summary>
/// Whether an exception holds so many others that it must not be asked for its text. .NET builds an exception's text out of those
/// inside of it by calling itself, which overflows the stack for a few thousand levels, and takes for ever where two levels share
/// what is below them, and so on.
/// </summary>
internal static class NestedErrors
{
    private const int MaximumLevels = 100;
    private const int MaximumErrors = 10_000;

    /// <summary>Whether <see cref="Exception.ToString"/> would go too far: it tells every cause.</summary>
    public static bool AreTooManyToPrint(Exception error) => AreTooMany(error, within => within switch
    {
        AggregateException several => several.InnerExceptions,
        { InnerException: { } cause } => [cause],
        _ => [],
    });

    /// <summary>Whether <see cref="Exception.Message"/> would go too far: that of several errors in one holds theirs.</summary>
    public static bool AreTooManyForMessage(Exception error) =>
        error is AggregateException && AreTooMany(error, within => within is AggregateException several ? several.InnerExceptions : []);

    // Every way from the outermost counts, since the text is built along every way.
    private static bool AreTooMany(Exception error, Func<Exception, IReadOnlyList<Exception>> inside)
    {
        int seen = 0;
        var open = new Stack<(Exception Error, int Level)>([(error, 0)]);
        while (open.TryPop(out (Exception Error, int Level) next))
        {
            if (next.Level > MaximumLevels || ++seen > MaximumErrors)
            {
                return true;
            }

            foreach (Exception inner in inside(next.Error))
            {
                open.Push((inner, next.Level + 1));
            }
        }

        return false;
    }
}
