using Cloud.Functions;

return await StandaloneProgram.RunAsync();
