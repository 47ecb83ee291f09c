namespace NotebookKit.Display.Diagrams;

/// <summary>How far a picture's arrows are from easy to follow: lower is better.</summary>
internal static class RouteCost
{
    /// <summary>Arrows of different tensors side by side are at least this far apart, in pixels; nearer ones look like one.</summary>
    public const double LeastDistance = 7;

    private const double Box = 2000, Touch = 1000, Crossing = 10, Bend = 2, Pixel = 0.01;

    /// <summary>A straight part of an arrow; its ends are in rising order.</summary>
    internal readonly record struct Part(DiagramEdge Edge, double X1, double Y1, double X2, double Y2)
    {
        public bool Horizontal => Y1 == Y2;

        public bool Slanted => X1 != X2 && Y1 != Y2;
    }

    public static double Of(DiagramGraph graph, DiagramLayout layout, List<DiagramRoute> routes)
    {
        Part[] parts = [.. Parts(routes)];
        double cost = routes.Sum(r => (r.Points.Length - 2) * Bend) + (parts.Sum(p => (p.X2 - p.X1) + (p.Y2 - p.Y1)) * Pixel);
        for (int i = 0; i < parts.Length; i++)
        {
            for (int j = i + 1; j < parts.Length; j++)
            {
                if (parts[i].Edge.Net != parts[j].Edge.Net)
                    cost += Together(parts[i], parts[j]) * Touch + (Cross(parts[i], parts[j]) ? Crossing : 0);
            }
            foreach (DiagramNode node in graph.Nodes)
            {
                if (Enters(parts[i], node, layout))
                    cost += Box;
            }
        }
        return cost;
    }

    /// <summary>The straight parts of all arrows.</summary>
    public static IEnumerable<Part> Parts(IEnumerable<DiagramRoute> routes)
    {
        foreach (DiagramRoute route in routes)
        {
            for (int i = 1; i < route.Points.Length; i++)
            {
                ((double ax, double ay), (double bx, double by)) = (route.Points[i - 1], route.Points[i]);
                yield return new(route.Edge, Math.Min(ax, bx), Math.Min(ay, by), Math.Max(ax, bx), Math.Max(ay, by));
            }
        }
    }

    /// <summary>Whether two parts look joined: 1 when they run side by side too near, or when one ends on the other, else 0.</summary>
    public static int Together(Part a, Part b)
    {
        if (a.Slanted || b.Slanted)
            return 0;
        double x = Math.Max(a.X1, b.X1) - Math.Min(a.X2, b.X2), y = Math.Max(a.Y1, b.Y1) - Math.Min(a.Y2, b.Y2);
        return x < LeastDistance && y < LeastDistance && !Cross(a, b) ? 1 : 0;
    }

    /// <summary>Whether one crosses the other at a right angle, well inside both.</summary>
    public static bool Cross(Part a, Part b)
    {
        if (a.Horizontal == b.Horizontal || a.Slanted || b.Slanted)
            return false;
        (Part across, Part down) = a.Horizontal ? (a, b) : (b, a);
        const double inside = LeastDistance - 1;
        return down.X1 - across.X1 >= inside && across.X2 - down.X1 >= inside && across.Y1 - down.Y1 >= inside && down.Y2 - across.Y1 >= inside;
    }

    /// <summary>Whether an arrow runs into a box, or along one that is not its own.</summary>
    public static bool Enters(Part part, DiagramNode node, DiagramLayout layout)
    {
        double room = part.Edge.From == node || part.Edge.To == node ? 0 : 4;
        return part.Y2 > node.Y - room && part.Y1 < node.Bottom + room
            && layout.Boxes(node).Any(box => part.X2 > box.Left - room && part.X1 < box.Right + room);
    }
}
