namespace RerankFunctions.Local.Stack;

/// <summary>A service that the app works on.</summary>
/// <param name="Name">As users know it.</param>
/// <param name="What">What stands behind the name here.</param>
/// <param name="Address">Where it is, without any key.</param>
/// <param name="Emulated">Whether it only stands in for the service.</param>
public sealed record Dependency(string Name, string What, string Address, bool Emulated);
