using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RerankFunctions.Http;
using RerankFunctions.Pipeline;
using RerankFunctions.Pipeline.Ingestion;

namespace RerankFunctions.Documents;

/// <summary>POST /api/reconcile: compares a page of container and index, and queues what differs. Repeat with the cursor until it is null.</summary>
public sealed class Reconcile(Reconciliation reconciliation)
{
    private const int DefaultPageSize = 100;

    [Function(nameof(Reconcile))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "reconcile")] HttpRequest request)
        => Problem.InsteadOfExceptionAsync(async () =>
        {
            var parameters = new Parameters(request.Query, "pageSize", "cursor");
            try
            {
                var page = await reconciliation.RunAsync(
                    parameters["cursor"], parameters.Number("pageSize", DefaultPageSize, Reconciliation.MaxPageSize), request.HttpContext.RequestAborted);
                return TypedResults.Json(page, DocumentsJson.Readable.ReconciledPage);
            }
            catch (FormatException foreign)
            {
                throw new InvalidRequestException("cursor", foreign.Message);
            }
        });
}
