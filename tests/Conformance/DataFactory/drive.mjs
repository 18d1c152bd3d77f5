// Microsoft's client, unmodified, does what a user of Data Factory does, and prints as JSON what it was told.
//   node drive.mjs FOLDER PIPELINE PARAMETERS
// The server's address and token come from VOICELAKE_ENDPOINT and VOICELAKE_TOKEN, its certificate from NODE_EXTRA_CA_CERTS.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { DataFactoryManagementClient } from "@azure/arm-datafactory";

const [folder, pipeline, parameters] = process.argv.slice(2);
const subscription = "00000000-0000-0000-0000-000000000000";
const group = "voicelake";
const credential = { getToken: async () => ({ token: process.env.VOICELAKE_TOKEN, expiresOnTimestamp: Date.now() + 3_600_000 }) };
const client = new DataFactoryManagementClient(credential, subscription, { endpoint: process.env.VOICELAKE_ENDPOINT });

// The client's objects are flat where the JSON is nested. It makes them itself of a file's text that it takes for a server's answer.
let answer;
const reader = new DataFactoryManagementClient(credential, subscription, {
  httpClient: { sendRequest: async (request) => ({ request, status: 200, headers: request.headers, bodyAsText: answer }) },
});
const files = (kind) =>
  readdirSync(join(folder, kind)).filter((name) => name.endsWith(".json")).sort().map((name) => {
    const text = readFileSync(join(folder, kind, name), "utf8");
    return { name: name.slice(0, -".json".length), text };
  });
const modelOf = async (operations, text) => {
  answer = text;
  return await operations.get(group, "file", "file");
};

// Whatever names a resource that is not there yet is refused, so what was refused is tried again after the others.
async function createAll(kind, operations, readers) {
  const refused = [];
  let waiting = files(kind);
  while (waiting.length > 0) {
    const later = [];
    for (const file of waiting) {
      try {
        await operations.createOrUpdate(group, factory.name, file.name, await modelOf(readers, file.text));
      } catch (e) {
        if (e.statusCode !== 400 || later.length === waiting.length) throw e;
        refused.push({ name: file.name, code: e.code, status: e.statusCode });
        later.push(file);
      }
    }
    if (later.length === waiting.length) throw new Error(`${kind}: none of ${later.map((file) => file.name)} could be created`);
    waiting = later;
  }
  const names = [];
  for await (const resource of operations.listByFactory(group, factory.name)) names.push(resource.name);
  return { names, refused };
}

async function endOf(runId) {
  for (;;) {
    const run = await client.pipelineRuns.get(group, factory.name, runId);
    if (!["Queued", "InProgress", "Canceling"].includes(run.status)) return run;
    await pause(100);
  }
}

const [file] = files("factory");
answer = file.text;
const factory = await client.factories.createOrUpdate(group, file.name, await reader.factories.get(group, file.name));
const linkedServices = await createAll("linkedService", client.linkedServices, reader.linkedServices);
const datasets = await createAll("dataset", client.datasets, reader.datasets);
const pipelines = await createAll("pipeline", client.pipelines, reader.pipelines);
const triggers = await createAll("trigger", client.triggers, reader.triggers);

const { runId } = await client.pipelines.createRun(group, factory.name, pipeline, { parameters: JSON.parse(parameters) });
const run = await endOf(runId);
const always = { lastUpdatedAfter: new Date(0), lastUpdatedBefore: new Date(Date.now() + 3_600_000) };
const activities = await client.activityRuns.queryByPipelineRun(group, factory.name, runId, always);

await client.pipelines.createOrUpdate(group, factory.name, "waits_long", { activities: [{ type: "Wait", name: "Hour", waitTimeInSeconds: 3600 }] });
const long = await client.pipelines.createRun(group, factory.name, "waits_long");
await client.pipelineRuns.cancel(group, factory.name, long.runId, { isRecursive: true });
const cancelled = await endOf(long.runId);
const failure = await client.pipelines.get(group, factory.name, "missing").then(() => null, (e) => ({ status: e.statusCode, code: e.code }));
const listed = await client.pipelineRuns.queryByFactory(group, factory.name, { ...always, filters: [{ operand: "Status", operator: "Equals", values: ["Cancelled"] }] });
await client.triggers.beginStartAndWait(group, factory.name, triggers.names[0]);
const started = (await client.triggers.get(group, factory.name, triggers.names[0])).properties.runtimeState;
await client.triggers.beginStopAndWait(group, factory.name, triggers.names[0]);
const stopped = (await client.triggers.get(group, factory.name, triggers.names[0])).properties.runtimeState;

console.log(JSON.stringify({
  factory: { name: factory.name, location: factory.location, provisioningState: factory.provisioningState },
  linkedServices, datasets, pipelines, triggers,
  run: { status: run.status, message: run.message, runId: run.runId, hasTimes: run.runStart instanceof Date && run.runEnd instanceof Date },
  activities: activities.value.map((activity) => ({ name: activity.activityName, type: activity.activityType, status: activity.status, error: activity.error?.message ?? "" })),
  cancelled: cancelled.status,
  listed: listed.value.map((found) => found.pipelineName),
  failure, trigger: { started, stopped },
}));
