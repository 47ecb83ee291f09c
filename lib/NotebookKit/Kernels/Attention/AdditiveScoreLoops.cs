using System.Runtime.CompilerServices;

namespace NotebookKit.Kernels;

/// <summary>The addresses and sizes that the tasks of one pass share; each task is a sample.</summary>
internal unsafe struct AdditiveScoreJob
{
    public nint Batch, Queries, Keys, Units;

    /// <summary>Units rounded up to whole vectors.</summary>
    public nint Padded;

    /// <summary>As in <see cref="AdditiveScoreInputs"/>; the scale null for ones, the scores their gradient on the way back.</summary>
    public float* Query, Key, Scale, Scores;

    /// <summary>Where the gradients go, null where they are not wanted; that of the scale (batch, padded), a sum for each sample.</summary>
    public float* QueryGradient, KeyGradient, ScaleGradients;
}

/// <summary>The loops over one sample's pairs of a query and a key.</summary>
internal static unsafe class AdditiveScoreLoops<S, V> where S : struct, ISimd<V> where V : struct
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(void* state, int sample)
    {
        var job = (AdditiveScoreJob*)state;
        nint padded = job->Padded;
        using var work = Scratch.Rent((job->Queries + job->Keys + 1) * padded);
        float* query = work.Pointer, key = query + job->Queries * padded, scale = key + job->Keys * padded;
        Load(job, sample, query, key, scale);
        float* score = job->Scores + sample * job->Queries * job->Keys;
        for (nint i = 0; i < job->Queries; i++, query += padded)
        {
            for (nint j = 0; j < job->Keys; j++)
            {
                V sum = S.Zero;
                for (nint unit = 0; unit < padded; unit += S.Lanes)
                    sum = S.MultiplyAdd(S.Load(scale + unit), Matched(query + unit, key + j * padded + unit), sum);
                *score++ = S.Sum(sum);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(void* state, int sample)
    {
        var job = (AdditiveScoreJob*)state;
        nint padded = job->Padded, queries = job->Queries, keys = job->Keys;
        using var work = Scratch.Rent((2 * queries + 2 * keys + 2) * padded);
        float* query = work.Pointer, key = query + queries * padded, scale = key + keys * padded;
        float* toScale = scale + padded, toQuery = toScale + padded, toKey = toQuery + queries * padded;
        Load(job, sample, query, key, scale);
        new Span<float>(toScale, checked((int)((1 + queries + keys) * padded))).Clear();
        float* gradient = job->Scores + sample * queries * keys;
        for (nint i = 0; i < queries; i++, gradient += keys)
        {
            for (nint unit = 0; unit < padded; unit += S.Lanes)
            {
                V scaled = S.Load(scale + unit), ofQuery = S.Zero, ofScale = S.Load(toScale + unit);
                for (nint j = 0; j < keys; j++)
                {
                    V g = S.Create(gradient[j]), matched = Matched(query + i * padded + unit, key + j * padded + unit);
                    ofScale = S.MultiplyAdd(g, matched, ofScale);
                    V sum = S.Multiply(S.Multiply(g, scaled), TanhActivation.Derivative<S, V>(matched));
                    ofQuery = S.Add(ofQuery, sum);
                    float* ofKey = toKey + j * padded + unit;
                    S.Store(S.Add(S.Load(ofKey), sum), ofKey);
                }
                S.Store(ofQuery, toQuery + i * padded + unit);
                S.Store(ofScale, toScale + unit);
            }
        }
        Store(job, toQuery, queries, sample, job->QueryGradient);
        Store(job, toKey, keys, sample, job->KeyGradient);
        if (job->ScaleGradients != null)
            new ReadOnlySpan<float>(toScale, (int)padded).CopyTo(new Span<float>(job->ScaleGradients + sample * padded, (int)padded));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Matched(float* query, float* key) => Transcendental<S, V>.Tanh(S.Add(S.Load(query), S.Load(key)));

    /// <summary>The sample's queries and keys, and the scale, in padded rows; the padding is zero and adds nothing.</summary>
    private static void Load(AdditiveScoreJob* job, nint sample, float* query, float* key, float* scale)
    {
        int units = (int)job->Units, queries = (int)job->Queries, keys = (int)job->Keys;
        StateRows.Load(new ReadOnlySpan<float>(job->Query + sample * queries * units, queries * units), query, queries, units, job->Padded);
        StateRows.Load(new ReadOnlySpan<float>(job->Key + sample * keys * units, keys * units), key, keys, units, job->Padded);
        StateRows.Load(job->Scale == null ? [] : new ReadOnlySpan<float>(job->Scale, units), scale, 1, units, job->Padded);
        if (job->Scale == null)
            new Span<float>(scale, units).Fill(1);
    }

    private static void Store(AdditiveScoreJob* job, float* rows, nint count, nint sample, float* gradient)
    {
        int units = (int)job->Units;
        for (nint row = 0; row < count && gradient != null; row++)
        {
            new ReadOnlySpan<float>(rows + row * job->Padded, units)
                .CopyTo(new Span<float>(gradient + (sample * count + row) * units, units));
        }
    }
}
