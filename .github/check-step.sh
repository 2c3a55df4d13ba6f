#!/bin/bash
# The step of action.yml that checks: it writes the annotations or the SARIF file, the summary of the
# job and the outputs, and leaves failing to the last step, so that a file is uploaded before.
# Reads MAIN, CHECK_PATH, FAIL_ON, FORMAT, RUNNER_TEMP, GITHUB_OUTPUT and GITHUB_STEP_SUMMARY.
set -uo pipefail

case "$FORMAT" in github | sarif) ;; *)
  echo "::error::The input format is '$FORMAT'; it can be github or sarif."
  exit 2
  ;;
esac

status=0
if [ "$FORMAT" = sarif ]; then
  sarif="$RUNNER_TEMP/dynoready.sarif"
  node "$MAIN" check --format sarif --fail-on "$FAIL_ON" --output-file "$sarif" -- "$CHECK_PATH" || status=$?
  if [ -f "$sarif" ]; then echo "sarif=$sarif" >>"$GITHUB_OUTPUT"; fi
else
  node "$MAIN" check --format github --fail-on "$FAIL_ON" -- "$CHECK_PATH" || status=$?
fi
echo "status=$status" >>"$GITHUB_OUTPUT"

# Wrong use has no findings to sum up.
if [ "$status" -le 1 ]; then
  {
    echo '### dynoready check'
    echo
    echo '````text'
    NO_COLOR=1 node "$MAIN" check --quiet --fail-on "$FAIL_ON" -- "$CHECK_PATH"
    echo '````'
  } >>"$GITHUB_STEP_SUMMARY"
fi
exit 0
