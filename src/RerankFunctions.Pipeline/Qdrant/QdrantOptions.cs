using System.ComponentModel.DataAnnotations;
using Qdrant.Client.Grpc;

namespace RerankFunctions.Pipeline.Qdrant;

/// <summary>The Qdrant cluster and the collection in it.</summary>
internal sealed class QdrantOptions : IValidatableObject
{
    public const string Section = "Qdrant";

    /// <summary>Qdrant's gRPC port; its REST port is 6333.</summary>
    public const int GrpcPort = 6334;

    private const int RestPort = 6333;

    [Required(ErrorMessage = "Set Qdrant__Endpoint to the cluster's gRPC address, such as https://….cloud.qdrant.io:6334.")]
    public string Endpoint { get; set; } = "";

    /// <summary>Needed wherever the endpoint is not on this machine.</summary>
    public string? ApiKey { get; set; }

    [Required(ErrorMessage = "Set Qdrant__Collection to the collection's name.")]
    public string Collection { get; set; } = "documents";

    /// <summary>The collection that searches read while <see cref="Collection"/> is filled anew; empty for that one. It is only read.</summary>
    public string SearchCollection { get; set; } = "";

    /// <summary>How vectors are compared. Cohere's have unit length, so that Dot is the cosine.</summary>
    [AllowedValues(Distance.Dot, Distance.Cosine, Distance.Euclid, Distance.Manhattan,
        ErrorMessage = "Set Qdrant__Distance to Dot, Cosine, Euclid or Manhattan.")]
    public Distance Distance { get; set; } = Distance.Dot;

    /// <summary>Nodes that hold each point, of a collection that is made; 0 for what the cluster does by itself.</summary>
    [Range(0, 32, ErrorMessage = "Set Qdrant__ReplicationFactor to a number from {1} to {2}; {1} leaves it to the cluster.")]
    public int ReplicationFactor { get; set; }

    /// <summary>Deadline of each single call; gRPC calls have none unless one is set.</summary>
    [Range(1, 600, ErrorMessage = "Set Qdrant__TimeoutSeconds to a number from {1} to {2}.")]
    public double TimeoutSeconds { get; set; } = 30;

    /// <summary>The endpoint with its port; an address without one means Qdrant's own.</summary>
    internal Uri Address => new UriBuilder(Endpoint) is { Uri.IsDefaultPort: true } builder
        ? new UriBuilder(builder.Uri) { Port = GrpcPort }.Uri
        : new Uri(Endpoint);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrEmpty(Endpoint))
            yield break;
        if (!Uri.TryCreate(Endpoint, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            yield return new ValidationResult("Set Qdrant__Endpoint to an absolute http(s) address, such as https://….cloud.qdrant.io:6334.");
        else if (address.Port == RestPort)
            yield return new ValidationResult($"Set Qdrant__Endpoint to the gRPC port, {GrpcPort}; {RestPort} is Qdrant's REST port.");
        else if (string.IsNullOrEmpty(ApiKey) && !address.IsLoopback)
            yield return new ValidationResult("Set Qdrant__ApiKey to a database API key of the cluster.");
    }
}
