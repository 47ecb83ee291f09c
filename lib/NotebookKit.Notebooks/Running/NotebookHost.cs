using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Running;

/// <summary>
/// The process in which a notebook executes: it takes cells from the runner's pipe, runs them in one
/// <see cref="CSharpSession"/>, and sends back what they show. When the runner is gone it
/// ends itself and all that its cells have started.
/// </summary>
public static class NotebookHost
{
    private const int RunnerIsGone = 1;

    // What a cell started and did not wait for gets this long at the end of the notebook to show that it fails.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    /// <summary>Serves the runner until it asks for the end or goes away.</summary>
    /// <param name="pipe">The name of the runner's pipe: the last argument on the command line.</param>
    /// <returns>The exit code of the process.</returns>
    public static int Run(string pipe)
    {
        // The limit is this process's own; what a cell starts, such as a package restore, must not inherit it.
        Environment.SetEnvironmentVariable(HostProcess.MemoryLimitVariable, null);

        string mark = Environment.GetEnvironmentVariable(ProcessTree.MarkVariable) ?? ProcessTree.MarkChildren();
        ProcessTree.BecomeLeader();

        // Ctrl+C may be sent to this process all the same; what it means is the runner's to decide.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);

        if (RunnerLink.Connect(pipe) is not { } stream)
        {
            return RunnerIsGone;
        }

        var writer = new StreamWriter(stream, new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };

        var requests = new BlockingCollection<string>();
        var reading = new Thread(() => ReadRequests(stream, requests, mark)) { IsBackground = true, Name = "runner's requests" };
        reading.Start();

        using var session = new CSharpSession(new SessionOptions { WorkingDirectory = Environment.CurrentDirectory });
        session.CaptureStandardOutput();
        using Stream errors = Console.OpenStandardError();
        UpdateGathering? running = null;
        // A cell that ends the process takes nothing along of what it has shown.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Flush();
        AppDomain.CurrentDomain.UnhandledException += (_, _) => Flush();

        foreach (string line in requests.GetConsumingEnumerable())
        {
            if (HostProtocol.ReadRequest(line) is not { } request)
            {
                break;
            }
            if (request.OnlySettles)
            {
                Settle();
            }
            else
            {
                Execute(request);
            }
            HostErrors.WriteMark(errors, mark, request.Number);
            SendLine(HostProtocol.DoneLine(request.Number));
        }

        return 0;

        void Execute(HostRequest request)
        {
            if (!session.Runs(request.Language))
            {
                string message =
                    $"The cell's language is '{request.Language}', which does not run here; {string.Join(", ", session.Languages)} do. "
                    + "Set the cell's language, or tag it skip-execution.";
                Send(new ErrorEvent("UnsupportedLanguage", message, [$"UnsupportedLanguage: {message}"]));
                return;
            }

            using var gathering = new UpdateGathering(new OutputLimit(request.OutputLimit, Send).Pass);
            running = gathering;
            // Only while the cell runs: what ran before must not know it.
            Environment.SetEnvironmentVariable(CheckMime.NumberVariable, request.CheckNumber);
            session.ExecuteAsync(request.Code, gathering.Pass, CancellationToken.None, request.Language, request.Name)
                .GetAwaiter().GetResult();
            Environment.SetEnvironmentVariable(CheckMime.NumberVariable, null);
        }

        void Settle()
        {
            if (session.SettleAsync(s_patience).GetAwaiter().GetResult() is { } failure)
            {
                Send(failure);
            }
        }

        void Flush()
        {
            session.FlushConsole();
            running?.Flush();
        }

        void Send(SessionEvent shown) => SendLine(HostProtocol.EventLine(shown));

        void SendLine(string line)
        {
            lock (writer)
            {
                writer.WriteLine(line);
            }
        }
    }

    // On a thread of its own, so that the end of the runner is noticed whatever the cell does.
    private static void ReadRequests(Stream stream, BlockingCollection<string> requests, string mark)
    {
        try
        {
            using var reader = new StreamReader(stream, Encoding.UTF8);
            while (reader.ReadLine() is { } line)
            {
                requests.Add(line);
            }
        }
        catch (IOException)
        {
            // The runner died in the middle of a line; the end is the same.
        }

        // Nobody is there to hear how it ends, and what cells have started must not outlive them.
        ProcessTree.KillSelf(mark);
    }
}
