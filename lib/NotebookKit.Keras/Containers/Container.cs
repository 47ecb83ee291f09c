using NotebookKit.Keras.Hdf5;

namespace NotebookKit.Keras.Containers;

/// <summary>The ways in which a model or its weights stand in files.</summary>
internal enum ContainerForm
{
    /// <summary>A zip archive with config.json and model.weights.h5: .keras since Keras 2.13.</summary>
    Archive,

    /// <summary>The same members as files of a folder.</summary>
    Folder,

    /// <summary>An HDF5 file of a whole model: .h5, and .keras before 2.13.</summary>
    WholeModel,

    /// <summary>An HDF5 file of weights alone as Keras 1 and 2 write it, layers at its root.</summary>
    OldWeights,

    /// <summary>An HDF5 file of weights alone as Keras 3 writes it: .weights.h5.</summary>
    Weights,

    /// <summary>A JSON text of an architecture alone: what to_json() gives.</summary>
    ArchitectureText,

    /// <summary>A JSON text that names the shards of the weights: .weights.json.</summary>
    ShardIndex,
}

/// <summary>A file as it lies there, told by its content, its parts not yet understood.</summary>
/// <param name="Form">What it is.</param>
/// <param name="Size">How many bytes it has, all files of a folder together.</param>
/// <param name="Config">The architecture as JSON, or the index of the shards; null where there is none.</param>
/// <param name="Metadata">What metadata.json says; null where there is none.</param>
/// <param name="Weights">The HDF5 file that the weights are in; null where there is none.</param>
internal sealed record Container(ContainerForm Form, long Size, ReadOnlyMemory<byte>? Config, ReadOnlyMemory<byte>? Metadata,
    Hdf5File? Weights)
{
    /// <summary>What errors and descriptions call the form.</summary>
    public string FormName => Form switch
    {
        ContainerForm.Archive => ".keras archive",
        ContainerForm.Folder => ".keras folder",
        ContainerForm.WholeModel => "whole model in HDF5",
        ContainerForm.OldWeights => "weights alone in HDF5, as Keras 1 and 2 write them",
        ContainerForm.Weights => "weights alone in HDF5, as Keras 3 writes them",
        ContainerForm.ArchitectureText => "architecture alone in JSON",
        _ => "index of weights in shards",
    };
}
