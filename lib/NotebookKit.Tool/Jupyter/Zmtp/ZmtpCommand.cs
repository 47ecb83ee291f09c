using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace NotebookKit.Tool.Jupyter.Zmtp;

/// <summary>A ZMTP command: a name and what belongs to it (READY, ERROR, PING, PONG, SUBSCRIBE, CANCEL).</summary>
internal readonly record struct ZmtpCommand(string Name, byte[] Data)
{
    /// <summary>Reads a command frame's body.</summary>
    /// <exception cref="ZmtpProtocolException">The name's length does not fit.</exception>
    public static ZmtpCommand Parse(byte[] body)
    {
        if (body.Length == 0 || body[0] == 0 || body[0] > body.Length - 1)
        {
            throw new ZmtpProtocolException("a command has no name");
        }
        int nameLength = body[0];
        return new ZmtpCommand(ZmtpGreeting.Printable(body.AsSpan(1, nameLength)), body[(1 + nameLength)..]);
    }

    /// <summary>The body of the command's frame.</summary>
    public byte[] ToBytes() => [(byte)Name.Length, .. Encoding.ASCII.GetBytes(Name), .. Data];

    /// <summary>The READY command that ends the NULL handshake.</summary>
    public static ZmtpCommand Ready(params (string Name, byte[] Value)[] properties) => new("READY",
    [
        .. properties.SelectMany(property => (byte[])
        [
            (byte)property.Name.Length, .. Encoding.ASCII.GetBytes(property.Name),
            .. BitConverter.GetBytes(IPAddress.HostToNetworkOrder(property.Value.Length)), .. property.Value,
        ]),
    ]);

    /// <summary>The ERROR command, after which the connection is closed.</summary>
    public static ZmtpCommand Error(string reason)
    {
        byte[] text = Encoding.ASCII.GetBytes(reason);
        return new ZmtpCommand("ERROR", [(byte)text.Length, .. text]);
    }

    /// <summary>The answer to a PING: the same context, without the time-to-live.</summary>
    /// <exception cref="ZmtpProtocolException">The PING is too short, or its context longer than 16 bytes.</exception>
    public ZmtpCommand Pong()
    {
        const int timeToLive = 2, maxContext = 16;
        if (Data.Length is < timeToLive or > timeToLive + maxContext)
        {
            throw new ZmtpProtocolException($"a PING carries {Data.Length} bytes; 2 to 18 are allowed");
        }
        return new ZmtpCommand("PONG", Data[timeToLive..]);
    }

    /// <summary>The properties of a READY command. Names compare without case, as RFC 37 says.</summary>
    /// <exception cref="ZmtpProtocolException">A length points past the end.</exception>
    public Dictionary<string, byte[]> Properties()
    {
        var properties = new Dictionary<string, byte[]>(StringComparer.OrdinalIgnoreCase);
        ReadOnlySpan<byte> rest = Data;
        while (rest.Length > 0)
        {
            ReadOnlySpan<byte> name = Take(ref rest, Take(ref rest, 1)[0]);
            uint length = BinaryPrimitives.ReadUInt32BigEndian(Take(ref rest, sizeof(uint)));
            properties[ZmtpGreeting.Printable(name)] = Take(ref rest, length).ToArray();
        }
        return properties;
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> rest, uint count)
    {
        if (count > (uint)rest.Length)
        {
            throw new ZmtpProtocolException("a READY command's property is longer than the command");
        }
        ReadOnlySpan<byte> taken = rest[..(int)count];
        rest = rest[(int)count..];
        return taken;
    }
}
