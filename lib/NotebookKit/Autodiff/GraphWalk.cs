namespace NotebookKit.Autodiff;

/// <summary>
/// Puts recorded operations into topological order. Iterative, since sequences make deep graphs; and its lists are used
/// again on the same thread, since a training loop walks an equal graph at every step.
/// </summary>
internal sealed class GraphWalk
{
    private static long s_walks;

    [ThreadStatic]
    private static GraphWalk? t_spare;

    private readonly List<Node> _order = [];
    private readonly Stack<(Node Node, int Next)> _path = new();

    /// <summary>Differentiates: from the last operation back to the first, each adding to the gradients of its operands.</summary>
    /// <param name="root">The tensor to start from.</param>
    /// <param name="node">The operation that made it; null for a tensor that starts a computation.</param>
    public static void Backward(Tensor root, Node? node)
    {
        GraphWalk walk = t_spare ?? new GraphWalk();
        t_spare = null;
        try
        {
            if (node is not null)
                walk.Sort(node);
            foreach (Node n in walk._order)
                n.ClearGradients();
            using (new NoGrad())
            {
                root.Accumulate(Tensor.Ones(root.Shape));
                for (int i = walk._order.Count - 1; i >= 0; i--)
                    walk._order[i].Backward();
            }
        }
        finally
        {
            walk._order.Clear();
            walk._path.Clear();
            t_spare = walk;
        }
    }

    /// <summary>Lists the operations that one depends on, each after those it depends on itself.</summary>
    private void Sort(Node last)
    {
        long number = Interlocked.Increment(ref s_walks);
        last.Walk = number;
        _path.Push((last, 0));
        while (_path.TryPop(out (Node Node, int Next) top))
        {
            if (top.Next == top.Node.InputCount)
            {
                _order.Add(top.Node);
                continue;
            }
            _path.Push((top.Node, top.Next + 1));
            if (top.Node.Input(top.Next).Node is { } input && input.Walk != number)
            {
                input.Walk = number;
                _path.Push((input, 0));
            }
        }
    }
}
