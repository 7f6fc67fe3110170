using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RerankFunctions.Http;
using RerankFunctions.Pipeline.Ingestion;

namespace RerankFunctions.Documents;

/// <summary>POST /api/reconcile: compares a page of container and index, and queues what differs. Repeat with the cursor until it is null.</summary>
public sealed class Reconcile(IReconciliation reconciliation)
{
    private const int DefaultPageSize = 100;

    [Function(nameof(Reconcile))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "reconcile")] HttpRequest request)
        => Problem.CatchAsync(async () =>
        {
            var parameters = new Parameters(request.Query, "pageSize", "cursor", "outdated", "dryRun", "force");
            var page = await reconciliation.RunAsync(
                new ReconciliationRequest(
                    parameters["cursor"], parameters.Number("pageSize", DefaultPageSize, IReconciliation.MaxPageSize),
                    parameters.Flag("outdated") is true, parameters.Flag("dryRun") is true, parameters.Flag("force") is true),
                request.HttpContext.RequestAborted);
            return TypedResults.Json(page, DocumentsJson.Readable.ReconciledPage);
        });
}
