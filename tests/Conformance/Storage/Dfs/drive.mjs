// Microsoft's client, unmodified, does what a user of ADLS Gen2 does, and prints as JSON what it was told.
// The account's address, name and key come from VOICELAKE_ENDPOINT, VOICELAKE_ACCOUNT and VOICELAKE_KEY; with VOICELAKE_TOKEN it signs in
// with that token instead, and does no more than a round trip; with the argument 'exchange' it reads what is there, and adds to it. The address is the account's in Azure, and its host is looked up here: it is
// this machine, so that the client treats it as it treats Azure.
import dns from "node:dns";
import { createHash, randomBytes } from "node:crypto";
import {
  AccountSASPermissions, AccountSASResourceTypes, AccountSASServices, DataLakeSASPermissions, DataLakeServiceClient, FileSystemSASPermissions, SASProtocol,
  StorageSharedKeyCredential, generateAccountSASQueryParameters, generateDataLakeSASQueryParameters,
} from "@azure/storage-file-datalake";

const { VOICELAKE_ENDPOINT: endpoint, VOICELAKE_ACCOUNT: account, VOICELAKE_KEY: key, VOICELAKE_TOKEN: token } = process.env;
dns.lookup = (host, settings, done) => (settings.all ? done(null, [{ address: "127.0.0.1", family: 4 }]) : done(null, "127.0.0.1", 4));
const options = { retryOptions: { maxTries: 1 } };
const told = {};

// What a call is refused with; 'done' where it is not.
const refusal = (call) => call.then(() => "done", (e) => `${e.statusCode} ${e.code ?? e.details?.errorCode ?? ""}`);
const read = async (file, offset, count) => {
  const { readableStreamBody } = await file.read(offset, count);
  const parts = [];
  for await (const part of readableStreamBody) parts.push(part);
  return Buffer.concat(parts).toString();
};
const write = async (file, content) => {
  await file.create();
  await file.append(content, 0, content.length);
  await file.flush(content.length);
};

const service = new DataLakeServiceClient(endpoint, new StorageSharedKeyCredential(account, key ?? ""), options);
if (process.argv[2] === "exchange") {
  // Reads all that another client wrote, and writes something for it.
  const fs = service.getFileSystemClient("bronze");
  for await (const item of fs.listPaths({ recursive: true })) {
    if (!item.isDirectory) told[item.name] = createHash("sha256").update(await fs.getFileClient(item.name).readToBuffer()).digest("hex");
  }
  await fs.getDirectoryClient("theirs").create();
  await fs.getFileClient("theirs/with space + % # ünïcode").upload(Buffer.alloc(3_000_000, "theirs"), { chunkSize: 1 << 20, singleUploadThreshold: 1 << 20 });
  console.log(JSON.stringify(told));
  process.exit(0);
}

if (token) {
  const credential = { getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) };
  const fs = new DataLakeServiceClient(endpoint, credential, options).getFileSystemClient("bronze");
  await fs.create();
  const file = fs.getFileClient("a");
  await write(file, "by token");
  told.read = await read(file);
  const wrong = new DataLakeServiceClient(endpoint, { getToken: async () => ({ token: "x" + token, expiresOnTimestamp: Date.now() + 3_600_000 }) }, options);
  told.wrong = await refusal(wrong.getFileSystemClient("bronze").getFileClient("a").read());
  console.log(JSON.stringify(told));
  process.exit(0);
}

const credential = new StorageSharedKeyCredential(account, key);
const fs = service.getFileSystemClient("bronze");

// File systems.
await fs.create();
await service.getFileSystemClient("gold").create();
told.again = await refusal(fs.create());
told.fileSystems = [];
for await (const found of service.listFileSystems()) told.fileSystems.push(found.name);
told.exists = [await fs.exists(), await service.getFileSystemClient("none").exists()];

// Create, append out of order, flush, read.
const file = fs.getFileClient("folder/file");
const created = await file.create({ metadata: { owner: "somebody" } });
await file.append("world", 6, 5);
await file.append("hello ", 0, 6);
told.beforeFlush = (await file.getProperties()).contentLength;
const flushed = await file.flush(11, { close: true });
told.read = [await read(file), await read(file, 6), await read(file, 4, 3)];
told.beyond = await refusal(file.read(11));
const properties = await file.getProperties();
told.properties = [properties.contentLength, properties.metadata.owner, properties.etag === flushed.etag, properties.etag !== created.etag];
told.appendBelow = await refusal(file.append("x", 3, 1));
await file.append("!", 12, 1);
told.gap = await refusal(file.flush(13));
told.tooFar = await refusal(file.flush(20));
told.missing = [await refusal(fs.getFileClient("none").read()), await refusal(fs.getFileClient("none").append("x", 0, 1)), await refusal(service.getFileSystemClient("none").getFileClient("a").create())];
await file.setMetadata({ changed: "yes" });
told.metadata = (await file.getProperties()).metadata;

// Conditions.
told.createIfAbsent = await refusal(file.create({ conditions: { ifNoneMatch: "*" } }));
const tag = (await file.getProperties()).etag;
told.readMatching = [await refusal(file.read(0, 1, { conditions: { ifMatch: tag } })), await refusal(file.read(0, 1, { conditions: { ifMatch: created.etag } }))];
told.flushMatching = await refusal(file.flush(11, { conditions: { ifMatch: created.etag } }));

// Large content, by many appends in parallel.
const large = randomBytes(9_000_000);
await fs.getFileClient("large").upload(large, { chunkSize: 1 << 20, maxConcurrency: 4, singleUploadThreshold: 1 << 20 });
const back = await fs.getFileClient("large").readToBuffer();
told.large = createHash("sha256").update(back).digest("hex") === createHash("sha256").update(large).digest("hex");

// Names as they come.
const odd = "with space/plus+percent%41 hash# question? ünïcode 語/'quotes' (1)[2]{3}&=;@!$,~";
await write(fs.getFileClient(odd), "odd");
told.odd = await read(fs.getFileClient(odd));
const oddly = `${odd} moved`;
// The client takes the new name as it stands in a URL.
await fs.getFileClient(odd).move(oddly.split("/").map(encodeURIComponent).join("/"));
told.oddMoved = [await read(fs.getFileClient(oddly)), await refusal(fs.getFileClient(odd).read())];

// Renames.
await write(fs.getFileClient("source"), "source");
await write(fs.getFileClient("target"), "target");
const etag = (await fs.getFileClient("source").getProperties()).etag;
told.renameIfAbsent = await refusal(fs.getFileClient("source").move("target", { destinationConditions: { ifNoneMatch: "*" } }));
told.renameIfMatch = await refusal(fs.getFileClient("source").move("target", { conditions: { ifMatch: created.etag } }));
await fs.getFileClient("source").move("target");
told.renamed = [await read(fs.getFileClient("target")), await refusal(fs.getFileClient("source").move("target")), (await fs.getFileClient("target").getProperties()).etag === etag];
told.renameNoParent = await refusal(fs.getFileClient("target").move("no/such/folder"));
await write(fs.getFileClient("tree/a/1"), "1");
await write(fs.getFileClient("tree/b/2"), "2");
await fs.getDirectoryClient("tree").move("grown");
told.renamedFolder = [await read(fs.getFileClient("grown/a/1")), await refusal(fs.getFileClient("tree/b/2").read())];
told.renameBelowItself = await refusal(fs.getDirectoryClient("grown").move("grown/below"));
await fs.getFileClient("grown/b/2").move("gold", "2");
told.renamedAcross = await read(service.getFileSystemClient("gold").getFileClient("2"));

// Listings.
told.pages = [];
for await (const page of fs.listPaths({ path: "grown", recursive: true }).byPage({ maxPageSize: 2 })) {
  told.pages.push(page.pathItems.map((item) => `${item.name}${item.isDirectory ? "/" : ` ${item.contentLength}`}`));
}
told.level = [];
for await (const item of fs.listPaths({ path: "", recursive: false })) told.level.push(item.name);
told.listMissing = await refusal(fs.listPaths({ path: "none" }).next());

// Access control.
const folder = fs.getDirectoryClient("secured");
await folder.create();
await write(fs.getFileClient("secured/before"), "x");
const id = "c0ffee00-0000-4000-8000-000000000001";
const entry = (accessControlType, entityId, permissions, defaultScope = false) => ({
  accessControlType, entityId, defaultScope, permissions: { read: permissions[0] === "r", write: permissions[1] === "w", execute: permissions[2] === "x" },
});
const list = [entry("user", "", "rwx"), entry("user", id, "r-x"), entry("group", "", "r--"), entry("mask", "", "r-x"), entry("other", "", "---")];
await folder.setAccessControl([...list, ...list.map((each) => ({ ...each, defaultScope: true }))], { owner: "me", group: "us" });
const access = await folder.getAccessControl();
const show = (each) => `${each.defaultScope ? "default:" : ""}${each.accessControlType}:${each.entityId}:${each.permissions.read ? "r" : "-"}${each.permissions.write ? "w" : "-"}${each.permissions.execute ? "x" : "-"}`;
told.access = [access.owner, access.group, access.acl.map(show)];
await write(fs.getFileClient("secured/after"), "x");
const aclOf = async (name) => (await fs.getFileClient(name).getAccessControl()).acl.map(show).join(",");
told.inherited = [await aclOf("secured/before"), await aclOf("secured/after")];
const recursive = await folder.setAccessControlRecursive(list);
told.recursive = [recursive.counters.changedDirectoriesCount, recursive.counters.changedFilesCount, await aclOf("secured/before")];
told.badAccess = await refusal(folder.setAccessControl([entry("user", "", "rwx")]));

// Leases.
const leased = fs.getFileClient("leased");
await write(leased, "x");
const lease = leased.getDataLakeLeaseClient();
await lease.acquireLease(15);
const held = { conditions: { leaseId: lease.leaseId } };
told.leased = [
  await refusal(leased.append("y", 1, 1)), await refusal(leased.append("y", 1, 1, held)), await refusal(leased.flush(2, { conditions: { leaseId: id } })), await refusal(leased.flush(2, held)),
  await refusal(leased.delete()), await refusal(leased.move("elsewhere")), await refusal(fs.getFileClient("leased").getDataLakeLeaseClient().acquireLease(15)),
  (await leased.getProperties()).leaseState, await refusal(lease.renewLease()), await refusal(lease.releaseLease()), await refusal(lease.renewLease()), (await leased.getProperties()).leaseState,
];
await lease.acquireLease(-1);
told.broken = [(await lease.breakLease(0)).leaseTime, (await leased.getProperties()).leaseState, await refusal(leased.delete())];

// Shared access signatures.
const soon = new Date(Date.now() + 3_600_000);
const sign = (permissions, more = {}) => generateDataLakeSASQueryParameters(
  { fileSystemName: "bronze", permissions: more.pathName ? DataLakeSASPermissions.parse(permissions) : FileSystemSASPermissions.parse(permissions), expiresOn: soon, protocol: SASProtocol.HttpsAndHttp, ...more }, credential).toString();
const by = (sas) => new DataLakeServiceClient(`${endpoint}?${sas}`, undefined, options).getFileSystemClient("bronze");
const reading = by(sign("rl"));
told.sas = [
  await read(reading.getFileClient("target")), await refusal(reading.listPaths().next()), await refusal(reading.getFileClient("target").create()), await refusal(reading.getFileClient("target").delete()),
  await refusal(by(sign("rl", { expiresOn: new Date(Date.now() - 60_000), startsOn: new Date(Date.now() - 3_600_000) })).getFileClient("target").read()),
  await refusal(by(sign("rl", { protocol: SASProtocol.Https })).getFileClient("target").read()),
  await refusal(by(sign("rl").replace(/sp=rl/, "sp=rwl")).getFileClient("target").create()),
  await refusal(by(sign("r", { pathName: "target" })).getFileClient("target").read()), await refusal(by(sign("r", { pathName: "target" })).getFileClient("large").read()),
  await refusal(by(sign("r", { pathName: "grown", isDirectory: true, directoryDepth: 1 })).getFileClient("grown/a/1").read()),
  await refusal(by(sign("r", { pathName: "grown", isDirectory: true, directoryDepth: 1 })).getFileClient("target").read()),
];
const accountSas = (permissions, types) => generateAccountSASQueryParameters({ expiresOn: soon, permissions: AccountSASPermissions.parse(permissions), resourceTypes: AccountSASResourceTypes.parse(types).toString(), services: AccountSASServices.parse("b").toString() }, credential).toString();
const writing = by(accountSas("rwdlac", "sco"));
await write(writing.getFileClient("by account"), "sas");
await writing.getFileClient("by account").move("moved by account");
told.accountSas = [await read(writing.getFileClient("moved by account")), await refusal(by(accountSas("rl", "c")).getFileClient("target").read())];

// Wrong keys, and none.
const wrong = new StorageSharedKeyCredential(account, randomBytes(64).toString("base64"));
told.wrongKey = await refusal(new DataLakeServiceClient(endpoint, wrong, options).getFileSystemClient("bronze").getFileClient("target").read());
told.noKey = await refusal(new DataLakeServiceClient(endpoint, undefined, options).getFileSystemClient("bronze").getFileClient("target").delete());

// Deletions.
told.deleteFull = await refusal(fs.getDirectoryClient("grown").delete(false));
told.delete = [await refusal(fs.getDirectoryClient("grown").delete(true)), await refusal(fs.getDirectoryClient("grown").delete(true)), (await fs.getFileClient("none").deleteIfExists()).succeeded];
await fs.delete();
told.deleted = await fs.exists();

console.log(JSON.stringify(told));
