using System.Diagnostics;
using System.Text.RegularExpressions;

namespace NotebookKit.Tests.Packages;

/// <summary>README's console program, as a newcomer makes it: an empty folder, <c>dotnet new console</c>, the package, the text.</summary>
[Trait("Category", "Endurance")]
public sealed class ConsoleProgramTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("notebookkit-console-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Root
    {
        get
        {
            string folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "NotebookKit.sln")))
            {
                folder = Path.GetDirectoryName(folder)
                    ?? throw new DirectoryNotFoundException("NotebookKit.sln is in no folder above the tests.");
            }
            return folder;
        }
    }

    private static string Run(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host
            : "dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}:\n{output}\n{error.Result}");
        return output;
    }

    [Fact]
    public void The_program_in_README_prints_its_table_a_line_an_epoch_and_its_answers()
    {
        string feed = Directory.CreateDirectory(Path.Combine(_folder, "feed")).FullName,
            app = Directory.CreateDirectory(Path.Combine(_folder, "adder")).FullName;
        Run(Root, "pack", Path.Combine(Root, "lib", "NotebookKit"), "-c", "Debug", "--no-build", "-o", feed, "-nologo");
        // A package folder of its own, so that no package of an earlier build is taken; what else is needed may come from the machine's.
        string machine = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(
                Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify), ".nuget", "packages");
        Directory.CreateDirectory(machine);
        File.WriteAllText(Path.Combine(app, "nuget.config"), $"""
            <configuration>
              <packageSources><add key="built" value="{feed}" /></packageSources>
              <config><add key="globalPackagesFolder" value="{Path.Combine(_folder, "packages")}" /></config>
              <fallbackPackageFolders><add key="machine" value="{machine}" /></fallbackPackageFolders>
            </configuration>
            """);
        Run(app, "new", "console", "--force");
        Run(app, "add", "package", "NotebookKit");

        string readme = File.ReadAllText(Path.Combine(Root, "README.md"));
        string program = Regex.Match(readme, "## In a console program.*?```csharp\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
        Assert.InRange(program.Trim().Split('\n').Length, 15, 25);
        Assert.Contains("epochs: 30", program);
        File.WriteAllText(Path.Combine(app, "Program.cs"), program.Replace("epochs: 30", "epochs: 2", StringComparison.Ordinal));
        Run(app, "build", "-v", "q", "-nologo", "-o", Path.Combine(_folder, "out"));

        string[] lines = Run(app, Path.Combine(_folder, "out", "adder.dll")).TrimEnd().Split('\n');
        Assert.Equal("Model: \"sequential\"", lines[0].TrimEnd());
        Assert.Contains(lines, l => l.Contains("lstm (LSTM)", StringComparison.Ordinal) && l.Contains("72,192", StringComparison.Ordinal));
        string[] epochs = [.. lines.Where(l => l.StartsWith("Epoch", StringComparison.Ordinal))];
        Assert.Equal(2, epochs.Length);
        Assert.Matches(
            @"^Epoch 2/2 - 71/71 - \d+s - \d+[mu]?s/step - loss: \d\.\d{4} - accuracy: \d\.\d{4} - val_loss: \d\.\d{4} - val_accuracy: \d\.\d{4}\s*$", epochs[1]);
        Assert.Equal(["12+34 = ", "50+50 = ", "7+8 = "], lines[^3..].Select(l => l[..(l.IndexOf('=', StringComparison.Ordinal) + 2)]));
        Assert.DoesNotContain(lines, l =>
            l.Contains('\u001b', StringComparison.Ordinal) || l.TrimEnd('\r').Contains('\r', StringComparison.Ordinal));
    }
}
