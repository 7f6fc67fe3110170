using System.Reflection;
using System.Reflection.Emit;
using Microsoft.Azure.WebJobs;

namespace RerankFunctions.Host.Triggers;

/// <summary>What emitted functions call.</summary>
/// <param name="trigger">The value that the trigger's binding made.</param>
public delegate Task FunctionCall(string function, object trigger, IBinder binder, CancellationToken cancellationToken);

/// <summary>
/// Shows the WebJobs SDK the app's functions, which are known only by their metadata, as methods of one emitted type. As on the host,
/// it is <c>Host.Functions</c>: receipts, webhooks and messages name functions by it.
/// </summary>
internal sealed class FunctionTypes(AppFunctions functions, TimeSpan? timeout) : ITypeLocator
{
    public const string TypeName = "Host.Functions";

    private IReadOnlyList<Type>? _types;

    public IReadOnlyList<Type> GetTypes() => _types ??= [Emit()];

    private Type Emit()
    {
        var module = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName(TypeName), AssemblyBuilderAccess.RunAndCollect)
            .DefineDynamicModule(TypeName);
        var type = module.DefineType(TypeName, TypeAttributes.Public | TypeAttributes.Sealed);
        var call = type.DefineField("_call", typeof(FunctionCall), FieldAttributes.Private | FieldAttributes.InitOnly);
        var constructor = type.DefineConstructor(MethodAttributes.Public, CallingConventions.HasThis, [typeof(FunctionCall)]).GetILGenerator();
        constructor.Emit(OpCodes.Ldarg_0);
        constructor.Emit(OpCodes.Call, typeof(object).GetConstructor(Type.EmptyTypes)!);
        constructor.Emit(OpCodes.Ldarg_0);
        constructor.Emit(OpCodes.Ldarg_1);
        constructor.Emit(OpCodes.Stfld, call);
        constructor.Emit(OpCodes.Ret);
        foreach (var function in functions.All)
            Emit(type, call, function);
        return type.CreateType();
    }

    private void Emit(TypeBuilder type, FieldInfo call, AppFunction function)
    {
        var trigger = functions.ParameterTypeOf(function);
        var method = type.DefineMethod(
            function.Name, MethodAttributes.Public, typeof(Task), [trigger, typeof(IBinder), typeof(CancellationToken)]);
        method.DefineParameter(1, ParameterAttributes.None, function.TriggerName)
            .SetCustomAttribute(AttributeBlueprint.CopyAttribute(function.TriggerAttribute));
        method.DefineParameter(2, ParameterAttributes.None, "_binder");
        method.DefineParameter(3, ParameterAttributes.None, "_cancellation");
        if (timeout is { } limit)
            method.SetCustomAttribute(Timeout(limit));

        var body = method.GetILGenerator();
        body.Emit(OpCodes.Ldarg_0);
        body.Emit(OpCodes.Ldfld, call);
        body.Emit(OpCodes.Ldstr, function.Name);
        body.Emit(OpCodes.Ldarg_1);
        if (trigger.IsValueType)
            body.Emit(OpCodes.Box, trigger);
        body.Emit(OpCodes.Ldarg_2);
        body.Emit(OpCodes.Ldarg_3);
        body.Emit(OpCodes.Callvirt, typeof(FunctionCall).GetMethod(nameof(FunctionCall.Invoke))!);
        body.Emit(OpCodes.Ret);
    }

    private static CustomAttributeBuilder Timeout(TimeSpan limit) => new(
        typeof(TimeoutAttribute).GetConstructor([typeof(string)])!, [$"{limit}"],
        [typeof(TimeoutAttribute).GetProperty(nameof(TimeoutAttribute.ThrowOnTimeout))!,
            typeof(TimeoutAttribute).GetProperty(nameof(TimeoutAttribute.TimeoutWhileDebugging))!],
        [true, true]);
}
