using System.ComponentModel;
using System.Reflection;
using NotebookKit.Xunit.Execution;
using Xunit.Sdk;
using Xunit.v3;

namespace NotebookKit.Xunit;

/// <summary>
/// A code cell of a notebook as a test case, or what is wrong with a notebook. xunit runs it like any other; only the method is not
/// the user's.
/// </summary>
public sealed class NotebookCellTestCase : XunitTestCase
{
    private CellPlace? _place;

    /// <summary>Only for xunit, which makes a case anew from what it has serialised.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("Only for xunit's deserialisation.")]
    public NotebookCellTestCase()
    {
    }

    internal NotebookCellTestCase(
        CellPlace place, IXunitTestMethod method, string title, string id, NotebooksAttribute attribute, string? skip,
        Dictionary<string, HashSet<string>> traits, int line)
        : base(
            method, title, id, attribute.Explicit, attribute.SkipExceptions, attribute.Skip ?? skip,
            // A condition is about the reason that the attribute gives, and not about the cell's tag.
            attribute.Skip is null ? null : attribute.SkipType, attribute.Skip is null ? null : attribute.SkipUnless,
            attribute.Skip is null ? null : attribute.SkipWhen, traits, sourceFilePath: place.Path, sourceLineNumber: line) =>
        _place = place;

    /// <summary>What keeps the case from running, so that it fails with this sentence; null for nothing.</summary>
    internal string? Problem { get; set; }

    internal CellPlace Place => _place ?? throw new InvalidOperationException("The case has not been deserialised.");

    /// <summary>The attribute that the case comes from.</summary>
    internal NotebooksAttribute Attribute => TestMethod.Method.GetCustomAttribute<NotebooksAttribute>()!;

    /// <inheritdoc/>
    public override ValueTask<IReadOnlyCollection<IXunitTest>> CreateTests()
    {
        var run = new XunitTestMethod(TestMethod.TestClass, CellTest.Method, []);
        return new([
            new XunitTest(
                this, run, Explicit, SkipReason, SkipType, SkipUnless, SkipWhen, TestCaseDisplayName, testIndex: 0,
                Traits.ToDictionary(trait => trait.Key, IReadOnlyCollection<string> (trait) => trait.Value), timeout: 0, [this]),
        ]);
    }

    /// <inheritdoc/>
    protected override void Serialize(IXunitSerializationInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        base.Serialize(info);
        info.AddValue("np", Place.Path);
        info.AddValue("nn", Place.Name);
        info.AddValue("no", Place.Ordinal);
        info.AddValue("nw", Problem);
    }

    /// <inheritdoc/>
    protected override void Deserialize(IXunitSerializationInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        base.Deserialize(info);
        _place = new CellPlace(info.GetValue<string>("np")!, info.GetValue<string>("nn")!, info.GetValue<int>("no"));
        Problem = info.GetValue<string>("nw");
    }
}
