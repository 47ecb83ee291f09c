using System.Text.Json.Nodes;
using NotebookKit.Tool.Jupyter.Wire;
using NotebookKit.Tool.Jupyter.Zmtp;

namespace NotebookKit.Tool.Jupyter.Kernel;

/// <summary>Asks the person at the front end that runs a cell, on behalf of that cell.</summary>
/// <param name="socket">The stdin channel's.</param>
/// <param name="codec">Writes the question, and reads the answer.</param>
/// <param name="log">Takes a line for every message that is dropped.</param>
internal sealed class StdinChannel(ZmtpSocket socket, MessageCodec codec, Action<string> log)
{
    /// <summary>Sends an <c>input_request</c> to the asker of a cell, and waits for the <c>input_reply</c>.</summary>
    /// <exception cref="InvalidOperationException">The front end said that it cannot ask, or is not connected.</exception>
    /// <exception cref="OperationCanceledException">The cell was interrupted while waiting.</exception>
    public string Ask(Request execute, string prompt, bool isPassword, CancellationToken cancellation)
    {
        if (!execute.Flag("allow_stdin", true))
        {
            throw new InvalidOperationException("This cell asks for input, and the front end that runs it cannot ask (allow_stdin is "
                + "false). Run it in an interactive front end, or give the value in code.");
        }

        // Replies to a question whose cell was interrupted are not the answer to this one.
        while (socket.TryReceive(out _))
        {
        }
        byte[][] question = codec.Encode(
            execute.Route, "input_request", execute.Header, new JsonObject { ["prompt"] = prompt, ["password"] = isPassword });
        // An identity that was made up for the shell connection names nobody here, and certainly not another's connection.
        if (!socket.Send(new ZmtpMessage(execute.Peer, question), mayDrop: false))
        {
            throw new InvalidOperationException(execute.Peer.IsMadeUp
                ? "This cell asks for input, and the front end that runs it gave its sockets no identity, so that nothing says "
                    + "which connection to "
                    + "the stdin channel is its own. A client gives all its sockets the same one (zmq.IDENTITY), as jupyter_client does."
                : "This cell asks for input, and the front end that runs it is not connected to the kernel's stdin channel.");
        }
        while (true)
        {
            ZmtpMessage received = socket.Receive(cancellation) ?? throw new OperationCanceledException("The kernel shuts down.");
            if (Answer(received, execute) is { } answer)
            {
                return answer;
            }
        }
    }

    private string? Answer(ZmtpMessage received, Request execute)
    {
        try
        {
            WireMessage message = codec.Decode(received);
            if (message.Type == "input_reply" && message.Peer.Equals(execute.Peer))
            {
                return new Request(message, socket, codec).Text("value");
            }
            log($"stdin: a message was dropped: {message.Type} is not an input_reply from the front end that was asked");
        }
        catch (MalformedMessageException error)
        {
            log($"stdin: a message was dropped: {error.Message}");
        }
        return null;
    }
}
