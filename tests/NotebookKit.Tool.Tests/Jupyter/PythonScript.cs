using System.Diagnostics;
using System.Text;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Tool.Tests.Jupyter;

/// <summary>Runs the Python scripts that lie beside these tests with Debian's Python, where the reference implementations are.</summary>
internal sealed class PythonScript : IDisposable
{
    // A script may start a hundred kernels, one after the other.
    private static readonly TimeSpan s_limit = 3 * HangGuard.Time;

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly ManualResetEventSlim _firstLine = new();

    /// <summary>Starts a script without waiting for it.</summary>
    /// <param name="script">Its path below this project's Jupyter folder.</param>
    /// <param name="modules">The Python modules it imports, with the packages that bring them.</param>
    /// <param name="arguments">What it finds in <c>sys.argv</c>.</param>
    /// <param name="environment">Variables set for it, besides those of this process.</param>
    public PythonScript(
        string script, (string, string)[] modules, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        string python = RequiredTool.Python(modules);
        string path = Path.Combine(AppContext.BaseDirectory, "Jupyter", script);
        var start = new ProcessStartInfo(
            python, ["-u", path, .. arguments])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Add(line.Data);
        _process.ErrorDataReceived += (_, line) => Add(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What the script has printed so far, on either stream.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>The process id.</summary>
    public int Id => _process.Id;

    /// <summary>Waits for the first line that the script prints, and returns it.</summary>
    public string FirstLine()
    {
        Assert.True(_firstLine.Wait(s_limit), "the script printed nothing");
        return Output.Split('\n')[0].Trim();
    }

    /// <summary>Waits for the script to end, and fails the test with what it printed unless it ended well.</summary>
    public string Finish()
    {
        if (!_process.WaitForExit((int)s_limit.TotalMilliseconds))
        {
            Assert.Fail($"the script did not end; it printed:\n{Output}");
        }
        _process.WaitForExit();
        Assert.True(_process.ExitCode == 0, $"the script ended with {_process.ExitCode}:\n{Output}");
        return Output;
    }

    /// <summary>Ends the script as <c>kill -9</c> does.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Runs a script to its end.</summary>
    public static string Run(
        string script, (string, string)[] modules, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var run = new PythonScript(script, modules, arguments, environment);
        return run.Finish();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }
        _process.Dispose();
    }

    private void Add(string? line)
    {
        if (line is null)
        {
            return;
        }
        lock (_output)
        {
            _output.Append(line).Append('\n');
        }
        _firstLine.Set();
    }
}
