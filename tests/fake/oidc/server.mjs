// SPDX-License-Identifier: Apache-2.0
// Who plays the platform that gives jobs their identity tokens? An issuer that others wrote, and in
// front of it what a job asks. FOLDER/settings.json is read for each token:
//   claims           of every token
//   run, record      what differs in the token for the evidence, and in the one for the record:
//     claims, header what is put over (null: left out)
//     key            of the issuer that signs: "rs" (RS256, unless said), "es" (ES256)
//     home_made      true: by a key of one's own that has the name of the issuer's
//     secret         "none": unsigned; "hs": with the public key as a secret
//     token          answered as it is
//   down             true: answers 503
// Each token that was given is a line of FOLDER/tokens. FOLDER/keys.json keeps the issuer's keys.
import { createHmac, createPublicKey } from "node:crypto";
import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { OAuth2Issuer, OAuth2Service } from "oauth2-mock-server";

const [folder, port = "0"] = process.argv.slice(2);
const requestToken = "request-token-of-the-job";
const lifetime = 300;

async function newIssuer() {
	const issuer = new OAuth2Issuer();
	await issuer.keys.generate("RS256", { kid: "rs" });
	await issuer.keys.generate("ES256", { kid: "es" });
	return issuer;
}

async function keptIssuer(file) {
	if (!existsSync(file)) {
		const made = await newIssuer();
		writeFileSync(file, JSON.stringify(made.keys.toJSON(true)), { mode: 0o600 });
		return made;
	}
	const issuer = new OAuth2Issuer();
	for (const key of JSON.parse(readFileSync(file, "utf8"))) await issuer.keys.add(key);
	return issuer;
}

const issuer = await keptIssuer(`${folder}/keys.json`);
const homeMade = await newIssuer();
const service = new OAuth2Service(issuer);

function put(over, onto) {
	for (const [name, value] of Object.entries(over ?? {}))
		if (value === null) delete onto[name];
		else onto[name] = value;
}

function encode(value) {
	return Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
}

// What no library makes: no signature, or one with the public key as the secret of an HMAC.
function withSecret(kind, token) {
	const [, payload] = token.split(".");
	const first = `${encode({ alg: kind === "none" ? "none" : "HS256", kid: "rs" })}.${payload}`;
	if (kind === "none") return `${first}.`;
	const { kty, n, e } = issuer.keys.get("rs");
	const pem = createPublicKey({ key: { kty, n, e }, format: "jwk" }).export({ type: "spki", format: "pem" });
	return `${first}.${createHmac("sha256", pem).update(first).digest("base64url")}`;
}

async function make(settings, audience) {
	const vouches = audience.startsWith("changegate:sha256:") || audience === "changegate:record";
	const own = (vouches ? settings.record : settings.run) ?? {};
	if (own.token) return own.token;
	const token = await (own.home_made ? homeMade : issuer).buildToken({
		kid: own.key ?? "rs",
		expiresIn: lifetime,
		scopesOrTransform: (header, payload) => {
			delete payload.amr;
			put({ ...settings.claims, aud: audience, nbf: payload.iat - 30, ...own.claims }, payload);
			put(own.header, header);
		},
	});
	return own.secret ? withSecret(own.secret, token) : token;
}

async function answer(request, response) {
	const url = new URL(request.url, issuer.url);
	const settings = JSON.parse(readFileSync(`${folder}/settings.json`, "utf8"));
	if (settings.down) return response.writeHead(503).end();
	if (url.pathname !== "/request") return service.requestHandler(request, response);
	if (request.headers.authorization?.toLowerCase() !== `bearer ${requestToken}`)
		return response.writeHead(401).end();
	const token = await make(settings, url.searchParams.get("audience") ?? "");
	appendFileSync(`${folder}/tokens`, `${token}\n`);
	response.writeHead(200, { "content-type": "application/json" });
	response.end(JSON.stringify({ count: token.length, value: token }));
}

const server = createServer((request, response) => {
	answer(request, response).catch((error) => {
		process.stderr.write(`${error.stack}\n`);
		response.writeHead(500).end();
	});
});
server.listen(Number(port), "127.0.0.1", () => {
	issuer.url = `http://127.0.0.1:${server.address().port}`;
	homeMade.url = issuer.url;
	writeFileSync(`${folder}/port.new`, `${server.address().port}\n`);
	renameSync(`${folder}/port.new`, `${folder}/port`);
});
process.stdin.on("end", () => process.exit(0)).resume();
process.on("SIGTERM", () => process.exit(0));
