using NotebookKit.Tool.Jupyter.Wire;

namespace NotebookKit.Tool.Tests.Jupyter.Wire;

public sealed class ConnectionFileTests : IDisposable
{
    private const string Ports = """ "shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 5 """;

    private readonly string path = Path.GetTempFileName();

    [Fact]
    public void Tcp_ports_are_on_the_address_given()
    {
        var file = Read($$"""{ "transport": "tcp", "ip": "127.0.0.3", "key": "secret", "signature_scheme": "hmac-sha256", "kernel_name": "x", {{Ports}} }""");

        Assert.Equal(
            ["tcp://127.0.0.3:1", "tcp://127.0.0.3:2", "tcp://127.0.0.3:3", "tcp://127.0.0.3:4", "tcp://127.0.0.3:5"],
            [$"{file.Shell}", $"{file.IoPub}", $"{file.Stdin}", $"{file.Control}", $"{file.Heartbeat}"]);
        Assert.Equal("secret", file.Key);
    }

    [Fact]
    public void Ipc_ports_are_endings_of_the_path()
    {
        var file = Read($$"""{ "transport": "ipc", "ip": "/tmp/kernel-ipc", {{Ports}} }""");

        Assert.Equal("ipc:///tmp/kernel-ipc-1", file.Shell.ToString());
        Assert.Equal("", file.Key);
    }

    [Theory]
    [InlineData("", "The input does not contain any JSON tokens")]
    [InlineData("[]", "it holds no JSON object.")]
    [InlineData("""{ "ip": "127.0.0.1" }""", "'shell_port' is missing or no positive number.")]
    [InlineData("""{ "shell_port": "1" }""", "'shell_port' is missing or no positive number.")]
    [InlineData("""{ "shell_port": 1, "ip": "nowhere" }""", "A TCP endpoint needs an IP address, 'localhost' or '*'; received 'nowhere'.")]
    [InlineData("""{ "ip": 5 }""", "'ip' is no text.")]
    [InlineData("""{ "transport": "carrier-pigeon" }""", "'transport' is 'carrier-pigeon'; expected tcp or ipc.")]
    [InlineData("""{ "signature_scheme": "hmac-md5" }""", "'signature_scheme' is 'hmac-md5'; the only one offered is hmac-sha256.")]
    public void What_is_wrong_is_named_together_with_the_file(string text, string expected)
    {
        var error = Assert.Throws<FormatException>(() => Read(text));

        Assert.StartsWith($"The connection file '{path}' cannot be used: {expected}", error.Message);
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Contains("'/nowhere/kernel.json' cannot be used", Assert.Throws<FormatException>(() => ConnectionFile.Read("/nowhere/kernel.json")).Message);

    public void Dispose() => File.Delete(path);

    private ConnectionFile Read(string text)
    {
        File.WriteAllText(path, text);
        return ConnectionFile.Read(path);
    }
}
