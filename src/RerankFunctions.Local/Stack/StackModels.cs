namespace RerankFunctions.Local.Stack;

/// <summary>What the Cohere emulator answers with.</summary>
public enum StackModels
{
    /// <summary>A small open model, where it can run; else words, after saying so.</summary>
    LocalIfPresent,

    /// <summary>The small open model, or no start.</summary>
    Local,

    /// <summary>Words: the same numbers on every machine.</summary>
    Lexical,
}
