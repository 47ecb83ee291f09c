using System.Text;
using System.Text.Json.Nodes;
using NotebookKit.Tool.Jupyter.Wire;
using NotebookKit.Tool.Jupyter.Zmtp;

namespace NotebookKit.Tool.Tests.Jupyter.Wire;

public sealed class MessageCodecTests
{
    private const string Key = "5ca1ab1e-c0da-aced-b007";
    private readonly MessageCodec _codec = new(Key);

    [Fact]
    public void A_message_comes_back_as_it_was_sent()
    {
        byte[] parent = """{"msg_id":"p","msg_type":"execute_request","unknown":[1,2]}"""u8.ToArray();
        var content = new JsonObject { ["text"] = "ü 漢 \U0001F600 </script> \"quoted\"\n", ["n"] = 1 };

        WireMessage message = _codec.Decode(From(_codec.Encode([[1], [2]], "stream", parent, content, new JsonObject { ["a"] = true })));

        Assert.Equal([[1], [2]], message.Route);
        Assert.Equal(("stream", "p"), (message.Type, message.ParentId));
        Assert.True(JsonNode.DeepEquals(content, message.Content));
        Assert.True((bool)message.Metadata["a"]!);
        JsonNode header = JsonNode.Parse(message.Header)!;
        Assert.Equal("5.4", (string)header["version"]!);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$", (string)header["date"]!);
    }

    [Fact]
    public void The_parent_header_is_passed_on_byte_by_byte()
    {
        byte[] parent = """{ "msg_id" : "p",  "date": "yesterday" }"""u8.ToArray();

        byte[][] parts = _codec.Encode([], "status", parent, []);

        Assert.Equal(parent, parts[3]);
    }

    [Fact]
    public void The_signature_is_the_one_that_Jupyter_computes()
    {
        // From Python: hmac.new(b'key', b'{}' * 4, 'sha256').hexdigest()
        byte[] signature = new MessageSigner("key").Sign([.. Enumerable.Repeat("{}"u8.ToArray(), 4)]);

        Assert.Equal("ca767b02c5bc061ed184a9a029e7f93a7f2f7ed4e8fe74120fc1212f0b008fa3", Encoding.ASCII.GetString(signature));
    }

    [Fact]
    public void Every_changed_bit_of_the_signature_or_the_json_is_found()
    {
        byte[][] good = _codec.Encode([], "status", null, new JsonObject { ["execution_state"] = "idle" });
        for (int part = 1; part < good.Length; part++)
        {
            for (int i = 0; i < good[part].Length; i++)
            {
                byte[][] bad = [.. good.Select(bytes => bytes.ToArray())];
                bad[part][i] ^= 1;
                Assert.Equal("its signature is wrong", Reason(bad));
            }
        }
        _codec.Decode(From(good));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(65)]
    public void A_signature_of_another_length_is_wrong(int length)
    {
        byte[][] message = _codec.Encode([], "status", null, []);
        Array.Resize(ref message[1], length);

        Assert.Equal("its signature is wrong", Reason(message));
    }

    [Fact]
    public void A_message_played_again_is_refused()
    {
        byte[][] message = _codec.Encode([], "status", null, []);
        _codec.Decode(From(message));

        Assert.Equal("its signature was used before: it is a replay", Reason(message));
    }

    [Fact]
    public void Without_a_key_nothing_is_signed_and_nothing_refused()
    {
        var open = new MessageCodec("");
        byte[][] message = open.Encode([], "status", null, []);

        Assert.Empty(message[1]);
        open.Decode(From(message));
        open.Decode(From(message));
    }

    [Theory]
    [InlineData("its header is not JSON", "{", "{}", "{}", "{}")]
    [InlineData("its header is not a JSON object", "[]", "{}", "{}", "{}")]
    [InlineData("its header is not a JSON object", "null", "{}", "{}", "{}")]
    [InlineData("its header has no msg_id", "{}", "{}", "{}", "{}")]
    [InlineData("its header has no msg_type", """{"msg_id":"a"}""", "{}", "{}", "{}")]
    [InlineData("its header's msg_id is not a string", """{"msg_id":7,"msg_type":"a"}""", "{}", "{}", "{}")]
    [InlineData("its header's msg_id is not a string", """{"msg_id":"\ud800","msg_type":"a"}""", "{}", "{}", "{}")]
    [InlineData("its header is not JSON", """{"msg_id":"a","msg_id":"b","msg_type":"a"}""", "{}", "{}", "{}")]
    [InlineData("its parent_header is not JSON", """{"msg_id":"a","msg_type":"a"}""", "", "{}", "{}")]
    [InlineData("its parent_header is not JSON", """{"msg_id":"a","msg_type":"a"}""", """{"\ud800":1}""", "{}", "{}")]
    [InlineData("its content is not JSON", """{"msg_id":"a","msg_type":"a"}""", "{}", "{}", """{"\ud800":1,"\udbff":2}""")]
    [InlineData("its metadata is not a JSON object", """{"msg_id":"a","msg_type":"a"}""", "{}", "1", "{}")]
    [InlineData("its content is not a JSON object", """{"msg_id":"a","msg_type":"a"}""", "{}", "{}", "\"text\"")]
    public void Signed_nonsense_is_named(string expected, string header, string parent, string metadata, string content)
    {
        byte[][] parts = [.. new[] { header, parent, metadata, content }.Select(Encoding.UTF8.GetBytes)];

        Assert.StartsWith(expected, Reason(["<IDS|MSG>"u8.ToArray(), new MessageSigner(Key).Sign(parts), .. parts]));
    }

    [Theory]
    [InlineData("""a\ud83d""", "a\ufffd")]
    [InlineData("""\uDE00b\uD83D\uDE00""", "\ufffdb😀")]
    [InlineData("""\\ud83d""", "\\ud83d")]
    [InlineData("""😀\ud83d\n""", "😀\ufffd\n")]
    public void Half_a_character_in_the_content_is_read_as_one_that_is_replaced(string sent, string read)
    {
        string content = $$$"""{"code":"{{{sent}}}","user_expressions":{"{{{sent}}}":"{{{sent}}}"}}""";
        byte[][] parts =
            [.. new[] { """{"msg_id":"a","msg_type":"a"}""", "{}", "{}", content }.Select(Encoding.UTF8.GetBytes)];

        WireMessage message = _codec.Decode(From(["<IDS|MSG>"u8.ToArray(), new MessageSigner(Key).Sign(parts), .. parts]));

        Assert.Equal(read, (string)message.Content["code"]!);
        Assert.Equal(read, (string)message.Content["user_expressions"]![read]!);
    }

    [Fact]
    public void Json_nested_a_million_deep_is_refused()
    {
        string deep = new string('[', 1_000_000);
        byte[][] parts = [.. new[] { """{"msg_id":"a","msg_type":"a"}""", "{}", "{}", $$"""{"a":{{deep}}""" }.Select(Encoding.UTF8.GetBytes)];

        Assert.StartsWith("its content is not JSON", Reason(["<IDS|MSG>"u8.ToArray(), new MessageSigner(Key).Sign(parts), .. parts]));
    }

    [Fact]
    public void A_message_without_its_delimiter_or_with_too_few_parts_is_refused()
    {
        Assert.Equal("it has no <IDS|MSG> delimiter", Reason([[1], [2], [3]]));
        Assert.Equal("it has 3 parts after the delimiter; at least 5 are expected", Reason([[9], "<IDS|MSG>"u8.ToArray(), [], [], []]));
    }

    [Fact]
    public void The_guard_against_replays_forgets_the_oldest_first()
    {
        var guard = new ReplayGuard(capacity: 2);
        Assert.True(guard.TryAdd("a"u8) && guard.TryAdd("b"u8) && guard.TryAdd("c"u8));

        Assert.False(guard.TryAdd("b"u8));
        Assert.False(guard.TryAdd("c"u8));
        Assert.True(guard.TryAdd("a"u8));
    }

    private static ZmtpMessage From(byte[][] parts) => new(new PeerIdentity([7]), parts);

    private string Reason(byte[][] parts) => Assert.Throws<MalformedMessageException>(() => _codec.Decode(From(parts))).Message;
}
