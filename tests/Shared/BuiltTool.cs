using System.Diagnostics;

namespace NotebookKit.Tests.Shared;

/// <summary>The <c>notebookkit</c> command as built from this checkout, for tests that start it as a process.</summary>
internal static class BuiltTool
{
    /// <summary>The program to start: <c>dotnet</c>.</summary>
    public static string DotNet { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";

    /// <summary>The path of NotebookKit.Tool.dll.</summary>
    public static string Assembly { get; } = Path.Combine(Repository.Root, "lib", "NotebookKit.Tool", "bin", "NotebookKit.Tool.dll");

    /// <summary>How the command is started with its output redirected.</summary>
    public static ProcessStartInfo StartInfo(string workingDirectory, params IEnumerable<string> arguments) =>
        new(DotNet, [Assembly, .. arguments])
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

    /// <summary>Starts the command with its output redirected.</summary>
    public static Process Start(string workingDirectory, params IEnumerable<string> arguments) =>
        Process.Start(StartInfo(workingDirectory, arguments))!;

    /// <summary>Runs the command to its end.</summary>
    public static Task<(int ExitCode, string Output, string Error)> RunAsync(
        string workingDirectory, params IEnumerable<string> arguments) =>
        RunAsync(StartInfo(workingDirectory, arguments));

    /// <summary>Runs a command to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(ProcessStartInfo start)
    {
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(HangGuard.Time);
        }
        catch (TimeoutException)
        {
            process.Kill();
            throw;
        }

        return (process.ExitCode, await output, await error);
    }
}
