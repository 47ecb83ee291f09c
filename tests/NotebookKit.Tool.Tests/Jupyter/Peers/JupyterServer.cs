using System.Diagnostics;
using System.Globalization;
using NotebookKit.Tests.Shared;
using NotebookKit.Tool.Tests.Jupyter.Kernel;

namespace NotebookKit.Tool.Tests.Jupyter.Peers;

/// <summary>Debian's jupyter-notebook, serving a copy of the lessons on this machine only.</summary>
internal sealed class JupyterServer : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lessons").FullName;
    private readonly Process _process;

    public JupyterServer(InstalledKernel kernel)
    {
        string python = RequiredTool.Python(("notebook", "jupyter-notebook"));
        CopyLessons();
        string port = KernelProcess.FreePorts(1)[0].ToString(CultureInfo.InvariantCulture);
        Url = $"http://127.0.0.1:{port}";
        var start = new ProcessStartInfo(python, [
            "-m", "notebook", "--no-browser", "--allow-root", $"--port={port}", "--ip=127.0.0.1", "--NotebookApp.port_retries=0",
            "--NotebookApp.token=", "--NotebookApp.password=", $"--notebook-dir={_folder}",
        ])
        { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach ((string name, string value) in kernel.Environment)
        {
            start.Environment[name] = value;
        }
        _process = Process.Start(start)!;
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        WaitUntilServing();
    }

    /// <summary>The server's address.</summary>
    public string Url { get; }

    public void Dispose()
    {
        // SIGTERM lets the server end its kernels; what is left after that is killed with it.
        using (var terminate = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            terminate.WaitForExit();
        }
        if (!_process.WaitForExit(20_000))
        {
            _process.Kill();
        }
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The notebooks as copies, because the server saves; what they load as links.</summary>
    private void CopyLessons()
    {
        string notebooks = Directory.CreateDirectory(Path.Combine(_folder, "notebooks")).FullName;
        foreach (string file in Directory.GetFiles(Path.Combine(Repository.Root, "notebooks")))
        {
            File.Copy(file, Path.Combine(notebooks, Path.GetFileName(file)));
        }
        foreach (string name in (string[])["lib", "data"])
        {
            Directory.CreateSymbolicLink(Path.Combine(_folder, name), Path.Combine(Repository.Root, name));
        }
    }

    private void WaitUntilServing()
    {
        using var client = new HttpClient();
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < HangGuard.Time; Thread.Sleep(100))
        {
            try
            {
                if (client.GetAsync(Url + "/api").GetAwaiter().GetResult().IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (!_process.HasExited)
            {
                // Not yet.
            }
        }
        Assert.Fail("jupyter-notebook does not serve");
    }
}
