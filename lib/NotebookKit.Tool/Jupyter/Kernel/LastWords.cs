using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using NotebookKit.Tool.Jupyter.Wire;
using NotebookKit.Tool.Jupyter.Zmtp;

namespace NotebookKit.Tool.Jupyter.Kernel;

/// <summary>
/// The companion process of a kernel: when the kernel dies in the middle of a cell, it takes the kernel's place on the shell
/// and iopub channels for a moment, answers that cell with an error, and ends before a front end starts the next kernel.
/// </summary>
internal static class LastWords
{
    /// <summary>The hidden first argument by which <c>notebookkit</c> knows that it should be this.</summary>
    public const string Verb = "kernel-companion";

    // Jupyter looks every three seconds whether its kernel lives, and then starts another on the same ports.
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(20);

    private const string What = "The process of the kernel ended in the middle of this cell, and all variables with it. A stack overflow "
        + "(a method that calls itself without end), Environment.FailFast, a crash of native code or a lack of memory does that; the log of "
        + "Jupyter says which. Mend the cell, and run the notebook from its beginning.";

    /// <summary>Waits for the kernel's end.</summary>
    /// <param name="connectionFile">Where the kernel listens.</param>
    /// <returns>The exit code of the process.</returns>
    public static int Run(string connectionFile)
    {
        // What interrupts a cell is not meant for this process.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        var connection = ConnectionFile.Read(connectionFile);
        string last = "";
        while (Console.In.ReadLine() is { } line)
            last = line;
        // Anything else than a cell: none was running, or the kernel has said goodbye.
        if (last.StartsWith('{'))
            Speak(connection, JsonNode.Parse(last)!);
        return 0;
    }

    private static void Speak(ConnectionFile connection, JsonNode cell)
    {
        var clock = Stopwatch.StartNew();
        var codec = new MessageCodec(connection.Key);
        using var shell = new RouterSocket(_ => { }) { Check = codec.Problem };
        using var ioPub = new XPubSocket(_ => { });
        if (!TryListen(shell, connection.Shell, clock) || !TryListen(ioPub, connection.IoPub, clock))
            return;
        byte[] header = Bytes(cell["header"]);
        var peer = new PeerIdentity(Bytes(cell["peer"]));
        byte[][] route = [.. cell["route"]!.AsArray().Select(Bytes)];
        bool isAnswered = peer.IsMadeUp, isSeen = false;
        while (clock.Elapsed < s_limit && !(isAnswered && isSeen))
        {
            while (ioPub.TryReceive(out var change))
            {
                if (change.Parts[0][0] != 1)
                    continue;
                isSeen = true;
                ioPub.Send(change with { Parts = codec.Encode([change.Parts[0][1..]], "error", header, Error()) }, mayDrop: false);
                var idle = new JsonObject { ["execution_state"] = "idle" };
                ioPub.Send(change with { Parts = codec.Encode([change.Parts[0][1..]], "status", header, idle) }, mayDrop: false);
            }
            isAnswered = isAnswered || shell.Send(new ZmtpMessage(peer, codec.Encode(route, "execute_reply", header, Reply(cell))), mayDrop: false);
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

    private static JsonObject Reply(JsonNode cell)
    {
        var reply = Error();
        reply["status"] = "error";
        reply["execution_count"] = (int)cell["count"]!;
        reply["payload"] = new JsonArray();
        reply["user_expressions"] = new JsonObject();
        return reply;
    }

    private static JsonObject Error() => new()
    {
        ["ename"] = "KernelDied",
        ["evalue"] = What,
        ["traceback"] = new JsonArray("KernelDied: " + What),
    };
}
