using NotebookKit.Notebooks.Running;

namespace NotebookKit.Xunit.Hosting;

/// <summary>
/// How the process of a notebook is started from tests. It needs this package's dependencies and the frameworks that they ask
/// for, and all of these the test project has: the process is this assembly, started with the test project's lists of both.
/// </summary>
internal static class TestHost
{
    /// <summary>The command.</summary>
    /// <exception cref="FileNotFoundException">The tests do not run from where they were built to.</exception>
    public static HostCommand Command()
    {
        string own = typeof(TestHost).Assembly.Location;
        string dependencies = ((string?)AppContext.GetData("APP_CONTEXT_DEPS_FILES") ?? "").Split(';')[0];
        string configuration = dependencies.Replace(".deps.json", ".runtimeconfig.json", StringComparison.Ordinal);
        return own.Length > 0 && File.Exists(dependencies) && File.Exists(configuration)
            ? new HostCommand(DotNet(), ["exec", "--depsfile", dependencies, "--runtimeconfig", configuration, own, HostCommand.Verb])
            : throw new FileNotFoundException(
                "[Notebooks] starts processes with the files *.deps.json and *.runtimeconfig.json of the test project, and did not find "
                + $"them in {AppContext.BaseDirectory}. Run the tests from their output folder, not as a single file.");
    }

    // The program that runs this runtime, whatever PATH says.
    private static string DotNet()
    {
        string name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string beside = Path.GetFullPath(Path.Combine(runtime, "..", "..", "..", name));
        return File.Exists(beside) ? beside : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : name;
    }
}
