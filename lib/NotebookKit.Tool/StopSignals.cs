using System.Runtime.InteropServices;

namespace NotebookKit.Tool;

/// <summary>
/// Listens for what asks the command to end: Ctrl+C and SIGTERM. The first one stops the run in good order; a second one
/// ends the process at once, as if nobody listened.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly PosixSignalRegistration[] _registrations;
    private int _received;

    /// <summary>Starts to listen.</summary>
    /// <param name="cancellation">Asks for the end as well.</param>
    public StopSignals(CancellationToken cancellation)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM }.Select(
            signal => PosixSignalRegistration.Create(signal, OnSignal))];
    }

    /// <summary>Cancelled when the command should end.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>What asked for the end, as a person calls it; null when nothing did.</summary>
    public string? Received => (PosixSignal)Volatile.Read(ref _received) switch
    {
        PosixSignal.SIGINT => "Ctrl+C",
        PosixSignal.SIGTERM => "SIGTERM",
        _ => null,
    };

    /// <summary>The exit code of a run: what it is otherwise, unless the signal that stopped it has one of its own.</summary>
    public int ExitCode(int otherwise) =>
        otherwise == ExitCodes.Cancelled
            && (PosixSignal)Volatile.Read(ref _received) == PosixSignal.SIGTERM ? ExitCodes.Terminated : otherwise;

    /// <summary>Stops listening.</summary>
    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }

        _stop.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (Interlocked.CompareExchange(ref _received, (int)context.Signal, 0) != 0)
        {
            // The table hides the cursor, and nobody will be there to bring it back.
            if (!Console.IsOutputRedirected)
            {
                Console.Write("\x1b[?25h");
            }

            return;
        }

        context.Cancel = true;
        _stop.Cancel();
    }
}
