namespace NotebookKit.Tests.Files;

/// <summary>A file for one test to save a model in.</summary>
internal static class ModelFile
{
    public static T WithFile<T>(Func<string, T> use)
    {
        string path = Path.Combine(Path.GetTempPath(), $"notebookkit-{Guid.NewGuid():n}.safetensors");
        try
        {
            return use(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
