namespace NotebookKit.Keras.Hdf5;

/// <summary>An HDF5 file breaks a rule of its format, or asks for something that is never done, as following a link.</summary>
/// <param name="problem">A sentence.</param>
/// <param name="inner">What led to it.</param>
internal sealed class Hdf5Exception(string problem, Exception? inner = null) : Exception(problem, inner)
{
    /// <summary>The error for bytes that are not what the format wants there.</summary>
    public static Hdf5Exception Damaged(string what) => new($"The HDF5 file is damaged or cut off: {what}.");
}
