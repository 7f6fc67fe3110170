namespace RerankFunctions.Emulators.Arctic;

/// <summary>The open model that runs here, without an account and without the network.</summary>
public static partial class LocalModels
{
    /// <summary>The embedding model's name.</summary>
    public const string EmbedModel = "local/snowflake-arctic-embed-xs";

    /// <summary>The rerank model's name.</summary>
    public const string RerankModel = "local/arctic+lexical";
}
