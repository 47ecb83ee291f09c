using NotebookKit.Tool.Jupyter.Wire;

namespace NotebookKit.Tool.Tests.Jupyter.Wire;

public sealed class ConnectionFileTests : IDisposable
{
    private const string Ports = """ "shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 5 """;

    private readonly string _path = Path.GetTempFileName();

    [Fact]
    public void Tcp_ports_are_on_the_address_given()
    {
        ConnectionFile file = Read($$"""
            { "transport": "tcp", "ip": "127.0.0.3", "key": "secret", "signature_scheme": "hmac-sha256",
            "kernel_name": "x", {{Ports}} }
            """);

        Assert.Equal(
            ["tcp://127.0.0.3:1", "tcp://127.0.0.3:2", "tcp://127.0.0.3:3", "tcp://127.0.0.3:4", "tcp://127.0.0.3:5"],
            [$"{file.Shell}", $"{file.IoPub}", $"{file.Stdin}", $"{file.Control}", $"{file.Heartbeat}"]);
        Assert.Equal("secret", file.Key);
    }

    [Fact]
    public void Ipc_ports_are_endings_of_the_path()
    {
        ConnectionFile file = Read($$"""{ "transport": "ipc", "ip": "/tmp/kernel-ipc", {{Ports}} }""");

        Assert.Equal("ipc:///tmp/kernel-ipc-1", file.Shell.ToString());
        Assert.Equal("", file.Key);
    }

    [Theory]
    [InlineData("", "The input does not contain any JSON tokens")]
    [InlineData("[]", "it holds no JSON object.")]
    [InlineData("null", "it holds no JSON object.")]
    [InlineData("{", "Expected depth to be zero")]
    [InlineData("\0", "'0x00' is an invalid start of a value")]
    [InlineData("""{ "ip": "127.0.0.1" }""", "'shell_port' is missing; a port is a whole number from 1 to 65535.")]
    [InlineData("""{ "shell_port": "1" }""", "'shell_port' is \"1\"; a port is a whole number from 1 to 65535.")]
    [InlineData("""{ "shell_port": 1.5 }""", "'shell_port' is 1.5;")]
    [InlineData("""{ "shell_port": 0 }""", "'shell_port' is 0;")]
    [InlineData("""{ "shell_port": -1 }""", "'shell_port' is -1;")]
    [InlineData("""{ "shell_port": 99999999999999999999 }""", "'shell_port' is 99999999999999999999;")]
    [InlineData("""{ "shell_port": 65536 }""", "A TCP port is 0 to 65535; received 65536.")]
    [InlineData("""{ "shell_port": [1] }""", "'shell_port' is [1];")]
    [InlineData("""{ "shell_port": 7, "control_port": 7 }""", "'shell_port' and 'control_port' are both 7; each channel needs its own.")]
    [InlineData("""{ "shell_port": 1, "ip": "nowhere" }""", "A TCP endpoint needs an IP address, 'localhost' or '*'; received 'nowhere'.")]
    [InlineData("""{ "shell_port": 1, "shell_port": 2 }""", "Duplicate property 'shell_port' encountered")]
    [InlineData("""{ "key": "a", "k\u0065y": "b" }""", "Duplicate property 'key' encountered")]
    [InlineData("""{ "ip": 5 }""", "'ip' is not a string.")]
    [InlineData("""{ "ip": null }""", "'ip' is not a string.")]
    [InlineData("""{ "key": {} }""", "'key' is not a string.")]
    [InlineData("""{ "key": "\ud800" }""", "'key' holds half of a character (a lone surrogate)")]
    [InlineData("""{ "transport": "ipc", "shell_port": 1, "ip": "\udfff" }""", "'ip' holds half of a character")]
    [InlineData("""{ "\ud800": 1 }""", "a key in it is not valid Unicode")]
    [InlineData("""{ "transport": "ipc", "shell_port": 1, "ip": "/tmp/a\u0000b" }""", "The path of an ipc socket holds a NUL character")]
    [InlineData("""{ "transport": "carrier-pigeon" }""", "'transport' is 'carrier-pigeon'; expected tcp or ipc.")]
    [InlineData("""{ "signature_scheme": "hmac-md5" }""", "'signature_scheme' is 'hmac-md5'; the only one offered is hmac-sha256.")]
    [InlineData("""{ "signature_scheme": "\u001b]0;x\u0007" }""", "'signature_scheme' is '␛]0;x␇';")]
    public void What_is_wrong_is_named_together_with_the_file(string text, string expected)
    {
        FormatException error = Assert.Throws<FormatException>(() => Read(text));

        Assert.StartsWith($"The connection file '{_path}' cannot be used: {expected}", error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData(101, true)]
    [InlineData(106, false)]
    [InlineData(100_000, false)]
    public void A_path_of_an_ipc_socket_fits_the_systems_address_or_is_refused(int length, bool fits)
    {
        string text = $$"""{ "transport": "ipc", "ip": "{{new string('p', length)}}", {{Ports}} }""";

        if (fits)
        {
            Assert.Equal("", Read(text).Key);
        }
        else
        {
            Assert.Contains("The path of an ipc socket has at most", Assert.Throws<FormatException>(() => Read(text)).Message);
        }
    }

    [Fact]
    public void What_is_no_regular_file_is_named_and_not_waited_for()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("connection");
        string fifo = Path.Combine(folder.FullName, "fifo");
        System.Diagnostics.Process.Start("mkfifo", [fifo]).WaitForExit();

        Assert.Contains("it is a folder; a file was expected.", Refusal(folder.FullName));
        Assert.Contains("it is not a regular file but a fifo.", Refusal(fifo));
        Assert.Contains("it is not a regular file but a device.", Refusal("/dev/zero"));
        Assert.Contains("'/nowhere/kernel.json' cannot be used: Could not find", Refusal("/nowhere/kernel.json"));
        folder.Delete(recursive: true);

        static string Refusal(string file) => Assert.Throws<FormatException>(() => ConnectionFile.Read(file)).Message;
    }

    [Fact]
    public void A_file_of_megabytes_is_not_read()
    {
        using (FileStream file = File.OpenWrite(_path))
        {
            file.SetLength(3L << 30);
        }

        Assert.Contains("it has 3221225472 bytes", Assert.Throws<FormatException>(() => ConnectionFile.Read(_path)).Message);
    }

    [Fact]
    public void Whatever_bytes_a_file_holds_it_is_read_or_refused_by_name()
    {
        byte[] good = System.Text.Encoding.UTF8.GetBytes($$"""{ "transport": "ipc", "ip": "/tmp/x", "key": "s\u00e9", {{Ports}} }""");
        byte[] telling = "\"\\{}[],:0dud8"u8.ToArray();
        var random = new Random(3);
        for (int i = 0; i < 3_000; i++)
        {
            byte[] bytes = [.. good];
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = random.Next(2) == 0 ? (byte)random.Next(256) : telling[random.Next(telling.Length)];
            }
            File.WriteAllBytes(_path, random.Next(8) == 0 ? bytes[..random.Next(bytes.Length)] : bytes);
            try
            {
                ConnectionFile.Read(_path);
            }
            catch (FormatException error)
            {
                Assert.Contains(_path, error.Message);
            }
        }
    }

    public void Dispose() => File.Delete(_path);

    private ConnectionFile Read(string text)
    {
        File.WriteAllText(_path, text);
        return ConnectionFile.Read(_path);
    }
}
