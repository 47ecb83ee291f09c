using System.Security.Cryptography;
using System.Text;

namespace NotebookKit.Tool.Jupyter.Wire;

/// <summary>
/// Signs messages as Jupyter's wire protocol says: HMAC-SHA256 over the four JSON parts, in lower-case hexadecimal. Every
/// user of a machine can reach a TCP port on it; the signature is what keeps others from running code.
/// </summary>
internal sealed class MessageSigner(string key)
{
    /// <summary>The scheme's name in a connection file.</summary>
    public const string Scheme = "hmac-sha256";

    private readonly byte[] _key = Encoding.UTF8.GetBytes(key);

    /// <summary>Whether there is a key. Without one nothing is signed and everything is accepted.</summary>
    public bool HasKey => _key.Length > 0;

    /// <summary>The signature's part of a message; empty without a key.</summary>
    public byte[] Sign(ReadOnlySpan<byte[]> parts) => HasKey ? Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Hash(parts))) : [];

    /// <summary>Whether a signature is right, in a time that does not depend on where it is wrong.</summary>
    public bool IsValid(ReadOnlySpan<byte> signature, ReadOnlySpan<byte[]> parts) =>
        !HasKey || CryptographicOperations.FixedTimeEquals(signature, Sign(parts));

    private byte[] Hash(ReadOnlySpan<byte[]> parts)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        foreach (byte[] part in parts)
        {
            hash.AppendData(part);
        }
        return hash.GetHashAndReset();
    }
}
