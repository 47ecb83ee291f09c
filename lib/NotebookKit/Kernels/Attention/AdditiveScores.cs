using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace NotebookKit.Kernels;

/// <summary>The sizes and the data of additive attention's scores. An empty scale stands for ones.</summary>
internal ref struct AdditiveScoreInputs
{
    /// <summary>Samples, query steps, key steps, and values of a query or key.</summary>
    public int Batch, Queries, Keys, Units;

    /// <summary>(batch, queries, units), (batch, keys, units) and (units).</summary>
    public ReadOnlySpan<float> Query, Key, Scale;
}

/// <summary>Where the gradients of the inputs of the same names are written; empty spans are not wanted.</summary>
internal ref struct AdditiveScoreGradients
{
    public Span<float> Query, Key, Scale;
}

/// <summary>
/// Additive attention's scores, the sum over units of scale · tanh(query + key) for every pair of a query and a key. The pairs' sums
/// and their tanh, units times as many numbers as there are scores, are never stored: going back computes them again.
/// </summary>
internal static unsafe class AdditiveScores
{
    /// <summary>Values of tanh from which a second thread pays.</summary>
    private const long ParallelWork = 20_000;

    /// <summary>The scores, (batch, queries, keys).</summary>
    public static void Forward(KernelPath path, in AdditiveScoreInputs inputs, Span<float> scores)
    {
        Check(inputs, scores.Length);
        if (path == KernelPath.Scalar)
        {
            ReferenceAdditiveScores.Forward(inputs, scores);
            return;
        }
        AdditiveScoreJob job = Job(inputs, path);
        fixed (float* query = inputs.Query, key = inputs.Key, scale = inputs.Scale, to = scores)
        {
            job.Query = query;
            job.Key = key;
            job.Scale = scale;
            job.Scores = to;
            delegate*<void*, int, void> forward = path switch
            {
                KernelPath.Vector512 => &AdditiveScoreLoops<Simd512, Vector512<float>>.Forward,
                KernelPath.Vector256 => &AdditiveScoreLoops<Simd256, Vector256<float>>.Forward,
                _ => &AdditiveScoreLoops<Simd128, Vector128<float>>.Forward,
            };
            Run(job, forward);
        }
    }

    /// <summary>The gradients of the inputs from that of the scores.</summary>
    public static void Backward(
        KernelPath path, in AdditiveScoreInputs inputs, ReadOnlySpan<float> scoresGradient, in AdditiveScoreGradients gradients)
    {
        Check(inputs, scoresGradient.Length);
        if (path == KernelPath.Scalar)
        {
            ReferenceAdditiveScores.Backward(inputs, scoresGradient, gradients);
            return;
        }
        AdditiveScoreJob job = Job(inputs, path);
        using Scratch? scales = gradients.Scale.IsEmpty ? null : Scratch.Rent(inputs.Batch * job.Padded);
        job.ScaleGradients = scales is null ? null : scales.Pointer;
        fixed (float* query = inputs.Query, key = inputs.Key, scale = inputs.Scale, from = scoresGradient)
        fixed (float* toQuery = gradients.Query, toKey = gradients.Key)
        {
            job.Query = query;
            job.Key = key;
            job.Scale = scale;
            job.Scores = from;
            job.QueryGradient = toQuery;
            job.KeyGradient = toKey;
            delegate*<void*, int, void> backward = path switch
            {
                KernelPath.Vector512 => &AdditiveScoreLoops<Simd512, Vector512<float>>.Backward,
                KernelPath.Vector256 => &AdditiveScoreLoops<Simd256, Vector256<float>>.Backward,
                _ => &AdditiveScoreLoops<Simd128, Vector128<float>>.Backward,
            };
            Run(job, backward);
        }
        // Every sample has a sum of its own, added here in their order: so the result does not depend on the number of threads.
        gradients.Scale.Clear();
        for (int sample = 0; sample < inputs.Batch && scales is not null; sample++)
        {
            TensorPrimitives.Add(
                gradients.Scale, new ReadOnlySpan<float>(scales.Pointer + sample * job.Padded, inputs.Units), gradients.Scale);
        }
    }

    private static AdditiveScoreJob Job(in AdditiveScoreInputs inputs, KernelPath path)
    {
        int lanes = path switch { KernelPath.Vector512 => 16, KernelPath.Vector256 => 8, _ => 4 };
        return new AdditiveScoreJob
        {
            Batch = inputs.Batch,
            Queries = inputs.Queries,
            Keys = inputs.Keys,
            Units = inputs.Units,
            Padded = (inputs.Units + lanes - 1) / lanes * lanes,
        };
    }

    private static void Run(AdditiveScoreJob job, delegate*<void*, int, void> body)
    {
        if ((long)job.Batch * job.Queries * job.Keys * job.Units >= ParallelWork)
        {
            WorkerPool.Run((int)job.Batch, body, &job);
            return;
        }
        for (int sample = 0; sample < job.Batch; sample++)
            body(&job, sample);
    }

    private static void Check(in AdditiveScoreInputs inputs, int scores)
    {
        CheckLength("scores", scores, inputs.Batch, inputs.Queries, inputs.Keys);
        CheckLength("queries", inputs.Query.Length, inputs.Batch, inputs.Queries, inputs.Units);
        CheckLength("keys", inputs.Key.Length, inputs.Batch, inputs.Keys, inputs.Units);
        if (!inputs.Scale.IsEmpty)
            CheckLength("scale", inputs.Scale.Length, 1, 1, inputs.Units);
    }

    private static void CheckLength(string name, int length, int first, int second, int third)
    {
        if (length != (long)first * second * third)
            throw new ArgumentException($"The {name} need {first} × {second} × {third} values; received {length}.");
    }
}
