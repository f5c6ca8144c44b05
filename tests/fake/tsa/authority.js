// SPDX-License-Identifier: Apache-2.0
// Which certificates has the timestamp authority, and what does openssl say by them to a query?
'use strict';

const { execFile } = require('node:child_process');
const { existsSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { promisify } = require('node:util');
const { elements, encode, sequence } = require('./query');

const configuration = `
[root]
new_certs_dir = work
database = work/issued
rand_serial = yes
unique_subject = no
default_md = sha256
policy = any_name
[any_name]
commonName = supplied
[request]
distinguished_name = name
[name]
[root_certificate]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[authority_certificate]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[no_purpose]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid

[sha256]
serial = serial
default_policy = 1.3.6.1.4.1.32473.1
digests = sha256
signer_digest = sha256
accuracy = secs:1
ordering = no
tsa_name = no
ess_cert_id_alg = sha256
[sha1]
serial = serial
default_policy = 1.3.6.1.4.1.32473.1
digests = sha256
signer_digest = sha1
accuracy = secs:1
ordering = no
tsa_name = no
ess_cert_id_alg = sha256
`;
const configurationFile = 'tsa.cnf';
const rootName = '/CN=Test timestamp root';
const authorityName = '/CN=Test timestamp authority';
const from = '20200101000000Z';
const until = '20491231235959Z';
const expiry = '20201231235959Z';

async function openssl(folder, ...words) {
	const environment = { PATH: process.env.PATH, LC_ALL: 'C' };
	const { stdout } = await promisify(execFile)('openssl', words,
		{ cwd: folder, env: environment, encoding: 'buffer' });
	return stdout;
}

// ---- certificates ----

const request = (folder, name, subject) => openssl(folder, 'req', '-new', '-config', configurationFile,
	'-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc', '-subj', subject,
	'-keyout', `${name}.key`, '-out', `work/${name}.csr`);

const sign = (folder, name, extensions, end, ...signer) => openssl(folder, 'ca', '-batch', '-notext',
	'-config', configurationFile, '-name', 'root', '-extensions', extensions,
	'-startdate', from, '-enddate', end, '-in', `work/${name}.csr`, '-out', `${name}.pem`, ...signer);

async function makeRoot(folder, name) {
	await request(folder, name, rootName);
	await sign(folder, name, 'root_certificate', until, '-selfsign', '-keyfile', `${name}.key`);
}

async function makeAuthority(folder, name, root, extensions = 'authority_certificate', end = until) {
	await request(folder, name, authorityName);
	await sign(folder, name, extensions, end, '-cert', `${root}.pem`, '-keyfile', `${root}.key`);
}

async function prepare(folder) {
	if (existsSync(join(folder, 'serial'))) return;
	mkdirSync(join(folder, 'work'), { recursive: true });
	writeFileSync(join(folder, configurationFile), configuration);
	writeFileSync(join(folder, 'work/issued'), '');
	await makeRoot(folder, 'ca');
	await makeRoot(folder, 'other-ca');
	await makeAuthority(folder, 'tsa', 'ca');
	await makeAuthority(folder, 'other-tsa', 'other-ca');
	await makeAuthority(folder, 'expired-tsa', 'ca', 'authority_certificate', expiry);
	await makeAuthority(folder, 'no-purpose-tsa', 'ca', 'no_purpose');
	writeFileSync(join(folder, 'serial'), '01\n'); // last: all of it is there
}

// ---- answers, one after the other: openssl reads, counts and writes the serial number in a file ----

let last = Promise.resolve();
function inTurn(work) {
	const turn = last.then(work);
	last = turn.catch(() => {});
	return turn;
}

async function reply(folder, query, signer, section) {
	writeFileSync(join(folder, 'work/query.tsq'), query);
	await openssl(folder, 'ts', '-reply', '-config', configurationFile, '-section', section,
		'-queryfile', 'work/query.tsq', '-signer', `${signer}.pem`, '-inkey', `${signer}.key`,
		'-out', 'work/reply.tsr');
	return readFileSync(join(folder, 'work/reply.tsr'));
}

function stamp(folder, query, { signer = 'tsa', section = 'sha256' } = {}) {
	return inTurn(() => reply(folder, query, signer, section));
}

// The time of these facts is the one text of its form: of the same length, whatever day it names.
function at(facts, later) {
	const told = facts.toString('latin1').match(/\d{14}Z/)[0];
	const time = Date.parse(told.replace(/(....)(..)(..)(..)(..)(..)Z/, '$1-$2-$3T$4:$5:$6Z'));
	const other = new Date(time + later).toISOString().replace(/[-:T]|\.\d+/g, '');
	return Buffer.from(facts.toString('latin1').replace(told, other), 'latin1');
}

// What `openssl ts` does not sign, in the form in which it would: the facts of a right token, at another
// time or by a certificate without the purpose.
async function signAnew(folder, query, signer, later) {
	const right = await reply(folder, query, 'tsa', 'sha256');
	const [status, token] = elements(elements(right)[0].body);
	if (!token) return right;
	writeFileSync(join(folder, 'work/token'), encode(token.tag, token.body));
	const facts = await openssl(folder, 'cms', '-verify', '-noverify', '-inform', 'DER', '-in', 'work/token',
		'-certfile', 'tsa.pem', '-binary');
	writeFileSync(join(folder, 'work/facts'), at(facts, later));
	const certificates = certificatesWanted(token) ? [] : ['-nocerts'];
	const signed = await openssl(folder, 'cms', '-sign', '-binary', '-nodetach', '-cades', '-nosmimecap',
		'-econtent_type', '1.2.840.113549.1.9.16.1.4', '-md', 'sha256', '-outform', 'DER', '-in', 'work/facts',
		'-signer', `${signer}.pem`, '-inkey', `${signer}.key`, ...certificates);
	return encode(sequence, encode(status.tag, status.body), signed);
}

// Whether a right token has the field for certificates, tag [0], as it has if the query asks for them.
function certificatesWanted(token) {
	const [, explicit] = elements(token.body);
	return elements(elements(explicit.body)[0].body).some(({ tag }) => tag === 0xa0);
}

function forge(folder, query, { signer = 'tsa', later = 0 }) {
	return inTurn(() => signAnew(folder, query, signer, later));
}

module.exports = { forge, prepare, stamp };
