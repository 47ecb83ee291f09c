using System.Buffers.Binary;
using System.Text;
using NotebookKit.Keras.Hdf5;

namespace NotebookKit.Keras.Containers;

/// <summary>Opens a file or folder and tells by its first bytes, never by its name, what it is.</summary>
internal static class ContainerReader
{
    /// <summary>The members of an archive or folder.</summary>
    public const string ConfigName = "config.json", MetadataName = "metadata.json", WeightsName = "model.weights.h5";

    /// <summary>Reads the parts.</summary>
    /// <exception cref="RefusedException">It is nothing that Keras writes, or damaged.</exception>
    /// <exception cref="Hdf5Exception">Its HDF5 part is damaged.</exception>
    public static Container Open(string path)
    {
        if (Directory.Exists(path))
        {
            return OpenFolder(path);
        }
        byte[] bytes = ReadFile(path);
        ReadOnlySpan<byte> start = bytes;
        if (start.IsEmpty)
        {
            throw new RefusedException("The file is empty. Copy or download it again.");
        }
        if (start.StartsWith(Hdf5File.Signature))
        {
            return OpenHdf5(bytes);
        }
        if (start.StartsWith("PK\u0003\u0004"u8) || start.StartsWith("PK\u0005\u0006"u8))
        {
            return OpenArchive(bytes);
        }
        if (start.StartsWith("version https://git-lfs"u8))
        {
            throw new RefusedException("This is a pointer of Git LFS in place of the file. Fetch the file itself by 'git lfs pull', or "
                + "download it from the repository's page.");
        }
        ReadOnlySpan<byte> text = start.TrimStart(" \t\r\n\u00ef\u00bb\u00bf"u8);
        if (text.StartsWith("<"u8))
        {
            throw new RefusedException("This is a web page or another text of tags, neither HDF5 nor a .keras archive. Download the "
                + "file itself rather than the page that shows it.");
        }
        if (text.StartsWith("{"u8) || text.StartsWith("["u8))
        {
            bool index = start.IndexOf("\"weight_map\""u8) >= 0 && start.IndexOf("\"class_name\""u8) < 0;
            return new Container(index ? ContainerForm.ShardIndex : ContainerForm.ArchitectureText, bytes.Length, bytes, null, null);
        }
        if (start.Length > 8 && start[8] == '{' && BinaryPrimitives.ReadUInt64LittleEndian(start) <= (ulong)bytes.Length - 8)
        {
            throw new RefusedException("This is a safetensors file, not one of Keras. Model.Load opens what Model.Save wrote; weights "
                + "alone go into a model by its LoadWeights.");
        }
        if (start[0] == 0x80 || start.StartsWith("\u0093NUMPY"u8[1..]))
        {
            throw new RefusedException("This is a file of pickled Python objects or of NumPy, not of Keras. Objects of Python are never "
                + "read; save the model by model.save('model.keras').");
        }
        throw new RefusedException($"This is not a file of Keras: it begins with {Shown(start)}, and expected is HDF5 (.h5) or a zip "
            + $"archive (.keras). Copy or download it again, or save the model by model.save('model.keras').");
    }

    /// <summary>A file in memory.</summary>
    public static byte[] ReadFile(string path)
    {
        var info = new FileInfo(path);
        if (!info.Exists)
        {
            throw new FileNotFoundException($"There is no file or folder '{path}'.", path);
        }
        if (info.Length == 0)
        {
            // Pipes and devices have no length either, and would keep a reader waiting: none is opened.
            return [];
        }
        if (info.Length > Array.MaxLength)
        {
            throw new RefusedException($"The file has {info.Length} bytes; files of up to {Array.MaxLength} are read.");
        }
        return File.ReadAllBytes(path);
    }

    private static Container OpenFolder(string path)
    {
        string config = Path.Combine(path, ConfigName), weights = Path.Combine(path, WeightsName), metadata = Path.Combine(path,
            MetadataName);
        if (File.Exists(Path.Combine(path, "saved_model.pb")))
        {
            throw new RefusedException("This is a SavedModel of TensorFlow, a program rather than layers. Load it in Python and save it "
                + "by model.save('model.keras').");
        }
        if (!File.Exists(config))
        {
            throw new RefusedException($"The folder has no {ConfigName}, so it holds no architecture. Name the model's file, or a "
                + $"folder that model.save(…, zipped=False) wrote.");
        }
        if (!File.Exists(weights))
        {
            throw new RefusedException($"The folder has no {WeightsName}, so it holds no weights. Save the model again by Keras.");
        }
        byte[] configBytes = ReadFile(config), weightBytes = ReadFile(weights);
        ReadOnlyMemory<byte>? metadataBytes = File.Exists(metadata) ? (ReadOnlyMemory<byte>?)ReadFile(metadata) : null;
        return new Container(
            ContainerForm.Folder, configBytes.Length + (long)weightBytes.Length + (metadataBytes?.Length ?? 0),
            configBytes, metadataBytes, Hdf5File.Open(weightBytes));
    }

    private static Container OpenArchive(byte[] bytes)
    {
        var archive = new ZipMembers(bytes);
        if (!archive.Has(ConfigName))
        {
            throw new RefusedException($"The zip archive has no {ConfigName}, so it is not a model of Keras; it holds "
                + $"{archive.NamesShown}. Save the model by model.save('model.keras').");
        }
        if (!archive.Has(WeightsName))
        {
            throw new RefusedException(archive.Has("model.weights.npz")
                ? $"The weights in the archive are pickled Python objects (model.weights.npz), which are never read, in place of "
                    + $"{WeightsName}. Save the model again with h5py installed."
                : $"The archive has no {WeightsName}, so it holds no weights; it holds {archive.NamesShown}. Save the model again "
                    + $"by Keras.");
        }
        ReadOnlyMemory<byte> config = archive.Read(ConfigName);
        return new Container(
            ContainerForm.Archive, bytes.Length, config, archive.Has(MetadataName) ? (ReadOnlyMemory<byte>?)archive.Read(MetadataName)
                : null,
            Hdf5File.Open(archive.Read(WeightsName)));
    }

    private static Container OpenHdf5(byte[] bytes)
    {
        var file = Hdf5File.Open(bytes);
        if (file.Root.Attribute("model_config") is { } config)
        {
            return new Container(ContainerForm.WholeModel, bytes.Length, Encoding.UTF8.GetBytes(config.Text()), null, file);
        }
        bool old = file.Root.Attribute("layer_names") is not null || file.Root.Attribute("layer_names0") is not null;
        return new Container(old ? ContainerForm.OldWeights : ContainerForm.Weights, bytes.Length, null, null, file);
    }

    private static string Shown(ReadOnlySpan<byte> start)
    {
        ReadOnlySpan<byte> first = start[..Math.Min(8, start.Length)];
        return first.ContainsAnyExceptInRange((byte)' ', (byte)'~') ? $"the bytes {Convert.ToHexString(first)}"
            : $"'{Encoding.ASCII.GetString(first)}'";
    }
}
