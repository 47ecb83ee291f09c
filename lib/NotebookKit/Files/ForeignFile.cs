using System.Text;

namespace NotebookKit;

/// <summary>What a file is that is not a safetensors file, by its first bytes, and what opens it.</summary>
internal static class ForeignFile
{
    private const string Keras =
        "Package NotebookKit.Keras opens Keras's models: KerasFile.Load(path), or KerasFile.LoadWeights(model, path) for weights alone.";
    private const string Safe = "In Python save the weights by safetensors.numpy.save_file, which this reads.";

    private static readonly (byte[] Start, string What, string Remedy)[] s_starts =
    [
        ([0x89, .. "HDF\r\n"u8, 0x1A, .. "\n"u8], "an HDF5 file, as Keras's .h5 files are", Keras),
        ([.. "PK"u8, 5, 6], "an empty zip archive", "The model was not written into it: get it again."),
        ([.. "version https://git-lfs"u8], "a Git LFS pointer, a few lines that stand for the file itself",
            "Fetch the file by: git lfs pull."),
        ([0x1F, 0x8B], "a file compressed by gzip", "Unpack it first, for example by: gunzip."),
        ([.. "BZh"u8], "a file compressed by bzip2", "Unpack it first."),
        ([0xFD, .. "7zXZ"u8], "a file compressed by xz", "Unpack it first."),
        ([0x28, 0xB5, 0x2F, 0xFD], "a file compressed by Zstandard", "Unpack it first."),
        ([.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C], "a 7z archive", "Unpack it first."),
        ([.. "Rar!"u8], "a RAR archive", "Unpack it first."),
        ([0x93, .. "NUMPY"u8], "an array of NumPy (.npy)", Safe),
        ([.. "GGUF"u8], "a GGUF file, a language model of llama.cpp", "This library runs recurrent networks saved by Model.Save."),
        ([.. "%PDF"u8], "a PDF document", "Give the path of the model's file."),
        ([0x89, .. "PNG"u8], "a picture (PNG)", "Give the path of the model's file."),
        ([0xFF, 0xD8, 0xFF], "a picture (JPEG)", "Give the path of the model's file."),
        ([0x7F, .. "ELF"u8], "a program", "Give the path of the model's file."),
        ([.. "MZ"u8], "a program", "Give the path of the model's file."),
    ];

    /// <summary>A sentence that says what the file is and what opens it; null where its first bytes tell nothing.</summary>
    public static string? Describe(ReadOnlySpan<byte> file)
    {
        if (file.IsEmpty)
        {
            return "The file is empty. Write it anew, or get it again: the transfer may have broken off.";
        }
        foreach ((byte[]? start, string? what, string? remedy) in s_starts)
        {
            if (file.StartsWith(start))
            {
                return Sentence(what, remedy);
            }
        }
        return file.StartsWith("PK\u0003\u0004"u8) ? Archive(file)
            // The opcodes with which pickle's protocols 2 to 5 begin.
            : file is [0x80, >= 2 and <= 5, ..] ? Sentence("a Python pickle, as torch.save and joblib write it",
                $"It can run any program when it is read, so nothing here reads it. {Safe}")
            : file.Length > 262 && file[257..].StartsWith("ustar"u8) ? Sentence("a tar archive", "Unpack it first.")
            : file.Length > 8 && file[4..].StartsWith("TFL3"u8) ? Sentence("a TensorFlow Lite model",
                "Save the Keras model it was made from. " + Keras)
            // The version and the producer with which a message of ONNX begins.
            : file is [0x08, > 0 and < 0x20, 0x12, > 0 and < 0x40, >= (byte)'A', ..] ? Sentence("an ONNX model", Safe)
            : Text(file);
    }

    private static string Archive(ReadOnlySpan<byte> file)
    {
        bool Has(ReadOnlySpan<byte> bytes, string member) => bytes.IndexOf(Encoding.ASCII.GetBytes(member)) >= 0;
        return Has(file, "model.weights.h5") || Has(file, "config.json") ? Sentence("a model of Keras (.keras)", Keras)
            : Has(file, "data.pkl") ? Sentence("a file of PyTorch (.pt, .pth)",
                $"It holds a Python pickle, which nothing here reads. {Safe}")
            : Has(file, ".npy") ? Sentence("arrays of NumPy (.npz)", Safe)
            : Sentence("a zip archive", $"Unpack it first; if it is a .keras file: {Keras}");
    }

    private static string? Text(ReadOnlySpan<byte> file)
    {
        // A byte order mark and white space may stand before the first sign.
        Encoding encoding = file switch
        {
            [0xFF, 0xFE, ..] => Encoding.Unicode,
            [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
            _ => Encoding.UTF8,
        };
        string start = encoding.GetString(file[..Math.Min(file.Length, 512)]).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
            || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            ? Sentence("an HTML page",
                "A browser or a script saved the page about the file: fetch the file itself, for example by its \"raw\" or "
                + "\"download\" link.")
            : start.StartsWith("<?xml", StringComparison.Ordinal) ? Sentence("an XML text",
                "It may be a server's error in place of the file: get it again.")
            : start.StartsWith('{') || start.StartsWith('[')
                ? Sentence("a JSON text, such as an architecture without weights or an index of several files",
                    "Give the path of the file with the weights.")
            : Words(start) is { } words ? Sentence($"a text, which begins “{words}”",
                "It may be a server's answer in place of the file: get it again, or give the path of the model's file.")
            : null;
    }

    /// <summary>The first words of a text; null for what is none: the header of a safetensors file begins with its length, in bytes of
    /// which half are zero.</summary>
    private static string? Words(string start)
    {
        const int shown = 40;
        ReadOnlySpan<char> looked = start.AsSpan(0, Math.Min(start.Length, 2 * shown));
        foreach (char c in looked)
        {
            if (c == '\uFFFD' || (char.IsControl(c) && c is not ('\n' or '\r' or '\t')))
            {
                return null;
            }
        }

        string line = start.Split('\n', '\r')[0];
        return line.Length == 0 ? null : line.Length > shown ? line[..shown] + "…" : line;
    }

    private static string Sentence(string what, string remedy) => $"This is {what}, not a safetensors file. {remedy}";
}
