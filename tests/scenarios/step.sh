#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Does one half of a scenario hold? step.sh FILE scenario|twin, in an empty folder. SHARED has the keys.
set -euo pipefail
file=$1
half=$2
SCRATCH=$PWD
KEPT_AS=$(basename "$file" .sh).$half
export SCRATCH KEPT_AS HOME=$PWD LC_ALL=C TZ=UTC
export CHANGEGATE_RECORD_KEY_FILE=$SHARED/record.key
export CHANGEGATE_CHECKPOINT_KEY_FILE=$SHARED/checkpoint.key
unset ACTIONS_ID_TOKEN_REQUEST_URL ACTIONS_ID_TOKEN_REQUEST_TOKEN GITHUB_RUN_ID
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE CI_DEFAULT_BRANCH
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null GIT_MERGE_AUTOEDIT=no
# shellcheck source=/dev/null
. "$(dirname "$0")/library.sh"
# shellcheck source=/dev/null
. "$(dirname "$0")/github.sh"
# shellcheck source=/dev/null
. "$(dirname "$0")/gitops.sh"
# shellcheck source=/dev/null
. "$(dirname "$0")/emergency.sh"
# shellcheck source=/dev/null
. "$(dirname "$0")/platform.sh"
# shellcheck source=/dev/null
. "$(dirname "$0")/tracker.sh"
# shellcheck source=/dev/null
. "$file"
"$half"
finish
