using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Session;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Tool.Tests;

/// <summary>What lies in the folder of the command, which everyone downloads who installs it.</summary>
public class ToolFolderTests
{
    [Fact]
    public void Every_library_beside_the_command_is_one_that_its_code_refers_to()
    {
        string folder = Path.GetDirectoryName(BuiltTool.Assembly)!;
        string[] files = Directory.GetFiles(folder, "*.dll");
        var referred = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        Follow(BuiltTool.Assembly);
        Assert.Contains("Microsoft.DotNet.Interactive", referred);
        Assert.Empty(files.Select(Path.GetFileNameWithoutExtension).Except(referred));

        void Follow(string file)
        {
            if (!File.Exists(file) || !referred.Add(Path.GetFileNameWithoutExtension(file)))
            {
                return;
            }
            using var image = new PEReader(File.OpenRead(file));
            MetadataReader metadata = image.GetMetadataReader();
            foreach (AssemblyReferenceHandle handle in metadata.AssemblyReferences)
            {
                Follow(Path.Combine(folder, metadata.GetString(metadata.GetAssemblyReference(handle).Name) + ".dll"));
            }
        }
    }

    /// <summary>What is loaded by its name only, no reference tells.</summary>
    [Fact]
    public async Task What_lies_beside_the_command_is_enough_for_cells_of_every_language()
    {
        var cells = new Dictionary<string, string>
        {
            ["csharp"] = "#!time\nvar one = 1;\ndisplay(one);\nnew[] { one }",
            ["html"] = "#!html\n<b>1</b>",
            ["javascript"] = "#!javascript\nconsole.log(1)",
            ["markdown"] = "#!markdown\n**1**",
            ["mermaid"] = "#!mermaid\ngraph LR\n  a --> b",
            ["value"] = "#!value --name text\none\n#!csharp\n#!share --from value text\n#!whos\n#!lsmagic\n#!about\ntext",
        };
        Assert.Equal(CellLanguages.Aliases.Keys.Order(), cells.Keys.Order());
        using var folder = new TemporaryFolder();
        folder.Add("all.ipynb", cells.Values);

        (int exitCode, string output, string error) = await BuiltTool.RunAsync(folder.Path, "run", "all.ipynb", "--output", "out");

        Assert.True(exitCode == 0, output + error);
        Assert.Contains("6/6", output);
    }

    /// <summary>Half of a session's start would be the compilation of the compiler.</summary>
    [Fact]
    public void The_compiler_of_cells_is_compiled_ahead_of_time()
    {
        string folder = Path.GetDirectoryName(BuiltTool.Assembly)!;
        string answers = Path.Combine(Repository.Root, "lib", "NotebookKit.Tool", "obj", "AheadOfTime", "Roslyn");
        Assert.SkipWhen(
            !RequiredTool.AreRequired && Directory.GetFiles(answers, "compiled", SearchOption.AllDirectories).Length == 0,
            "The package feed had no crossgen for the build. To try again, delete " + answers);
        foreach (string library in (string[])["Microsoft.CodeAnalysis.dll", "Microsoft.CodeAnalysis.CSharp.dll"])
        {
            using var image = new PEReader(File.OpenRead(Path.Combine(folder, library)));
            Assert.True(image.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0, library);
        }
    }

    /// <summary>A setting that the runtime does not know is ignored without a word.</summary>
    [Fact]
    public async Task The_sessions_youngest_generation_is_as_large_as_the_command_sets_it()
    {
        using var folder = new TemporaryFolder();
        folder.Add(
            "collector.ipynb",
            "Convert.ToInt64(GC.GetConfigurationVariables()[\"GCGen0MaxBudget\"])");

        (int exitCode, string output, string error) =
            await BuiltTool.RunAsync(folder.Path, "run", "collector.ipynb", "--output", "out");

        Assert.True(exitCode == 0, output + error);
        JsonNode result = NotebookDocument.Load(Path.Combine(folder.Path, "out", "collector.ipynb")).Cells[0].Outputs[0]!;
        Assert.Contains($"{6 << 20}", result.ToJsonString(), StringComparison.Ordinal);
    }
}
