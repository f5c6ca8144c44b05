#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Does a DSSE library that somebody else wrote accept our envelopes, and refuse changed ones?
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=Ada GIT_AUTHOR_EMAIL=ada@example.org
export GIT_COMMITTER_NAME=Ada GIT_COMMITTER_EMAIL=ada@example.org
git init -q -b main repository
cd repository
"$BIN" keygen --origin example.org/acme/pay >/dev/null
cat >.changegate.yml <<'END'
version: 1
extends: starter@1
repository: example.org/acme/pay
tickets: { projects: [PAY] }
tests: { required: [{ junit: "out/*.xml" }] }
environments: { staging: {} }
ledger: { store: "dir:.git/changegate/ledger" }
END
mkdir out
echo '<testsuite><testcase name="a"/></testsuite>' >out/unit.xml
echo out/ >.gitignore
git add .
git commit -q -m 'PAY-1 begin'
export CHANGEGATE_RECORD_KEY_FILE=.git/changegate/record.key
export CHANGEGATE_CHECKPOINT_KEY_FILE=.git/changegate/checkpoint.key
"$BIN" deploy --env staging --baseline --output envelope=../record.json >/dev/null
openssl pkey -in .git/changegate/record.key -pubout -out ../record.pub
cd ..
python3 - <<'END'
import json, sys
from securesystemslib.dsse import Envelope
from securesystemslib.exceptions import VerificationError
from securesystemslib.signer import SSlibKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

document = json.load(open("record.json"))
keyid = document["signatures"][0]["keyid"]
key = SSlibKey.from_crypto(
    load_pem_public_key(open("record.pub", "rb").read()), keyid=keyid, scheme="ecdsa-sha2-nistp256")
envelope = Envelope.from_dict(json.loads(json.dumps(document)))
accepted = envelope.verify([key], 1)
assert list(accepted) == [keyid], accepted
envelope.payload = envelope.payload.replace(b"staging", b"staginG", 1)
try:
    envelope.verify([key], 1)
except VerificationError:
    sys.exit(0)
sys.exit("a changed payload was accepted")
END
