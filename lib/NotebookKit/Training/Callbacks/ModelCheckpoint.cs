using System.Globalization;
using System.Text.RegularExpressions;

namespace NotebookKit;

/// <summary>Saves the model, or its weights, after every epoch or after every best one, as Keras's <c>ModelCheckpoint</c>.</summary>
/// <param name="path">
/// The file, usually <c>.safetensors</c>. <c>{epoch}</c> in it stands for the epoch, counted from 1, and <c>{val_loss}</c> or
/// another name of the logs for its value; with a format as in <c>{epoch:00}-{val_loss:0.000}</c>,
/// or as Python writes the same, <c>{epoch:02d}-{val_loss:.3f}</c>.
/// </param>
/// <param name="monitor">The value's name in the logs, for saveBestOnly.</param>
/// <param name="saveBestOnly">Whether only an epoch with a better value than all before is saved.</param>
/// <param name="saveWeightsOnly">Whether the file holds the weights without the architecture.</param>
/// <param name="mode">Which way the value gets better.</param>
/// <param name="includeOptimizer">Whether a file with the architecture also holds how the model learns, so that training can resume from
/// it.</param>
public sealed partial class ModelCheckpoint(
    string path, string monitor = "val_loss", bool saveBestOnly = false, bool saveWeightsOnly = false, MonitorMode mode = MonitorMode.Auto,
    bool includeOptimizer = true) : Callback
{
    private Monitor? _watched;

    /// <summary>The file saved last; null before the first.</summary>
    public string? LastSaved { get; private set; }

    /// <inheritdoc/>
    public override void OnTrainBegin()
    {
        _watched = new Monitor(this, monitor, mode, 0);
        _watched.Begin(Model);
        LastSaved = null;
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        if (saveBestOnly && !_watched!.Improve(_watched.Read(logs)))
            return;
        string file = Placeholder().Replace(path, match => Fill(match, epoch, logs));
        if (saveWeightsOnly)
            Model.SaveWeights(file);
        else
            Model.Save(file, includeOptimizer);
        LastSaved = file;
    }

    private string Fill(Match match, int epoch, Logs logs)
    {
        string name = match.Groups["name"].Value, format = FromPython(match.Groups["format"].Value);
        if (name == "epoch")
            return (epoch + 1).ToString(format, CultureInfo.InvariantCulture);
        return logs.TryGetValue(name, out float value)
            ? value.ToString(format, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException(
                $"ModelCheckpoint's path '{path}' asks for '{name}', but the epoch has epoch, {string.Join(", ", logs.Names)}.");
    }

    /// <summary>
    /// A format as Keras's documentation has them, 02d or .3f, in .NET's words; to .NET the digits in it would be text, the same
    /// for every epoch, and each file would replace the one before.
    /// </summary>
    private static string FromPython(string format) => PythonFormat().Match(format) is { Success: true } python
        ? new string('0', python.Groups["width"].Success ? int.Parse(python.Groups["width"].Value, CultureInfo.InvariantCulture) : 1)
            + (python.Groups["digits"].Success
            ? "." + new string('0', int.Parse(python.Groups["digits"].Value, CultureInfo.InvariantCulture)) : "")
        : format;

    [GeneratedRegex(@"^(0(?<width>\d{1,2})d|\.(?<digits>\d{1,2})f)$")]
    private static partial Regex PythonFormat();

    [GeneratedRegex(@"\{(?<name>\w+)(:(?<format>[^}]*))?\}")]
    private static partial Regex Placeholder();
}
