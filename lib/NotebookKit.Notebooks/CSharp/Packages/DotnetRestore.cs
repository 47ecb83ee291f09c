using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>Runs <c>dotnet restore</c> on a generated project, under the NuGet configuration of the notebook's folder.</summary>
internal sealed class DotnetRestore(string folder, string workingDirectory)
{
    public const string ProjectFile = "packages.csproj";

    /// <summary>Restores; the failure in the reader's words, or <c>null</c> when all went well.</summary>
    public CellFailure? Run(PackageRequest request, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(Dotnet(), [
            "restore", ProjectFile, "--nologo", "-v", "quiet", "-nodeReuse:false", "-p:RestoreRootConfigDirectory=" + workingDirectory])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        // A host started by the SDK carries settings for its own build, which would steer this one.
        foreach (string inherited in (string[])[
            "MSBUILD_EXE_PATH", "MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBuildLoadMicrosoftTargetsReadOnly"])
        {
            start.Environment.Remove(inherited);
        }
        try
        {
            using Process process = Process.Start(start)!;
            using CancellationTokenRegistration stop = cancellation.Register(() => process.Kill(entireProcessTree: true));
            Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
            process.WaitForExit();
            cancellation.ThrowIfCancellationRequested();
            return process.ExitCode == 0 ? null : Explain(request, output.Result + errors.Result);
        }
        catch (Win32Exception error)
        {
            return CellFailure.Directive($"{request}: packages are resolved by the .NET SDK, and 'dotnet' could not be started "
                + $"({error.Message}). Install the .NET SDK, or add its folder to PATH.");
        }
    }

    private CellFailure Explain(PackageRequest request, string output)
    {
        var errors = output.Split('\n').Select(line => line.Trim()).Where(line => line.Contains("error ", StringComparison.Ordinal))
            .Select(line => line[line.IndexOf("error ", StringComparison.Ordinal)..]).Select(WithoutProject).Distinct().ToList();
        string named = $"package '{request.Name}'" + (request.Version is null ? "" : $" version '{request.Version}'");
        List<string> asked = Sources();
        string about = asked.Count > 0 ? $" Sources asked: {string.Join(", ", asked)}." : " No package source is configured.";
        string said = errors.Count > 0 ? string.Join('\n', errors) : output.Trim();
        string message =
            Has("NU1101") ? $"no source has the {named} or something it needs.{about} Check the spelling, or add a source that has it "
                + "with #i \"nuget:ADDRESS\" above this line."
            : Has("NU1102") || Has("NU1103") ? $"no source has that version of the {named}.{about} Ask for a version the message below "
                + "names, or add a source with #i \"nuget:ADDRESS\"."
            : Has("NU1301") || Has("NU1300") ? $"a package source cannot be reached.{about} Check the network and the NuGet "
                + "configuration; packages restored before work without a network."
            : $"the {named} could not be restored.{about} Read the restore's own message below.";
        return CellFailure.Directive($"{request}: {message}\n{said}");

        bool Has(string code) => errors.Exists(line => line.Contains(code, StringComparison.Ordinal));
    }

    /// <summary>MSBuild ends its lines with the project in brackets; the reader has no such project.</summary>
    private string WithoutProject(string line)
    {
        int bracket = line.LastIndexOf(" [" + folder, StringComparison.Ordinal);
        return bracket < 0 ? line : line[..bracket];
    }

    /// <summary>The sources that the restore wrote down before it asked them.</summary>
    private List<string> Sources()
    {
        try
        {
            using var plan = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "obj", ProjectFile + ".nuget.dgspec.json")));
            return [.. plan.RootElement.GetProperty("projects").EnumerateObject()
                .SelectMany(project => project.Value.GetProperty("restore").GetProperty("sources").EnumerateObject())
                .Select(source => source.Name).Distinct()];
        }
        catch (Exception error) when (error is IOException or JsonException or KeyNotFoundException)
        {
            return [];
        }
    }

    /// <summary>The <c>dotnet</c> of the runtime that runs this process, so that both are of one installation.</summary>
    private static string Dotnet()
    {
        string name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        string own = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", name));
        return File.Exists(own) && Directory.Exists(Path.Combine(Path.GetDirectoryName(own)!, "sdk")) ? own : name;
    }
}
