using System.Text;

namespace NotebookKit.Tool.Jupyter.Zmtp;

/// <summary>
/// The 64 bytes with which both sides of a ZMTP 3 connection begin (RFC 37): a signature, the version, the security
/// mechanism. Only NULL is spoken here: Jupyter signs its messages itself.
/// </summary>
internal static class ZmtpGreeting
{
    /// <summary>The length of a greeting in bytes.</summary>
    public const int Length = 64;

    private const int SignatureLength = 10;
    private const int MechanismLength = 20;
    private const byte Major = 3;
    private const byte Minor = 1;

    /// <summary>What this side sends.</summary>
    public static byte[] Create()
    {
        byte[] greeting = new byte[Length];
        greeting[0] = 0xFF;
        greeting[SignatureLength - 1] = 0x7F;
        greeting[SignatureLength] = Major;
        greeting[SignatureLength + 1] = Minor;
        Encoding.ASCII.GetBytes("NULL", greeting.AsSpan(SignatureLength + 2));
        return greeting;
    }

    /// <summary>Accepts or refuses what the other side sent.</summary>
    /// <exception cref="ZmtpProtocolException">Not ZMTP, a version before 3.0, or another mechanism than NULL.</exception>
    public static void Check(ReadOnlySpan<byte> greeting)
    {
        CheckSignature(greeting);
        if (greeting[SignatureLength] < Major)
        {
            throw new ZmtpProtocolException($"the peer speaks ZMTP {greeting[SignatureLength]}, and 3.0 or later is needed");
        }
        ReadOnlySpan<byte> mechanism = greeting.Slice(SignatureLength + 2, MechanismLength).TrimEnd((byte)0);
        if (!mechanism.SequenceEqual("NULL"u8))
        {
            throw new ZmtpProtocolException($"the peer asks for the security mechanism '{Printable(mechanism)}', and only NULL is offered");
        }
    }

    /// <summary>Refuses what cannot become a greeting, from its first bytes on, so that a stranger is not waited for.</summary>
    public static void CheckSignature(ReadOnlySpan<byte> greeting)
    {
        bool wrong = greeting.Length > 0 && greeting[0] != 0xFF
            || greeting.Length >= SignatureLength && (greeting[SignatureLength - 1] & 1) == 0;
        if (wrong)
        {
            throw new ZmtpProtocolException("the peer does not begin with ZMTP's signature");
        }
    }

    internal static string Printable(ReadOnlySpan<byte> bytes) =>
        string.Concat(bytes[..Math.Min(bytes.Length, 64)].ToArray().Select(b => b is >= 0x20 and < 0x7F ? (char)b : '?'));
}
