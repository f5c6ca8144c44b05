# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a commit-graph that disagrees with the commits is not believed.
# Twin: an honest one is fine.

story() {
	started
	commit 'PAY-2 more' "Reviewed-by: $CAROL"
	commit 'PAY-3 more' "Reviewed-by: $CAROL"
	git -c commitGraph.generationVersion=1 commit-graph write --reachable
}

# The root tree of the first commit of the file is written into the second, with a new checksum.
tamper() {
	local file=.git/objects/info/commit-graph
	chmod u+w "$file"
	python3 - "$file" <<-'PYTHON'
		import hashlib, struct, sys
		data = bytearray(open(sys.argv[1], 'rb').read())
		at = next(struct.unpack('>Q', data[8 + 12 * i + 4:8 + 12 * i + 12])[0]
		          for i in range(data[6]) if data[8 + 12 * i:8 + 12 * i + 4] == b'CDAT')
		data[at + 36:at + 56] = data[at:at + 20]
		data[-20:] = hashlib.sha1(data[:-20]).digest()
		open(sys.argv[1], 'wb').write(data)
	PYTHON
}

scenario() {
	story
	tamper
	deploy staging
	expect 3 unknown change=UNKNOWN:GIT-CLONE-ALTERED
}

twin() {
	story
	deploy staging
	expect 0 allowed approval=PASS:APPR-COUNTED
}
