using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Indexing;

namespace RerankFunctions.Http;

/// <summary>
/// Errors as RFC 9457 problem details. Their <c>type</c> is stable; they name the field or the dependency, and never hold a stack trace,
/// a key, or what a dependency said.
/// </summary>
internal static class Problem
{
    private const string TypePrefix = "urn:rerankfunctions:problem:";

    /// <summary>Runs a request's work; what it throws of the errors we know becomes a problem.</summary>
    public static async Task<IResult> CatchAsync(Func<Task<IResult>> work)
    {
        try
        {
            return await work();
        }
        catch (InvalidRequestException invalid)
        {
            return Create(StatusCodes.Status400BadRequest, "invalid-request", "The request cannot be carried out as it is.", invalid.Message,
                ("errors", invalid.Errors));
        }
        catch (RequestRefusedException refused)
        {
            var (type, title) = refused.Status is StatusCodes.Status413PayloadTooLarge
                ? ("request-too-large", "The request is too large.")
                : ("unsupported-media-type", "The request's media type or coding is not supported.");
            return Create(refused.Status, type, title, refused.Message,
                refused.Field is null ? null : ("errors", new Dictionary<string, string> { [refused.Field] = refused.Message }));
        }
        catch (DocumentConflictException conflict)
        {
            return CreateFor(conflict);
        }
        catch (BadHttpRequestException broken)
        {
            // Kestrel's. The host in front, which does not pass on an answer before it has the whole body, mostly meets it first.
            return broken.StatusCode is StatusCodes.Status408RequestTimeout
                ? Create(broken.StatusCode, "request-timed-out", "The request did not come in time.", "The body stopped coming. Send it again.")
                : Create(broken.StatusCode, "invalid-request", "The request cannot be read.", "The body does not come as HTTP has it.",
                    ("errors", new Dictionary<string, string> { ["body"] = "Send the body as long as it says, in chunks or without them." }));
        }
        catch (DependencyException failure)
        {
            return CreateFor(failure);
        }
        catch (IndexMismatchException mismatch)
        {
            return Create(StatusCodes.Status503ServiceUnavailable, "index-mismatch", "The index does not fit the settings.", mismatch.Message,
                ("dependency", mismatch.Dependency));
        }
    }

    public static IResult NoSuchDocument(string name)
        => Create(StatusCodes.Status404NotFound, "no-such-document", "There is no such document.", $"The container holds no document '{name}'.");

    public static IResult TooManyRequests(int perMinute, TimeSpan after) => new RetryLater(
        Create(
            StatusCodes.Status429TooManyRequests, "too-many-requests", "Too many requests.",
            $"This key may make {perMinute:N0} requests a minute (Api__RequestsPerMinutePerCaller)."),
        after);

    private static ProblemHttpResult CreateFor(DocumentConflictException conflict) => conflict.Conflict switch
    {
        DocumentConflict.PreconditionFailed => Create(
            StatusCodes.Status412PreconditionFailed, "precondition-failed", "The document is not as the request wants it.", conflict.Message),
        var state => Create(
            StatusCodes.Status409Conflict, $"document-{state.ToString().ToLowerInvariant()}", "The document's state does not allow it.",
            conflict.Message),
    };

    private static IResult CreateFor(DependencyException failure)
    {
        var (status, type) = failure.Failure switch
        {
            DependencyFailure.Throttled => (StatusCodes.Status429TooManyRequests, "dependency-throttled"),
            DependencyFailure.TimedOut => (StatusCodes.Status504GatewayTimeout, "dependency-timed-out"),
            DependencyFailure.Unavailable => (StatusCodes.Status503ServiceUnavailable, "dependency-unavailable"),
            DependencyFailure.Refused => (StatusCodes.Status502BadGateway, "dependency-refused"),
            _ => (StatusCodes.Status502BadGateway, "dependency-failed"),
        };
        var problem = Create(status, type, "A service that this one depends on failed.", failure.Summary, ("dependency", failure.Dependency));
        return status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable
            ? new RetryLater(problem, failure.RetryAfter ?? TimeSpan.FromSeconds(1))
            : problem;
    }

    private static ProblemHttpResult Create(
        int status, string type, string title, string detail, (string Name, object Value)? extension = null)
        => TypedResults.Problem(
            detail, statusCode: status, type: TypePrefix + type, title: title,
            extensions: extension is { } known ? new Dictionary<string, object?> { [known.Name] = known.Value } : null);

    private sealed class RetryLater(IResult problem, TimeSpan after) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.RetryAfter = Math.Ceiling(after.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return problem.ExecuteAsync(httpContext);
        }
    }
}
