namespace NotebookKit;

/// <content>Functions of one number applied to every element.</content>
public sealed partial class Tensor
{
    /// <summary>A function of each element, computed in double precision, with its derivative.</summary>
    /// <param name="function">The function.</param>
    /// <param name="derivative">Its derivative at the element.</param>
    internal Tensor Map(Func<double, double> function, Func<double, double> derivative)
    {
        Tensor y = Empty(Shape);
        for (int i = 0; i < y.Data.Length; i++)
        {
            y.Data[i] = (float)function(Data[i]);
        }
        return RecordEach(y, this, new DerivedSlope(derivative));
    }

    private readonly struct DerivedSlope(Func<double, double> derivative) : ISlope
    {
        public float Along(float x, float gradient) => (float)(gradient * derivative(x));
    }
}
