using NotebookKit.Keras.Tests.Support;

namespace NotebookKit.Keras.Tests.Hostile;

/// <summary>
/// Good files harmed at random: each opens, or is refused by a named error. A crash of the process, a hang or memory without
/// bound would end the run; any other exception fails it.
/// </summary>
public class MutationTests
{
    // Ten times the largest file and its arrays; a run that took a file's claims for memory would pass it at once.
    private const long MostBytes = 64_000_000;

    [Fact]
    public void Harmed_files_open_or_are_refused_by_name() => Run(seed: 1, count: 600);

    [Fact]
    [Trait("Category", "Endurance")]
    public void Twenty_thousand_harmed_files_open_or_are_refused_by_name() => Run(seed: 2, count: 20_000);

    private static void Run(int seed, int count)
    {
        (string Name, byte[] Bytes)[] good = [.. Good()];
        using var folder = new TemporaryFolder();
        string path = folder.File("mutated");
        int opened = 0, refused = 0;
        for (int i = 0; i < count; i++)
        {
            var random = new Random(HashCode(seed, i));
            (string name, byte[] bytes) = good[random.Next(good.Length)];
            byte[] harmed = Mutations.Apply(bytes, random, out string how);
            File.WriteAllBytes(path, harmed);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                KerasFile.Load(path);
                opened++;
            }
            catch (KerasFileException error)
            {
                Assert.StartsWith(path, error.Message);
                Assert.True(error.Message.Length < 4000, $"{name}, {how}: a message of {error.Message.Length} characters");
                refused++;
            }
            catch (Exception error)
            {
                Assert.Fail($"{name}, number {i}, {how}: {error}");
            }
            long taken = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(taken < MostBytes, $"{name}, number {i}, {how}: {taken} bytes for a file of {harmed.Length}");
        }
        Assert.Equal(["mutated"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName));
        Assert.True(opened > 0 && refused > opened / 10, $"{opened} opened and {refused} refused: do the mutations reach the files?");
        TestContext.Current.SendDiagnosticMessage($"{count} mutations of {good.Length} files: {opened} opened, {refused} refused.");
    }

    /// <summary>The good files up to 100 kB, so that each harm weighs.</summary>
    private static IEnumerable<(string Name, byte[] Bytes)> Good()
    {
        foreach (KerasCase item in KerasCases.All.Where(c => c.Support == "required"))
        {
            foreach (
                (string form, string path) in item.Files.Where(f => f.Key is "keras" or "h5" && new FileInfo(f.Value).Length < 100_000))
            {
                yield return ($"{item.Name} as {form}", File.ReadAllBytes(path));
            }
        }
    }

    private static int HashCode(int seed, int i) => unchecked((seed * 1_000_003) ^ (i * 7919));
}
