namespace NotebookKit.Notebooks.CSharp;

/// <summary>
/// An exception and its causes, as many as a reader can use. A framework wraps an error a few times, a faulty loop a thousand
/// times: the first say what was going on, and the innermost names the reason.
/// </summary>
internal static class ErrorCauses
{
    /// <summary>How many are told from the outermost on.</summary>
    internal const int Outermost = 12;

    /// <summary>How many are told of those that nothing else has caused.</summary>
    internal const int Innermost = 4;

    /// <summary>The exception first, then what caused it, from the outside in; an exception that is met again is told once.</summary>
    public static IReadOnlyList<ErrorCause> Of(Exception error)
    {
        List<Exception> all = All(error);
        var told = new List<ErrorCause>();
        int reasons = 0, before = -1;
        foreach ((int index, Exception cause) in all.Index())
        {
            bool isLast = index == all.Count - 1;
            if (index < Outermost || isLast || (IsReason(cause) && reasons < Innermost - 1))
            {
                reasons += index >= Outermost ? 1 : 0;
                told.Add(new ErrorCause(cause, index - before - 1));
                before = index;
            }
        }

        return told;
    }

    private static List<Exception> All(Exception error)
    {
        var all = new List<Exception>();
        var met = new HashSet<Exception>(ReferenceEqualityComparer.Instance);
        var open = new Stack<Exception>([error]);
        while (open.TryPop(out Exception? next))
        {
            if (!met.Add(next))
            {
                continue;
            }

            all.Add(next);
            if (next is AggregateException several)
            {
                foreach (Exception inner in several.InnerExceptions.Reverse())
                {
                    open.Push(inner);
                }
            }
            else if (next.InnerException is { } cause)
            {
                open.Push(cause);
            }
        }

        return all;
    }

    private static bool IsReason(Exception error) => error.InnerException is null;
}

/// <summary>One of an exception's causes.</summary>
/// <param name="Error">The cause.</param>
/// <param name="LeftOut">How many between the one before and this are not told.</param>
internal readonly record struct ErrorCause(Exception Error, int LeftOut);
