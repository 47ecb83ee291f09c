using System.Text;
using System.Text.Json.Nodes;
using NotebookKit.Tool.Jupyter.Wire;
using NotebookKit.Tool.Jupyter.Zmtp;

namespace NotebookKit.Tool.Jupyter.Kernel;

/// <summary>
/// The channel on which every client sees what happens: busy and idle, outputs, errors. Greets each subscriber
/// (<c>iopub_welcome</c>, JEP 65), and tells when the first one is there.
/// </summary>
internal sealed class IoPub(ZmtpSocket socket, MessageCodec codec)
{
    private readonly ManualResetEventSlim _subscribed = new();

    /// <summary>Greets subscribers until the socket closes; the body of a thread.</summary>
    public void Greet()
    {
        while (socket.Receive() is { } change)
        {
            byte[] report = change.Parts[0];
            if (report[0] != 1)
            {
                continue;
            }
            byte[] topic = report[1..];
            var welcome = new JsonObject { ["subscription"] = Encoding.UTF8.GetString(topic) };
            socket.Send(new ZmtpMessage(change.Peer, codec.Encode([topic], "iopub_welcome", null, welcome)), mayDrop: false);
            if (_subscribed.IsSet)
            {
                continue;
            }
            Publish("status", null, new JsonObject { ["execution_state"] = "starting" });
            _subscribed.Set();
        }
    }

    /// <summary>
    /// Waits until somebody listens. A front end that subscribes late would otherwise never see the first busy and idle,
    /// and wait for them for good (VS Code's "Connecting to kernel").
    /// </summary>
    /// <returns>False when nobody came in time.</returns>
    public bool WaitForSubscriber(TimeSpan limit) => _subscribed.Wait(limit);

    /// <summary>Publishes an output of a request. A client that does not keep up may lose it.</summary>
    public void Publish(string type, byte[]? parentHeader, JsonObject content) => Send(type, parentHeader, content, mayDrop: true);

    /// <summary>Publishes busy or idle around a request; never lost, or front ends would wait for it.</summary>
    public void Status(string state, byte[] parentHeader) =>
        Send("status", parentHeader, new JsonObject { ["execution_state"] = state }, mayDrop: false);

    private void Send(string type, byte[]? parentHeader, JsonObject content, bool mayDrop) =>
        socket.Send(
            new ZmtpMessage(default, codec.Encode([Encoding.ASCII.GetBytes("kernel." + type)], type, parentHeader, content)), mayDrop);
}
