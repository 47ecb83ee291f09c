using NotebookKit.Tool.Jupyter.Install;

namespace NotebookKit.Tool.Tests.Jupyter.Install;

public sealed class KernelLauncherTests
{
    [Fact]
    public void A_program_of_its_own_is_started_directly()
    {
        var launcher = KernelLauncher.Create(
            "/tools/notebookkit", "/x/notebookkit.dll", "/usr/share/dotnet/", ["/usr/lib/dotnet", "/usr/share/dotnet"]);

        Assert.Equal(["/tools/notebookkit"], launcher.Arguments);
        Assert.Null(launcher.DotnetRoot);
    }

    [Fact]
    public void Dotnet_in_an_unusual_place_is_named()
    {
        var launcher = KernelLauncher.Create("/tools/notebookkit", "/x/notebookkit.dll", "/home/me/.dotnet/", ["/usr/share/dotnet"]);

        Assert.Equal("/home/me/.dotnet", launcher.DotnetRoot);
    }

    [Fact]
    public void A_default_place_that_is_a_link_counts()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        string link = folder + "-link";
        Directory.CreateSymbolicLink(link, folder);

        Assert.Null(KernelLauncher.Create("/tools/notebookkit", "/x/notebookkit.dll", folder, [link]).DotnetRoot);

        Directory.Delete(link);
        Directory.Delete(folder);
    }

    [Fact]
    public void A_library_run_by_dotnet_is_run_by_dotnet_again()
    {
        var launcher = KernelLauncher.Create("/opt/dotnet/dotnet", "/x/notebookkit.dll", "/opt/dotnet", []);

        Assert.Equal(["/opt/dotnet/dotnet", "/x/notebookkit.dll"], launcher.Arguments);
        Assert.Null(launcher.DotnetRoot);
    }
}
