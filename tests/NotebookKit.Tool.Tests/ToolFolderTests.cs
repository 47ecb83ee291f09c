using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
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
}
