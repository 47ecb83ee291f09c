using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NotebookKit.Tool.Jupyter.Install;

/// <summary>The file by which Jupyter knows a kernel (<c>kernel.json</c>), and the pictures beside it.</summary>
internal static class KernelSpec
{
    /// <summary>The file's name.</summary>
    public const string FileName = "kernel.json";

    /// <summary>The name under which .NET Interactive's notebooks, and ours, ask for their kernel.</summary>
    public const string DefaultName = ".net-csharp";

    private const string Mark = "notebookkit";
    private static readonly string[] Logos = ["logo-32x32.png", "logo-64x64.png", "logo-svg.svg"];

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The content of <c>kernel.json</c>.</summary>
    public static string Json(KernelLauncher launcher)
    {
        string[] arguments = [.. launcher.Arguments, "kernel", "--connection-file", "{connection_file}"];
        var spec = new JsonObject
        {
            ["argv"] = new JsonArray([.. arguments.Select(argument => JsonValue.Create(argument))]),
            ["display_name"] = ".NET (C#)",
            ["language"] = "C#",
            ["interrupt_mode"] = "message",
            ["metadata"] = new JsonObject
            {
                ["debugger"] = false,
                [Mark] = new JsonObject { ["version"] = Kernel.KernelInfo.Version },
            },
        };
        if (launcher.DotnetRoot is { } root)
            spec["env"] = new JsonObject { ["DOTNET_ROOT"] = root };
        return spec.ToJsonString(Readable) + "\n";
    }

    /// <summary>Writes a kernelspec; <c>kernel.json</c> last, because a folder without it is no kernel yet.</summary>
    public static void Write(string folder, KernelLauncher launcher)
    {
        Directory.CreateDirectory(folder);
        foreach (string logo in Logos)
        {
            using var picture = typeof(KernelSpec).Assembly.GetManifestResourceStream(logo)
                ?? throw new InvalidOperationException($"The program was built without {logo}.");
            using var file = File.Create(Path.Combine(folder, logo));
            picture.CopyTo(file);
        }
        File.WriteAllText(Path.Combine(folder, FileName), Json(launcher));
    }

    /// <summary>Whose kernelspec lies in a folder.</summary>
    public static KernelSpecOwner Owner(string folder)
    {
        string file = Path.Combine(folder, FileName);
        if (!File.Exists(file))
            return KernelSpecOwner.None;
        try
        {
            var spec = JsonNode.Parse(File.ReadAllText(file));
            if (spec?["metadata"] is JsonObject metadata && metadata.ContainsKey(Mark))
                return KernelSpecOwner.NotebookKit;
            bool interactive = spec?["argv"] is JsonArray arguments
                && arguments.Any(argument => argument?.ToString().Contains("interactive", StringComparison.OrdinalIgnoreCase) == true);
            return interactive ? KernelSpecOwner.DotnetInteractive : KernelSpecOwner.Other;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return KernelSpecOwner.Other;
        }
    }
}

/// <summary>Who put a kernelspec where it is.</summary>
internal enum KernelSpecOwner
{
    None,
    NotebookKit,
    DotnetInteractive,
    Other,
}
