using System.Diagnostics;
using System.Net.Sockets;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Tool.Jupyter.Zmtp;

namespace NotebookKit.Tool.Tests.Jupyter.Zmtp;

/// <summary>What listening on an ipc path may remove: a socket where nobody listens, and nothing else.</summary>
public sealed class ZmtpEndpointTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ipc").FullName;

    private string At => Path.Combine(_folder, "kernel-1");

    [Fact]
    public void A_file_at_the_path_stays()
    {
        File.WriteAllText(At, "precious");

        IOException error = Assert.Throws<IOException>(() => ZmtpEndpoint.Ipc(At).Listen());

        Assert.Contains($"ipc://{At}: something else than a socket stands there (Regular), and stays.", error.Message);
        Assert.Equal("precious", File.ReadAllText(At));
    }

    [Fact]
    public void A_link_at_the_path_stays_and_so_does_what_it_leads_to()
    {
        string file = Path.Combine(_folder, "precious.txt");
        File.WriteAllText(file, "precious");
        File.CreateSymbolicLink(At, file);

        Assert.Throws<IOException>(() => ZmtpEndpoint.Ipc(At).Listen());

        Assert.Equal("precious", File.ReadAllText(At));
    }

    [Fact]
    public void A_folder_at_the_path_stays()
    {
        Directory.CreateDirectory(At);

        Assert.Contains("(Directory)", Assert.Throws<IOException>(() => ZmtpEndpoint.Ipc(At).Listen()).Message);
        Assert.True(Directory.Exists(At));
    }

    [Fact]
    public void A_socket_where_somebody_listens_stays_his()
    {
        (Socket first, _) = ZmtpEndpoint.Ipc(At).Listen();

        Assert.Contains("another process does", Assert.Throws<IOException>(() => ZmtpEndpoint.Ipc(At).Listen()).Message);

        ZmtpEndpoint.Ipc(At).Connect().Dispose();
        first.Dispose();
    }

    [Fact]
    public void A_socket_that_a_killed_kernel_left_gives_way()
    {
        // Closing removes the path it was bound to; a kill does not, and neither does closing under another name.
        (Socket first, _) = ZmtpEndpoint.Ipc(At + "-other").Listen();
        Process.Start("ln", [At + "-other", At]).WaitForExit();
        first.Dispose();
        Assert.Equal(FileKind.Socket, FileKinds.Of(At));

        (Socket second, ZmtpEndpoint bound) = ZmtpEndpoint.Ipc(At).Listen();

        bound.Connect().Dispose();
        second.Dispose();
    }

    [Fact]
    public void Cleaning_up_removes_the_socket_and_not_a_file_that_took_its_place()
    {
        (Socket listener, ZmtpEndpoint bound) = ZmtpEndpoint.Ipc(At).Listen();
        listener.Dispose();
        File.Delete(At);
        File.WriteAllText(At, "precious");

        bound.Clean();

        Assert.Equal("precious", File.ReadAllText(At));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named() =>
        Assert.Contains(
            "ipc:///nowhere/kernel-1", Assert.Throws<IOException>(() => ZmtpEndpoint.Ipc("/nowhere/kernel-1").Listen()).Message);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
