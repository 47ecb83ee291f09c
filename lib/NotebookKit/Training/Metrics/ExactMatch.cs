namespace NotebookKit;

/// <summary>The share of samples whose every counted element is right.</summary>
internal sealed class ExactMatch() : Metric("exact_match")
{
    public override (double Sum, double Count) Measure(Tensor target, Tensor prediction, Tensor? mask = null)
    {
        var match = new ElementMatch(Name, target, prediction);
        int samples = prediction.Shape[0], length = samples == 0 ? 0 : match.Count / samples, right = 0;
        for (int sample = 0; sample < samples; sample++)
        {
            bool whole = true;
            for (int i = sample * length; whole && i < (sample + 1) * length; i++)
                whole = !ElementMatch.Counts(mask, i, match.Count) || match[i];
            if (whole)
                right++;
        }
        return (right, samples);
    }
}
