using FsCheck;
using FsCheck.Fluent;

namespace NotebookKit.Tests.Tensors;

public class TensorPropertyTests
{
    private static readonly Gen<int[]> s_shapes = Gen.Choose(0, 4).SelectMany(rank => Gen.Choose(1, 4).ArrayOf(rank));

    [Fact]
    public void A_sum_of_broadcast_operands_has_at_every_place_the_sum_of_its_operands_there() =>
        Prop.ForAll(s_shapes.Zip(Gen.Choose(0, 255)).ToArbitrary(), drawn =>
        {
            (int[]? lengths, int ones) = drawn;
            int[] ofA = [.. lengths.Select((n, i) => (ones >> i & 1) == 1 ? 1 : n)];
            int[] ofB = [.. lengths.Select((n, i) => (ones >> (i + 4) & 1) == 1 && ofA[i] == n ? 1 : n)];
            Tensor a = Tensor.Arange(new Shape(ofA).Size).Reshape(ofA), b = Tensor.Arange(new Shape(ofB).Size).Reshape(ofB) * 100;
            Tensor sum = a + b;
            return new Shape(lengths) == sum.Shape && Places(lengths).All(p => At(sum, p) == At(a, p) + At(b, p));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_transposed_and_transposed_back_tensor_is_the_same() =>
        Prop.ForAll(s_shapes.SelectMany(lengths => Gen.Shuffle(Enumerable.Range(0, lengths.Length)).Select(order => (lengths, order)))
            .ToArbitrary(), drawn =>
        {
            Tensor x = Tensor.Arange(new Shape(drawn.lengths).Size).Reshape(drawn.lengths), y = x.Transpose(drawn.order);
            int[] back = new int[drawn.order.Length];
            for (int i = 0; i < back.Length; i++)
                back[drawn.order[i]] = i;
            return Places(drawn.lengths).All(p => At(y, [.. drawn.order.Select(axis => p[axis])]) == At(x, p))
                && y.Transpose(back).ToArray().SequenceEqual(x.ToArray());
        }).QuickCheckThrowOnFailure();

    private static IEnumerable<int[]> Places(int[] lengths) => lengths.Aggregate(
        (IEnumerable<int[]>)[[]], (places, n) => places.SelectMany(p => Enumerable.Range(0, n).Select(i => (int[])[.. p, i])));

    /// <summary>The value at a place, position 0 standing for every position of an axis of length 1.</summary>
    private static float At(Tensor t, int[] place)
    {
        int at = 0;
        for (int axis = 0; axis < t.Rank; axis++)
            at = at * t.Shape[axis] + (t.Shape[axis] == 1 ? 0 : place[axis]);
        return t.Values[at];
    }
}
