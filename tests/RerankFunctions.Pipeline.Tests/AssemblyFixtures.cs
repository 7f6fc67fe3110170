using RerankFunctions.Testing;

[assembly: AssemblyFixture(typeof(SharedAzurite))]
