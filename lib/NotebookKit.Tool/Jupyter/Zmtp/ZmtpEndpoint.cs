using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace NotebookKit.Tool.Jupyter.Zmtp;

/// <summary>Where a socket listens: <c>tcp://127.0.0.1:5555</c> or <c>ipc:///run/user/1000/kernel-1</c>.</summary>
internal sealed record ZmtpEndpoint
{
    private const int Backlog = 128;

    private ZmtpEndpoint(EndPoint address) => Address = address;

    /// <summary>The system's address.</summary>
    public EndPoint Address { get; }

    /// <summary>A TCP endpoint. Port 0 lets the system choose.</summary>
    /// <param name="host">An IP address, <c>localhost</c>, or <c>*</c> for every interface.</param>
    /// <param name="port">0 to 65535.</param>
    /// <exception cref="FormatException">The host is no address, or the port is out of range.</exception>
    public static ZmtpEndpoint Tcp(string host, int port)
    {
        if (port is < IPEndPoint.MinPort or > IPEndPoint.MaxPort)
            throw new FormatException($"A TCP port is 0 to {IPEndPoint.MaxPort}; received {port}.");
        var address = host switch
        {
            "*" => IPAddress.Any,
            "localhost" => IPAddress.Loopback,
            _ when IPAddress.TryParse(host, out var parsed) => parsed,
            _ => throw new FormatException($"A TCP endpoint needs an IP address, 'localhost' or '*'; received '{host}'."),
        };
        return new ZmtpEndpoint(new IPEndPoint(address, port));
    }

    /// <summary>A Unix domain socket at a path.</summary>
    public static ZmtpEndpoint Ipc(string path) => new(new UnixDomainSocketEndPoint(path));

    /// <summary>Opens a listening socket here, and only here.</summary>
    /// <returns>The socket, and the endpoint with the port that the system chose.</returns>
    /// <exception cref="IOException">The address is taken or not this machine's.</exception>
    public (Socket Listener, ZmtpEndpoint Bound) Listen()
    {
        var listener = NewSocket();
        try
        {
            // A path left behind by a killed kernel refuses a new bind; libzmq removes it as well.
            if (Address is UnixDomainSocketEndPoint && File.Exists(Path))
                File.Delete(Path);
            listener.Bind(Address);
            listener.Listen(Backlog);
            return (listener, new ZmtpEndpoint(Address is IPEndPoint ? listener.LocalEndPoint! : Address));
        }
        catch (Exception error) when (error is SocketException or UnauthorizedAccessException)
        {
            listener.Dispose();
            throw new IOException($"Cannot listen on {this}: {error.Message}. Is another kernel using the same connection file?", error);
        }
    }

    /// <summary>Connects to a socket that listens here.</summary>
    public Socket Connect()
    {
        var socket = NewSocket();
        socket.Connect(Address);
        return socket;
    }

    /// <summary>Removes what listening left in the file system.</summary>
    public void Clean()
    {
        if (Address is UnixDomainSocketEndPoint)
            File.Delete(Path);
    }

    /// <summary>The address as ZeroMQ writes it.</summary>
    public override string ToString() => Address is IPEndPoint tcp
        ? string.Create(CultureInfo.InvariantCulture, $"tcp://{(tcp.Address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{tcp.Address}]" : tcp.Address)}:{tcp.Port}")
        : $"ipc://{Path}";

    private string Path => Address.ToString()!;

    private Socket NewSocket()
    {
        if (Address is not IPEndPoint)
            return new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        return new Socket(Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    }
}
