using System.Diagnostics;
using System.Text.Json;

namespace NotebookKit.TorchSharp;

/// <summary>
/// Fetches libtorch for this system alone with the ordinary package client: a project without code that names the one package is
/// restored, from the sources and into the cache that the machine is set up for.
/// </summary>
internal static class PackageFetch
{
    /// <summary>The cache that the packages went into; null before they were fetched.</summary>
    public static string? Folder { get; private set; }

    /// <exception cref="TorchLibraryException">There is no package for this system, or it cannot be fetched.</exception>
    public static void Run(Action<string>? say)
    {
        NativeFiles.RequireSystem();
        string folder = Directory.CreateTempSubdirectory("notebookkit-torch-").FullName;
        try
        {
            string project = Path.Combine(folder, "fetch.csproj");
            File.WriteAllText(project, Project());
            // The folder stands alone: nothing above it may change what is restored.
            File.WriteAllText(Path.Combine(folder, "Directory.Build.props"), "<Project />");
            File.WriteAllText(Path.Combine(folder, "Directory.Build.targets"), "<Project />");
            File.WriteAllText(Path.Combine(folder, "Directory.Packages.props"), "<Project />");
            say?.Invoke($"Fetching libtorch {NativeFiles.TorchVersion} for {NativeFiles.Platform}, once: about half a gigabyte on disk.");
            string output = Restore(project, folder, out int exit);
            if (exit != 0)
            {
                throw new TorchLibraryException($"libtorch could not be fetched: {Cause(output)}");
            }
            Folder = CacheOf(Path.Combine(folder, "obj", "project.assets.json"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
        {
            throw new TorchLibraryException(
                $"libtorch could not be fetched: {error.Message.TrimEnd('.')}. It needs the .NET SDK's command dotnet and a folder for "
                + "temporary files.", error);
        }
        finally
        {
            TryDelete(folder);
        }
    }

    private static string Project() => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><TargetFramework>net{Environment.Version.Major}.0</TargetFramework><NuGetAudit>false</NuGetAudit></PropertyGroup>
          <ItemGroup>
            <PackageReference Include="TorchSharp" Version="{NativeFiles.BridgeVersion}" />
            <PackageReference Include="libtorch-cpu-{NativeFiles.Platform}" Version="{NativeFiles.TorchVersion}" />
          </ItemGroup>
        </Project>
        """;

    private static string Restore(string project, string folder, out int exit)
    {
        var start =
            new ProcessStartInfo(Dotnet()) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        foreach (string argument in (string[])["restore", project, "--nologo", "-v", "quiet"])
        {
            start.ArgumentList.Add(argument);
        }
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        exit = process.ExitCode;
        return output.Result + errors.Result;
    }

    /// <summary>The command that runs this process where it is dotnet, else the one on the path.</summary>
    private static string Dotnet() =>
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host && File.Exists(host) ? host
        : Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path
        : "dotnet";

    /// <summary>The first error of the package client, without its file and code.</summary>
    private static string Cause(string output)
    {
        string line = output.Split('\n').FirstOrDefault(l => l.Contains("error", StringComparison.Ordinal))?.Trim() ?? output.Trim();
        int code = line.IndexOf(" NU", StringComparison.Ordinal);
        int text = code < 0 ? -1 : line.IndexOf(": ", code, StringComparison.Ordinal);
        int project = line.LastIndexOf(" [", StringComparison.Ordinal);
        string cause = line[(text < 0 ? 0 : text + 2)..(project > text ? project : line.Length)].TrimEnd('.');
        return cause.Length > 0 ? cause + "." : "dotnet restore failed without a word.";
    }

    private static string? CacheOf(string assets)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(assets));
        return document.RootElement.GetProperty("packageFolders").EnumerateObject().Select(f => f.Name)
            .FirstOrDefault(f => Directory.Exists(Path.Combine(f, $"libtorch-cpu-{NativeFiles.Platform}", NativeFiles.TorchVersion)));
    }

    private static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It lies among the temporary files, which the system clears.
        }
    }
}
