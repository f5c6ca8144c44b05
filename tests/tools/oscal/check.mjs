// SPDX-License-Identifier: Apache-2.0
// Are documents valid against a JSON schema? check.mjs SCHEMA DOCUMENT...
import { readFileSync } from "node:fs";
import Ajv from "ajv";
import addFormats from "ajv-formats";

const [schema, ...documents] = process.argv.slice(2);
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(schema, "utf8")));
let wrong = documents.length === 0;
for (const document of documents) {
	if (validate(JSON.parse(readFileSync(document, "utf8")))) continue;
	wrong = true;
	for (const error of validate.errors.slice(0, 20)) {
		console.error(`${document}: ${error.instancePath || "/"} ${error.message}`);
	}
}
process.exit(wrong ? 1 : 0);
