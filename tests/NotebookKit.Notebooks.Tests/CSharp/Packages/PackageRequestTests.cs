using NotebookKit.Notebooks.CSharp;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Tests.CSharp.Packages;

public class PackageRequestTests
{
    [Theory]
    // One version is that version, however it is written.
    [InlineData("1.0", "1.0.0", true)]
    [InlineData("1.0.0.0", "1.0.0", true)]
    [InlineData("01.0", "1.0.0", true)]
    [InlineData("1.0.0+build5", "1.0.0", true)]
    [InlineData("1.0.0-BETA", "1.0.0-beta", true)]
    [InlineData("1.0", "1.0.1", false)]
    [InlineData("1.0.0", "1.0.0-beta", false)]
    [InlineData("1.10", "1.1.0", false)]
    // The newest of some.
    [InlineData("*", "1.0.0-beta", true)]
    [InlineData(null, "1.0.0", true)]
    [InlineData("13.0.*", "13.0.4", true)]
    [InlineData("13.*", "13.0.4", true)]
    [InlineData("1.*", "10.0.0", false)]
    [InlineData("1.*", "1.0.0-beta", false)]
    [InlineData("1.0.0-*", "1.0.0-beta", true)]
    [InlineData("1.0.0-*", "1.0.0", true)]
    [InlineData("1.0.0-rc.*", "1.0.0-rc.2", true)]
    [InlineData("*-*", "2.0.0-beta", true)]
    // A range.
    [InlineData("[1.0, 2.0)", "1.9.9", true)]
    [InlineData("[1.0, 2.0)", "2.0.0", false)]
    [InlineData("[1.0,)", "7.0.0", true)]
    [InlineData("(1.0,)", "1.0.0", false)]
    [InlineData("(,2.0]", "2.0.0", true)]
    [InlineData("[1.0]", "1.0.0", true)]
    [InlineData("[1.0]", "1.0.1", false)]
    public void A_version_that_is_there_is_compared_as_NuGet_does(string? asked, string there, bool isMet)
    {
        Assert.Equal(isMet, new PackageRequest("Name", asked).IsMetBy(there));
    }

    [Theory]
    [InlineData("1.0", "1.0.0", true)]
    [InlineData("5.0.1", "5.0.1.0", true)]
    [InlineData("13.*", "13.0.*", false)]
    [InlineData("[1.0, 2.0)", "[1.0.0,2)", true)]
    [InlineData("1.0", "1.1", false)]
    public void Two_ways_to_write_one_version_ask_for_the_same(string one, string other, bool isSame)
    {
        Assert.Equal(isSame, new PackageRequest("Name", one).IsSameAs(new PackageRequest("name", other)));
        Assert.Equal(isSame, new PackageRequest("Name", one).NormalizedVersion == new PackageRequest("name", other).NormalizedVersion);
    }

    [Theory]
    [InlineData("1.0", true)]
    [InlineData("[1.0, 2.0)", true)]
    [InlineData("1.*", false)]
    [InlineData("1.0.0-*", false)]
    [InlineData(null, false)]
    public void Only_a_floating_version_is_asked_for_anew(string? version, bool isExact)
    {
        Assert.Equal(isExact, new PackageRequest("Name", version).IsExact);
    }

    [Theory]
    [InlineData("nuget: Humanizer, latest", "latest")]
    [InlineData("nuget: Humanizer, 1,0", "1,0")]
    [InlineData("nuget: Humanizer, [2.0, 1.0", "[2.0, 1.0")]
    [InlineData("nuget:Humanizer,2.14.1,3", "2.14.1,3")]
    public void What_is_not_a_version_is_named_before_anything_is_fetched(string reference, string version)
    {
        CellFailure failure = Assert.Throws<CellFailure>(() => PackageRequest.TryParse(reference, out _));
        Assert.Contains($"'{version}' is not a version", failure.Message, StringComparison.Ordinal);
        Assert.Contains("2.*", failure.Message, StringComparison.Ordinal);
    }
}
