using System.Text;
using NotebookKit.Notebooks.Running;

namespace NotebookKit.Notebooks.Tests.Running;

public class HostLinesTests
{
    [Fact]
    public async Task Lines_come_whole_however_the_bytes_arrive()
    {
        var random = new Random(23);
        for (int round = 0; round < 20; round++)
        {
            var lines = Enumerable.Range(0, 40)
                .Select(_ => new string("aé😀"[random.Next(2)], random.Next(random.Next(3) == 0 ? 300_000 : 50))).ToList();
            byte[] bytes = Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")) + "unfinished");
            var reader = new HostLines(new Trickle(bytes, random), 1 << 20);

            foreach (string line in lines)
            {
                Assert.Equal(line, await reader.ReadAsync(TestContext.Current.CancellationToken));
            }
            Assert.Null(await reader.ReadAsync(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task A_line_without_an_end_takes_no_more_memory_than_a_line_may_have()
    {
        var endless = new Trickle(new byte[8 << 20], new Random(1));
        var reader = new HostLines(endless, 1 << 20);

        HostProtocolException error = await Assert.ThrowsAsync<HostProtocolException>(
            () => reader.ReadAsync(TestContext.Current.CancellationToken).AsTask());

        Assert.Contains("a line of more than 1048576 bytes", error.Message);
        Assert.InRange(endless.Position, 1 << 20, 4 << 20);
    }

    // Gives any number of bytes at a time.
    private sealed class Trickle(byte[] bytes, Random random) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, random.Next(1, 70_000))], cancellationToken);
    }
}
