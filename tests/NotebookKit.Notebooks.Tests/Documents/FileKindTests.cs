using System.Diagnostics;
using System.Net.Sockets;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Tests.Documents;

public sealed class FileKindTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kind").FullName;

    [Fact]
    public void Every_kind_is_told_without_opening_it()
    {
        string regular = Path.Combine(_folder, "file");
        File.WriteAllText(regular, "");
        string fifo = Path.Combine(_folder, "fifo");
        Process.Start("mkfifo", [fifo]).WaitForExit();
        string path = Path.Combine(_folder, "socket");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));

        Assert.Equal(FileKind.Regular, FileKinds.Of(regular));
        Assert.Equal(FileKind.Directory, FileKinds.Of(_folder));
        Assert.Equal(FileKind.Fifo, FileKinds.Of(fifo));
        Assert.Equal(FileKind.Socket, FileKinds.Of(path));
        Assert.Equal(FileKind.Device, FileKinds.Of("/dev/zero"));
        Assert.Equal(FileKind.None, FileKinds.Of(Path.Combine(_folder, "nothing")));
        Assert.Equal(FileKind.None, FileKinds.Of("a\0b"));
    }

    [Fact]
    public void A_link_is_what_it_leads_to_unless_asked_for_itself()
    {
        string link = Path.Combine(_folder, "é-link");
        File.CreateSymbolicLink(link, _folder);
        string dangling = Path.Combine(_folder, "dangling");
        File.CreateSymbolicLink(dangling, Path.Combine(_folder, "gone"));

        Assert.Equal(FileKind.Directory, FileKinds.Of(link));
        Assert.Equal(FileKind.Link, FileKinds.Of(link, followLinks: false));
        Assert.Equal(FileKind.None, FileKinds.Of(dangling));
        Assert.Equal(FileKind.Link, FileKinds.Of(dangling, followLinks: false));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
