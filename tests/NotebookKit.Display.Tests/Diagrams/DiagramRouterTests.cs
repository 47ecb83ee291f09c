using NotebookKit.Display.Diagrams;

namespace NotebookKit.Display.Tests.Diagrams;

/// <summary>The geometry of drawn networks: what a reader's eye must be able to follow.</summary>
public class DiagramRouterTests
{
    /// <summary>In pixels: nearer lines of different tensors look like one.</summary>
    private const double LeastDistance = 6;

    private const double LeastBorder = 8;

    public static TheoryData<string, bool> Lessons => ModelDiagramTests.Cases;

    public static TheoryData<int, bool> Generated =>
        [.. Enumerable.Range(0, 40)
        .SelectMany(seed => new[] { new TheoryDataRow<int, bool>(seed, false), new TheoryDataRow<int, bool>(seed, true) })];

    [Theory]
    [MemberData(nameof(Lessons))]
    public void Arrows_of_lessons_keep_apart(string name, bool unrolled) =>
        Check(GraphReader.Read(Lesson.Models()[name], unrolled), unrolled);

    [Theory]
    [MemberData(nameof(Generated))]
    public void Arrows_of_generated_networks_keep_apart(int seed, bool unrolled) => Check(Network(seed), unrolled);

    [Fact]
    public void A_layer_that_skips_others_is_led_round_them()
    {
        DiagramNode x = Box("x"), a = Box("a"), b = Box("b"), sum = Box("sum");
        var graph = new DiagramGraph();
        graph.Nodes.AddRange([x, a, b, sum]);
        graph.Edges.AddRange(
            [new(x, a, "(None, 4)", null), new(a, b, "(None, 4)", null), new(b, sum, "(None, 4)", null), new(x, sum, "(None, 4)", null)]);
        var layout = new DiagramLayout(graph, unrolled: false);
        List<DiagramRoute> routes = DiagramRouter.Route(graph, layout);
        Assert.All(routes.SkipLast(1), r => Assert.Equal(2, r.Points.Length));
        (double X, double Y)[] skip = routes[^1].Points;
        Assert.Equal(6, skip.Length);
        Assert.True(skip[2].X < b.X - LeastDistance
            || skip[2].X > b.Right + LeastDistance, $"the skip runs at {skip[2].X}, the box from {b.X} to {b.Right}");
        Assert.Equal(sum.Y - 2, skip[^1].Y);
    }

    [Fact]
    public void Skips_that_do_not_meet_share_a_line()
    {
        var graph = new DiagramGraph();
        DiagramNode[] chain = [.. Enumerable.Range(0, 7).Select(i => Box("layer " + i))];
        graph.Nodes.AddRange(chain);
        for (int i = 1; i < chain.Length; i++)
            graph.Edges.Add(new(chain[i - 1], chain[i], "(None, 4)", null));
        graph.Edges.AddRange([new(chain[0], chain[2], "(None, 4)", null), new(chain[3], chain[5], "(None, 4)", null)]);
        var layout = new DiagramLayout(graph, unrolled: false);
        List<DiagramRoute> routes = DiagramRouter.Route(graph, layout);
        Assert.Equal(routes[^2].Points[2].X, routes[^1].Points[2].X);
    }

    [Fact]
    public void The_check_finds_what_is_wrong()
    {
        DiagramNode a = Box("a"), b = Box("b"), c = Box("c");
        var graph = new DiagramGraph();
        graph.Nodes.AddRange([a, b, c]);
        var layout = new DiagramLayout(graph, unrolled: false);
        DiagramEdge one = new(a, c, "(None, 4)", null), other = new(b, c, "(None, 4)", null), branch = new(a, b, "(None, 4)", null);
        Part[] near = [.. Parts([new(one, [(10, 0), (10, 40)]), new(other, [(14, 20), (14, 48)])])];
        Assert.Equal(4, Distance(near[0], near[1]));
        Part[] crossing = [.. Parts([new(one, [(10, 0), (10, 40)]), new(other, [(0, 20), (40, 20)])])];
        Assert.Equal(double.PositiveInfinity, Distance(crossing[0], crossing[1]));
        Part[] branches = [.. Parts([new(one, [(10, 0), (10, 40)]), new(branch, [(10, 0), (10, 30)])])];
        Assert.Equal(double.PositiveInfinity, Distance(branches[0], branches[1]));
        Assert.True(Meets(new(branch, c.X + 4, c.Y - 10, c.X + 4, c.Y + 10), c, layout));
        Assert.False(Meets(new(branch, c.X - 4, c.Y - 10, c.X - 4, c.Y + 10), c, layout));
    }

    private static void Check(DiagramGraph graph, bool unrolled)
    {
        var layout = new DiagramLayout(graph, unrolled);
        Part[] parts = [.. Parts(DiagramRouter.Route(graph, layout))];
        Assert.NotEmpty(parts);
        for (int i = 0; i < parts.Length; i++)
        {
            Part part = parts[i];
            Assert.True(part.X1 >= LeastBorder && part.Y1 >= LeastBorder && part.X2 <= layout.Width - LeastBorder
                && part.Y2 <= layout.Height - LeastBorder,
                $"{Name(part)} leaves a picture of {layout.Width} by {layout.Height}");
            foreach (DiagramNode node in graph.Nodes)
            {
                Assert.False(Meets(part, node, layout),
                    $"{Name(part)} runs into {node.Title} at {node.X} {node.Y} {node.Right} {node.Bottom}");
            }

            foreach (Part other in parts.Skip(i + 1))
            {
                Assert.True(Distance(part, other) >= LeastDistance,
                    $"{Name(part)} and {Name(other)} run {Distance(part, other):0.#} pixels apart");
            }
        }
    }

    /// <summary>How far two parallel parts of different tensors are apart where they run beside each other; otherwise infinite.</summary>
    private static double Distance(Part a, Part b)
    {
        if (a.Edge.Net == b.Edge.Net || a.Slanted || b.Slanted)
            return double.PositiveInfinity;
        bool down = a.X1 == a.X2 && b.X1 == b.X2, across = a.Y1 == a.Y2 && b.Y1 == b.Y2;
        if (down && Math.Min(a.Y2, b.Y2) > Math.Max(a.Y1, b.Y1))
            return Math.Abs(a.X1 - b.X1);
        return across && Math.Min(a.X2, b.X2) > Math.Max(a.X1, b.X1) ? Math.Abs(a.Y1 - b.Y1) : double.PositiveInfinity;
    }

    private static bool Meets(Part part, DiagramNode node, DiagramLayout layout) =>
        part.Y2 > node.Y && part.Y1 < node.Bottom && layout.Boxes(node).Any(box => part.X2 > box.Left && part.X1 < box.Right);

    /// <summary>A straight part of an arrow; its ends are in rising order.</summary>
    private readonly record struct Part(DiagramEdge Edge, double X1, double Y1, double X2, double Y2)
    {
        public bool Slanted => X1 != X2 && Y1 != Y2;
    }

    /// <summary>The straight parts of all arrows.</summary>
    private static IEnumerable<Part> Parts(IEnumerable<DiagramRoute> routes) =>
        routes.SelectMany(route => route.Points.Zip(route.Points.Skip(1), (a, b) =>
        new Part(route.Edge, Math.Min(a.X, b.X), Math.Min(a.Y, b.Y), Math.Max(a.X, b.X), Math.Max(a.Y, b.Y))));

    private static string Name(Part part) =>
        $"{part.Edge.From.Title} to {part.Edge.To.Title} {part.Edge.State} ({part.X1:0.#} {part.Y1:0.#} to {part.X2:0.#} {part.Y2:0.#})";

    private static DiagramNode Box(string title) => new() { Title = title };

    /// <summary>
    /// Some network of up to nine layers: one or two inputs, layers that read one to three earlier ones, and states handed on.
    /// </summary>
    private static DiagramGraph Network(int seed)
    {
        var random = new Random(seed);
        var graph = new DiagramGraph();
        int steps = random.Next(2, 6);
        for (int i = 0; i < random.Next(1, 3); i++)
            graph.Nodes.Add(new() { Title = $"input {i}", IsEnd = true, Steps = steps, EmitsSequence = true, StepText = "x" });
        int layers = random.Next(3, 8);
        for (int i = 0; i < layers; i++)
        {
            bool recurrent = random.Next(3) > 0;
            DiagramNode[] earlier = [.. graph.Nodes];
            var node = new DiagramNode
            {
                Title = recurrent ? $"LSTM {i}" : $"Merge {i}",
                Name = "layer_" + i,
                StepText = recurrent ? "LSTM" : "add",
                Steps = steps,
                EmitsSequence = true,
                States = recurrent ? ["h", "c"] : [],
            };
            graph.Nodes.Add(node);
            DiagramNode[] read = [.. earlier.OrderBy(_ => random.Next()).Take(recurrent ? 1 : random.Next(1, 4))];
            graph.Edges.AddRange(read.Select(from => new DiagramEdge(from, node, $"(None, {steps}, 8)", null)));
            if (recurrent && random.Next(2) == 0 && earlier.LastOrDefault(n => n.States.Length > 0) is { } giver)
                graph.Edges.AddRange(node.States.Select(state => new DiagramEdge(giver, node, "(None, 8)", state)));
        }
        DiagramNode[] ends = [.. graph.Nodes.Where(n => !graph.Edges.Any(e => e.From == n))];
        foreach (DiagramNode end in ends)
        {
            var output =
                new DiagramNode { Title = "output of " + end.Title, IsEnd = true, Steps = steps, EmitsSequence = true, StepText = "y" };
            graph.Nodes.Add(output);
            graph.Edges.Add(new(end, output, $"(None, {steps}, 8)", null));
        }
        return graph;
    }
}
