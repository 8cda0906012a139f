using Benchmarks;

return Runner.Run(args, Console.Out, Console.Error);
