using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Retrieval;

namespace RerankFunctions.Pipeline.Search;

internal sealed class FieldCatalog(FilterableFields fields, IFieldValues values) : IFieldCatalog
{
    public async Task<FieldList> ListAsync(int values, CancellationToken cancellationToken)
        => new(await Task.WhenAll(fields.All.Select(field => DescribeAsync(field, values, cancellationToken))));

    private async Task<Field> DescribeAsync(FilterableField field, int limit, CancellationToken cancellationToken)
    {
        var counted = field.Listed is var (index, given)
            ? (await values.TopAsync(DocumentScope.All, index, limit, cancellationToken)).Select(top => new FieldCount(given(top.Value), top.Count))
            : null;
        return new Field(field.Name, field.Type, field.Expected, counted?.ToList());
    }
}
