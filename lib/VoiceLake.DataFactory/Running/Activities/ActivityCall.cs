using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Expressions;
using VoiceLake.DataFactory.Model;

namespace VoiceLake.DataFactory.Running.Activities;

/// <summary>One try of an activity that does work: what it asks for, and where it stands.</summary>
/// <param name="Activity">The activity, its expressions not evaluated.</param>
/// <param name="Input">Its <c>typeProperties</c>, and <c>inputs</c> and <c>outputs</c> where it has them, every expression evaluated.</param>
/// <param name="Scope">What expressions can ask for at this place; those of datasets and linked services are evaluated in it too.</param>
/// <param name="Factory">The resources as they were when the run began.</param>
/// <param name="Services">What all runs share.</param>
internal sealed record ActivityCall(Activity Activity, JsonObject Input, ExpressionScope Scope, FactoryFolder Factory, RunServices Services);
