using System.Xml;
using Azure;
using RerankFunctions.Pipeline.Common;

namespace RerankFunctions.Pipeline.Documents;

/// <summary>Tells failures of the storage account in our own terms: nothing above this folder sees an exception of the Azure SDK.</summary>
internal static class StorageCalls
{
    public const string Dependency = "Blob Storage";

    /// <summary>Makes a call.</summary>
    /// <param name="given">
    /// What the caller gave that the account may not take: the field of the request, and what it is; null where it is all ours.
    /// </param>
    /// <exception cref="InvalidRequestException">The account does not take what the caller gave.</exception>
    /// <exception cref="DocumentConflictException">The blob is in a state that does not allow the call.</exception>
    /// <exception cref="DependencyException">The account failed, retries included, or refused.</exception>
    public static async Task<T> CallAsync<T>((string Field, string What)? given, Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (XmlException malformed)
        {
            // Azurite fails so, with nothing in its answer, where a blob that it has taken has a name that XML cannot hold.
            throw new DependencyException(
                Dependency, DependencyFailure.BadResponse, "Blob Storage answered with what is no XML. A blob's name may have control characters.",
                inner: malformed);
        }
        catch (Exception failure) when (RefusalOf(failure) is { } refusal)
        {
            throw refusal.Status == 400 && given is var (field, what)
                ? new InvalidRequestException(field, $"Blob Storage takes no {what} ({refusal.ErrorCode}).")
                : (Exception?)ConflictOf(refusal) ?? Told(refusal);
        }
    }

    /// <inheritdoc cref="CallAsync{T}(ValueTuple{string, string}?, Func{Task{T}})"/>
    public static Task<T> CallAsync<T>(Func<Task<T>> call) => CallAsync(given: null, call);

    /// <summary>Makes a call, again after making what it found missing: a container or a queue.</summary>
    public static Task<T> CallAsync<T>(Func<Task<T>> call, Func<Task> create) => CallAsync(async () =>
    {
        try
        {
            return await call();
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            await create();
            return await call();
        }
    });

    /// <summary>Several failed tries come as an aggregate of them.</summary>
    private static RequestFailedException? RefusalOf(Exception failure)
        => failure as RequestFailedException ?? (failure as AggregateException)?.InnerException as RequestFailedException;

    /// <summary>
    /// States of a blob that the account refuses calls for, by the codes that it tells them with
    /// (https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes). Azurite knows the first two.
    /// </summary>
    private static DocumentConflictException? ConflictOf(RequestFailedException refusal) => refusal.ErrorCode switch
    {
        "LeaseIdMissing" => new DocumentConflictException(
            DocumentConflict.Leased, "Somebody holds a lease on the document's blob, so that nobody else may change it. Try again once it is "
                + "released, or break it in the storage account.", refusal),
        "BlobArchived" or "BlobBeingRehydrated" => new DocumentConflictException(DocumentConflict.Archived, StoredDocument.InArchive, refusal),
        "BlobImmutableDueToPolicy" => new DocumentConflictException(
            DocumentConflict.Protected, "An immutability policy or a legal hold of the storage account protects the document's blob. It can be "
                + "changed once that has ended.", refusal),
        _ => null,
    };

    /// <summary>A status of 0 is a connection that did not come about; of any other, the SDK's message is the answer with all its headers.</summary>
    private static DependencyException Told(RequestFailedException refusal) => new(
        Dependency,
        refusal.Status is 0 or >= 500 ? DependencyFailure.Unavailable : DependencyFailure.Refused,
        refusal.Status == 0 ? refusal.Message : $"{Dependency} answered {refusal.Status} {refusal.ErrorCode}.",
        inner: refusal);
}
