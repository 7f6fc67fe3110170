using Grpc.Core;

namespace RerankFunctions.Emulators.Qdrant;

/// <summary>
/// Qdrant's errors as it words them: <c>StorageError</c> and its conversion to a gRPC status (qdrant v1.19.0,
/// lib/storage/src/content_manager/errors.rs and conversions.rs).
/// </summary>
internal static class Refusal
{
    public static RpcException WrongInput(string description) => Invalid($"Wrong input: {description}");

    public static RpcException BadRequest(string description) => Invalid($"Bad request: {description}");

    public static RpcException StrictMode(string error, string help) => BadRequest($"{error}. Help: {help}");

    public static RpcException Validation(string field, string problem)
        => Invalid($"Validation error in body: [{field}: {problem}]");

    public static RpcException NotPositive(string field) => Validation(field, "value 0 invalid, must be 1 or larger");

    public static RpcException Invalid(string message) => Status(StatusCode.InvalidArgument, message);

    public static RpcException NotFound(string description) => Status(StatusCode.NotFound, $"Not found: {description}");

    public static RpcException NoCollection(string name) => NotFound($"Collection `{name}` doesn't exist!");

    public static RpcException CollectionExists(string name)
        => Status(StatusCode.AlreadyExists, $"Wrong input: Collection `{name}` already exists!");

    public static RpcException NoPoint(string id) => NotFound($"No point with id {id} found");

    /// <param name="what">What there is no index for, by name.</param>
    /// <param name="use">What it would be good for.</param>
    /// <param name="conditions">The kind of conditions that such an index answers.</param>
    public static RpcException NoIndex(string what, string use, string conditions) => WrongInput(
        $"{what}. Please create one to {use}. Check https://qdrant.tech/documentation/concepts/indexing/#payload-index to see which "
        + $"payload schemas support {conditions} conditions");

    public static RpcException NoVector(string name) => WrongInput($"Not existing vector name error: {name}");

    public static RpcException OtherVector(string what) => WrongInput($"{what} already exists with a different configuration");

    public static RpcException Unauthenticated(string message) => Status(StatusCode.Unauthenticated, message);

    public static RpcException Internal(string message) => Status(StatusCode.Internal, message);

    /// <summary>Qdrant can, the emulator cannot: never passed over in silence.</summary>
    public static RpcException NotEmulated(string what)
        => Status(StatusCode.Unimplemented, $"The Qdrant emulator has no {what}; a real Qdrant has.");

    private static RpcException Status(StatusCode code, string message) => new(new Status(code, message), message);
}
