using System.ComponentModel.DataAnnotations;

namespace RerankFunctions.Pipeline.Embedding;

/// <summary>What the embed model's vectors are like. The setting has the name of the service that keeps them.</summary>
internal sealed class VectorOptions
{
    public const string Section = "Qdrant";

    /// <summary>Dimensions of the embed model's vectors (1024 for embed-english-v3.0).</summary>
    [Range(1, 65_536, ErrorMessage = "Set Qdrant__VectorSize to the dimensions of the embed model, 1024 for embed-english-v3.0.")]
    public int VectorSize { get; set; } = 1024;
}
