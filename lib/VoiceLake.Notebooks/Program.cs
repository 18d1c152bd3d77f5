using VoiceLake.Notebooks.Hosting;

if (args is not [ChildProgram.CellsCommand, var pipe, .. var notebook])
{
    // Started by a person: the commands are those of voicelake.
    return 2;
}

await CellServer.RunAsync(pipe, notebook.FirstOrDefault());
return 0;
