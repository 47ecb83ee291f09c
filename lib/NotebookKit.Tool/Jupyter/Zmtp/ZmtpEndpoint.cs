using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Tool.Jupyter.Zmtp;

/// <summary>Where a socket listens: <c>tcp://127.0.0.1:5555</c> or <c>ipc:///run/user/1000/kernel-1</c>.</summary>
internal sealed record ZmtpEndpoint
{
    private const int Backlog = 128;

    // The system's address of a Unix socket has 108 bytes on Linux and 104 on macOS, the zero at the end included.
    private static readonly int s_maxPathBytes = OperatingSystem.IsMacOS() ? 103 : 107;

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
        {
            throw new FormatException(
                string.Create(CultureInfo.InvariantCulture, $"A TCP port is 0 to {IPEndPoint.MaxPort}; received {port}."));
        }
        IPAddress address = host switch
        {
            "*" => IPAddress.Any,
            "localhost" => IPAddress.Loopback,
            _ when IPAddress.TryParse(host, out IPAddress? parsed) => parsed,
            _ => throw new FormatException(
                $"A TCP endpoint needs an IP address, 'localhost' or '*'; received '{(host.Length <= 100 ? host : host[..100] + "…")}'."),
        };
        return new ZmtpEndpoint(new IPEndPoint(address, port));
    }

    /// <summary>A Unix domain socket at a path.</summary>
    /// <exception cref="FormatException">The path is longer than the system allows, or holds a NUL character.</exception>
    public static ZmtpEndpoint Ipc(string path)
    {
        if (path.Contains('\0'))
        {
            throw new FormatException("The path of an ipc socket holds a NUL character, at which it would end.");
        }
        int bytes = Encoding.UTF8.GetByteCount(path);
        return bytes <= s_maxPathBytes
            ? new ZmtpEndpoint(new UnixDomainSocketEndPoint(path))
            : throw new FormatException($"The path of an ipc socket has at most {s_maxPathBytes} bytes; received one of {bytes}.");
    }

    /// <summary>Opens a listening socket here, and only here. A socket that a killed kernel left at the path gives way.</summary>
    /// <returns>The socket, and the endpoint with the port that the system chose.</returns>
    /// <exception cref="IOException">The address is taken or not this machine's, or something else than a socket stands there.</exception>
    public (Socket Listener, ZmtpEndpoint Bound) Listen()
    {
        Socket listener = NewSocket();
        try
        {
            if (Address is UnixDomainSocketEndPoint)
            {
                RemoveDeadSocket();
            }
            listener.Bind(Address);
            listener.Listen(Backlog);
            return (listener, new ZmtpEndpoint(Address is IPEndPoint ? listener.LocalEndPoint! : Address));
        }
        catch (IOException)
        {
            listener.Dispose();
            throw;
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
        Socket socket = NewSocket();
        socket.Connect(Address);
        return socket;
    }

    /// <summary>Removes what listening left in the file system.</summary>
    public void Clean()
    {
        if (Address is UnixDomainSocketEndPoint && FileKinds.Of(Path, followLinks: false) == FileKind.Socket)
        {
            File.Delete(Path);
        }
    }

    /// <summary>The address as ZeroMQ writes it.</summary>
    public override string ToString() => Address is IPEndPoint tcp
        ? string.Create(CultureInfo.InvariantCulture,
            $"tcp://{(tcp.Address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{tcp.Address}]" : tcp.Address)}:{tcp.Port}")
        : $"ipc://{Path}";

    private string Path => Address.ToString()!;

    /// <summary>A path left behind by a killed kernel refuses a new bind. Only a socket is removed, and only one where nobody
    /// listens.</summary>
    private void RemoveDeadSocket()
    {
        FileKind kind = FileKinds.Of(Path, followLinks: false);
        if (kind == FileKind.None)
        {
            return;
        }
        if (kind != FileKind.Socket)
        {
            throw new IOException(
                $"Cannot listen on {this}: something else than a socket stands there ({kind}), and stays. Choose another path.");
        }
        try
        {
            Connect().Dispose();
        }
        catch (SocketException)
        {
            File.Delete(Path);
            return;
        }
        throw new IOException(
            $"Cannot listen on {this}: another process does. Is another kernel using the same connection file?",
            new SocketException((int)SocketError.AddressAlreadyInUse));
    }

    private Socket NewSocket() => Address is IPEndPoint
        ? new Socket(Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }
        : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
}
