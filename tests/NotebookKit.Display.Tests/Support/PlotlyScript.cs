using System.Diagnostics;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Display.Tests.Support;

/// <summary>plotly.js, from npm into the test's build folder, in the version that <c>Charts/package.json</c> names.</summary>
internal static class PlotlyScript
{
    private static readonly Lazy<string> s_installed = new(FromNpm);

    /// <summary>The script's file.</summary>
    public static string Path => s_installed.Value;

    private static string FromNpm()
    {
        string npm = RequiredTool.Executable("npm", "npm");
        string folder = System.IO.Path.Combine(AppContext.BaseDirectory, "plotly");
        string script = System.IO.Path.Combine(folder, "node_modules", "plotly.js-cartesian-dist-min", "plotly-cartesian.min.js");
        if (File.Exists(script))
            return script;
        Directory.CreateDirectory(folder);
        File.Copy(System.IO.Path.Combine(TestFolder(), "..", "Charts", "package.json"), System.IO.Path.Combine(folder, "package.json"),
            overwrite: true);
        var start = new ProcessStartInfo(npm, ["install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts"])
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"npm install failed:\n{errors}{output.Result}");
        return script;
    }

    private static string TestFolder([System.Runtime.CompilerServices.CallerFilePath] string file = "") =>
        System.IO.Path.GetDirectoryName(file)!;
}
