using System.Globalization;
using System.Runtime.ExceptionServices;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Tool.Jupyter.Kernel;

/// <summary>
/// What would end the session without a word to the front end: an exception that no one catches on a thread of a cell, which
/// the session survives, and a cell that ends the process. There is one of it in a process.
/// </summary>
/// <param name="execute">Knows whose cell runs.</param>
/// <param name="session">Describes exceptions; null before it is there.</param>
/// <param name="flush">Waits until what was sent is on its way.</param>
/// <param name="log">Takes a line for each.</param>
internal sealed class SessionDeath(ExecuteHandler execute, Func<CSharpSession?> session, Action flush, Action<string> log)
{
    private volatile bool _isExpected;

    /// <summary>Begins to look out.</summary>
    public void Watch()
    {
        ExceptionHandling.SetUnhandledExceptionHandler(OnUnhandled);
        AppDomain.CurrentDomain.ProcessExit += OnExit;
    }

    /// <summary>The kernel ends by its own will from here on.</summary>
    public void Expect()
    {
        _isExpected = true;
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
    }

    private bool OnUnhandled(Exception error)
    {
        log($"an exception on a thread of its own: {error}");
        ErrorEvent described = session()?.Describe(error) ?? new ErrorEvent(error.GetType().Name, error.Message, [error.Message]);
        string what = $"An exception on a thread of its own ended that thread: {described.Name}: {described.Value} "
            + "Catch it where it is thrown. The session goes on.";
        execute.FailBeside(new ErrorEvent("UnhandledException", what, [$"UnhandledException: {what}", .. described.Traceback]));
        return true;
    }

    private void OnExit(object? sender, EventArgs e)
    {
        if (_isExpected)
        {
            return;
        }
        string what = string.Create(
            CultureInfo.InvariantCulture,
            $"The cell ended the kernel's process with exit code {Environment.ExitCode}, and all variables with it. "
            + $"A cell must not call Environment.Exit; run the notebook from its beginning.");
        log($"the kernel ends: Environment.Exit was called, exit code {Environment.ExitCode}");
        session()?.FlushConsole();
        execute.Abandon(new ErrorEvent("ProcessExited", what, [$"ProcessExited: {what}"]));
        flush();
    }
}
