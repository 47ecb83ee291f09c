using System.Runtime.CompilerServices;

namespace NotebookKit.Lessons;

/// <summary>
/// A mistake made on purpose, and the error that answers it. Shows itself as the error's message. A mistake that goes through
/// is an error of its own, so that a lesson cannot promise a message that no longer comes.
/// </summary>
public sealed class ExpectedError
{
    private readonly List<ExpectedErrorRow> _rows = [];

    private ExpectedError()
    {
    }

    /// <summary>The mistakes, in the order they were made.</summary>
    public IReadOnlyList<ExpectedErrorRow> Rows => _rows;

    /// <summary>Makes a mistake and keeps the error that it brings.</summary>
    /// <param name="mistake">What is to be refused, for example <c>() => new LSTM(0)</c>.</param>
    /// <param name="code">The mistake's own text; the compiler gives it.</param>
    /// <exception cref="NoErrorException">The mistake went through.</exception>
    /// <remarks>
    /// Kept are the errors by which the kit refuses what it is given, <see cref="ArgumentException"/>,
    /// <see cref="InvalidOperationException"/> and <see cref="NotSupportedException"/> with all that derive from them, and those
    /// of files that cannot be read, if they are there. Any other error is thrown on.
    /// </remarks>
    public static ExpectedError Of(Action mistake, [CallerArgumentExpression(nameof(mistake))] string code = "") =>
        new ExpectedError().And(mistake, code);

    /// <summary>Makes a further mistake.</summary>
    /// <param name="mistake">What is to be refused.</param>
    /// <param name="code">The mistake's own text; the compiler gives it.</param>
    /// <exception cref="NoErrorException">The mistake went through.</exception>
    public ExpectedError And(Action mistake, [CallerArgumentExpression(nameof(mistake))] string code = "")
    {
        ArgumentNullException.ThrowIfNull(mistake);
        string text = Body(code);
        try
        {
            mistake();
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or NotSupportedException
            or (IOException and not (FileNotFoundException or DirectoryNotFoundException)))
        {
            _rows.Add(new ExpectedErrorRow(text, error));
            return this;
        }
        throw new NoErrorException($"This was expected to be refused, but it went through: {text}");
    }

    /// <summary>The errors as text: type and message, with several mistakes each after its code.</summary>
    public override string ToString() => string.Join("\n\n", _rows.Select(row =>
        _rows.Count == 1 ? $"{row.Error.GetType().Name}: {row.Error.Message}" : $"{row.Code}\n{row.Error.GetType().Name}: "
            + $"{row.Error.Message}"));

    /// <summary>The text of a lambda without its head and braces.</summary>
    private static string Body(string code)
    {
        int arrow = code.IndexOf("=>", StringComparison.Ordinal);
        string body = (arrow < 0 ? code : code[(arrow + 2)..]).Trim();
        return body.StartsWith('{') && body.EndsWith('}') ? body[1..^1].Trim() : body;
    }
}

/// <summary>One mistake and its error.</summary>
/// <param name="Code">The mistake as it is written.</param>
/// <param name="Error">The error that it brought.</param>
public sealed record ExpectedErrorRow(string Code, Exception Error);

/// <summary>A mistake that was made on purpose went through.</summary>
public sealed class NoErrorException(string message) : Exception(message);
