// The life and the use of keys through the official SDK of JavaScript, logged in through @azure/identity, challenge
// verification on. What the SDK can do with a public key it does by itself: RSA encryption, for one.
import assert from "node:assert/strict";
import { createHash, generateKeyPairSync, randomBytes, verify } from "node:crypto";
import test from "node:test";
import { ClientSecretCredential } from "@azure/identity";
import { CryptographyClient, KeyClient } from "@azure/keyvault-keys";

const env = process.env;
const login = new ClientSecretCredential(env.TENANT_ID, env.CLIENT_ID, env.CLIENT_SECRET, {
  authorityHost: env.AUTHORITY_HOST,
  disableInstanceDiscovery: true,
});
const once = { retryOptions: { maxRetries: 0 } };
const keys = new KeyClient(env.VAULT_URL, login, once);
const message = Buffer.from("a message");
const digest = (bits) => createHash(`sha${bits}`).update(message).digest();
const using = (key) => new CryptographyClient(key.id, login, once);
const fails = (statusCode, code) => (error) => error.statusCode === statusCode && error.code === code;
const soon = { intervalInMs: 10 };

async function all(pages) {
  const items = [];
  for await (const item of pages) {
    items.push(item);
  }
  return items;
}

test("a key of every type is created", async () => {
  for (const hsm of [false, true]) {
    const suffix = hsm ? "-HSM" : "";
    const rsa = await keys.createRsaKey(`rsa${suffix}`, { keySize: 2048, hsm });
    assert.equal(rsa.keyType, `RSA${suffix}`);
    assert.equal(rsa.key.n.length, 256);
    const oct = await keys.createOctKey(`oct${suffix}`, { keySize: 256, hsm });
    assert.equal(oct.keyType, `oct${suffix}`);
    assert.equal(oct.key.k, undefined);
    for (const curve of ["P-256", "P-384", "P-521", "P-256K"]) {
      const ec = await keys.createEcKey(`ec-${curve}${suffix}`, { curve, hsm });
      assert.equal(ec.keyType, `EC${suffix}`);
      assert.equal(ec.key.crv, curve);
    }
  }
});

test("a key is imported and is that of its owner", async () => {
  const own = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const jwk = own.privateKey.export({ format: "jwk" });
  const bytes = (name) => Buffer.from(jwk[name], "base64url");

  const key = await keys.importKey("imported", {
    kty: "EC", crv: "P-256", x: bytes("x"), y: bytes("y"), d: bytes("d"),
  });

  const { result } = await using(key).signData("ES256", message);
  assert.ok(verify("sha256", message, { key: own.publicKey, dsaEncoding: "ieee-p1363" }, result));
});

test("a key is read by name and by version, and updated", async () => {
  const first = await keys.createEcKey("versioned");
  const second = await keys.createEcKey("versioned", { tags: { a: "b" } });

  assert.equal((await keys.getKey("versioned")).id, second.id);
  const read = await keys.getKey("versioned", { version: first.properties.version });
  assert.deepEqual(read.key.x, first.key.x);
  const versions = await all(keys.listPropertiesOfKeyVersions("versioned"));
  assert.deepEqual(versions.map((v) => v.id).sort(), [first.id, second.id].sort());

  const expiresOn = new Date(1900000000000);
  const updated = await keys.updateKeyProperties("versioned", second.properties.version, {
    enabled: false, expiresOn, keyOps: ["sign"], tags: { c: "d" },
  });
  assert.equal(updated.properties.enabled, false);
  assert.deepEqual(updated.properties.expiresOn, expiresOn);
  assert.deepEqual(updated.keyOperations, ["sign"]);
  assert.deepEqual({ ...updated.properties.tags }, { c: "d" });
  await assert.rejects(using(second).sign("ES256", digest(256)), fails(403, "Forbidden"));
});

test("keys are listed page by page", async () => {
  for (const name of ["page-1", "page-2", "page-3"]) {
    await keys.createEcKey(name);
  }

  const pages = await all(keys.listPropertiesOfKeys().byPage({ maxPageSize: 2 }));

  assert.ok(pages.length >= 2);
  assert.ok(pages.every((page) => page.length <= 2));
  const names = pages.flat().map((key) => key.name);
  assert.deepEqual(names, (await all(keys.listPropertiesOfKeys())).map((key) => key.name));
  assert.ok(["page-1", "page-2", "page-3"].every((name) => names.includes(name)));
});

test("what is encrypted is decrypted", async () => {
  const rsa = using(await keys.createRsaKey("encrypting"));
  for (const algorithm of ["RSA-OAEP", "RSA-OAEP-256"]) {
    const { result: ciphertext } = await rsa.encrypt({ algorithm, plaintext: message });
    assert.deepEqual(Buffer.from((await rsa.decrypt({ algorithm, ciphertext })).result), message);
    await assert.rejects(rsa.decrypt({ algorithm, ciphertext: randomBytes(256) }), fails(400, "BadParameter"));
  }

  const oct = using(await keys.createOctKey("encrypting-oct", { keySize: 256 }));
  const sealed = await oct.encrypt({
    algorithm: "A256GCM", plaintext: message, additionalAuthenticatedData: digest(256),
  });
  const opened = await oct.decrypt({
    algorithm: "A256GCM",
    ciphertext: sealed.result,
    iv: sealed.iv,
    authenticationTag: sealed.authenticationTag,
    additionalAuthenticatedData: sealed.additionalAuthenticatedData,
  });
  assert.deepEqual(Buffer.from(opened.result), message);
});

test("what is wrapped is unwrapped", async () => {
  const secret = randomBytes(32);
  const rsa = using(await keys.createRsaKey("wrapping"));
  const oct = using(await keys.createOctKey("wrapping-oct", { keySize: 256 }));

  for (const [key, algorithm] of [[rsa, "RSA-OAEP"], [rsa, "RSA-OAEP-256"], [oct, "A256KW"]]) {
    const { result: wrapped } = await key.wrapKey(algorithm, secret);
    assert.deepEqual(Buffer.from((await key.unwrapKey(algorithm, wrapped)).result), secret);
  }
});

test("what is signed is verified", async () => {
  const rsa = await keys.createRsaKey("signing");
  const ec = {};
  for (const [curve, algorithm] of [["P-256", "ES256"], ["P-384", "ES384"], ["P-521", "ES512"], ["P-256K", "ES256K"]]) {
    ec[algorithm] = await keys.createEcKey(`signing-${curve}`, { curve });
  }
  const oct = await keys.createOctKey("signing-oct", { keySize: 256 });
  const algorithms = {
    ...Object.fromEntries(["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"].map((a) => [a, rsa])),
    ...ec,
    HS256: oct,
  };

  for (const [algorithm, key] of Object.entries(algorithms)) {
    const client = using(key);
    const value = digest(algorithm.slice(2, 5));
    const { result: signature } = await client.sign(algorithm, value);
    assert.equal((await client.verify(algorithm, value, signature)).result, true, algorithm);
    signature[0] ^= 1;
    assert.equal((await client.verify(algorithm, value, signature)).result, false, algorithm);
  }
});

test("a key is deleted, recovered and purged by pollers that end", async () => {
  const key = await keys.createEcKey("deleted");

  const deletion = await keys.beginDeleteKey("deleted", soon);
  const deleted = await deletion.pollUntilDone();
  assert.equal(deleted.properties.recoveryId, `${env.VAULT_URL}/deletedkeys/deleted`);
  assert.equal((await keys.getDeletedKey("deleted")).id, key.id);
  assert.ok((await all(keys.listDeletedKeys())).some((k) => k.name === "deleted"));
  await assert.rejects(keys.getKey("deleted"), fails(404, "KeyNotFound"));
  await assert.rejects(keys.createEcKey("deleted"), fails(409, "Conflict"));

  const recovery = await keys.beginRecoverDeletedKey("deleted", soon);
  assert.equal((await recovery.pollUntilDone()).name, "deleted");
  assert.equal((await keys.getKey("deleted")).id, key.id);

  await (await keys.beginDeleteKey("deleted", soon)).pollUntilDone();
  await keys.purgeDeletedKey("deleted");
  await assert.rejects(keys.getDeletedKey("deleted"), fails(404, "KeyNotFound"));
});

test("a key is rotated, by hand and with a policy", async () => {
  const first = await keys.createEcKey("rotated");

  const second = await keys.rotateKey("rotated");
  assert.notEqual(second.properties.version, first.properties.version);
  assert.notDeepEqual(second.key.x, first.key.x);

  const actions = (policy) => policy.lifetimeActions.map((a) => `${a.action} ${a.timeBeforeExpiry}`);
  assert.deepEqual(actions(await keys.getKeyRotationPolicy("rotated")), ["Notify P30D"]);
  const wish = { expiresIn: "P2Y", lifetimeActions: [{ action: "Rotate", timeBeforeExpiry: "P60D" }] };
  const policy = await keys.updateKeyRotationPolicy("rotated", wish);
  assert.equal(policy.expiresIn, "P2Y");
  assert.deepEqual(actions(policy), ["Rotate P60D", "Notify P30D"]);
});

test("the HSM gives random bytes, and no attestation", async () => {
  assert.equal((await keys.getRandomBytes(128)).length, 128);
  await keys.createEcKey("attested");
  await assert.rejects(keys.getKeyAttestation("attested"), fails(400, "BadParameter"));
});

test("an error has the code of Azure", async () => {
  await assert.rejects(keys.getKey("not-there"), fails(404, "KeyNotFound"));
  await assert.rejects(keys.getKey("bad_name"), fails(400, "BadParameter"));
});
