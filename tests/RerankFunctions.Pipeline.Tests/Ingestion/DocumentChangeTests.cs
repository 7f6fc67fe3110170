using RerankFunctions.Pipeline.Documents;

namespace RerankFunctions.Pipeline.Tests.Ingestion;

public class DocumentChangeTests
{
    [Theory]
    [InlineData("""{"eventType":"Microsoft.Storage.BlobDeleted","subject":"/blobServices/default/containers/documents/blobs/a/b c.md"}""")]
    [InlineData("""{"specversion":"1.0","type":"Microsoft.Storage.BlobDeleted","subject":"/blobServices/default/containers/documents/blobs/a/b c.md"}""")]
    public void Both_of_Event_Grids_schemas_name_the_blob_in_their_subject(string message)
        => Assert.Equal("a/b c.md", DocumentChange.Parse(message).Document.Name);

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"subject": 1}""")]
    [InlineData("""{"subject": "/blobServices/default/containers/documents/blobs/"}""")]
    [InlineData("""{"subject": "/blobServices/default/containers/other/blobs/a.md"}""")]
    public void Anything_else_is_refused(string message)
        => Assert.Throws<FormatException>(() => DocumentChange.Parse(message));
}
