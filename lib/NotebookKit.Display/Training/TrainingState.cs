using System.Globalization;
using System.Text;
using NotebookKit.Display.Drawing;
using NotebookKit.Display.Tables;

namespace NotebookKit.Display.Training;

/// <summary>Training at one moment, in the words of every view of it.</summary>
/// <param name="Plan">What training sets out to do.</param>
/// <param name="Epoch">The epoch's number, from 1.</param>
/// <param name="Batch">How many of its batches are done.</param>
/// <param name="Values">Loss and metrics of the epoch so far.</param>
/// <param name="Elapsed">The time since training began.</param>
internal sealed record TrainingState(TrainingPlan Plan, int Epoch, int Batch, IReadOnlyList<(string Name, float Value)> Values,
    TimeSpan Elapsed)
{
    public static TrainingState Of(TrainingProgress progress) => new(
        progress.Plan, progress.Epoch, progress.Batch, [.. progress.Logs.Names.Zip(progress.Logs.Values.ToArray())], progress.Elapsed);

    private int Done => ((Epoch - 1 - Plan.InitialEpoch) * Plan.Batches) + Batch;

    private int All => (Plan.Epochs - Plan.InitialEpoch) * Plan.Batches;

    /// <summary>How much of training is done, from 0 to 1.</summary>
    public double Share => All == 0 ? 1 : Math.Clamp((double)Done / All, 0, 1);

    /// <summary>Where training stands: <c>epoch 3 of 30 · batch 120 of 225</c>.</summary>
    public string Where => $"epoch {Epoch} of {Plan.Epochs} · batch {Batch} of {Plan.Batches}";

    /// <summary>The values: <c>loss 0.4116 · accuracy 0.8312</c>.</summary>
    public string Measures => string.Join(" · ", Values.Select(v => $"{v.Name} {LogsTable.Value(v.Value)}"));

    /// <summary>The speed and the time left: <c>12,340 samples/s · 0:42 left</c>. Empty before the first batch.</summary>
    public string Speed
    {
        get
        {
            if (Done == 0 || Elapsed <= TimeSpan.Zero)
                return "";
            double perSecond = Math.Min((double)Done * Plan.BatchSize, (double)Plan.Samples * Done / Plan.Batches) / Elapsed.TotalSeconds;
            TimeSpan left = Elapsed * ((double)(All - Done) / Done);
            return $"{perSecond.ToString("#,##0", CultureInfo.InvariantCulture)} samples/s · {Time(left)} left";
        }
    }

    /// <summary>The state as an HTML fragment: a bar, the values, and the curves so far.</summary>
    public string ToHtml(string curves)
    {
        string percent = (Share * 100).ToString("0.0", CultureInfo.InvariantCulture);
        return new StringBuilder("<div class=\"nkh\">").Append(HtmlStyle.Sheet)
            .Append($"<p>Training <b>{Markup.Escape(Plan.ModelName)}</b> <span class=\"nk-quiet\">{Where}</span></p>")
            .Append(
                $"<div role=\"progressbar\" aria-valuemin=\"0\" aria-valuemax=\"100\" aria-valuenow=\"{percent}\" aria-label=\"training\" "
                + "style=\"max-width:640px;height:8px;border-radius:4px;background:rgba(127,127,127,0.25)\">")
            .Append($"<div style=\"width:{percent}%;height:8px;border-radius:4px;background:#0072b2\"></div></div>")
            .Append($"<p style=\"font-variant-numeric:tabular-nums\">{Markup.Escape(Measures)} <span class=\"nk-quiet\">{Speed}</span></p>")
            .Append(curves).Append("</div>").ToString();
    }

    private static string Time(TimeSpan time) => time.TotalHours >= 1
        ? $"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}"
        : $"{time.Minutes}:{time.Seconds:00}";
}
