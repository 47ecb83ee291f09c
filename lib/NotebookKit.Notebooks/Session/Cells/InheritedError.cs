using System.Globalization;

namespace NotebookKit.Notebooks.Session;

/// <summary>
/// The standard error of a process that catches its own (<see cref="CSharpSession.CaptureStandardError"/>), as a process
/// that it starts knows it: what the first one's runtime wrote there while it died is read by no one else.
/// </summary>
/// <param name="ReadEnd">The descriptor where the text is read.</param>
/// <param name="Original">The descriptor of the standard error as it was.</param>
internal sealed record InheritedError(int ReadEnd, int Original)
{
    private const int MaxWords = 1 << 16;

    /// <summary>An argument for the process to be started.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{ReadEnd},{Original}");

    /// <summary>Reads the argument, and gives the calling process the standard error as it was.</summary>
    /// <param name="argument">What <see cref="ToString"/> wrote.</param>
    /// <returns>Null when the argument is empty: nothing was caught.</returns>
    /// <exception cref="FormatException">It is another text.</exception>
    public static InheritedError? Adopt(string argument)
    {
        if (argument.Length == 0)
        {
            return null;
        }
        string[] parts = argument.Split(',');
        if (parts.Length != 2)
        {
            throw new FormatException($"'{argument}' is not two descriptors.");
        }
        var inherited =
            new InheritedError(int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));
        CapturedStream.Become(inherited.Original, CapturedStream.Error);
        return inherited;
    }

    /// <summary>What the process that has ended left unread.</summary>
    public string ReadLeft() => CapturedStream.ReadLeft(ReadEnd, MaxWords);
}
