using NotebookKit.Tool.Jupyter.Wire;
using NotebookKit.Tool.Jupyter.Zmtp;

namespace NotebookKit.Tool.Tests.Jupyter.Wire;

/// <summary>Messages with a right signature over anything: read, or refused as malformed, and nothing else.</summary>
public sealed class MessageCodecFuzzTests
{
    [Fact]
    public void Thirty_thousand_signed_changes_are_read_or_refused()
    {
        const string key = "the key";
        var codec = new MessageCodec(key);
        var signer = new MessageSigner(key);
        byte[] telling = "\"\\{}[],:0dunull\0é"u8.ToArray();
        var random = new Random(37);
        int read = 0;
        for (int i = 0; i < 30_000; i++)
        {
            byte[][] message = codec.Encode(
                [[1]], "execute_request", null,
                new()
                {
                    ["code"] = "\u00e9\ud83d\ude00",
                    ["silent"] = false,
                    ["user_expressions"] = new System.Text.Json.Nodes.JsonObject()
                });
            // Parts that are alike may be one array.
            message = [.. message.Select(one => one.ToArray())];
            byte[] part = message[random.Next(3, 7)];
            for (int change = random.Next(0, 4); change > 0; change--)
            {
                part[random.Next(part.Length)] = random.Next(2) == 0 ? (byte)random.Next(256) : telling[random.Next(telling.Length)];
            }
            message[2] = signer.Sign(message.AsSpan(3, 4));
            try
            {
                WireMessage decoded = codec.Decode(new ZmtpMessage(new PeerIdentity([1]), message));
                read++;
                _ = decoded.Content.Count + decoded.Metadata.Count;
            }
            catch (MalformedMessageException)
            {
                // Refused.
            }
        }
        Assert.InRange(read, 3_000, 29_000);
    }
}
