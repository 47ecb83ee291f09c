using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Shared;

namespace NotebookKit.Tool.Jupyter.Install;

/// <summary>The file by which Jupyter knows a kernel (<c>kernel.json</c>), and the pictures beside it.</summary>
internal static class KernelSpec
{
    /// <summary>The file's name.</summary>
    public const string FileName = "kernel.json";

    /// <summary>The name under which .NET Interactive's notebooks, and ours, ask for their kernel.</summary>
    public const string DefaultName = ".net-csharp";

    /// <summary>JSON of strangers is read strictly: a key that comes twice would mean one thing here and another elsewhere.</summary>
    internal static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>JSON as a person reads it.</summary>
    internal static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private const string Mark = "notebookkit";

    /// <summary>The version of this build, by which an installed kernel is told from an older one.</summary>
    public static string Version { get; } = typeof(KernelSpec).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    /// <summary>The names of the pictures.</summary>
    public static IReadOnlyList<string> Logos { get; } = ["logo-32x32.png", "logo-64x64.png", "logo-svg.svg"];

    /// <summary>The content of <c>kernel.json</c>.</summary>
    public static string Json(KernelLauncher launcher)
    {
        string[] limit = launcher.OutputLimit is { } megabytes
            ? [OutputLimitOption.Name, megabytes.ToString(CultureInfo.InvariantCulture)]
            : [];
        string[] arguments = [.. launcher.Arguments, "kernel", .. limit, "--connection-file", "{connection_file}"];
        var spec = new JsonObject
        {
            ["argv"] = new JsonArray([.. arguments.Select(argument => JsonValue.Create(argument))]),
            ["display_name"] = ".NET (C#)",
            ["language"] = "C#",
            ["interrupt_mode"] = "message",
            ["metadata"] = new JsonObject
            {
                ["debugger"] = false,
                [Mark] = new JsonObject { ["version"] = Version },
            },
        };
        if (launcher.DotnetRoot is { } root)
        {
            spec["env"] = new JsonObject { ["DOTNET_ROOT"] = root };
        }
        return spec.ToJsonString(Readable) + "\n";
    }

    /// <summary>A picture's content.</summary>
    public static byte[] Logo(string name)
    {
        using Stream picture = typeof(KernelSpec).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The program was built without {name}.");
        using var content = new MemoryStream();
        picture.CopyTo(content);
        return content.ToArray();
    }

    /// <summary>
    /// Writes a kernelspec and the list of what was written; <c>kernel.json</c> last, because a folder without it is no
    /// kernel yet. A picture that is there and is not of this program stays.
    /// </summary>
    /// <returns>The pictures that stay.</returns>
    public static IReadOnlyList<string> Write(string folder, KernelLauncher launcher)
    {
        Directory.CreateDirectory(folder);
        var foreign = Logos.Where(logo => IsThere(folder, logo) && !InstalledFiles.IsOwn(folder, logo)).ToList();
        var files = Logos.Except(foreign).Select(logo => (Name: logo, Content: Logo(logo))).ToList();
        (string Name, byte[] Content) spec = (FileName, Encoding.UTF8.GetBytes(Json(launcher)));
        InstalledFiles.WriteList(folder, [spec, .. files]);
        foreach ((string name, byte[] content) in (IEnumerable<(string, byte[])>)[.. files, spec])
        {
            AtomicFile.Write(Path.Combine(folder, name), content);
        }
        return foreign;
    }

    /// <summary>Whether something stands under a name, a link that leads nowhere included.</summary>
    public static bool IsThere(string folder, string name) =>
        FileKinds.Of(Path.Combine(folder, name), followLinks: false) != FileKind.None;

    /// <summary>Whose kernelspec lies in a folder.</summary>
    public static KernelSpecOwner Owner(string folder)
    {
        return !IsThere(folder, FileName) ? KernelSpecOwner.None
            : InstalledFiles.Read(folder, FileName) is not { } content || Parse(content) is not { } spec ? KernelSpecOwner.Other
            : spec["metadata"] is JsonObject metadata && metadata[Mark] is JsonObject ? KernelSpecOwner.NotebookKit
            : Arguments(spec).Any(argument => argument.Contains("interactive", StringComparison.OrdinalIgnoreCase))
                ? KernelSpecOwner.DotnetInteractive
            : KernelSpecOwner.Other;
    }

    /// <summary>Whether a <c>kernel.json</c> has exactly what <see cref="Json"/> writes, whatever program it starts.</summary>
    public static bool HasOwnShape(byte[] content)
    {
        if (Parse(content) is not { } spec)
        {
            return false;
        }
        string? root = spec["env"] is JsonObject { Count: 1 } env && env["DOTNET_ROOT"] is JsonValue value
            && value.TryGetValue(out string? text)
            ? text
            : null;
        string[] own = [.. Arguments(spec).SkipLast(3)];
        JsonObject expected = Parse(Encoding.UTF8.GetBytes(Json(new KernelLauncher(own, root))))!;
        if (spec["metadata"]?[Mark] is JsonObject { Count: 1 } mark && mark["version"] is JsonValue version)
        {
            expected["metadata"]![Mark]!["version"] = version.DeepClone();
        }
        return JsonNode.DeepEquals(expected, spec);
    }

    private static IEnumerable<string> Arguments(JsonObject spec) =>
        spec["argv"] is JsonArray arguments ? arguments.Select(argument => argument?.ToString() ?? "") : [];

    private static JsonObject? Parse(byte[] content)
    {
        try
        {
            var spec = JsonNode.Parse(content, documentOptions: Strict) as JsonObject;
            // Names and texts are read when first asked for, and may turn out to be no valid Unicode.
            _ = spec?.ToJsonString();
            return spec;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
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
