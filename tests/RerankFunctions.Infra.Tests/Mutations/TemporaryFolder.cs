namespace RerankFunctions.Infra.Tests.Mutations;

internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rerank-mutations-");

    public string Path => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);
}
