using FsCheck;
using FsCheck.Fluent;

namespace NotebookKit.Tests.Files;

public class SafetensorsPropertyTests
{
    /// <summary>Tensors by name: any text as a name, up to four axes of up to three, any bits as values.</summary>
    private static readonly Arbitrary<Dictionary<string, Tensor>> s_tensors = (
        from names in Gen.NonEmptyListOf(ArbMap.Default.GeneratorFor<NonEmptyString>())
        from seed in Gen.Choose(0, int.MaxValue)
        select names.Select(n => Valid(n.Get)).Distinct().Select((name, i) => (name, tensor: Make(new Random(seed + i))))
            .ToDictionary(t => t.name, t => t.tensor)).ToArbitrary();

    [Fact]
    public void Whatever_is_saved_is_read_again_bit_for_bit()
    {
        string path = Path.Combine(Path.GetTempPath(), $"notebookkit-{Guid.NewGuid():n}.safetensors");
        try
        {
            Check.One(Config.QuickThrowOnFailure.WithMaxTest(100).WithQuietOnSuccess(true), Prop.ForAll(s_tensors, saved =>
            {
                Safetensors.Save(path, saved);
                IReadOnlyDictionary<string, Tensor> read = Safetensors.Load(path).Tensors;
                bool starts8 = BitConverter.ToInt64(File.ReadAllBytes(path)) % 8 == 0;
                return starts8 && read.Count == saved.Count && saved.All(t => read[t.Key].Shape == t.Value.Shape
                    && read[t.Key].ToArray().Select(BitConverter.SingleToInt32Bits)
                        .SequenceEqual(t.Value.ToArray().Select(BitConverter.SingleToInt32Bits)));
            }));
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>A name that JSON can carry: half a surrogate pair is no character.</summary>
    private static string Valid(string name) => new([.. name.Select(c => char.IsSurrogate(c) ? '?' : c)]);

    private static Tensor Make(Random random)
    {
        var shape = new Shape([.. Enumerable.Range(0, random.Next(5)).Select(_ => random.Next(4))]);
        return Tensor.Of(
            [.. Enumerable.Range(0, shape.Size).Select(_ => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)))],
            shape);
    }
}
