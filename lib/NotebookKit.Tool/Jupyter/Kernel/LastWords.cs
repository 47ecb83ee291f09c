using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Running;
using NotebookKit.Notebooks.Session;
using NotebookKit.Tool.Jupyter.Wire;
using NotebookKit.Tool.Jupyter.Zmtp;

namespace NotebookKit.Tool.Jupyter.Kernel;

/// <summary>
/// The companion process of a kernel: when the kernel dies in the middle of a cell, it takes the kernel's place on the shell
/// and iopub channels for a moment, answers that cell with an error, and ends before a front end starts the next kernel. What
/// the kernel's cells have started and left running, it ends.
/// </summary>
internal static class LastWords
{
    /// <summary>The hidden first argument by which <c>notebookkit</c> knows that it should be this.</summary>
    public const string Verb = "kernel-companion";

    /// <summary>What a line begins with that holds text of the kernel's standard error.</summary>
    public const char Heard = '!';

    private const int MaxHeard = 1 << 18;

    // Jupyter looks every three seconds whether its kernel lives, and then starts another on the same ports.
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(20);

    private const string What =
        "The process of the kernel ended in the middle of this cell. A crash of native code or a lack of memory does "
        + "that.";

    private const string Lost = "All variables are gone with the kernel's process: mend the cell, and run the notebook from its beginning.";

    /// <summary>Waits for the kernel's end.</summary>
    /// <param name="connectionFile">Where the kernel listens.</param>
    /// <param name="inherited">Where the kernel's standard error can be read; empty when it is not caught.</param>
    /// <param name="mark">The mark of what the kernel's cells start.</param>
    /// <returns>The exit code of the process.</returns>
    public static int Run(string connectionFile, string inherited, string mark)
    {
        var errors = InheritedError.Adopt(inherited);
        // What interrupts a cell is not meant for this process; and what ends the kernel may come to both.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal => signal.Cancel = true);
        using var quit = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, signal => signal.Cancel = true);
        var connection = ConnectionFile.Read(connectionFile);
        string last = "";
        var heard = new StringBuilder();
        while (Console.In.ReadLine() is { } line)
        {
            if (line.StartsWith(Heard))
            {
                heard.Append(Encoding.UTF8.GetString(Convert.FromBase64String(line[1..])));
                if (heard.Length > MaxHeard)
                {
                    heard.Remove(MaxHeard / 4, heard.Length - MaxHeard);
                }
                continue;
            }
            last = line;
            heard.Clear();
        }
        string words = heard + (errors?.ReadLeft() ?? "");
        ProcessTree.KillMarked(mark);
        // Whoever looks into Jupyter's log finds them there.
        Console.Error.Write(words);
        // Anything else than a cell: none was running, or the kernel has said goodbye.
        if (last.StartsWith('{'))
        {
            Speak(connection, JsonNode.Parse(last)!, Describe(words));
        }
        return 0;
    }

    private static ErrorEvent Describe(string words)
    {
        ErrorEvent error = HostDeath.DescribeWords(words) ?? new ErrorEvent("KernelDied", What, ["KernelDied: " + What]);
        return new ErrorEvent(error.Name, $"{error.Value} {Lost}", [.. error.Traceback, Lost]);
    }

    private static void Speak(ConnectionFile connection, JsonNode cell, ErrorEvent error)
    {
        var clock = Stopwatch.StartNew();
        var codec = new MessageCodec(connection.Key);
        using var shell = new RouterSocket(_ => { }) { Check = codec.Problem };
        using var ioPub = new XPubSocket(_ => { });
        if (!TryListen(shell, connection.Shell, clock) || !TryListen(ioPub, connection.IoPub, clock))
        {
            return;
        }
        byte[] header = Bytes(cell["header"]);
        var peer = new PeerIdentity(Bytes(cell["peer"]));
        byte[][] route = [.. cell["route"]!.AsArray().Select(Bytes)];
        int count = (int)cell["count"]!;
        bool isAnswered = peer.IsMadeUp, isSeen = false;
        while (clock.Elapsed < s_limit && !(isAnswered && isSeen))
        {
            while (ioPub.TryReceive(out ZmtpMessage change))
            {
                if (change.Parts[0][0] != 1)
                {
                    continue;
                }
                isSeen = true;
                Publish(JupyterMessage.Error, JupyterMessage.ContentOf(error));
                Publish("status", new JsonObject { ["execution_state"] = "idle" });

                void Publish(string type, JsonObject content) => ioPub.Send(
                    change with { Parts = codec.Encode([change.Parts[0][1..]], type, header, content) }, mayDrop: false);
            }
            isAnswered = isAnswered || shell.Send(
                new ZmtpMessage(peer, codec.Encode(route, "execute_reply", header, ExecuteHandler.Failed(error, count))), mayDrop: false);
            Thread.Sleep(s_step);
        }
        shell.Flush(s_limit);
        ioPub.Flush(s_limit);
    }

    // The system may take a moment to close what the dead process had open.
    private static bool TryListen(ZmtpSocket socket, ZmtpEndpoint endpoint, Stopwatch clock)
    {
        while (clock.Elapsed < s_limit)
        {
            try
            {
                socket.Listen(endpoint);
                return true;
            }
            catch (IOException)
            {
                Thread.Sleep(s_step);
            }
        }
        return false;
    }

    private static byte[] Bytes(JsonNode? text) => Convert.FromBase64String((string)text!);
}
