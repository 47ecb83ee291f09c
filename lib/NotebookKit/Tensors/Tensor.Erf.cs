namespace NotebookKit;

/// <content>The error function.</content>
public sealed partial class Tensor
{
    /// <summary>
    /// The error function 2/√π ∫₀ˣ e^(-t²) dt of each element, to 1.5e-7 (M. Abramowitz and I. A. Stegun, "Handbook of
    /// Mathematical Functions", 7.1.26); its derivative is 2/√π e^(-x²).
    /// </summary>
    public Tensor Erf()
    {
        Tensor y = Empty(Shape);
        for (int i = 0; i < y.Size; i++)
            y.Data[i] = ErrorFunction(Data[i]);
        return RecordEach(y, this, new ErfSlope());
    }

    private static float ErrorFunction(double x)
    {
        double t = 1 / (1 + 0.3275911 * Math.Abs(x));
        double series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
        double value = 1 - series * Math.Exp(-x * x);
        return (float)(x < 0 ? -value : value);
    }

    private readonly struct ErfSlope : ISlope
    {
        public float Along(float x, float gradient) => gradient * (float)(2 / Math.Sqrt(Math.PI)) * MathF.Exp(-x * x);
    }
}
