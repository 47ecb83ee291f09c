using System.Text;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Conversion;

/// <summary>The forms in which C# cells stand in a file.</summary>
public enum ConversionFormat
{
    /// <summary>Jupyter's notebook.</summary>
    Ipynb,

    /// <summary>.NET Interactive's notebook.</summary>
    Dib,

    /// <summary>A C# file that <c>dotnet run FILE.cs</c> runs (.NET 10).</summary>
    Program,
}

/// <summary>
/// A notebook in another form: between .ipynb, .dib and a C# file-based app. A program prints what the notebook prints and the plain
/// texts of what it shows; what cannot go over is left in it as comments, and named.
/// </summary>
/// <param name="Content">The file's content.</param>
/// <param name="Notes">What did not go over as it was.</param>
public sealed record NotebookConversion(byte[] Content, IReadOnlyList<ConversionNote> Notes)
{
    /// <summary>The format that a file's name stands for; null for none.</summary>
    public static ConversionFormat? FormatOf(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".ipynb" => ConversionFormat.Ipynb,
        ".dib" => ConversionFormat.Dib,
        ".cs" => ConversionFormat.Program,
        _ => null,
    };

    /// <summary>The name of a file in a format.</summary>
    public static string Extension(ConversionFormat format) => format switch
    {
        ConversionFormat.Ipynb => ".ipynb",
        ConversionFormat.Dib => ".dib",
        _ => ".cs",
    };

    /// <summary>Converts a file.</summary>
    /// <param name="path">The file: .ipynb, .dib or .cs.</param>
    /// <param name="target">What to make of it.</param>
    /// <param name="outputFolder">Where the result will lie: paths in a program are relative to it.</param>
    /// <exception cref="NotebookFormatException">The file is not what its name says, or cannot be written in the other form.</exception>
    /// <exception cref="IOException">The file, or one that it imports, cannot be read.</exception>
    public static NotebookConversion Convert(string path, ConversionFormat target, string outputFolder)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(outputFolder);
        var notes = new List<ConversionNote>();
        NotebookDocument document = FormatOf(path) == ConversionFormat.Program
            ? ProgramReader.Read(Utf8Text.Read(RegularFile.Read(path), path), path, notes)
            : NotebookDocument.Load(path);
        switch (target)
        {
            case ConversionFormat.Program:
                return new(Encoding.UTF8.GetBytes(new ProgramWriter(document, path, outputFolder, notes).Write()), notes);
            case ConversionFormat.Dib:
                notes.AddRange(DibLosses.Of(document));
                return new(document.ToBytes(NotebookFormat.Dib), notes);
            default:
                return new(document.ToBytes(NotebookFormat.Ipynb), notes);
        }
    }
}
