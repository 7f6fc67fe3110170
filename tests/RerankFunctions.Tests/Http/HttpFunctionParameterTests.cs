using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using RerankFunctions.Health;

namespace RerankFunctions.Tests.Http;

/// <summary>
/// The host puts every query parameter and every top-level property of a JSON body before the worker's binding, which binds by name; only
/// route values come before them. So a caller can set each parameter that is not the route's, and make its conversion fail (an empty 500).
/// </summary>
public class HttpFunctionParameterTests
{
    public static TheoryData<string> Functions => [.. All().Select(function => function.Name)];

    [Theory]
    [MemberData(nameof(Functions))]
    public void An_HTTP_function_takes_the_request_and_its_route_values_and_nothing_that_a_caller_could_name(string name)
    {
        var function = All().Single(function => function.Name == name);
        var inRoute = RoutePatternFactory.Parse(function.Trigger.Route!).Parameters.Select(parameter => parameter.Name);

        var others = function.Method.GetParameters().Where(parameter => parameter.ParameterType != typeof(HttpRequest));

        Assert.Equal(inRoute, others.Select(parameter => parameter.Name!));
        Assert.All(others, parameter => Assert.Equal(typeof(string), parameter.ParameterType), throwIfEmpty: false);
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void No_route_value_can_be_empty_for_then_the_caller_names_it_and_the_route_takes_another_functions_requests(string name)
    {
        var function = All().Single(function => function.Name == name);

        var catchAll = RoutePatternFactory.Parse(function.Trigger.Route!).Parameters.Where(parameter => parameter.IsCatchAll || parameter.IsOptional);

        Assert.All(catchAll, parameter => Assert.Contains("minlength(1)", parameter.ParameterPolicies.Select(policy => policy.Content)), throwIfEmpty: false);
    }

    private static IEnumerable<(string Name, MethodInfo Method, HttpTriggerAttribute Trigger)> All()
        => from type in typeof(HealthProbe).Assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
           let function = method.GetCustomAttribute<FunctionAttribute>()
           where function is not null
           from parameter in method.GetParameters()
           let trigger = parameter.GetCustomAttribute<HttpTriggerAttribute>()
           where trigger is not null
           select (function.Name, method, trigger);
}
