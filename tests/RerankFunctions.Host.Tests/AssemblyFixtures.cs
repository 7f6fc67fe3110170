using RerankFunctions.Testing;

[assembly: AssemblyFixture(typeof(SharedAzurite))]

[assembly: Trait("runs", "through the worker")]
