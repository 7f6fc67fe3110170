namespace RerankFunctions.Infra.Tests.Mutations;

/// <summary>A slip of the pen in a file of the repository: one text in place of another.</summary>
internal sealed record SourceMutation(string File, string From, string To)
{
    /// <summary>The file with the slip.</summary>
    public string Applied()
    {
        var text = Repository.Read(File.Split('/')).ReplaceLineEndings("\n");
        var from = From.ReplaceLineEndings("\n");
        Assert.Contains(from, text, StringComparison.Ordinal);
        return text.Replace(from, To.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    public override string ToString() => $"{File}: {From} → {To}";
}
