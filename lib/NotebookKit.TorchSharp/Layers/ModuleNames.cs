namespace NotebookKit.TorchSharp.Layers;

/// <summary>What torch calls a layer's module: the layer's name, but for the dot, which divides levels in torch's names.</summary>
internal static class ModuleNames
{
    public static string Of(Layer layer) => layer.Name.Replace('.', '_');
}
