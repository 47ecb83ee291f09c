using System.Reflection;
using NotebookKit.Tests.Shared;
using TorchSharp;

namespace NotebookKit.TorchSharp.Tests;

/// <summary>What the page notebooks/names.md calls TorchSharp's is in TorchSharp, under that name and with that parameter.</summary>
public class NamesPageTests
{
    public static TheoryData<string> Names =>
        [.. NamesPage.Rows.SelectMany(row => NamesPage.Code(row.TorchSharp)).Distinct().Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_name_is_TorchSharps(string name)
    {
        int open = name.IndexOf('(');
        string[] path = (open < 0 ? name : name[..open]).Split('.');
        Assert.Equal("torch", path[0]);
        Type type = typeof(torch);
        for (int i = 1; i < path.Length; i++)
        {
            if (type.GetNestedType(path[i]) is { } nested && (open < 0 || i < path.Length - 1))
            {
                type = nested;
                continue;
            }

            MemberInfo[] members = type.GetMember(path[i], BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance);
            Assert.True(members.Length > 0, $"{name}: {type.Name} has no {path[i]}.");
            Assert.Equal(path.Length - 1, i);
            if (open < 0)
                return;
            string parameter = name[(open + 1)..].TrimEnd(')', ':');
            Assert.True(
                members.OfType<MethodInfo>().Any(method => method.GetParameters().Any(given => given.Name == parameter)),
                $"{name}: no {path[i]} has a parameter {parameter}.");
        }
    }

    [Fact]
    public void Most_rows_name_one() =>
        Assert.True(Names.Count > 100, $"Only {Names.Count} names of TorchSharp were found on the page.");
}
