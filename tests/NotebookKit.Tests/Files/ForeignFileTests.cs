using System.IO.Compression;
using System.Text;
using NotebookKit.Layers;

namespace NotebookKit.Tests.Files;

/// <summary>Files that are something else: the error says what, and what opens them.</summary>
public sealed class ForeignFileTests
{
    public static TheoryData<string, string> Kinds => new()
    {
        { "hdf5",
            "This is an HDF5 file, as Keras's .h5 files are, not a safetensors file. Package NotebookKit.Keras opens Keras's models: "
            + "KerasFile.Load(path), or KerasFile.LoadWeights(model, path) for weights alone." },
        { "keras", "This is a model of Keras (.keras), not a safetensors file. Package NotebookKit.Keras opens" },
        { "zip", "This is a zip archive, not a safetensors file. Unpack it first" },
        { "pt",
            "This is a file of PyTorch (.pt, .pth), not a safetensors file. It holds a Python pickle, which nothing here reads. In Python "
            + "save the weights by safetensors.numpy.save_file" },
        { "npz", "This is arrays of NumPy (.npz), not a safetensors file." },
        { "lfs",
            "This is a Git LFS pointer, a few lines that stand for the file itself, not a safetensors file. Fetch the file by: git "
            + "lfs pull." },
        { "html",
            "This is an HTML page, not a safetensors file. A browser or a script saved the page about the file: fetch the file itself" },
        { "html with a mark", "This is an HTML page, not a safetensors file." },
        { "xml", "This is an XML text, not a safetensors file." },
        { "empty", "The file is empty. Write it anew, or get it again: the transfer may have broken off." },
        { "gz", "This is a file compressed by gzip, not a safetensors file. Unpack it first, for example by: gunzip." },
        { "xz", "This is a file compressed by xz, not a safetensors file." },
        { "pickle",
            "This is a Python pickle, as torch.save and joblib write it, not a safetensors file. It can run any program when it is read" },
        { "npy", "This is an array of NumPy (.npy), not a safetensors file." },
        { "tar", "This is a tar archive, not a safetensors file. Unpack it first." },
        { "tflite", "This is a TensorFlow Lite model, not a safetensors file." },
        { "json", "This is a JSON text, such as an architecture without weights or an index of several files, not a safetensors file." },
        { "gguf", "This is a GGUF file" },
        { "onnx", "This is an ONNX model, not a safetensors file. In Python save the weights by" },
        { "answer", "This is a text, which begins “404: Not Found”, not a safetensors file. It may be a server's answer" },
        { "short answer", "This is a text, which begins “no”, not a safetensors file." },
        { "lines", "This is a text, which begins “epoch,loss”, not a safetensors file." },
        { "wide html", "This is an HTML page, not a safetensors file." },
    };

    private static byte[] Make(string kind)
    {
        switch (kind)
        {
            case "hdf5":
                return [0x89, .. "HDF\r\n"u8, 0x1A, .. "\n"u8, .. new byte[100]];
            case "keras":
                return Zip("metadata.json", "config.json", "model.weights.h5");
            case "zip":
                return Zip("notes.txt");
            case "pt":
                return Zip("archive/data.pkl", "archive/data/0");
            case "npz":
                return Zip("a.npy");
            case "lfs":
                return
                [
                    .. "version https://git-lfs.github.com/spec/v1\noid "u8,
                    .. "sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n"u8,
                ];
            case "html":
                return [.. "<!DOCTYPE html>\n<html><head></head></html>"u8];
            case "html with a mark":
                return [0xEF, 0xBB, 0xBF, .. "\n  <HTML lang=\"en\">"u8];
            case "xml":
                return [.. "<?xml version=\"1.0\"?><Error/>"u8];
            case "empty":
                return [];
            case "gz":
                return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3];
            case "xz":
                return [0xFD, .. "7zXZ"u8, 0, 0, 4];
            case "pickle":
                return [0x80, 4, 0x95, 1, 2, 3, 4, 5, 6, 7];
            case "npy":
                return [0x93, .. "NUMPY"u8, 1, 0, 0x76, 0];
            case "tar":
                return [.. new byte[257], .. "ustar\0"u8, .. new byte[249]];
            case "tflite":
                return [0x1C, 0, 0, 0, .. "TFL3"u8, 0, 0];
            case "onnx":
                return [8, 7, 0x12, 7, .. "pytorch"u8, 0x1A, 5, .. "2.1.0"u8];
            case "answer":
                return [.. "404: Not Found"u8];
            case "short answer":
                return [.. "no"u8];
            case "lines":
                return [.. "epoch,loss\n1,0.5\n2,0.25\n"u8];
            case "wide html":
                return [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("<!DOCTYPE html>")];
            case "json":
                return Encoding.UTF8.GetBytes("{\"class_name\": \"Sequential\", \"config\": {}}");
            default:
                return [.. "GGUF"u8, 3, 0, 0, 0, 0];
        }
    }

    private static byte[] Zip(params string[] members)
    {
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (string member in members)
            {
                using Stream stream = archive.CreateEntry(member).Open();
                stream.WriteByte(1);
            }
        }
        return memory.ToArray();
    }

    [Theory, MemberData(nameof(Kinds))]
    public void The_error_says_what_it_is_and_what_opens_it(string kind, string expected)
    {
        foreach (Action<string> open in new Action<string>[] { p => Model.Load(p), p => Safetensors.Load(p), p =>
            new Sequential(new Input(1), new Dense(1)).LoadWeights(p) })
        {
            string message = ModelFile.WithFile(path =>
            {
                File.WriteAllBytes(path, Make(kind));
                string text = Assert.Throws<ModelFileException>(() => open(path)).Message;
                return text[(path.Length + 2)..];
            });
            Assert.StartsWith(expected, message);
        }
    }
}
