namespace NotebookKit.Notebooks.Session;

/// <summary>What goes wrong underneath a directive, such as a disk that is full, is told as the directive's failure.</summary>
internal static class DirectiveErrors
{
    public static void Do(string directive, Action work, CancellationToken interrupt)
    {
        try
        {
            work();
        }
        catch (OperationCanceledException) when (interrupt.IsCancellationRequested)
        {
            throw CellFailure.Interrupted($"The cell was interrupted while {directive} was at work.");
        }
        catch (Exception error) when (error is not CellFailure)
        {
            throw CellFailure.Directive($"{directive}: {error.Message}");
        }
    }
}
