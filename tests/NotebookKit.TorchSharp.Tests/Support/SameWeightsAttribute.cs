using System.Reflection;
using NotebookKit.TorchSharp.Tests;
using Xunit.v3;

[assembly: SameWeights]

namespace NotebookKit.TorchSharp.Tests;

/// <summary>
/// Each test begins with the same random numbers: Adam divides a gradient that is nearly zero by its own size, so that with some
/// weights out of many the two engines' roundings grow beyond what the tests allow.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class SameWeightsAttribute : BeforeAfterTestAttribute
{
    public override void Before(MethodInfo methodUnderTest, IXunitTest test) => RandomSeed.Set(1);
}
