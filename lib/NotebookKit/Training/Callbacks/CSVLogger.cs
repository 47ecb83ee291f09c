using System.Globalization;

namespace NotebookKit;

/// <summary>
/// Writes the values of every epoch to a file of comma-separated values, as Keras's <c>CSVLogger</c>: a header, then one row
/// an epoch, which counts from 0. Each row is in the file as soon as its epoch has ended.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="separator">What stands between values.</param>
/// <param name="append">Whether rows are added to a file that exists rather than replacing it.</param>
public sealed class CSVLogger(string path, char separator = ',', bool append = false) : Callback
{
    private bool _hasHeader;

    /// <inheritdoc/>
    public override void OnTrainBegin()
    {
        _hasHeader = append && File.Exists(path) && new FileInfo(path).Length > 0;
        if (!append)
            File.WriteAllText(path, "");
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        string rows = _hasHeader ? "" : string.Join(separator, logs.Names.Prepend("epoch")) + "\n";
        rows += string.Join(separator, logs.Select(e => e.Value.ToString("R", CultureInfo.InvariantCulture))
            .Prepend(epoch.ToString(CultureInfo.InvariantCulture))) + "\n";
        File.AppendAllText(path, rows);
        _hasHeader = true;
    }
}
