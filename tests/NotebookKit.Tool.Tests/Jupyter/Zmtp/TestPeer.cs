using System.Net.Sockets;
using NotebookKit.Tests.Shared;
using NotebookKit.Tool.Jupyter.Zmtp;

namespace NotebookKit.Tool.Tests.Jupyter.Zmtp;

/// <summary>The connecting side, made of the kit's own connection.</summary>
internal sealed class TestPeer : IDisposable
{
    private readonly ZmtpConnection _connection;

    public TestPeer(string endpoint, string ownType, string peerType)
        : this(Connect(endpoint), ownType, peerType)
    {
    }

    public TestPeer(ZmtpEndpoint endpoint, string ownType, string peerType, string identity = "")
        : this(endpoint.Connect(), ownType, peerType, identity)
    {
    }

    private TestPeer(Socket socket, string ownType, string peerType, string identity = "")
    {
        socket.ReceiveTimeout = HangGuard.Milliseconds;
        _connection = new ZmtpConnection(socket);
        _connection.Handshake(ownType, [peerType], identity);
        new Thread(WriteQueued) { IsBackground = true }.Start();
    }

    public void Send(byte[][] message) => Assert.True(_connection.Send(message, mayDrop: false));

    public void SendCommand(ZmtpCommand command) => Assert.True(_connection.SendCommand(command));

    public byte[][] Receive() => _connection.ReadMessage(_ => { }) ?? throw new EndOfStreamException("the socket closed the connection");

    public void Dispose() => _connection.Dispose();

    private static Socket Connect(string endpoint)
    {
        var uri = new Uri(endpoint);
        return ZmtpEndpoint.Tcp(uri.Host, uri.Port).Connect();
    }

    private void WriteQueued()
    {
        try
        {
            _connection.WriteQueued();
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
