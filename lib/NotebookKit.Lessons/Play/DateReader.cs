using NotebookKit.Display;

namespace NotebookKit.Lessons;

/// <summary>
/// The trained network of lesson 11: reads a date as people write it, writes it as ISO 8601 does, and tells at which character
/// it looked for which.
/// </summary>
/// <example><code>
/// DateReader reader = DateReader.Load();
/// reader.Read("3 September 1987")        // 1987-09-03
/// reader.Alignment("3 September 1987")   // a chart
/// </code></example>
public sealed class DateReader
{
    private readonly Model _model;

    private DateReader(Model model) => _model = model;

    /// <summary>Opens the network from <c>data/dates</c>.</summary>
    /// <exception cref="FileNotFoundException">The file is not there.</exception>
    public static DateReader Load() => new(Model.Load(Path.Combine(DataFolder.Find("dates"), "reader.safetensors"), compile: false));

    /// <summary>The date as ISO 8601 writes it, as far as the network has learned to.</summary>
    /// <param name="date">For example "3 September 1987".</param>
    /// <exception cref="ArgumentException">The date is too long, or has a character that the network never met.</exception>
    public string Read(string date) => Write(date).Answer;

    /// <summary>Where it looked: a row for each character that it wrote, a column for each that it read; each row's weights sum to
    /// 1.</summary>
    /// <param name="date">For example "3 September 1987".</param>
    /// <exception cref="ArgumentException">The date is too long, or has a character that the network never met.</exception>
    public Chart Alignment(string date)
    {
        (string answer, Tensor weights) = Write(date);
        return Chart.Heatmap(weights[.., 0..date.Length], Places(date), Places(answer))
            .WithTitle($"{date}  →  {answer}").WithXTitle("read").WithYTitle("written").WithSize(760, 320);
    }

    private static string[] Places(string text) => [.. text.Select(letter => letter == ' ' ? "␣" : letter.ToString())];

    /// <summary>The greedy loop: the whole model runs on what is written so far and adds one more character.</summary>
    private (string Answer, Tensor Weights) Write(string date)
    {
        ArgumentNullException.ThrowIfNull(date);
        Tensor asked = DateTask.QuestionTable.Encode([date.ToLowerInvariant()], DateTask.QuestionLength);
        string written = "";
        Tensor? weights = null;
        while (written.Length < DateTask.AnswerLength)
        {
            // The space is the start token; what stands behind the last character written is not looked at.
            Tensor oneBehind = DateTask.AnswerTable.Encode([(" " + written).PadRight(DateTask.AnswerLength)], DateTask.AnswerLength);
            Outputs outputs = _model.Predict([asked, oneBehind]);
            written += DateTask.AnswerTable.Decode(outputs[0])[0][written.Length];
            weights = outputs[1];
        }
        return (written, weights![0]);
    }
}
