namespace NotebookKit.Layers;

/// <summary>A sequence taken apart along its time axis in one operation.</summary>
internal static class TimeSteps
{
    /// <summary>The steps of a (batch, time, features) tensor, each (batch, features).</summary>
    public static Tensor[] Split(Tensor x)
    {
        int batch = x.Shape[0], time = x.Shape[1], width = x.Shape[2];
        var steps = new Tensor[time];
        for (int t = 0; t < time; t++)
        {
            steps[t] = Tensor.Empty(new Shape(batch, width));
            for (int b = 0; b < batch; b++)
                x.Data.AsSpan((b * time + t) * width, width).CopyTo(steps[t].Data.AsSpan(b * width));
        }
        Tensor.RecordAll(steps, [x], () =>
        {
            var gradient = Tensor.Zeros(x.Shape);
            for (int t = 0; t < time; t++)
            {
                if (steps[t].Grad is { } g)
                {
                    for (int b = 0; b < batch; b++)
                        g.Data.AsSpan(b * width, width).CopyTo(gradient.Data.AsSpan((b * time + t) * width));
                }
            }

            x.Accumulate(gradient);
        });
        return steps;
    }
}
