using NotebookKit.Tool.Jupyter.Zmtp;

namespace NotebookKit.Tool.Tests.Jupyter.Zmtp;

public sealed class ZmtpCommandTests
{
    [Fact]
    public void Ready_carries_its_properties_there_and_back()
    {
        byte[] body = ZmtpCommand.Ready(("Socket-Type", "XPUB"u8.ToArray()), ("Identity", [])).ToBytes();

        var command = ZmtpCommand.Parse(body);

        Assert.Equal("READY", command.Name);
        Assert.Equal("XPUB"u8.ToArray(), command.Properties()["socket-type"]);
        Assert.Empty(command.Properties()["IDENTITY"]);
    }

    [Fact]
    public void Ready_is_laid_out_as_RFC_37_says() =>
        Assert.Equal(
            "0552454144590B536F636B65742D5479706500000003535542",
            Convert.ToHexString(ZmtpCommand.Ready(("Socket-Type", "SUB"u8.ToArray())).ToBytes()));

    [Fact]
    public void Error_is_laid_out_as_RFC_37_says() =>
        Assert.Equal("054552524F52026E6F", Convert.ToHexString(ZmtpCommand.Error("no").ToBytes()));

    [Fact]
    public void A_pong_repeats_the_context_without_the_time_to_live() =>
        Assert.Equal([9, 8, 7], new ZmtpCommand("PING", [0, 10, 9, 8, 7]).Pong().Data);

    [Theory]
    [InlineData(1)]
    [InlineData(19)]
    public void A_ping_of_the_wrong_length_is_refused(int length) =>
        Assert.Throws<ZmtpProtocolException>(() => new ZmtpCommand("PING", new byte[length]).Pong());

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("0552")]
    public void A_command_without_a_name_is_refused(string body) =>
        Assert.Throws<ZmtpProtocolException>(() => ZmtpCommand.Parse(Convert.FromHexString(body)));

    [Theory]
    [InlineData("0B536F63")]
    [InlineData("0141FFFFFFFF42")]
    [InlineData("0141000000")]
    public void A_property_longer_than_the_command_is_refused(string data) =>
        Assert.Throws<ZmtpProtocolException>(() => new ZmtpCommand("READY", Convert.FromHexString(data)).Properties());
}
