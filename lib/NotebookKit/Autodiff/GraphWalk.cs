namespace NotebookKit.Autodiff;

/// <summary>
/// Puts recorded operations into topological order. Iterative, since sequences make deep graphs; and its lists are used
/// again on the same thread, since a training loop walks an equal graph at every step.
/// </summary>
internal sealed class GraphWalk
{
    private static long walks;

    [ThreadStatic]
    private static GraphWalk? spare;

    private readonly List<Node> order = [];
    private readonly Stack<(Node Node, int Next)> path = new();

    /// <summary>Differentiates: from the last operation back to the first, each adding to the gradients of its operands.</summary>
    /// <param name="root">The tensor to start from.</param>
    /// <param name="node">The operation that made it; null for a tensor that starts a computation.</param>
    public static void Backward(Tensor root, Node? node)
    {
        GraphWalk walk = spare ?? new GraphWalk();
        spare = null;
        try
        {
            if (node is not null)
                walk.Sort(node);
            foreach (Node n in walk.order)
                n.ClearGradients();
            using (new NoGrad())
            {
                root.Accumulate(Tensor.Ones(root.Shape));
                for (int i = walk.order.Count - 1; i >= 0; i--)
                    walk.order[i].Backward();
            }
        }
        finally
        {
            walk.order.Clear();
            walk.path.Clear();
            spare = walk;
        }
    }

    /// <summary>Lists the operations that one depends on, each after those it depends on itself.</summary>
    private void Sort(Node last)
    {
        long number = Interlocked.Increment(ref walks);
        last.Walk = number;
        path.Push((last, 0));
        while (path.TryPop(out var top))
        {
            if (top.Next == top.Node.InputCount)
            {
                order.Add(top.Node);
                continue;
            }
            path.Push((top.Node, top.Next + 1));
            if (top.Node.Input(top.Next).Node is { } input && input.Walk != number)
            {
                input.Walk = number;
                path.Push((input, 0));
            }
        }
    }
}
