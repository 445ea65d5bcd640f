// Drive the stand-in org with jsforce and print what came back, as one JSON object.
import { createRequire } from "node:module";
import { createSign } from "node:crypto";
import { readFileSync } from "node:fs";

const require = createRequire(`${process.env.CLIENTS}/package.json`);
const { Connection } = require("jsforce");
const { INSTANCE_URL, CLIENT_ID, CLIENT_SECRET, USERNAME, KEY_FILE } = process.env;

const open = () =>
  new Connection({
    version: "63.0",
    loginUrl: INSTANCE_URL,
    oauth2: { loginUrl: INSTANCE_URL, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET },
  });
const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
const assertion = () => {
  const exp = Math.floor(Date.now() / 1000) + 120;
  const head = encode({ alg: "RS256" });
  const claims = encode({ iss: CLIENT_ID, sub: USERNAME, aud: INSTANCE_URL, exp });
  const signature = createSign("RSA-SHA256")
    .update(`${head}.${claims}`)
    .sign(readFileSync(KEY_FILE), "base64url");
  return `${head}.${claims}.${signature}`;
};

const out = {};
const conn = open();
await conn.authorize({ grant_type: "client_credentials" });
out.identity = (await conn.identity()).username;

const user = open();
await user.authorize({
  grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
  assertion: assertion(),
});
out.jwt_sees = (await user.query("SELECT COUNT() FROM Account")).totalSize;
out.all = (await conn.query("SELECT COUNT() FROM Account")).totalSize;

out.fetched = (
  await conn
    .query("SELECT Id FROM Position__c")
    .execute({ autoFetch: true, maxFetch: 100000 })
).records.length;
const described = await conn.sobject("Contact").describe();
out.contact_fields = described.fields.map((field) => field.name);
out.objects = (await conn.describeGlobal()).sobjects.map((one) => one.name);

const made = await conn.sobject("Lead").create({ LastName: "Sauerteig", Company: "Kruste AG" });
out.created = made.success;
await conn.sobject("Lead").update({ Id: made.id, Email: "post@example.org" });
out.updated = (await conn.sobject("Lead").retrieve(made.id)).Email;
const many = await conn
  .sobject("Lead")
  .create([{ LastName: "Eins", Company: "A" }, { LastName: "Zwei", Company: "B" }]);
out.collection = many.map((one) => one.success);
await conn.sobject("Lead").destroy(made.id);

const definitions = await conn.tooling.query(
  "SELECT QualifiedApiName, ComplianceGroup FROM FieldDefinition" +
    " WHERE EntityDefinition.QualifiedApiName = 'Contact'",
);
out.groups = Object.fromEntries(
  definitions.records.map((row) => [row.QualifiedApiName, row.ComplianceGroup]),
);

conn.bulk2.pollInterval = 100;
const stream = await conn.bulk2.query("SELECT Id, CaseNumber FROM Case");
out.bulk_rows = (await stream.toArray()).length;
const loaded = await conn.bulk2.loadAndWaitForResults({
  object: "Lead",
  operation: "insert",
  input: [{ LastName: "Drei", Company: "C" }, { LastName: "", Company: "D" }],
});
out.bulk_inserted = loaded.successfulResults.length;
out.bulk_failed = loaded.failedResults.length;

try {
  await user.query("SELECT Formula__c FROM ScoringModel__c");
} catch (error) {
  out.denied = error.errorCode;
}
console.log(JSON.stringify(out));
