using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RerankFunctions.Http;
using RerankFunctions.Pipeline.Search;

namespace RerankFunctions.Search;

/// <summary>GET /api/fields: what searches can be filtered by, and the values that are there.</summary>
public sealed class ListFields(IFieldCatalog catalog)
{
    [Function(nameof(ListFields))]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "fields")] HttpRequest request)
        => Problem.CatchAsync(async () =>
        {
            var parameters = new Parameters(request.Query, "values");
            var fields = await catalog.ListAsync(
                parameters.Number("values", IFieldCatalog.DefaultValues, IFieldCatalog.MaxValues), request.HttpContext.RequestAborted);
            return TypedResults.Json(fields, SearchJson.Readable.FieldList);
        });
}
