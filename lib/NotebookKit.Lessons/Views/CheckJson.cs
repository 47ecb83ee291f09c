using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NotebookKit.Lessons;

/// <summary>A check's result for programs: see <see cref="CheckResult.MimeType"/>.</summary>
internal static class CheckJson
{
    /// <summary>
    /// The environment variable that holds a number while a notebook is being graded. A result bears it, so that whoever reads
    /// results knows those that were made in this run.
    /// </summary>
    public const string NumberVariable = "NOTEBOOKKIT_CHECK_NUMBER";

    private static readonly JsonSerializerOptions s_options = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The JSON object.</summary>
    public static string Of(CheckResult result) => JsonSerializer.Serialize(
        new
        {
            exercise = result.Exercise,
            hint = result.Explanation,
            number = Environment.GetEnvironmentVariable(NumberVariable) is { Length: > 0 } number ? number : null,
            verdict = result.Verdict switch { Verdict.Right => "right", Verdict.Wrong => "wrong", _ => "unanswered" },
        },
        s_options);
}
